// A section that is cut for a preview: what is open is closed, the rest is not even asked for.
import { expect, test } from 'vitest';
import { html, type Markup } from '../../../src/main/report/html.ts';
import { beginningOf } from '../../../src/main/report/preview-cut.ts';

const CUT = '<p class="box">The preview ends this section here. The written report has all of it.</p>\n';
const cut = (pieces: Iterable<Markup>, most: number): string => [...beginningOf(pieces, most, null)].join('');

test('a short section stays as it is', () => {
  expect(cut([html`<p>a</p>`, html`<p>b</p>`], 100)).toBe('<p>a</p><p>b</p>');
});

test('what is open is closed in order, elements without an end are not', () => {
  const pieces = [
    html`<div><table><tbody>`,
    html`<tr><td>1<br><img alt=""></td></tr>`,
    html`<tr><td>2</td></tr>`,
    html`</tbody></table></div>`,
  ];
  expect(cut(pieces, 40)).toBe(`<div><table><tbody><tr><td>1<br><img alt=""></td></tr></tbody></table></div>\n${CUT}`);
});

test('text of a log that looks like markup is none', () => {
  const pieces = [html`<ul><li>${'<b></ul>'}</li>`, html`<li>2</li>`, html`</ul>`];
  expect(cut(pieces, 10)).toBe(`<ul><li>&lt;b&gt;&lt;/ul&gt;</li></ul>\n${CUT}`);
});

test('what is not shown is not made', () => {
  let made = 0;
  function* endless() {
    for (;;) {
      made++;
      yield html`<p>0123456789</p>`;
    }
  }
  expect(cut(endless(), 50)).toContain(CUT);
  expect(made).toBeLessThan(5);
});
