// `trailcase problems`, and what import and info say of problems: the same numbers as the table of the case, by code and one by one.
import { beforeAll, describe, expect, test } from 'vitest';
import type { ListedProblem } from '../../../src/main/query/problems.ts';
import { caseOf, newCasePath, sqlite } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';
import { eventId, trail } from '../../helpers/trail.ts';

/** A line break and an escape, which no terminal may obey. */
const EVIL = '\u001b[2J\nevil';

const files = {
  'a.json': trail()
    .event({ eventName: 'Undated', eventTime: undefined, eventID: eventId('undated') })
    .event({ eventName: 'Nameless', eventID: undefined })
    .event({ eventName: 'Odd', userAgent: [EVIL] })
    .json(),
  'b.json': trail().event({ eventName: 'NoId', eventID: undefined }).json(),
  'cut.json': trail().events(3).json().slice(0, -200),
};

let path = '';
beforeAll(async () => {
  ({ path } = await caseOf([folderOf(files)]));
});

/** Slowly: one row of the table after the other. */
function stored(): ListedProblem[] {
  const db = sqlite(path, { readonly: true });
  const one = (sql: string, id: unknown): string | null => (db.prepare(sql).pluck().get(id) as string | undefined) ?? null;
  const rows = (db.prepare('SELECT * FROM problems').all() as Record<string, any>[]).map((row) => {
    const evidence = one('SELECT lower(hex(sha256)) FROM evidence WHERE id = ?', row.evidence);
    const at = one("SELECT offset || '+' || length FROM records WHERE id = ?", row.record);
    return {
      code: row.code,
      path: row.path ?? one('SELECT path FROM found_at WHERE evidence = ? ORDER BY path', row.evidence),
      event: at === null ? null : `${evidence}@${at}`,
      evidence,
      offset: row.offset,
      length: row.length,
      isRecord: row.is_record === 1,
      detail: row.detail,
    };
  });
  db.close();
  return rows.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

const sortKey = ({ code, evidence, offset, length }: ListedProblem): string =>
  [code, evidence, String(offset).padStart(9, '0'), String(length).padStart(9, '0')].join(' ');

/** An archive that is not opened, as a whole, and a list that ends too early, at its end. */
async function withoutRange(): Promise<string> {
  const { path } = await caseOf([
    folderOf({ 'logs.rar': Buffer.from('526172211a070100', 'hex'), 'cut.json': trail().event().json().slice(0, -2) }),
  ]);
  return path;
}

const lines = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('by code', () => {
  test('each code with its number, what it means, and the first of it', async () => {
    const { status, value, stderr } = await cliJson(['problems', path]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const all = stored();
    const codes = [...new Set(all.map(({ code }) => code))];
    expect(codes).toEqual(['EVENT_ID_MISSING', 'EVENT_TIME_MISSING', 'FIELD_UNEXPECTED_TYPE', 'RECORD_CUT_OFF']);
    expect(value.total).toBe(all.length);
    expect(value.recordProblems).toBe(1);
    expect(value.rows).toHaveLength(codes.length);
    for (const row of value.rows) {
      const of = all.filter(({ code }) => code === row.code);
      const [{ code: _, ...first }] = of as [ListedProblem];
      expect(row).toMatchObject({ count: of.length, records: of.filter(({ isRecord }) => isRecord).length, first });
    }
    expect(value.rows[0]).toMatchObject({
      code: 'EVENT_ID_MISSING',
      count: 2,
      meaning: 'The record has no eventID: repeated deliveries of it cannot be recognised.',
    });
  });

  test('as a table: one line a code, the way to single ones, nothing that a terminal obeys', async () => {
    const { status, stdout, stderr } = await cli(['problems', path]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [head, first, ...others] = stdout.trimEnd().split('\n');
    expect(head).toMatch(/^count +code +what it means/);
    expect(first).toMatch(/^ +2 {2}EVENT_ID_MISSING +The record has no eventID: .* First in (a|b)\.json, bytes \d+\+\d+$/);
    expect(others).toHaveLength(5);
    expect(others.at(-2)).toBe('5 problems, of them 1 record that could not become an event');
    expect(others.at(-1)).toContain('--code CODE');
    expect(stdout).not.toContain('\u001b');
  });

  test('no range of bytes is named where none is meant', async () => {
    const { stdout } = await cli(['problems', await withoutRange()]);
    expect(stdout).toContain('nothing in it was read. First in logs.rar: a RAR archive');
    expect(stdout).toMatch(/First in cut\.json, at byte \d+$/m);
  });

  test('as lines of JSON and as CSV, cut where asked', async () => {
    const { value } = await cliJson(['problems', path]);
    expect(lines((await cli(['problems', path, '--format', 'jsonl'])).stdout)).toEqual(value.rows);
    expect((await cliJson(['problems', path, '--limit', '1'])).value).toEqual({ ...value, rows: value.rows.slice(0, 1) });
    const csv = (await cli(['problems', path, '--format', 'csv'])).stdout.trimEnd().split('\n');
    expect(csv[0]).toBe('code,count,records,meaning,path,event,evidence,offset,length,detail');
    expect(csv[1]).toMatch(/^EVENT_ID_MISSING,2,0,/);
    expect((await cli(['problems', path, '--limit', '1'])).stdout).toContain('and 3 more codes\n');
  });
});

describe('one by one', () => {
  test('a problem of a whole file, and one at a place', async () => {
    const { stdout } = await cli(['problems', await withoutRange(), '--code', 'all']);
    expect(stdout).toMatch(/^ {2}– +logs\.rar +[0-9a-f]{64} +a RAR archive/m);
    expect(stdout).toMatch(/^ {2}at \d+ +cut\.json +[0-9a-f]{64}/m);
  });

  test('all of them, with path, event, place and detail', async () => {
    const { status, stdout, stderr } = await cli(['problems', path, '--code', 'all', '--format', 'jsonl']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(lines(stdout)).toEqual(stored());
    expect((await cliJson(['problems', path, '--code', 'all'])).value.rows).toEqual(stored());
  });

  test('of one code, of several, in any letter case; the event is one that can be asked for', async () => {
    const { value } = await cliJson(['problems', path, '--code', 'event_time_missing']);
    expect(value).toMatchObject({ total: 1, recordProblems: 0, rows: stored().filter(({ code }) => code === 'EVENT_TIME_MISSING') });
    const undated = (await cliJson(['events', path, 'api:Undated'])).value.rows;
    expect(value.rows[0].event).toBe(undated[0].id);
    const two = ['--code', 'RECORD_CUT_OFF', '--code', 'EVENT_ID_MISSING'];
    const rows = stored().filter(({ code }) => two.includes(code));
    expect((await cliJson(['problems', path, ...two])).value.rows).toEqual(rows);
    expect((await cliJson(['problems', path, ...two, '--limit', '2'])).value).toMatchObject({ total: 3, rows: rows.slice(0, 2) });
    const csv = (await cli(['problems', path, ...two, '--format', 'csv'])).stdout.trimEnd().split('\n');
    expect(csv).toHaveLength(4);
    expect(csv[0]).toBe('code,path,event,evidence,offset,length,isRecord,detail');
  });

  test('as a table, with what the code means and how many are left out', async () => {
    const { stdout } = await cli(['problems', path, '--code', 'EVENT_ID_MISSING', '--limit', '1']);
    const [row] = stored();
    expect(stdout).toContain('EVENT_ID_MISSING: The record has no eventID');
    expect(stdout).toContain(`${row?.offset}+${row?.length}`);
    expect(stdout).toContain(row?.event as string);
    expect(stdout).toContain('2 problems, of which 1 stand here');
    const odd = await cli(['problems', path, '--code', 'FIELD_UNEXPECTED_TYPE']);
    expect(odd.stdout).toContain('userAgent: [');
    expect(odd.stdout).not.toContain('\u001b');
    const none = await cli(['problems', path, '--code', 'GZIP_DAMAGED']);
    expect(none).toMatchObject({ status: 0, stdout: expect.stringMatching(/^GZIP_DAMAGED: .*The case has none\.\n0 problems\n$/) });
  });

  test('what is no code, and what goes not together, is told', async () => {
    const wrong = await cli(['problems', path, '--code', 'EVENT_ID']);
    expect(wrong).toMatchObject({ status: 2, stdout: '' });
    expect(wrong.stderr).toMatch(/^trailcase: USAGE: --code takes one of EVENT_ID_MISSING, .*Did you mean EVENT_ID_MISSING\?/);
    expect(await cli(['problems', path, 'EVENT_ID_MISSING'])).toMatchObject({ status: 2 });
    expect(await cli(['problems', path, '--json', '--format', 'csv'])).toMatchObject({ status: 2 });
    expect(await cli(['problems', newCasePath()])).toMatchObject({ status: 2, stderr: expect.stringContaining('CASE_MISSING') });
  });
});

test('a place of which nothing came has its path', async () => {
  const folder = folderOf({ 'a.json': trail().event().json(), 'named.json.gz': 'no gzip' });
  const made = await caseOf([folder]);
  const { value } = await cliJson(['problems', made.path, '--code', 'all']);
  expect(value.rows).toContainEqual(expect.objectContaining({ path: 'named.json.gz', event: null, offset: null }));
});

test('a case without problems says so', async () => {
  const clean = await caseOf([folderOf({ 'a.json': trail().event().json() })]);
  expect((await cliJson(['problems', clean.path])).value).toEqual({ total: 0, recordProblems: 0, rows: [] });
  expect((await cli(['problems', clean.path])).stdout).toBe('0 problems, of them 0 records that could not become an event\n');
  expect((await cli(['info', clean.path])).stdout).not.toContain('trailcase problems');
});

test('import and info name the codes with their numbers, and the way on', async () => {
  const made = newCasePath();
  const { value } = await cliJson(['import', made, folderOf({ 'a.json': files['a.json'] })]);
  expect([value.problems, value.problemCodes]).toEqual([
    3,
    [
      { code: 'EVENT_ID_MISSING', count: 1 },
      { code: 'EVENT_TIME_MISSING', count: 1 },
      { code: 'FIELD_UNEXPECTED_TYPE', count: 1 },
    ],
  ]);
  // What this import added, not what was there.
  const more = await cli(['import', made, folderOf(files)]);
  expect(more.stdout).toContain('problems 2 = 1 EVENT_ID_MISSING + 1 RECORD_CUT_OFF\n  trailcase problems CASE says what');
  const info = await cliJson(['info', made]);
  expect([info.value.problems, info.value.problemCodes[0]]).toEqual([5, { code: 'EVENT_ID_MISSING', count: 2 }]);
  const { rows } = (await cliJson(['problems', made])).value;
  expect(info.value.problemCodes).toEqual(rows.map(({ code, count }: { code: string; count: number }) => ({ code, count })));
  const text = (await cli(['info', made])).stdout;
  expect(text).toContain('problems     5 = 2 EVENT_ID_MISSING + 1 EVENT_TIME_MISSING + 1 FIELD_UNEXPECTED_TYPE + 1 RECORD_CUT_OFF');
  expect(text).toContain('trailcase problems CASE');
  expect((await cli(['import', made, folderOf(files)])).stdout).toContain('problems 0\n');
});
