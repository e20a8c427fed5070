// trailcase facts: only what is named and differs changes; every change is told in the custody log with its old value; verify follows it; earlier reports stay.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { newCasePath } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';
import { rowsOf } from '../../helpers/seals.ts';
import { trail } from '../../helpers/trail.ts';

const MADE = ['--title', 'A key', '--number', 'IR-1', '--examiner', 'A. Rao', '--timezone', 'UTC'];

async function made(): Promise<string> {
  const path = newCasePath();
  await cli(['create', path, ...MADE]);
  return path;
}

interface Entry {
  seq: number;
  who: string;
  outcome: string;
  detail: string;
}

const told = (path: string) =>
  rowsOf<Entry>(path, "SELECT seq, who, outcome, detail FROM custody WHERE action = 'facts' ORDER BY seq").map(
    ({ detail, who, ...entry }) => ({
      ...entry,
      who: who.replace(/ \(.*\)$/, ''),
      ...JSON.parse(detail),
    }),
  );

test('what is named and differs changes, with one entry that has both values; the rest is said to be as before', async () => {
  const path = await made();
  const first = await cliJson(['facts', path, '--title', 'A key', '--timezone', 'Asia/Kolkata', '--number', 'IR-12']);
  expect(first).toMatchObject({
    status: 0,
    value: {
      changed: [
        { name: 'number', before: 'IR-1', after: 'IR-12' },
        { name: 'timezone', before: 'UTC', after: 'Asia/Kolkata' },
      ],
      unchanged: ['title'],
      entry: 3,
      facts: { title: 'A key', number: 'IR-12', examiner: 'A. Rao', organisation: '', timezone: 'Asia/Kolkata' },
    },
  });
  expect((await cli(['facts', path, '--examiner', 'B. Sen', '--number', ''])).stdout).toBe(
    'Changed case number: IR-12 → –\nChanged examiner: A. Rao → B. Sen\nEntered in the custody log as entry 5\n',
  );
  expect((await cli(['facts', path, '--title', 'A key', '--organisation', ''])).stdout).toBe(
    'Nothing changed. As before: title, organisation\n',
  );
  expect((await cliJson(['facts', path, '--title', 'A key'])).value).toMatchObject({ changed: [], unchanged: ['title'], entry: null });
  expect((await cli(['facts', path, '--title', 'The key', '--organisation', ''])).stdout).toBe(
    'Changed title: A key → The key\nEntered in the custody log as entry 9\nAs before: organisation\n',
  );
  // By whoever was the examiner until then.
  expect(told(path)).toEqual([
    {
      seq: 3,
      who: 'A. Rao',
      outcome: 'changed: case number, time zone',
      before: { number: 'IR-1', timezone: 'UTC' },
      after: { number: 'IR-12', timezone: 'Asia/Kolkata' },
    },
    {
      seq: 5,
      who: 'A. Rao',
      outcome: 'changed: case number, examiner',
      before: { number: 'IR-12', examiner: 'A. Rao' },
      after: { number: '', examiner: 'B. Sen' },
    },
    { seq: 9, who: 'B. Sen', outcome: 'changed: title', before: { title: 'A key' }, after: { title: 'The key' } },
  ]);
  expect((await cliJson(['verify', path])).value).toMatchObject({ ok: true, custody: { entries: 9, broken: 0 } });
  expect((await cliJson(['info', path])).value.case).toMatchObject({
    title: 'The key',
    number: '',
    examiner: 'B. Sen',
    timezone: 'Asia/Kolkata',
  });
});

test('without options the facts are shown with their history, and nothing is written', async () => {
  const path = await made();
  await cli(['facts', path, '--timezone', 'Asia/Kolkata']);
  const bytes = readFileSync(path);
  const { value } = await cliJson(['facts', path]);
  expect(value.facts).toEqual({ title: 'A key', number: 'IR-1', examiner: 'A. Rao', organisation: '', timezone: 'Asia/Kolkata' });
  expect(value.history).toMatchObject([
    { entry: 1, changes: [{ name: 'title', before: null, after: 'A key' }, {}, {}, {}, { name: 'timezone', before: null, after: 'UTC' }] },
    { entry: 3, who: expect.stringMatching(/^A\. Rao \(/), changes: [{ name: 'timezone', before: 'UTC', after: 'Asia/Kolkata' }] },
  ]);
  const { stdout } = await cli(['facts', path]);
  expect(stdout).toMatch(
    /^title {8}A key\ncase number {2}IR-1\nexaminer {5}A\. Rao\norganisation –\ntime zone {4}Asia\/Kolkata\n\nStated .* \+05:30 by A\. Rao \(.*\), custody entry 1\n {2}title: A key\n/,
  );
  expect(stdout).toMatch(/\nChanged .* \+05:30 by A\. Rao \(.*\), custody entry 3\n {2}time zone: UTC → Asia\/Kolkata\n$/);
  expect(readFileSync(path)).toEqual(bytes);
});

test('hostile texts are stored as they are, and shown as such', async () => {
  const path = await made();
  const title = '\u001b[2J=cmd|x\n\u202e<script>\ud800';
  const { stdout } = await cli(['facts', path, '--title', title]);
  expect(stdout.split('\n')).toHaveLength(3);
  expect(stdout).not.toMatch(/[\u001b\u202e]/);
  const shown = (await cli(['facts', path])).stdout;
  expect(shown).not.toMatch(/[\u001b\u202e]/);
  expect((await cliJson(['facts', path])).value.facts.title).toBe('\u001b[2J=cmd|x\n\u202e<script>\\ud800');
  expect((await cliJson(['facts', path, '--title', title])).value.changed).toEqual([]);
  expect((await cliJson(['verify', path])).value.ok).toBe(true);
});

test('what cannot be done is refused by its code, and nothing changes', async () => {
  const path = await made();
  const fails = async (args: string[], code: string, says = ''): Promise<void> => {
    const { status, stderr, stdout } = await cli(['facts', ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^trailcase: ${code}: `));
    expect(stderr).toContain(says);
  };
  await fails([], 'USAGE', 'The case file is missing');
  await fails([path, 'more'], 'USAGE', 'facts takes one case file');
  await fails([path, '--timezone', 'India'], 'USAGE', '"India" is not a time zone');
  await fails([path, '--titel', 'x'], 'USAGE', 'Did you mean --title?');
  await fails([`${path}.none`, '--title', 'x'], 'CASE_MISSING');
  await fails([`${path}.none`], 'CASE_MISSING');
  const open = CaseFile.open(path);
  try {
    await fails([path, '--title', 'x'], 'CASE_LOCKED');
  } finally {
    open.close();
  }
  expect((await cliJson(['facts', path])).value.history).toHaveLength(1);
  const again = await cli(['import', path, folderOf({ 'a.json': trail().events(1).json() }), '--title', 'Another']);
  expect(again.stderr).toContain('USAGE: --title is stated when a case is made');
  expect(again.stderr).toContain('trailcase facts changes it');
});

test('times in filters and tables follow the zone', async () => {
  const path = await made();
  // By the clock of Kolkata 23:47.
  await cli([
    'import',
    path,
    folderOf({
      'a.json': trail()
        .events(2, () => ({ eventTime: '2026-02-21T18:17:12Z' }))
        .json(),
    }),
  ]);
  const found = async () => (await cliJson(['events', path, 'after:"2026-02-21 23:00"'])).value.rows.length;
  expect(await found()).toBe(0);
  await cli(['facts', path, '--timezone', 'Asia/Kolkata']);
  expect(await found()).toBe(2);
  expect((await cli(['events', path])).stdout).toContain('2026-02-21 23:47:12');
});
