// Limits that say when they cut, cancelling, and results that are exact in every format.
import { beforeAll, expect, test } from 'vitest';
import { runQuery } from '../../../src/main/sql/run-query.ts';
import { toErrorValue } from '../../../src/shared/errors.ts';
import { caseOf } from '../../helpers/cases.ts';
import { cli, cliJson, ended, startCli } from '../../helpers/cli.ts';
import { eventRows } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';
import { ask } from './archive.ts';

const ENDLESS = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';
const ENDLESS_ROWS = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n';
let path = '';
beforeAll(async () => {
  ({ path } = await caseOf([
    folderOf({
      'a.json.gz': trail()
        .events(30, (i) => ({ eventName: `Event${i}`, requestParameters: { i, big: 1 } }))
        .gz(),
    }),
  ]));
});

test('a query that never gives a row is cut by its time', async () => {
  const { value, stderr, status } = await cliJson(['sql', path, ENDLESS, '--timeout', '1']);
  expect(status).toBe(0);
  expect(value).toEqual({ columns: ['count(*)'], rows: [], cut: 'time', hints: [] });
  expect(stderr).toBe('trailcase: cut after 1 seconds: the result is not complete (--timeout).\n');
});

test('a regular expression without end is cut by its time', async () => {
  const { cut } = await ask(path, `SELECT regexp_like('${'a'.repeat(60)}!', '^(a+)+$') FROM cloudtrail_logs`, { timeout: 500 });
  expect(cut).toBe('time');
});

test('rows without end are cut where asked, and by a table at its own limit', async () => {
  const { value, stderr } = await cliJson(['sql', path, ENDLESS_ROWS, '--max-rows', '1200']);
  expect(value).toMatchObject({ cut: 'rows' });
  expect(value.rows).toHaveLength(1200);
  expect(value.rows.at(-1)).toEqual({ i: 1200 });
  expect(stderr).toContain('cut after 1200 rows');
  const table = await cli(['sql', path, ENDLESS_ROWS]);
  expect(table.stdout.trimEnd().split('\n')).toHaveLength(10_002);
  expect(table.stderr).toContain('cut after 10000 rows');
});

test('a result of exactly as many rows is not cut', async () => {
  expect(await ask(path, 'SELECT eventname FROM cloudtrail_logs', { maxRows: 30 })).toMatchObject({ cut: null });
  expect(await ask(path, 'SELECT eventname FROM cloudtrail_logs', { maxRows: 29 })).toMatchObject({ cut: 'rows' });
});

test('what stops a query in its process reaches who asked: SQLite, a fault with its place, a case that is none', async () => {
  // The first row is there before SQLite meets what it cannot do.
  const late = "SELECT json(iif(eventname = 'Event29', '{', '{}')) FROM events ORDER BY record";
  await expect(ask(path, late)).rejects.toMatchObject({ code: 'SQL_INVALID', message: expect.stringContaining('malformed JSON') });
  const faulty = await ask(path, 'SELECT eventname,\n  nothing_such(1) FROM cloudtrail_logs').catch((error) => error);
  expect(toErrorValue(faulty)).toMatchObject({ code: 'SQL_UNSUPPORTED', place: { from: 20, to: 32 } });
  await expect(ask(`${path}.none`, 'SELECT 1')).rejects.toMatchObject({ code: 'CASE_MISSING' });
});

test('each row comes with the event that it is', async () => {
  const rows: unknown[][] = [];
  const events: unknown[] = [];
  const cut = await runQuery(
    path,
    'SELECT eventid, eventname FROM cloudtrail_logs ORDER BY eventname LIMIT 2',
    { timeout: 60_000, maxRows: null },
    new AbortController().signal,
    {
      withEvents: true,
      begun: async ({ columns }) => void expect(columns).toEqual(['eventid', 'eventname']),
      rows: async (batch, of) => {
        rows.push(...batch);
        events.push(...(of ?? []));
      },
    },
  );
  expect({ cut, names: rows.map(([, name]) => name) }).toEqual({ cut: null, names: ['Event0', 'Event1'] });
  const [[first], [second]] = [await eventRows(path, 'eventName:Event0'), await eventRows(path, 'eventName:Event1')];
  expect(events).toEqual([first?.id, second?.id]);
});

test('cancelling ends a query that never gives a row', async () => {
  const controller = new AbortController();
  const begun = runQuery(path, ENDLESS, { timeout: 600_000, maxRows: null }, controller.signal, {
    begun: async () => controller.abort(),
    rows: async () => undefined,
  });
  await expect(begun).rejects.toMatchObject({ code: 'CANCELLED' });
});

test('an interrupted command ends with 130', async () => {
  const child = startCli(['sql', path, ENDLESS_ROWS, '--format', 'jsonl']);
  // The first bytes say that the query runs.
  child.stdout?.once('data', () => child.kill('SIGINT'));
  expect(await ended(child)).toMatchObject({ status: 130 });
});

const EXACT = `SELECT 9223372036854775807 AS big, 9007199254740993 AS odd, x'00ff' AS blob, 1.5 AS r, NULL AS none, 'a"b' AS t, 1 AS t, 2 AS t`;

test('integers are exact, BLOBs are hex, columns of one name are told apart', async () => {
  const { columns, rows } = await ask(path, EXACT);
  expect(columns).toEqual(['big', 'odd', 'blob', 'r', 'none', 't', 't_2', 't_3']);
  expect(rows).toEqual([[9223372036854775807n, 9007199254740993n, "x'00ff'", 1.5, null, 'a"b', 1, 2]]);
});

test.each([
  ['jsonl', `{"big":9223372036854775807,"odd":9007199254740993,"blob":"x'00ff'","r":1.5,"none":null,"t":"a\\"b","t_2":1,"t_3":2}\n`],
  ['csv', `big,odd,blob,r,none,t,t_2,t_3\n9223372036854775807,9007199254740993,x'00ff',1.5,,"a""b",1,2\n`],
])('--format %s', async (format, expected) => {
  const { stdout, status } = await cli(['sql', path, EXACT, '--format', format]);
  expect({ stdout, status }).toEqual({ stdout: expected, status: 0 });
});

test('plain SQLite over the view events and the tables', async () => {
  const { rows, hints } = await ask(
    path,
    "SELECT e.eventName, r.id, iif(1, 'x', 'y') FROM events e JOIN records r ON r.id = e.record ORDER BY 2 LIMIT 1",
  );
  expect({ rows, hints }).toEqual({ rows: [['Event0', 1, 'x']], hints: [] });
  const plan = await ask(path, 'EXPLAIN QUERY PLAN SELECT * FROM repeats WHERE primary_record = 1');
  expect(JSON.stringify(plan.rows)).toContain('repeats_by_primary');
  expect((await ask(path, 'VALUES (1, 2), (3, 4)')).rows).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test.each([
  [
    '(SELECT eventname FROM cloudtrail_logs ORDER BY eventname DESC LIMIT 1) UNION ALL (SELECT awsregion FROM cloudtrail_logs LIMIT 2)',
    ['Event9', 'ap-south-1', 'ap-south-1'],
  ],
  [
    '(SELECT eventname FROM cloudtrail_logs) UNION (SELECT awsregion FROM cloudtrail_logs) ORDER BY 1 DESC LIMIT 2',
    ['ap-south-1', 'Event9'],
  ],
  ['SELECT eventname FROM cloudtrail_logs ORDER BY eventname OFFSET 29 LIMIT 5', ['Event9']],
  [
    "SELECT eventname FROM cloudtrail_logs WHERE NOT (eventname) = 'Event0' AND NOT (eventname <> 'Event1' OR eventname = 'Event2')",
    ['Event1'],
  ],
  ["SELECT eventname FROM cloudtrail_logs WHERE eventname = 'Event3' OR eventname = 'Event4' AND awsregion = 'nowhere'", ['Event3']],
  [
    "SELECT CASE WHEN EXISTS (SELECT 1 FROM cloudtrail_logs WHERE eventname = 'Event5') THEN 'yes' END AS \"end\" FROM cloudtrail_logs LIMIT 1",
    ['yes'],
  ],
  ["SELECT EXISTS (SELECT 1 FROM cloudtrail_logs WHERE eventname = 'nothing')", ['false']],
  [
    "SELECT json_extract(requestparameters, '$.i') FROM cloudtrail_logs WHERE try_cast(json_extract_scalar(requestparameters, '$.i') AS bigint) >= 29",
    ['29'],
  ],
  ["SELECT to_iso8601(timestamp '2026-01-31 00:00:00' + interval '1' month)", ['2026-02-28T00:00:00.000Z']],
  ["SELECT date_diff('month', date '2026-01-31', date '2026-03-30')", [1]],
  ["SELECT format_datetime(timestamp '2026-02-21 18:05:09', 'yyyy/MM/dd HH:mm:ss')", ['2026/02/21 18:05:09']],
  ["SELECT date_trunc('week', timestamp '2026-02-22 10:00:00')", ['2026-02-16 00:00:00.000']],
])('%s', async (query, expected) => expect((await ask(path, query)).rows.flat()).toEqual(expected));

test('LIMIT in the midst of a set operation is refused', async () => {
  const query = 'SELECT eventname FROM cloudtrail_logs LIMIT 1 UNION ALL SELECT awsregion FROM cloudtrail_logs';
  await expect(ask(path, query)).rejects.toMatchObject({ code: 'SQL_INVALID' });
});

test('both dialects in one query: the trail joined with a table of the case', async () => {
  const { rows } = await ask(
    path,
    "SELECT t.eventname, r.length > 0 AS whole FROM cloudtrail_logs t JOIN records r ON r.id = t.trailcase_record WHERE t.eventname = 'Event7'",
  );
  expect(rows).toEqual([['Event7', 'true']]);
});

test.each([
  [['--timeout', '0'], 'USAGE'],
  [['--timeout', 'soon'], 'USAGE'],
  [['--max-rows', '-1'], 'USAGE'],
  [['--format', 'xml'], 'USAGE'],
  [['surplus'], 'USAGE'],
])('%j is refused with %s', async (args, code) => {
  const { status, stderr, stdout } = await cli(['sql', path, 'SELECT 1', ...args]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(new RegExp(`^trailcase: ${code}: [^\\n]+\\n$`));
});
