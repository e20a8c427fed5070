// Every reference of a report leads to something that is there: links within a file and into other volumes, labels, parts of pictures, and what the text says of volumes.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { makeRedactionSalt } from '../../../src/main/case/redaction-salt.ts';
import { withReport } from '../../../src/main/report/document.ts';
import { EVERYTHING_HIDDEN, PLAIN_REPORT, type ReportOptions } from '../../../src/shared/report.ts';
import { AT, verified } from './fixture.ts';
import { all, type Element, readHtml, textOf } from './read-html.ts';
import { statementCase } from './statement-case.ts';

const FEW = { exhibits: 2, evidence: 1, custody: 6 };

interface Pages {
  volumes: Element[];
  whole: Element;
}

async function pagesOf(options: ReportOptions): Promise<Pages> {
  const { file } = await statementCase();
  if (options.redaction !== null) makeRedactionSalt(file, AT);
  return await withReport(file.db, verified(file), { options, perVolume: FEW }, async ({ volumes, write }) => {
    const page = async (volume: (typeof volumes)[number] | null): Promise<Element> => {
      const texts: string[] = [];
      await write(volume, (text) => texts.push(text));
      return readHtml(texts.join(''));
    };
    return { volumes: await Promise.all(volumes.map(page)), whole: await page(null) };
  });
}

/** Ids of a page; each stands there once. */
function idsOf(page: Element): Set<string> {
  const ids = all(page, ({ attributes }) => attributes.id !== undefined).map(({ attributes }) => attributes.id as string);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  return new Set(ids);
}

/** Anchors within a page that its labels and pictures name. */
const namedWithin = (page: Element): string[] =>
  all(page, () => true).flatMap(({ attributes: { id: _, href, ...others } }) =>
    Object.entries(others).flatMap(([name, value]) =>
      name === 'aria-labelledby' ? value.split(' ') : [...value.matchAll(/url\(#([^)]*)\)/g)].map(([, of]) => of as string),
    ),
  );

const linksOf = (page: Element): Element[] => all(page, ({ attributes }) => attributes.href !== undefined);

/** Places that `(exhibits 3 to 4, entry 7 of the custody log)` and the like name, as anchors; items of the inventory have hashes for names. */
function* stretches(text: string): Generator<string> {
  for (const [, kind, from, to = from] of text.matchAll(/\b(exhibits?|entr(?:y|ies)) (\d+)(?: to (\d+))?/g))
    for (let n = Number(from); n <= Number(to); n++) yield `${kind?.startsWith('exhibit') ? 'exhibit' : 'custody'}-${n}`;
}

test.each([
  ['full', PLAIN_REPORT, 40],
  ['full, redacted', { ...PLAIN_REPORT, redaction: EVERYTHING_HIDDEN }, 40],
  ['expert', { ...PLAIN_REPORT, template: 'expert' as const }, 10],
])('%s in volumes', async (_, options, least) => {
  const { volumes, whole } = await pagesOf(options);
  expect(volumes.length).toBeGreaterThanOrEqual(3);
  const ids = volumes.map(idsOf);
  let across = 0;
  for (const [i, page] of volumes.entries()) {
    const own = i + 1;
    for (const name of namedWithin(page)) expect(ids[i]?.has(name), `volume ${own}: ${name}`).toBe(true);
    for (const link of linksOf(page)) {
      const { href = '' } = link.attributes;
      const [, number, id = ''] = /^(?:volume-([1-9]\d*)\.html)?#([a-z0-9-]+)$/.exec(href) ?? [];
      const to = number === undefined ? own : Number(number);
      expect(ids[to - 1]?.has(id), `volume ${own}: ${href}`).toBe(true);
      // On paper the words are all that there is of it.
      expect(textOf(link).match(/\(volume \d+\)/g) ?? [], `volume ${own}: ${href}`).toEqual(number === undefined ? [] : [`(volume ${to})`]);
      if (number === undefined) continue;
      expect(to).not.toBe(own);
      across++;
    }
    const text = textOf(page);
    for (const [said, number, of] of text.matchAll(/\b[Vv]olume (\d+)(?: of (\d+))?/g)) {
      expect(Number(number) >= 1 && Number(number) <= volumes.length, `volume ${own}: ${said}`).toBe(true);
      if (of !== undefined) expect([said, Number(of)]).toEqual([`volume ${own} of ${volumes.length}`, volumes.length]);
    }
    // What each volume is said to hold is in it.
    for (const line of all(page, ({ tag }) => tag === 'p' || tag === 'li').map(textOf)) {
      const [, number, held = ''] = /^(?:This is )?[Vv]olume (\d+)(?: of \d+)?[.:](.*)/.exec(line) ?? [];
      for (const place of stretches(held)) expect(ids[Number(number) - 1]?.has(place), `volume ${own}: ${line}`).toBe(true);
    }
  }
  expect(across).toBeGreaterThan(least);
  const wholeIds = idsOf(whole);
  for (const { attributes } of linksOf(whole))
    expect(wholeIds.has(/^#(.*)$/.exec(attributes.href ?? '')?.[1] ?? ''), attributes.href).toBe(true);
  for (const name of namedWithin(whole)) expect(wholeIds.has(name), name).toBe(true);
  expect(textOf(whole)).not.toMatch(/\bvolume \d/i);
});

test('the sample in the documentation', () => {
  const page = readHtml(readFileSync(resolve(import.meta.dirname, '../../../docs/sample-report.html'), 'utf8'));
  const ids = idsOf(page);
  const links = linksOf(page);
  expect(links.length).toBeGreaterThan(100);
  expect(links.map(({ attributes }) => attributes.href ?? '').filter((href) => !href.startsWith('#') || !ids.has(href.slice(1)))).toEqual(
    [],
  );
  expect(namedWithin(page).filter((name) => !ids.has(name))).toEqual([]);
});
