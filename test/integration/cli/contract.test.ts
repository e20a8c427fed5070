// What scripts rely on, command by command: keys, exit statuses, one object on stdout, one line on stderr. What holds of every command is tried in
// processes, and so is that a command in one is the same as here (processes.test.ts).
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { SCHEMA_VERSION } from '../../../src/main/case/schema.ts';
import { newCasePath } from '../../helpers/cases.ts';
import { cliJson as jsonOfProcess, cli as process, type Ran } from '../../helpers/cli.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf, sha256OfFile, temporaryFolder } from '../../helpers/folder.ts';
import { situation } from '../../helpers/situation.ts';
import { trail } from '../../helpers/trail.ts';

let path = '';
let first = '';
let second = '';

beforeAll(async () => {
  ({ path, first, second } = await situation());
});

/** An error is one line that begins with its code and ends with a stop, without a stack trace; nothing on stdout. */
async function fails(args: string[], code: string, run: (args: string[]) => Promise<Ran> = cli): Promise<string> {
  const { status, stdout, stderr } = await run(args);
  expect({ args, status, stdout }).toEqual({ args, status: 2, stdout: '' });
  expect(stderr).toMatch(new RegExp(`^trailcase: ${code}: [^\\n]+\\n$`));
  expect(stderr).not.toMatch(/\n\s+at |node:internal|\.ts:\d/);
  return stderr;
}

describe('create', () => {
  test('makes a case with its facts, and prints them', async () => {
    const made = newCasePath();
    const { status, value, stderr } = await cliJson([
      'create',
      made,
      '--title',
      'TeluguBites',
      '--number',
      '7/26',
      '--examiner',
      'Asha Rao',
      '--organisation',
      'CERT',
      '--timezone',
      'Asia/Kolkata',
    ]);
    expect({ status, stderr, keys: Object.keys(value) }).toEqual({ status: 0, stderr: '', keys: ['case'] });
    expect(value.case).toMatchObject({
      title: 'TeluguBites',
      number: '7/26',
      examiner: 'Asha Rao',
      organisation: 'CERT',
      timezone: 'Asia/Kolkata',
      path: made,
      schema: SCHEMA_VERSION,
    });
    expect(value.case.caseId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('refuses to overwrite, whatever is there', async () => {
    const made = newCasePath();
    writeFileSync(made, 'precious');
    await fails(['create', made], 'CASE_EXISTS');
    expect(readFileSync(made, 'utf8')).toBe('precious');
    await fails(['create', path], 'CASE_EXISTS');
  });

  test('refuses what makes no sense', async () => {
    const made = newCasePath();
    await fails(['create'], 'USAGE');
    await fails(['create', made, '--timezone', 'India'], 'USAGE');
    await fails(['create', made, 'more'], 'USAGE');
    await fails(['create', join(temporaryFolder(), 'no', 'such', 'folder', 'x.trailcase')], 'CASE_READ_ONLY');
    expect(existsSync(made)).toBe(false);
  });
});

describe('import', () => {
  const KEYS = [
    'files',
    'bytes',
    'records',
    'events',
    'sightings',
    'conflicts',
    'recordProblems',
    'problems',
    'problemCodes',
    'seconds',
    'eventsPerSecond',
    'shapes',
  ];
  const FILES = ['total', 'log', 'digest', 'insight', 'other', 'notCloudTrail', 'unreadable', 'alreadyPresent'];

  test('creates the case if absent; counts add up; exit 1 tells of bad input', async () => {
    const made = newCasePath();
    const { status, value, stderr } = await cliJson(['import', made, first]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(Object.keys(value)).toEqual(KEYS);
    expect(Object.keys(value.files)).toEqual(FILES);
    expect(value.files).toEqual({ total: 7, log: 3, digest: 1, insight: 0, other: 0, notCloudTrail: 3, unreadable: 0, alreadyPresent: 0 });
    expect(value).toMatchObject({ records: 16, events: 15, sightings: 0, conflicts: 0, recordProblems: 1 });
  });

  test('clean input exits 0; several paths, files and folders alike', async () => {
    const folder = folderOf({
      'one.json.gz': trail().events(3).gz(),
      'two.json': trail().event().json(),
      'sub/three.jsonl': trail().events(2).lines(),
    });
    const made = newCasePath();
    const { status, value } = await cliJson(['import', made, join(folder, 'one.json.gz'), join(folder, 'sub')]);
    expect({ status, total: value.files.total, events: value.events }).toEqual({ status: 0, total: 2, events: 5 });
    const more = await cliJson(['import', made, folder]);
    expect(more).toMatchObject({ status: 0, value: { files: { total: 3, log: 1, alreadyPresent: 2 }, events: 1 } });
    // Met again in another place: the items are there, the places are new.
    const again = await cli(['import', made, folder]);
    expect(again.stdout).toMatch(
      /^Nothing new: every file is in the case already\.\nfiles +3 = 3 already in the case\nrecords +0 = 0 events/,
    );
  });

  test('counts what this import added, never less than nothing, when a lower address takes over as the primary', async () => {
    const same = trail().event().records[0];
    const texts = [0, 1, 2].map((n) => JSON.stringify({ Records: [{ ...same, errorCode: n === 2 ? 'Other' : undefined }] }, null, n));
    const made = newCasePath();
    const totals = { events: 0, sightings: 0, conflicts: 0 };
    for (const [n, text] of texts.entries()) {
      const { value } = await cliJson(['import', made, folderOf({ [`${n}.json`]: text })]);
      expect(value.records).toBe(value.events + value.sightings + value.conflicts + value.recordProblems);
      for (const name of ['events', 'sightings', 'conflicts'] as const) {
        expect(value[name]).toBeGreaterThanOrEqual(0);
        totals[name] += value[name];
      }
    }
    expect(totals.events).toBe(1);
    expect(totals.sightings + totals.conflicts).toBe(2);
  });

  test('a missing path stops it before anything is made', async () => {
    const made = newCasePath();
    const missing = join(temporaryFolder(), 'nothing');
    expect(await fails(['import', made, first, missing], 'IMPORT_PATH_MISSING')).toContain(missing);
    await fails(['import', made], 'USAGE');
    await fails(['import'], 'USAGE');
    expect(existsSync(made)).toBe(false);
  });

  test('bytes of other files are kept when asked for, also later', async () => {
    const folder = folderOf({ 'notes.txt': 'Handed over on Monday.\n', 'a.json.gz': trail().event().gz() });
    const made = newCasePath();
    await cli(['import', made, folder]);
    expect((await cliJson(['verify', made])).value.evidence).toEqual({ checked: 1, altered: 0, notKept: 1 });
    await cli(['import', made, folder, '--keep-all']);
    expect((await cliJson(['verify', made])).value).toMatchObject({ ok: true, evidence: { checked: 2, altered: 0, notKept: 0 } });
  });
});

describe('info', () => {
  test('keys and values', async () => {
    const { status, value, stderr } = await cliJson(['info', path]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const key of [
      'case',
      'evidence',
      'events',
      'sightings',
      'conflicts',
      'problems',
      'problemCodes',
      'firstEvent',
      'lastEvent',
      'accounts',
      'regions',
      'custody',
    ])
      expect(value).toHaveProperty(key);
    expect(value).toMatchObject({
      events: 16,
      sightings: 1,
      conflicts: 1,
      recordProblems: 1,
      undated: 1,
      firstEvent: '2026-02-21T10:00:00Z',
      lastEvent: '2026-02-22T00:00:00Z',
      accounts: ['111122223333', '444455556666'],
      regions: ['ap-south-1', 'us-east-1'],
    });
    expect(value.evidence).toEqual({ items: 8, bytes: expect.any(Number) });
    expect(value.custody).toEqual({ entries: 9, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test('refuses what is no case', async () => {
    const file = join(folderOf({ 'a.json': '{}' }), 'a.json');
    await fails(['info', file], 'CASE_NOT_A_CASE');
    await fails(['info', join(temporaryFolder(), 'none.trailcase')], 'CASE_MISSING');
    await fails(['info', join(folderOf({ empty: '' }), 'empty')], 'CASE_NOT_A_CASE');
    await fails(['info', temporaryFolder()], 'CASE_NOT_A_CASE');
    await fails(['info'], 'USAGE');
  });
});

describe('verify and report', () => {
  const KEYS = ['ok', 'evidence', 'events', 'custody', 'seals', 'digests', 'logs', 'attestation', 'gaps'];

  test('verify has its keys', async () => {
    const { status, value } = await cliJson(['verify', path]);
    expect(status).toBe(0);
    expect(Object.keys(value)).toEqual(expect.arrayContaining(KEYS));
    expect(Object.keys(value.digests)).toEqual(['valid', 'invalid', 'missing', 'unverifiable']);
    expect(Object.keys(value.logs)).toEqual(['valid', 'invalid', 'missing', 'unverifiable', 'unattested']);
    expect(value).not.toHaveProperty('items');
  });

  test('report writes one file and says which', async () => {
    const out = join(temporaryFolder(), 'report.html');
    const { status, value, stderr } = await cliJson(['report', path, '--out', out]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(value).toMatchObject({ path: out, sha256: sha256OfFile(out), exhibits: 1 });
    await fails(['report', path, '--out', out], 'OUTPUT_EXISTS');
    await fails(['report', path], 'USAGE');
    await fails(['report', path, '--out', join(temporaryFolder(), 'x.docx')], 'USAGE');
    await fails(['report', path, '--out', join(temporaryFolder(), 'no', 'x.html')], 'OUTPUT_UNWRITABLE');
  });
});

describe('every command', () => {
  test.each(['create', 'import', 'info', 'problems', 'events', 'verify', 'report'])('%s --help', async (command) => {
    const { status, stdout, stderr } = await process([command, '--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^trailcase ${command} `));
    for (const option of ['--json', '--quiet', '--progress', '--debug', '--help']) expect(stdout).toContain(option);
  });

  test('no command, an unknown one, an unknown option', async () => {
    expect(await process([])).toMatchObject({ status: 2 });
    expect(await process(['--help'])).toMatchObject({ status: 0, stderr: '' });
    await fails(['frobnicate'], 'USAGE', process);
    await fails(['info', path, '--frobnicate'], 'USAGE', process);
    await fails(['info', path, '--progress', 'loud'], 'USAGE', process);
  });

  test('progress is plain lines on stderr when asked for, and none with --quiet or without a terminal', async () => {
    const made = newCasePath();
    const plain = await jsonOfProcess(['import', made, second, '--progress', 'plain']);
    const lines = plain.stderr.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(2);
    for (const line of lines) expect(line).toMatch(/^[A-Z][a-z ]+ · (\d+ % · )?\d+ of 2 files · .+\/s/);
    expect(lines.at(-1)).toContain('2 of 2 files');
    expect(plain.stderr).not.toContain('\u001b');
    for (const args of [['--quiet', '--progress', 'plain'], ['--quiet'], []])
      expect((await process(['import', made, second, ...args])).stderr).toBe('');
  });

  test('--debug adds the stack trace to the line', async () => {
    const { status, stderr } = await process(['info', join(temporaryFolder(), 'none.trailcase'), '--debug']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^trailcase: CASE_MISSING: [^\n]+\n[\s\S]*\n\s+at /);
  });

  test('an error does not send terminal escapes', async () => {
    const { stderr } = await process(['info', '\u001b[2Jnone.trailcase']);
    expect(stderr).toMatch(/^trailcase: CASE_MISSING: /);
    expect(stderr).not.toContain('\u001b');
  });
});
