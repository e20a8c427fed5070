// Links that lead nowhere, into another volume, or to an exhibit of which something must be said.
import { expect, test } from 'vitest';
import { renderReport } from '../../../src/main/report/document.ts';
import { homeOf, withLinks } from '../../../src/main/report/links.ts';
import { bookmark, caseOf, idsOf, log, record, verified } from './fixture.ts';

const TEXT = 'See <a href="#exhibit-1">Exhibit 1</a>, <a href="#item-ab">it</a> and <a href="#exhibit-2"><svg></svg></a>.';

test('a link stays where its place is here, is text where there is none, and names the volume that has it', () => {
  expect(withLinks(TEXT, () => 'here')).toBe(TEXT);
  expect(withLinks(TEXT, (anchor) => (homeOf(anchor) === 'evidence' ? 'nowhere' : 'here'))).toContain('</a>, it and <a');
  expect(withLinks(TEXT, () => ({ says: ' (volume 2)', file: 'volume-2.html' }))).toContain(
    '<a href="volume-2.html#exhibit-1">Exhibit 1 <span class="volume">(volume 2)</span></a>',
  );
});

test('in a picture its title names the volume: any other element of HTML would end the picture', () => {
  const drawn = '<svg><a href="#exhibit-1"><title>Exhibit 1</title><rect width="1"></rect></a></svg>';
  expect(
    withLinks(
      drawn,
      () => ({ says: ' (volume 2)', file: 'volume-2.html' }),
      () => 'altered',
    ),
  ).toBe('<svg><a href="volume-2.html#exhibit-1"><title>Exhibit 1 (volume 2)</title><rect width="1"></rect></a></svg>');
  expect(
    withLinks(
      drawn,
      () => 'here',
      () => 'altered',
    ),
  ).toBe(drawn);
});

test('what must stand beside a link stands there whether it leads anywhere or not, but not in a picture', () => {
  const beside = (anchor: string): string => (anchor.startsWith('exhibit') ? '✖ contradicted' : '');
  expect(withLinks(TEXT, () => 'nowhere', beside)).toBe('See Exhibit 1 <strong class="flag">✖ contradicted</strong>, it and <svg></svg>.');
  expect(withLinks(TEXT, () => 'here', beside).match(/class="flag"/g)).toHaveLength(1);
});

test('an exhibit that is contradicted or in conflict says so at every link to it; others do not', async () => {
  const eventID = '00000000-0000-4000-8000-00000000cafe';
  const file = await caseOf([
    { 'a.json': log(record({ eventID, eventName: 'DeleteBucket' })), 'c.json': log(record({ eventName: 'Sound' })) },
    { 'b.json': log(record({ eventID, eventName: 'DeleteBucket', errorCode: 'AccessDenied' })) },
  ]);
  const shown = file.db.prepare("SELECT id FROM events WHERE eventName = 'DeleteBucket'").pluck().get() as string;
  bookmark(file, shown);
  const [sound = ''] = idsOf(file, 'Sound');
  bookmark(file, sound);
  const numberOf = (html: string, name: string): string => new RegExp(`<h3>Exhibit (\\d+): <bdi>${name}`).exec(html)?.[1] ?? '';
  const { html } = await renderReport(file.db, verified(file));
  const [conflict, plain] = [numberOf(html, 'DeleteBucket'), numberOf(html, 'Sound')];
  const links = (of: string, text: string): string[] => text.match(new RegExp(`>Exhibit ${of}</a>(?! <strong class="flag">)`, 'g')) ?? [];
  expect(links(conflict, html)).toEqual([]);
  expect(html).toContain(`>Exhibit ${conflict}</a> <strong class="flag">≠ delivered with different contents</strong>`);
  expect(links(plain, html).length).toBeGreaterThan(0);
  const found = { kind: 'event', key: sound, verdict: 'differing', reason: 'changed' } as const;
  const { html: contradicted } = await renderReport(file.db, verified(file, { ok: false, items: [found] }));
  expect(links(plain, contradicted)).toEqual([]);
});
