// What a tired person types: arguments too many, options that say nothing together, names that mislead. Each is said in a line that tells what to do, and no work is done
// for nothing.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { copyOf, importInto, newCasePath } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf, temporaryFolder } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';

let path = '';

beforeAll(async () => {
  path = newCasePath();
  await importInto(path, [folderOf({ 'a.json': trail().events(3).json(), 'b.json': '{"Records":[{"eventName":"Cut' })]);
});

test.each([
  [['info', 'CASE', 'other'], 'USAGE: info takes one case file. Usage: trailcase info CASE'],
  [['verify', 'CASE', 'other'], 'USAGE: verify takes one case file. Usage: trailcase verify CASE'],
  [
    ['events', 'CASE', '--limit', '-1'],
    'USAGE: --limit lacks its value; one that begins with - is written --limit=-1. Usage: trailcase events',
  ],
  [['events', 'CASE', '--limit'], 'USAGE: --limit lacks its value. Usage: trailcase events'],
  [['events', 'CASE', '--limit=-1'], 'USAGE: --limit takes a whole number, not "-1". Usage: trailcase events'],
  [
    ['events', 'CASE', '--raw', '--json'],
    'USAGE: --raw prints records and is not combined with --json or --format. Usage: trailcase events',
  ],
  [
    ['events', 'CASE', '--raw', '--format', 'csv'],
    'USAGE: --raw prints records and is not combined with --json or --format. Usage: trailcase events',
  ],
  [['events', 'CASE', '--json', '--format', 'csv'], 'USAGE: --json and --format are not combined. Usage: trailcase events'],
  [['search', 'CASE', 'x', '--json', '--format', 'jsonl'], 'USAGE: --json and --format are not combined. Usage: trailcase search'],
  [['sql', 'CASE', 'SELECT 1', '--json', '--format', 'table'], 'USAGE: --json and --format are not combined. Usage: trailcase sql'],
  [['scope', 'CASE', '--athena', '--json', '--format', 'jsonl'], 'USAGE: --json and --format are not combined. Usage: trailcase scope'],
  [['events', 'CASE', '--separator', 'nul'], 'USAGE: --separator is for --raw. Usage: trailcase events'],
  [['search', 'CASE', 'x', '--separator', 'nul'], 'USAGE: --separator is for --raw. Usage: trailcase search'],
  [
    ['report', 'CASE', '--out', 'OUT/r.html', '--actor', 'actor:dev'],
    'USAGE: --actor says whose dossier it is: say --template dossier, too. Usage: trailcase report',
  ],
  [
    ['report', 'OUT/r.html', '--verify', 'CASE'],
    'USAGE: --verify takes the report, and the case stands by itself: --verify REPORT CASE. Usage: trailcase report',
  ],
  [['help', 'frobnicate'], 'USAGE: There is no command frobnicate. See trailcase --help.'],
  [['create', 'OUT/no/such/x.trailcase'], 'CASE_READ_ONLY: There is no folder for OUT/no/such/x.trailcase. Make it, or give another path.'],
])('%j', async (args, told) => {
  const out = temporaryFolder();
  const { status, stdout, stderr } = await cli(args.map((one) => one.replace('CASE', path).replace('OUT', out)));
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(`trailcase: ${told.replace('OUT', out)}`);
  expect(readdirSync(out)).toEqual([]);
});

test('what exists is replaced by an option that is named where there is one', async () => {
  const out = join(temporaryFolder(), 'r.csv');
  const args = ['export', path, '--format', 'csv', '--out', out];
  expect((await cli(args)).status).toBe(0);
  expect((await cli(args)).stderr).toContain('exists already. Choose another name, or allow it to be replaced: --overwrite.\n');
  expect((await cli([...args, '--overwrite'])).status).toBe(0);
  // A report takes several names.
  const report = ['report', path, '--out', join(folderOf({ 'r.pdf': '', 'r-volume-2.pdf': '' }), 'r.pdf')];
  expect((await cli(report)).stderr).toMatch(/ to be replaced: --overwrite for the named file, --overwrite-beside for others\.\n$/);
  expect((await cli(['report-pack', path, '--out', folderOf({ x: '' })])).stderr).toMatch(/ to be replaced: --overwrite\.\n$/);
});

test('a workbook that is not named as one is told to be renamed', async () => {
  const named = async (name: string) => (await cli(['export', path, '--format', 'xlsx', '--out', join(temporaryFolder(), name)])).stderr;
  expect(await named('a.csv')).toBe('trailcase: xlsx files have to end in .xlsx for the program that they are for: rename it\n');
  expect(await named('a.xlsx')).toBe('');
});

test('a report is not written for a note that cannot be made', async () => {
  const [own, out] = [copyOf(path), temporaryFolder()];
  const held = CaseFile.open(own);
  try {
    for (const args of [
      ['report', own, '--out', join(out, 'r.html'), '--record'],
      ['report-pack', own, '--out', join(out, 'pack'), '--record'],
    ]) {
      const { status, stderr } = await cli([...args, '--progress', 'plain']);
      expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/^trailcase: CASE_LOCKED: /) });
    }
    expect(readdirSync(out)).toEqual([]);
  } finally {
    held.close();
  }
  expect((await cli(['report', own, '--out', join(out, 'r.html'), '--record'])).status).toBe(0);
  expect(existsSync(join(out, 'r.html'))).toBe(true);
});

test('the list of commands stands in columns', async () => {
  const { stdout } = await cli(['--help']);
  const lines = stdout.split('\n').filter((line) => /^ {2}[a-z]/.test(line));
  const widths = new Set(lines.map((line) => /^ {2}[a-z0-9-]+ +/.exec(line)?.[0].length));
  expect(lines.length).toBeGreaterThan(30);
  expect([...widths]).toHaveLength(1);
});

test('help of a command is asked for in either order', async () => {
  const { status, stdout } = await cli(['help', 'events']);
  expect({ status, stdout }).toEqual({ status: 0, stdout: (await cli(['events', '--help'])).stdout });
  expect((await cli(['help'])).stdout).toBe((await cli(['--help'])).stdout);
});

test('one is said as one', async () => {
  expect((await cli(['facets', path, 'api:*', '--from', '2000-01-01', '--to', '2000-01-02', '--by', 'api'])).stdout).toContain(
    '0 events\n',
  );
  const one = newCasePath('one');
  await importInto(one, [folderOf({ 'a.json': trail().event().json() })]);
  expect((await cli(['facets', one])).stdout).toMatch(/^1 event\n/);
  const { value } = await cliJson(['events', one]);
  await cli(['finding', one, 'add'], { stdin: JSON.stringify({ title: 'Used', supporting: [value.rows[0].id] }) });
  expect((await cli(['report', one, '--out', join(temporaryFolder(), 'r.html')])).stdout).toContain(': 1 exhibit, as of ');
  expect((await cli(['info', path])).stdout).toContain(', of them 1 record that could not become an event\n');
  expect((await cli(['search', path, 'nothing says this'])).stderr).toContain('1 record that could not become an event was not searched\n');
});
