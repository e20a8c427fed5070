// Which files a report takes, and which of those that are there may be replaced: none about which nobody was asked.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { leftBeside, mayReplace, refuseUnasked, replaceable, standingFiles } from '../../../src/main/jobs/report-files.ts';
import { folderOf, temporaryFolder } from '../../helpers/folder.ts';

const NAMES = ['r-volume-2.pdf', 'r.pdf', 'r.pdf.sig', 'r-volume-2.pdf.sig', 'r-volume-03.pdf'];
const OTHERS = ['r-volume-x.pdf', 'r-volume-2.html', 'other.pdf', 'r2.pdf', 'r.html.sig', 'r-volume-2.pdf.txt'];
const folder = folderOf(Object.fromEntries([...NAMES, ...OTHERS].map((name) => [name, 'old'])));
const at = (...names: string[]): string[] => names.map((name) => join(folder, name));
const [own = ''] = at('r.pdf');

test('its own name, those of volumes of a PDF, and their signatures; no other', () => {
  expect(standingFiles(own)).toEqual(at('r.pdf', 'r.pdf.sig', 'r-volume-03.pdf', 'r-volume-2.pdf', 'r-volume-2.pdf.sig'));
  expect(standingFiles(join(folder, 'r.html'))).toEqual(at('r.html.sig'));
  expect(standingFiles(join(temporaryFolder(), 'none', 'r.pdf'))).toEqual([]);
  // Without a signature none is replaced.
  expect(replaceable(own, false)).toEqual(at('r.pdf', 'r-volume-03.pdf', 'r-volume-2.pdf'));
});

test('leave to replace one file is none to replace those beside it', () => {
  const may = mayReplace({ path: own, overwrite: true, replaces: at('r-volume-2.pdf') });
  expect([own, ...at('r-volume-2.pdf', 'r-volume-03.pdf', 'r.pdf.sig')].map(may)).toEqual([true, true, false, false]);
});

test('a refusal names every file that may be replaced', () => {
  const refused = (options: { overwrite: boolean; replaces?: string[] }, signed: boolean) => () =>
    refuseUnasked({ path: own, ...options }, signed);
  const all = { code: 'OUTPUT_EXISTS', message: `3 files exist already: ${at('r.pdf', 'r-volume-03.pdf', 'r-volume-2.pdf').join(', ')}` };
  expect(refused({ overwrite: false }, false)).toThrow(expect.objectContaining(all));
  expect(refused({ overwrite: true }, true)).toThrow(/^4 files exist already: .*r\.pdf\.sig/);
  expect(refused({ overwrite: true, replaces: at('r.pdf.sig') }, true)).not.toThrow();
  // How many volumes there will be is not known yet.
  expect(refused({ overwrite: true }, false)).not.toThrow();
});

test('what an earlier report had and this one has not is told', () => {
  expect(leftBeside(own, at('r.pdf', 'r-volume-2.pdf'))).toEqual(at('r.pdf.sig', 'r-volume-03.pdf', 'r-volume-2.pdf.sig'));
});
