// Prints a report of two volumes with the real Electron, without a display, and reads the files with another program's eyes.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { PAGE, PAGES } from '../../../src/main/print/margins.ts';
import { readPdfMetadata } from '../../../src/main/print/pdf-metadata.ts';
import { readPdf } from '../../../src/main/print/pdf-objects.ts';
import { type Printed, type PrintProgress, type PrintRequest, type PrintVolume, printPdf } from '../../../src/main/print/print-pdf.ts';
import { type PageOf, withPageNumbers } from '../../../src/main/report/page-numbers.ts';
import { cli } from '../../helpers/cli-here.ts';
import { folderOf, sha256OfFile, temporaryFolder } from '../../helpers/folder.ts';
import { type PdfRead, readPdfFile } from '../../helpers/read-pdf.ts';
import { situation } from '../../helpers/situation.ts';

const HOSTILE = '</div><h1 class="totalPages">x</h1><script>document.title = 1</script> {page} \u202edesrever (a\\) తెలుగు';
const STATEMENT = JSON.stringify({ html: 'a'.repeat(64), options: { title: HOSTILE } });

/** The file as it lies there, and every small object of it, which are packed. */
function wholeText(path: string): string {
  const bytes = readFileSync(path);
  const file = readPdf(bytes);
  if (!file) throw new Error(`${path} cannot be read`);
  return [bytes.toString('latin1'), ...file.objects.map((object) => object.packed ?? '')].join('\n');
}

/** Counts who calls. */
let calls = 0;
const server = createServer(() => calls++);

const second = (port: number): string => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Second</title>
<link rel="stylesheet" href="http://127.0.0.1:${port}/a.css"><link rel="preconnect" href="http://127.0.0.1:${port}">
<meta http-equiv="refresh" content="0; url=http://127.0.0.1:${port}/">
<style>@page { size: A4; margin: 18mm 16mm 20mm; @bottom-right { content: counter(page) } } section { break-before: page }</style></head><body>
<h1>The second volume</h1><p>See <a href="volume-1.html#section-exhibits">Volume 1, Exhibits</a>, <a href="volume-9.html">no volume</a>,
<a href="#exhibit-9">Exhibit 9</a>.</p><script>document.body.append('a script ran')</script>
<img alt="fetched" src="file:///etc/passwd"><img alt="fetched" src="http://127.0.0.1:${port}/a.png"><iframe src="data:text/html,framed"></iframe>
<section id="exhibit-8"><h2>Exhibit 8</h2><table><thead><tr><th scope="col">Head</th></tr></thead><tbody><tr><td>cell</td></tr></tbody></table></section>
<section id="exhibit-9"><h2>Exhibit 9</h2><p>العربية</p></section></body></html>`;

const out = temporaryFolder();
const temporary = temporaryFolder();
let request: PrintRequest;
let html = '';
let printed: Printed;
let pdf: [PdfRead, PdfRead];
const said: PrintProgress[] = [];

beforeAll(async () => {
  // No display of any kind.
  for (const name of ['DISPLAY', 'WAYLAND_DISPLAY', 'XDG_RUNTIME_DIR']) vi.stubEnv(name, undefined);
  const { path } = await situation();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = folderOf({ 'second.html': second((server.address() as AddressInfo).port) });
  const first = join(folder, 'first.html');
  await cli(['report', path, '--out', first]);
  html = readFileSync(first, 'utf8');
  const volume = (number: number): Omit<PrintVolume, 'html' | 'exhibits'> => ({
    title: `${HOSTILE} ${number}`,
    header: { start: [`Case ${HOSTILE}`], end: ['as of custody entry 12 · REDACTED'] },
    footer: { start: ['Trailcase'], end: [`Volume ${number} of 2 · page `, PAGE, ' of ', PAGES] },
    statement: STATEMENT,
  });
  const copyOf = (name: string, pageOf: PageOf | null): string => {
    writeFileSync(join(folder, name), withPageNumbers(html, pageOf));
    return join(folder, name);
  };
  request = {
    path: join(out, 'a report (1).pdf'),
    overwrite: false,
    notOver: path,
    language: 'en-IN',
    stated: Date.UTC(2026, 1, 22, 10, 30, 5),
    volumes: [
      {
        ...volume(1),
        html: copyOf('room.html', null),
        exhibits: 1,
        numbered: (pageOf) => copyOf('numbers.html', (volume, place) => pageOf(volume ?? 1, place)),
      },
      { ...volume(2), html: join(folder, 'second.html'), exhibits: 2, places: ['exhibit-8', 'exhibit-9'] },
    ],
  };
  // Whatever is left behind is found.
  vi.stubEnv('TMPDIR', temporary);
  printed = await printPdf(request, { onProgress: (progress) => said.push(progress) });
  pdf = (await Promise.all(printed.volumes.map(({ path }) => readPdfFile(path)))) as [PdfRead, PdfRead];
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.close();
});

test('one file for each volume, with its hash and its pages, and nothing else', () => {
  const second = join(out, 'a report (1)-volume-2.pdf');
  expect(printed.volumes.map(({ path, exhibits }) => [path, exhibits])).toEqual([
    [request.path, 1],
    [second, 2],
  ]);
  expect(printed.volumes.map(({ path }) => sha256OfFile(path))).toEqual(printed.volumes.map(({ sha256 }) => sha256));
  expect(printed.volumes.map(({ pages }) => pages)).toEqual(pdf.map(({ pages }) => pages.length));
  expect(printed).toMatchObject({ path: request.path, sha256: printed.volumes[0]?.sha256, pages: pdf[0].pages.length + 3 });
  expect(readdirSync(out)).toHaveLength(2);
  expect(readdirSync(temporary)).toEqual([]);
});

test('it says what it does, volume by volume', () => {
  expect(said.map(({ phase, done, all }) => `${phase} ${done}/${all}`)).toEqual(
    expect.arrayContaining(['Laying out volume 1 of 2 0/2', 'Printing volume 1 of 2 0/2', 'Printing volume 2 of 2 1/2', 'Writing 2/2']),
  );
});

test('title, language, the stated time as the only one, and what made it', () => {
  for (const [i, { info }] of pdf.entries())
    expect(info).toMatchObject({
      Title: `${HOSTILE} ${i + 1}`,
      Language: 'en-IN',
      CreationDate: "D:20260222103005+00'00'",
      ModDate: "D:20260222103005+00'00'",
      Creator: expect.stringMatching(/^Trailcase \d/),
      Producer: expect.stringMatching(/^Skia\/PDF .* \(Chrome [\d.]+, Electron [\d.]+\)$/),
    });
  for (const { path } of printed.volumes)
    expect(readFileSync(path, 'latin1').match(/D:20\d{12}/g)).toEqual(Array(2).fill('D:20260222103005'));
});

test('its statement for machines is read back', () => {
  for (const [i, { path }] of printed.volumes.entries())
    expect(readPdfMetadata(readFileSync(path))).toEqual({
      title: `${HOSTILE} ${i + 1}`,
      language: 'en-IN',
      stated: '2026-02-22T10:30:05.000Z',
      statement: STATEMENT,
    });
});

test('tagged: headings, tables with head cells, lists and links', () => {
  const [first, second] = pdf;
  expect([first.isTagged, second.isTagged]).toEqual([true, true]);
  const elements = (name: string): number => [...html.matchAll(new RegExp(`<${name}[ >]`, 'g'))].length;
  expect(first.tags).toMatchObject({ H1: elements('h1'), H2: elements('h2') });
  // What goes over a page's end is found on both.
  expect(first.tags.Link).toBeGreaterThanOrEqual(elements('a'));
  for (const tag of ['H3', 'Table', 'TR', 'TH', 'TD', 'L', 'LI', 'P']) expect(first.tags[tag]).toBeGreaterThan(0);
  expect(second.tags).toMatchObject({ H1: 1, H2: 2, Table: 1, TH: 1, TD: 1 });
});

test('bookmarks: the headings, each to its page', () => {
  expect(pdf[1].outline).toEqual([
    {
      title: 'The second volume',
      page: 1,
      items: [
        { title: 'Exhibit 8', page: 2, items: [] },
        { title: 'Exhibit 9', page: 3, items: [] },
      ],
    },
  ]);
  const sections = [...html.matchAll(/<h2[^>]*>(.*?)<\/h2>/g)].map(([, title]) => title?.replace(/<[^>]*>/g, ''));
  expect(sections.length).toBeGreaterThan(5);
  const [first] = pdf;
  expect(first.outline[0]?.items.map(({ title }) => title)).toEqual(expect.arrayContaining(sections));
  for (const { title, page } of first.outline[0]?.items ?? []) expect(first.pages[page - 1]).toContain(title);
});

test('the contents and the exhibits at a glance name the page on which each is, on paper only', () => {
  expect(printed.numbered).toBe(true);
  const [{ outline, pages, places }] = pdf;
  const [contents = ''] = pages;
  for (const { title, page } of outline[0]?.items ?? [])
    if (/^\d+\. /.test(title))
      expect(contents).toMatch(new RegExp(`${title.replace(/^\d+\. /, '').replace(/[?()]/g, '.')}\\s*p\\. ${page}(?!\\d)`));
  const glance = outline[0]?.items.find(({ title }) => title.includes('at a glance'));
  expect(pages[(glance?.page ?? 0) - 1]).toMatch(new RegExp(`Exhibit 1\\s*p\\. ${places['exhibit-1']}(?!\\d)`));
  expect(html).not.toContain('page-number');
});

test('hashes and commands are not broken over lines', () => {
  const text = pdf[0].pages.join(' ');
  const items = [...html.matchAll(/id="item-([0-9a-f]{64})"/g)].map(([, hash]) => hash as string);
  expect(items.length).toBeGreaterThan(0);
  for (const hash of items) expect(text).toContain(hash);
  const lines = [...html.matchAll(/<pre class="command">(.*?)<\/pre>/gs)]
    .flatMap(([, command = '']) => command.split('\n'))
    .map((line) =>
      line
        .replace(/&#39;/g, "'")
        .replace(/&quot;/g, '"')
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>')
        .replace(/&amp;/g, '&')
        .trim(),
    );
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) expect(text).toContain(line);
});

test('every page has its number once, of as many as there are, and the texts of its margins as text', () => {
  for (const [i, { pages }] of pdf.entries())
    for (const [k, text] of pages.entries()) {
      expect(text.match(/page \d+ of \d+/g)).toEqual([`page ${k + 1} of ${pages.length}`]);
      expect(text).toContain(`Volume ${i + 1} of 2`);
      expect(text).toContain('as of custody entry 12 · REDACTED');
      expect(text).toContain('Case </div><h1 class="totalPages">x</h1><script>document.title = 1</script> {page} ');
    }
  expect(pdf.map(({ tags }) => tags.H1)).toEqual([1, 1]);
});

test('the text is there, no script ran and nothing was fetched', () => {
  const [first, second] = pdf.map(({ pages }) => pages.join(' ')) as [string, string];
  expect(first).toContain('Exhibit 1');
  expect(first).toContain('"eventName": "RunInstances"');
  expect(second).toContain('Exhibit 9');
  expect(second).not.toMatch(/a script ran|root:|framed/);
  expect(calls).toBe(0);
});

test('links lead to pages of the file, to places in the other volume, or nowhere, and name no folder', () => {
  const [first, second] = pdf;
  // A link that goes over a line's end is two.
  expect(first.links.length).toBeGreaterThanOrEqual([...html.matchAll(/<a href="#/g)].length);
  for (const { to } of first.links) expect(to).toBeTypeOf('number');
  expect(second.links).toEqual([
    { page: 1, to: 'a report (1).pdf#section-exhibits' },
    { page: 1, to: '' },
    { page: 1, to: 3 },
  ]);
  expect(second.places).toEqual({ 'exhibit-8': 2, 'exhibit-9': 3 });
  for (const { path } of printed.volumes) expect(wholeText(path)).not.toMatch(/file:|trailcase-print:|\/tmp\/|\/shm\//);
});

test('all fonts are in the file', () => {
  for (const { path } of printed.volumes) {
    const bytes = wholeText(path);
    const fonts = bytes.match(/\/Type \/FontDescriptor\b/g) ?? [];
    expect(fonts.length).toBeGreaterThan(0);
    expect(bytes.match(/\/FontFile[23]? \d+ 0 R/g)).toHaveLength(fonts.length);
  }
});

test('printed again, it says the same', async () => {
  const again = await printPdf({ ...request, overwrite: true, mayReplace: () => true });
  expect(await Promise.all(again.volumes.map(({ path }) => readPdfFile(path)))).toEqual(pdf);
  expect(readdirSync(temporary)).toEqual([]);
});
