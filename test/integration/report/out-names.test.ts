// What the name after --out says: a report's ending says its kind; whatever else is written takes no name that says PDF or HTML; and what is said of a PDF, and of
// nothing else, when it is written so that it cannot be confirmed later. A small program stands in for Electron.
import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { MESSAGE_MARK } from '../../../src/main/print/job.ts';
import { copyOf, importInto, newCasePath } from '../../helpers/cases.ts';
import { NODE } from '../../helpers/cli.ts';
import { cli } from '../../helpers/cli-here.ts';
import { folderOf, temporaryFolder } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';
import { chromiumPdf } from './printed.ts';

const programs = folderOf({
  'page.pdf': chromiumPdf(),
  'fake.mjs': `
import { copyFileSync, readFileSync } from 'node:fs';
const say = (message) => console.log('${MESSAGE_MARK}' + JSON.stringify(message));
const job = JSON.parse(readFileSync(process.argv.at(-1).split('=')[1], 'utf8'));
say({ kind: 'started', chrome: '1', electron: '2' });
for (const [volume, { pdf }] of job.volumes.entries()) {
  copyFileSync(new URL('page.pdf', import.meta.url), pdf);
  say({ kind: 'printed', volume });
}
`,
  electron: `#!/bin/sh\nexec "${NODE}" "$(dirname "$0")/fake.mjs" "$@"\n`,
});
chmodSync(join(programs, 'electron'), 0o755);

const env = { TRAILCASE_PASSPHRASE: 'a passphrase' };
let path = '';
let out = '';

beforeAll(async () => {
  path = newCasePath();
  await importInto(path, [folderOf({ 'a.json': trail().events(3).json() })]);
});
beforeEach(() => {
  out = temporaryFolder();
  vi.stubEnv('TRAILCASE_ELECTRON', join(programs, 'electron'));
  vi.stubEnv('TRAILCASE_APP', '');
});
afterEach(() => void vi.unstubAllEnvs());

const HINT =
  'trailcase: a PDF can be confirmed later only by its SHA-256: have it noted in the case with --record, or sign it with --sign\n';

test('of a PDF that is neither noted nor signed it is said how it can be confirmed later, and of no other report', async () => {
  const key = join(temporaryFolder(), 'key.pem');
  await cli(['seal', copyOf(path), '--key', key, '--make-key', '--no-verify'], { env });
  const said = async (name: string, ...more: string[]) => {
    const { status, stderr } = await cli(['report', copyOf(path), '--out', join(out, name), ...more], { env });
    return { status, stderr };
  };
  expect(await said('plain.pdf')).toEqual({ status: 0, stderr: HINT });
  expect(await said('LARGE.PDF')).toEqual({ status: 0, stderr: HINT });
  expect(await said('quiet.pdf', '--quiet')).toEqual({ status: 0, stderr: '' });
  expect(await said('noted.pdf', '--record')).toEqual({ status: 0, stderr: '' });
  expect(await said('signed.pdf', '--sign', '--key', key)).toEqual({ status: 0, stderr: '' });
  expect(await said('plain.html')).toEqual({ status: 0, stderr: '' });
  expect(await said('plain.HTM')).toEqual({ status: 0, stderr: '' });
  expect(readdirSync(out).sort()).toEqual(
    ['LARGE.PDF', 'noted.pdf', 'plain.HTM', 'plain.html', 'plain.pdf', 'quiet.pdf', 'signed.pdf', 'signed.pdf.sig'].sort(),
  );
});

test.each([
  ['report', [], 'r.txt', 'Give --out a name that ends in .html or .pdf'],
  ['report', [], 'r', 'Give --out a name that ends in .html or .pdf'],
  ['report', [], 'r.pdf.gz', 'Give --out a name that ends in .html or .pdf'],
  ['report', [], 'r.zip', 'Give --out a name that ends in .html or .pdf; a zip is what trailcase report-pack writes'],
  ['report-pack', [], 'r.pdf', 'report-pack writes a folder or FILE.zip: --pdf puts a PDF into it, and trailcase report writes one alone'],
  [
    'report-pack',
    ['--pdf'],
    'r.PDF',
    'report-pack writes a folder or FILE.zip: --pdf puts a PDF into it, and trailcase report writes one alone',
  ],
  ['report-pack', [], 'r.html', 'report-pack writes a folder or FILE.zip: the report is in it, and trailcase report writes it alone'],
  ['export', ['--format', 'csv'], 'r.pdf', '--format csv writes no PDF: trailcase report does'],
  ['export', ['--format', 'proof'], 'r.pdf', '--format proof writes no PDF: trailcase report does'],
  ['export', ['--format', 'jsonl'], 'r.htm', '--format jsonl writes no HTML: trailcase report does'],
])('%s %j takes no --out %s', async (command, more, name, told) => {
  const { status, stderr, stdout } = await cli([command, path, ...more, '--out', join(out, name)]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(`trailcase: USAGE: ${told}. Usage: trailcase ${command} `);
  expect(existsSync(join(out, name))).toBe(false);
});
