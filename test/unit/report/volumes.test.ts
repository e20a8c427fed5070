// A report in volumes: each exhibit in exactly one, everything else in the first, and no link that leads nowhere.
import { expect, test } from 'vitest';
import { putAnnotations } from '../../../src/main/case/annotations.ts';
import { renderReport, VOLUME_EXHIBITS, type Volume, withReport } from '../../../src/main/report/document.ts';
import { bookmark, caseOf, idsOf, log, record, verified } from './fixture.ts';
import { all, readHtml, textOf } from './read-html.ts';

async function volumesOf(exhibits: number) {
  const file = await caseOf([{ 'a.json': log(...Array.from({ length: exhibits }, (_, i) => record({ eventName: `Call${i}` }))) }]);
  const ids = file.db.prepare('SELECT id FROM events').pluck().all() as string[];
  putAnnotations(
    file,
    ids.map((event) => ({ event, kind: 'bookmark', colour: 'red', label: '', note: '', removed: false })),
  );
  return await withReport(file.db, verified(file), {}, ({ volumes, exhibitsIn, write }) => {
    const text = (volume: Volume | null): string => {
      const texts: string[] = [];
      write(volume, (one) => texts.push(one));
      return texts.join('');
    };
    return {
      counts: Array.from({ length: volumes }, (_, i) => exhibitsIn(i + 1)),
      pages: Array.from({ length: volumes }, (_, i) => text({ number: i + 1, of: volumes })),
      whole: text(null),
    };
  });
}

const exhibitsIn = (html: string): string[] =>
  [...html.matchAll(/<article class="exhibit[^"]*" id="(exhibit-\d+)"/g)].map(([, id]) => id as string);

test('501 exhibits are two volumes; links between them name the file that has the exhibit', async () => {
  const { counts, pages, whole } = await volumesOf(VOLUME_EXHIBITS + 1);
  expect(counts).toEqual([VOLUME_EXHIBITS, 1]);
  expect(pages.map((page) => exhibitsIn(page).length)).toEqual(counts);
  expect(pages.flatMap(exhibitsIn)).toEqual(exhibitsIn(whole));
  const ids = pages.map((page) => new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)));
  const links = pages.map((page) =>
    [...page.matchAll(/<a href="([^"]*)#([^"]+)">/g)].map(([, file, id]) => ({ file: file as string, id: id as string })),
  );
  expect(links.flat().filter(({ file }) => file !== '').length).toBeGreaterThan(3);
  for (const [i, list] of links.entries())
    for (const { file, id } of list) {
      const target = file === '' ? i : Number(/^volume-(\d+)\.html$/.exec(file)?.[1]) - 1;
      expect(ids[target]?.has(id), `volume ${i + 1}: ${file}#${id}`).toBe(true);
      if (file !== '') expect(target).not.toBe(i);
    }
  const second = readHtml(pages[1] as string);
  expect(all(second, ({ tag }) => tag === 'h2').map(textOf)).toEqual([expect.stringMatching(/^\d+\. Exhibits$/)]);
  expect(pages[1]).toContain('This is volume 2 of 2. It holds exhibits 501 to 501;');
  expect(pages[0]).toContain('(volume 2)</a>');
  expect(whole).not.toContain('(volume');
});

test('one volume is the whole report', async () => {
  const file = await caseOf([{ 'a.json': log(record()) }]);
  bookmark(file, idsOf(file, 'RunInstances')[0] ?? '');
  const { html } = await renderReport(file.db, verified(file));
  const one = await withReport(file.db, verified(file), {}, ({ volumes, write }) => {
    const texts: string[] = [];
    write({ number: 1, of: volumes }, (text) => texts.push(text));
    return { volumes, text: texts.join('') };
  });
  expect(one).toEqual({ volumes: 1, text: html });
});
