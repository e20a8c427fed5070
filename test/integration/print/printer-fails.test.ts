// What happens when printing goes wrong: a code, a sentence, and nothing left behind, neither files nor processes. A small program stands in for Electron.
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { writeReportPdf } from '../../../src/main/jobs/report-pdf.ts';
import { MESSAGE_MARK } from '../../../src/main/print/job.ts';
import { type PrintControl, type PrintRequest, printPdf } from '../../../src/main/print/print-pdf.ts';
import { NODE } from '../../helpers/cli.ts';
import { folderOf, temporaryFolder } from '../../helpers/folder.ts';
import { bookmark, caseOf, log, record, verified } from '../../unit/report/fixture.ts';

/** As the print program speaks; then what FAKE says. It starts a process of its own, as Electron does. */
const FAKE = `
import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
const say = (message) => console.log('${MESSAGE_MARK}' + JSON.stringify(message));
const job = JSON.parse(readFileSync(process.argv.at(-1).split('=')[1], 'utf8'));
const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
writeFileSync(process.env.PIDS, process.pid + ' ' + other.pid);
const ways = {
  ends: () => process.exit(3),
  crashes: () => process.abort(),
  silent: () => {},
  says: () => { say({ kind: 'failed', message: 'the page went away' }); process.exit(1); },
  library: () => { console.error('electron: error while loading shared libraries: libnss3.so: cannot open shared object file'); process.exit(127); },
  sandbox: () => { console.error('FATAL: No usable sandbox! Update your kernel'); process.abort(); },
  hangs: () => { say({ kind: 'started', chrome: '1', electron: '2' }); say({ kind: 'printing', volume: 0 }); },
  garbage: () => { for (const { pdf } of job.volumes) writeFileSync(pdf, '%PDF-1.4 and so on'); process.exit(0); },
  nothing: () => process.exit(0),
  large: () => { appendFileSync(process.env.PIDS + '-volumes', job.volumes.length + '\\n'); say({ kind: 'loading', volume: 0 }); say({ kind: 'failed', message: "the page's process ended (oom)" }); process.exit(1); },
};
ways[process.env.FAKE]();
`;

const programs = folderOf({
  'fake.mjs': FAKE,
  electron: `#!/bin/sh\nexec "${NODE}" "$(dirname "$0")/fake.mjs" "$@"\n`,
  'page.html': '<h1>Page</h1>',
});
chmodSync(join(programs, 'electron'), 0o755);
const pids = join(programs, 'pids');
let temporary = '';
let out = '';
let request: PrintRequest;

beforeEach(() => {
  temporary = temporaryFolder();
  out = temporaryFolder();
  vi.stubEnv('TMPDIR', temporary);
  vi.stubEnv('TRAILCASE_ELECTRON', join(programs, 'electron'));
  vi.stubEnv('TRAILCASE_APP', '');
  vi.stubEnv('PIDS', pids);
  const volume = {
    html: join(programs, 'page.html'),
    title: 'T',
    header: { start: [], end: [] },
    footer: { start: [], end: [] },
    exhibits: 0,
    statement: '{}',
  };
  request = {
    path: join(out, 'r.pdf'),
    overwrite: false,
    notOver: join(out, 'c.trailcase'),
    language: 'en',
    stated: 0,
    volumes: [volume, volume],
  };
});
afterAll(() => vi.unstubAllEnvs());

/** Ended, or waiting for somebody to ask how it ended. */
function isGone(pid: string): boolean {
  const stat = `/proc/${pid}/stat`;
  try {
    return /\) Z /.test(readFileSync(stat, 'latin1'));
  } catch {
    return !existsSync(stat);
  }
}

async function failing(how: string, control?: PrintControl): Promise<{ code: string; message: string; advice: string }> {
  vi.stubEnv('FAKE', how);
  const failed = await printPdf(request, control).then(
    () => Promise.reject(new Error('it did not fail')),
    (error) => error,
  );
  expect([...readdirSync(out), ...readdirSync(temporary)]).toEqual([]);
  if (existsSync(pids)) await vi.waitFor(() => expect(readFileSync(pids, 'utf8').split(' ').map(isGone)).toEqual([true, true]));
  return failed;
}

test.each([
  ['ends', 'PDF_FAILED', 'status 3'],
  ['crashes', 'PDF_FAILED', 'SIGABRT'],
  ['says', 'PDF_FAILED', 'the page went away'],
  ['library', 'PDF_PRINTER_MISSING', 'libnss3.so'],
  ['sandbox', 'PDF_PRINTER_MISSING', 'no sandbox'],
  ['garbage', 'PDF_FAILED', 'cannot be completed'],
  ['nothing', 'PDF_FAILED', 'wrote no file'],
])('a print program that %s: %s', async (how, code, words) => {
  expect(await failing(how)).toMatchObject({ code, message: expect.stringContaining(words), advice: expect.stringMatching(/HTML/) });
});

test('one that does not start, or stops saying anything, is ended', async () => {
  request.patience = { start: 300, step: 60_000 };
  expect(await failing('silent')).toMatchObject({ code: 'PDF_FAILED', message: expect.stringContaining('said nothing') });
  request.patience = { start: 60_000, step: 300 };
  expect(await failing('hangs')).toMatchObject({ code: 'PDF_FAILED', message: expect.stringContaining('said nothing') });
});

test('cancelling ends it, before and while it prints', async () => {
  const before = AbortSignal.abort();
  expect(await failing('hangs', { signal: before })).toMatchObject({ code: 'CANCELLED' });
  const abort = new AbortController();
  const onProgress = ({ phase }: { phase: string }): void => {
    if (phase.startsWith('Printing')) abort.abort();
  };
  expect(await failing('hangs', { signal: abort.signal, onProgress })).toMatchObject({ code: 'CANCELLED' });
});

test('an Electron that is not where it should be, or cannot be started', async () => {
  vi.stubEnv('TRAILCASE_ELECTRON', join(programs, 'none'));
  expect(await failing('silent')).toMatchObject({ code: 'PDF_PRINTER_MISSING', message: expect.stringContaining('none') });
  vi.stubEnv('TRAILCASE_ELECTRON', join(programs, 'page.html'));
  expect(await failing('silent')).toMatchObject({ code: 'PDF_PRINTER_MISSING' });
  vi.stubEnv('TRAILCASE_APP', join(programs, 'none'));
  expect(await failing('silent')).toMatchObject({ code: 'PDF_PRINTER_MISSING', message: expect.stringContaining('no app') });
});

test('files that are there stay, and none is printed beside them', async () => {
  writeFileSync(join(out, 'r-volume-2.pdf'), 'theirs');
  // Leave to replace the first file is none to replace its volumes.
  for (const overwrite of [false, true]) await expect(printPdf({ ...request, overwrite })).rejects.toMatchObject({ code: 'OUTPUT_EXISTS' });
  await expect(printPdf({ ...request, overwrite: true, notOver: join(out, 'r-volume-2.pdf') })).rejects.toMatchObject({
    code: 'OUTPUT_UNWRITABLE',
  });
  expect(readdirSync(out)).toEqual(['r-volume-2.pdf']);
  expect(readFileSync(join(out, 'r-volume-2.pdf'), 'utf8')).toBe('theirs');
});

test('volumes that are too large for this computer are printed smaller, twice at most; then it says what to do', async () => {
  vi.stubEnv('FAKE', 'large');
  const file = await caseOf([{ 'a.json': log(...Array.from({ length: 9 }, () => record())) }]);
  for (const id of file.db.prepare('SELECT id FROM events ORDER BY id').pluck().all() as string[]) bookmark(file, id);
  const target = { path: join(out, 'r.pdf'), overwrite: false };
  const perVolume = { exhibits: 8, evidence: 8, custody: 100 };
  await expect(writeReportPdf(file.db, verified(file), target, { perVolume })).rejects.toMatchObject({
    code: 'PDF_FAILED',
    message: expect.stringContaining('oom'),
    advice: expect.stringMatching(/Close other programs .* HTML/),
  });
  expect(readFileSync(`${pids}-volumes`, 'utf8').trim().split('\n').map(Number)).toEqual([2, 3, 5]);
  expect(readdirSync(out)).toEqual([]);
});
