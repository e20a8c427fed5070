// A report in volumes: each exhibit in exactly one, everything else in the first, and no link that leads nowhere.
import { expect, test } from 'vitest';
import { renderReport, withReport } from '../../../src/main/report/document.ts';
import { withPageNumbers } from '../../../src/main/report/page-numbers.ts';
import { PAGES_PER_VOLUME, planVolumes, type Volume } from '../../../src/main/report/volumes.ts';
import { bookmark, caseOf, log, record, verified } from './fixture.ts';
import { all, readHtml, textOf } from './read-html.ts';

const FEW = { exhibits: 4, evidence: 2, custody: 3 };

/** Nine exhibits in five items, and a custody log of eleven entries or more. */
async function splitReport() {
  const deliveries = Array.from({ length: 5 }, (_, i) => ({
    [`${i}.json`]: log(record({ eventName: `Call${i}` }), record({ eventName: `More${i}` })),
  }));
  const file = await caseOf(deliveries);
  const ids = (file.db.prepare('SELECT id FROM events ORDER BY id').pluck().all() as string[]).slice(0, 9);
  for (const id of ids) bookmark(file, id);
  return await withReport(file.db, verified(file), { perVolume: FEW }, async ({ volumes, write, context }) => {
    const text = async (volume: Volume | null): Promise<string> => {
      const texts: string[] = [];
      await write(volume, (one) => texts.push(one));
      return texts.join('');
    };
    return {
      parts: volumes.map(({ parts }) => Object.fromEntries(parts)),
      pages: await Promise.all(volumes.map(text)),
      whole: await text(null),
      entries: context.custody.length,
    };
  });
}

const idsOf = (html: string, kind: string): string[] =>
  [...html.matchAll(/ id="([a-z]+-[a-z0-9-]+)"/g)].flatMap(([, id]) => (id?.startsWith(`${kind}-`) ? [id] : []));

test('long lists go on in volumes of their own; links between volumes name the one that has the place', async () => {
  const { parts, pages, whole, entries } = await splitReport();
  const later = Math.ceil(entries / 3) - 1;
  expect(parts).toEqual([
    { exhibits: { from: 0, to: 4 }, evidence: { from: 0, to: 2 }, custody: { from: 0, to: 3 } },
    { exhibits: { from: 4, to: 8 } },
    { exhibits: { from: 8, to: 9 }, evidence: { from: 2, to: 4 } },
    { evidence: { from: 4, to: 5 }, custody: { from: 3, to: Math.min(6, entries) } },
    ...Array.from({ length: later - 1 }, (_, i) => ({ custody: { from: 6 + 3 * i, to: Math.min(9 + 3 * i, entries) } })),
  ]);
  // Every place is in one volume, in the order of the whole.
  for (const kind of ['exhibit', 'item', 'custody', 'source', 'finding'])
    expect(
      pages.flatMap((page) => idsOf(page, kind)),
      kind,
    ).toEqual(idsOf(whole, kind));
  const places = pages.map((page) => new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)));
  const kinds = new Set<string>();
  for (const [i, page] of pages.entries())
    for (const [, file = '', id = ''] of page.matchAll(/<a href="([^"]*)#([^"]+)">/g)) {
      const target = file === '' ? i : Number(/^volume-(\d+)\.html$/.exec(file)?.[1]) - 1;
      expect(places[target]?.has(id), `volume ${i + 1}: ${file}#${id}`).toBe(true);
      if (file === '') continue;
      expect(target).not.toBe(i);
      kinds.add(id.replace(/-.*/, ''));
    }
  expect([...kinds].sort()).toEqual(['custody', 'exhibit', 'item', 'section', 'source']);
  // A chain that goes on in another volume holds there, too.
  expect(pages.join('')).not.toContain('DOES NOT HOLD');
  const headings = (page: string): string[] => all(readHtml(page), ({ tag }) => tag === 'h2').map(textOf);
  expect(headings(pages[1] as string)).toEqual([expect.stringMatching(/^\d+\. Exhibits$/)]);
  expect(headings(pages[2] as string)).toEqual([
    expect.stringMatching(/^\d+\. Exhibits$/),
    expect.stringMatching(/^\d+\. Evidence inventory$/),
  ]);
  expect(pages[2]).toContain('holds exhibit 9, items 3 to 4 of the evidence inventory; all other parts');
  expect(pages[0]).toContain(' <span class="volume">(volume 2)</span></a>');
  expect(whole).not.toContain('(volume');
});

test('one volume is the whole report', async () => {
  const file = await caseOf([{ 'a.json': log(record()) }]);
  bookmark(file, (file.db.prepare('SELECT id FROM events').pluck().get() as string) ?? '');
  const { html } = await renderReport(file.db, verified(file));
  const one = await withReport(file.db, verified(file), {}, async ({ volumes, write }) => {
    const texts: string[] = [];
    await write(volumes[0] ?? null, (text) => texts.push(text));
    return { volumes: volumes.length, text: texts.join('') };
  });
  expect(one).toEqual({ volumes: 1, text: html });
});

test('a volume holds fewer exhibits the more they take to print, and a smaller share less of everything', async () => {
  const file = await caseOf([{ 'a.json': log(record(), record(), record()) }]);
  for (const id of file.db.prepare('SELECT id FROM events ORDER BY id').pluck().all() as string[]) bookmark(file, id);
  await withReport(file.db, verified(file), {}, ({ context }) => {
    const [one] = context.exhibits;
    if (!one) throw new Error('there is an exhibit');
    const exhibits = (n: number, length: number) => Array.from({ length: n }, () => ({ ...one, row: { ...one.row, length } }));
    const sections = ['exhibits', 'evidence', 'custody'].map((id) => ({ id })) as never;
    const plan = (n: number, length: number, share = 1) =>
      planVolumes({ ...context, exhibits: exhibits(n, length) }, sections, undefined, share).map(({ parts }) => {
        const { from, to } = parts.get('exhibits') ?? { from: 0, to: 0 };
        return to - from;
      });
    expect(plan(50, 1000)).toEqual([50]);
    const short = plan(700, 1000);
    const long = plan(700, 12_000);
    expect(short.length).toBeGreaterThan(2);
    expect(long.length).toBeGreaterThan(3 * short.length);
    for (const counts of [short, long]) expect(counts.reduce((sum, n) => sum + n, 0)).toBe(700);
    // A record of ten pages: no volume has many more pages than it may.
    for (const n of long.slice(1)) expect(n * 11).toBeLessThan(PAGES_PER_VOLUME * 1.1);
    expect(plan(700, 1000, 1 / 2).length).toBeGreaterThan(short.length);
    // One that is longer than a volume has one for itself.
    expect(plan(3, 2_000_000)).toEqual([1, 1, 1]);
    expect(Math.max(...plan(5000, 0))).toBeLessThanOrEqual(500);
  });
});

test('the printed copy has numbers of pages in its contents and at a glance, and room for them before they are known', async () => {
  const { pages, whole } = await splitReport();
  const [first = ''] = pages;
  expect(first).not.toContain('page-number');
  const room = withPageNumbers(first, null);
  const sections = [...first.matchAll(/<li><a href="#section-/g)].length;
  expect(sections).toBeGreaterThan(10);
  expect(room.match(/<span class="page-number"><\/span>/g)).toHaveLength(sections + 9);
  const numbered = withPageNumbers(first, (volume, place) =>
    place === 'exhibit-2' ? 7 : place === 'exhibit-9' && volume === 3 ? 41 : null,
  );
  expect(numbered).toMatch(/Exhibit 2<\/a>[^<]*<span class="page-number">p\. 7</);
  expect(numbered).toMatch(/Exhibit 9 <span class="volume">\(volume 3\)<\/span><\/a><span class="page-number">p\. 41</);
  // Nothing else is changed.
  for (const copy of [room, numbered]) expect(copy.replace(/<span class="page-number">.*?<\/span>/g, '')).toBe(first);
  expect(withPageNumbers(whole, null).replace(/<span class="page-number"><\/span>/g, '')).toBe(whole);
});
