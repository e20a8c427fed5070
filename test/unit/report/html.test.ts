// The template tag: the one place where text becomes markup.
import { expect, test } from 'vitest';
import { caseText, html, multiline, ours, type Redactor, recordText } from '../../../src/main/report/html.ts';
import { restored } from './read-html.ts';

test('values are escaped in content and in attributes', () => {
  expect(html`<p title="${`"'><b>&`}">${`</p><script>`}</p>`.text).toBe(
    '<p title="&quot;&#39;&gt;&lt;b&gt;&amp;">&lt;/p&gt;&lt;script&gt;</p>',
  );
});

test('markup made by the tag is not escaped again, arrays are joined, null is nothing', () => {
  expect(html`${[html`<b>${1}</b>`, null, '&']}`.text).toBe('<b>1</b>&amp;');
});

test.each([
  ['\u202e', '⟦U+202E⟧'],
  ['\u2069', '⟦U+2069⟧'],
  ['\u200f', '⟦U+200F⟧'],
  ['\u0000', '⟦U+0000⟧'],
  ['\u001b[31m', '⟦U+001B⟧[31m'],
  ['\r\n\t', '⟦U+000D⟧⟦U+000A⟧⟦U+0009⟧'],
  ['\ufeff', '⟦U+FEFF⟧'],
  ['\u{e0041}', '⟦U+E0041⟧'],
  ['\ud800', '⟦U+D800⟧'],
  ['ad\u200dmin', 'ad⟦U+200D⟧min'],
  ['⟦U+202E⟧', '⟦U+27E6⟧U+202E⟧'],
])('%j is made visible', (text, seen) => {
  expect(html`${text}`.text).toBe(seen);
});

test('letters of any script, emoji and their joiners stay as they are', () => {
  const text = 'తెలుగు می\u200cخواهم 日本 👩\u200d💻 Ωñ';
  expect(html`${text}`.text).toBe(text);
});

test('a note keeps its lines', () => {
  expect(multiline('a\r\nb\n\t<c>\u202e').text).toBe('a\nb\n\t&lt;c&gt;⟦U+202E⟧');
});

test('our own sentences may speak of marks', () => {
  expect(ours('⟦U+202E⟧ <').text).toBe('⟦U+202E⟧ &lt;');
});

test.each([
  ['plain text and 日本 👩‍💻'],
  ['\ufeff{"a":"\u202e\u2066"}\r\n'],
  ['⟦U+202E⟧⟦0xFF⟧'],
  [Buffer.from([0x7b, 0xff, 0xc3, 0x28, 0xe2, 0x82, 0x7d])],
  [Buffer.from([0xed, 0xa0, 0x80, 0xc0, 0xaf, 0xf4, 0x90, 0x80, 0x80, 0xf0, 0x9f, 0x98])],
  [Buffer.from(Array.from({ length: 256 }, (_, i) => i))],
])('the text of a record gives its bytes back: %j', (bytes) => {
  const original = Buffer.from(bytes as string);
  const shown = recordText(original).text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '',
  );
  expect(restored(shown)).toEqual(original);
});

test('a text that is too long for its place is shortened after it was redacted as a whole, and says how much there is', () => {
  const cut = { most: 10, shown: 4, says: (all: number) => `… ${all} in all` };
  const told = (text: string): string => html`${caseText(text, 'text', cut)}`.text;
  expect(told('0123456789')).toBe('0123456789');
  // Code points, not halves of them; and escaped as any text.
  expect(told(`a<\u{1f600}\u202e${'x'.repeat(20)}`)).toBe('a&lt;\u{1f600}⟦U+202E⟧<span class="aside">… 24 in all</span>');
  const seen: string[] = [];
  const redactor: Redactor = {
    hidesNotes: false,
    pieces: (raw) => {
      seen.push(raw);
      return [{ shown: 'ab' }, { hidden: 'name 17' }, { shown: 'c'.repeat(9) }];
    },
    marksIn: () => [],
    noteMark: () => ({ hidden: 'note' }),
  };
  const long = 'y'.repeat(1000);
  expect(html`${caseText(long, 'text', cut)}`.render(redactor)).toBe(
    'ab<span class="redacted">‹name 17›</span><span class="aside">… 18 in all</span>',
  );
  expect(seen).toEqual([long]);
});
