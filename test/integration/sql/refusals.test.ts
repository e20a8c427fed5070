// What is refused, with words that say why; what hostile texts do (nothing); that nothing is ever written.
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { caseOf } from '../../helpers/cases.ts';
import { cli } from '../../helpers/cli-here.ts';
import { folderOf, sha256 } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';
import { ask } from './archive.ts';

vi.mock('node:child_process', async (original) => (await import('../../helpers/sql-here.ts')).queriesHere(original));

const EVIL = `'; DROP TABLE records; -- " \u001b[31m \\ %_ [x] *?`;
let path = '';
beforeAll(async () => {
  ({ path } = await caseOf([
    folderOf({
      'a.json.gz': trail()
        .event({ eventName: 'RunInstances', userAgent: EVIL, requestParameters: { big: 'B', name: "O'Brien", list: [1, 2] } })
        .event({ eventName: 'runinstances', eventTime: '2026-02-21T23:30:00Z', userAgent: '=1+1', errorCode: 'A\\d' })
        .event({ eventName: 'Run_nstances', eventTime: '2026-02-22T10:00:00Z', userAgent: 'x%y' })
        .gz(),
    }),
  ]));
});

const names = async (where: string): Promise<unknown[]> =>
  (await ask(path, `SELECT eventName FROM cloudtrail_logs WHERE ${where} ORDER BY eventTime`)).rows.flat();

test.each([
  ['INSERT INTO records VALUES (1)', 'SQL_INVALID', 'not INSERT'],
  ['DELETE FROM records', 'SQL_INVALID', 'not DELETE'],
  ['UPDATE evidence SET kept = 1', 'SQL_INVALID', 'not UPDATE'],
  ['DROP TABLE records', 'SQL_INVALID', 'not DROP'],
  ['CREATE TABLE x AS SELECT 1', 'SQL_INVALID', 'not CREATE'],
  ["ATTACH 'other.db' AS other", 'SQL_INVALID', 'not ATTACH'],
  ['PRAGMA writable_schema = ON', 'SQL_INVALID', 'not PRAGMA'],
  ['PRAGMA query_only = OFF', 'SQL_INVALID', 'not PRAGMA'],
  ["VACUUM INTO 'copy.db'", 'SQL_INVALID', 'not VACUUM'],
  ['BEGIN IMMEDIATE', 'SQL_INVALID', 'not BEGIN'],
  ['SELECT 1; DROP TABLE records', 'SQL_INVALID', 'One query'],
  ['SELECT eventname FROM cloudtrail_logs; DELETE FROM records', 'SQL_INVALID', 'One query'],
  ['WITH x AS (SELECT 1) DELETE FROM records', 'SQL_INVALID', 'Only queries'],
  ['WITH x AS (SELECT 1) INSERT INTO records SELECT * FROM x', 'SQL_INVALID', ''],
  ['EXPLAIN DELETE FROM records', 'SQL_INVALID', 'not DELETE'],
  ["SELECT load_extension('x')", 'SQL_INVALID', 'not authorized'],
  ["SELECT writefile('x', 'y')", 'SQL_UNSUPPORTED', 'writefile'],
  ["SELECT writefile('x', eventname) FROM events", 'SQL_INVALID', 'writefile'],
  ['SELECT eventname INTO x FROM cloudtrail_logs', 'SQL_INVALID', 'SELECT INTO'],
  ['SELECT eventnam FROM cloudtrail_logs', 'SQL_INVALID', 'no column eventnam'],
  ['SELECT userIdentity.arnn FROM cloudtrail_logs', 'SQL_INVALID', 'no field arnn'],
  ['SELECT requestParameters.bucketName FROM cloudtrail_logs', 'SQL_INVALID', 'json_extract_scalar'],
  ['SELECT resources.arn FROM cloudtrail_logs', 'SQL_INVALID', 'UNNEST'],
  ['SELECT frobnicate(eventname) FROM cloudtrail_logs', 'SQL_UNSUPPORTED', 'frobnicate'],
  ['SELECT eventname FROM cloudtrail_logs TABLESAMPLE BERNOULLI (10)', 'SQL_UNSUPPORTED', 'TABLESAMPLE'],
  ["SELECT eventtime AT TIME ZONE 'Asia/Kolkata' FROM cloudtrail_logs", 'SQL_UNSUPPORTED', 'AT TIME ZONE'],
  ['SELECT filter(resources, x -> x.type IS NULL) FROM cloudtrail_logs', 'SQL_UNSUPPORTED', '"->"'],
  ['SELECT count(*) FROM cloudtrail_logs GROUP BY ROLLUP (eventname)', 'SQL_UNSUPPORTED', 'ROLLUP'],
  ['SELECT 1 FROM cloudtrail_logs WHERE recipientaccountid = 111122223333', 'SQL_INVALID', 'in quotes'],
  ['SELECT eventname FROM cloudtrail_logs WHERE', 'SQL_INVALID', 'missing'],
  ["SELECT 'open FROM cloudtrail_logs", 'SQL_INVALID', 'column 8'],
  ['SELECT (eventname FROM cloudtrail_logs', 'SQL_INVALID', 'not closed'],
  ['SELECT a.eventname FROM cloudtrail_logs b', 'SQL_INVALID', 'no column a.eventname'],
  ['SELECT nosuch FROM events', 'SQL_INVALID', 'no such column: nosuch'],
  ["SELECT regexp_like(eventname, '(') FROM cloudtrail_logs", 'SQL_INVALID', 'regular expression'],
  ['SELECT CAST(eventname AS bigint) FROM cloudtrail_logs', 'SQL_INVALID', 'try_cast'],
  ['', 'SQL_INVALID', 'empty'],
  [';;', 'SQL_INVALID', 'empty'],
  ['SELECT \u0001', 'SQL_INVALID', 'no part of a query'],
])('%s is refused', async (query, code, words) => {
  const before = sha256(readFileSync(path));
  const error = await ask(path, query).then(
    () => null,
    (thrown) => thrown,
  );
  expect(error).toMatchObject({ code });
  expect(`${error.message} ${error.advice}`).toContain(words);
  expect(sha256(readFileSync(path))).toBe(before);
});

test('a write-protected case is read and stays as it is, with nothing beside it', async () => {
  const before = sha256(readFileSync(path));
  const beside = readdirSync(dirname(path));
  chmodSync(path, 0o444);
  try {
    const { rows } = await ask(path, 'SELECT count(*), count(requestparameters) FROM cloudtrail_logs');
    expect(rows).toEqual([[3, 3]]);
  } finally {
    chmodSync(path, 0o644);
  }
  expect(sha256(readFileSync(path))).toBe(before);
  expect(readdirSync(dirname(path))).toEqual(beside);
});

describe('texts that an attacker wrote', () => {
  test('are found as they are and are shown without commanding a terminal', async () => {
    expect(await names(`userAgent = '${EVIL.replaceAll("'", "''")}'`)).toEqual(['RunInstances']);
    const { stdout, status } = await cli(['sql', path, "SELECT useragent FROM cloudtrail_logs WHERE eventname = 'RunInstances'"]);
    expect(status).toBe(0);
    expect(stdout).toContain('\\u001b[31m');
    expect(stdout).not.toContain('\u001b');
  });

  test('cannot run as formulas in a spreadsheet; numbers stay numbers', async () => {
    const { stdout } = await cli([
      'sql',
      path,
      '--format',
      'csv',
      "SELECT useragent, -5 AS n, NULL AS none FROM cloudtrail_logs WHERE useragent LIKE '=%'",
    ]);
    expect(stdout).toBe("useragent,n,none\n'=1+1,-5,\n");
  });
});

describe('LIKE as in Athena', () => {
  test.each([
    ["eventName LIKE 'Run%'", ['RunInstances', 'Run_nstances']],
    ["eventName LIKE 'Run_nstances'", ['RunInstances', 'Run_nstances']],
    ["eventName LIKE 'Run\\_nstances' ESCAPE '\\'", ['Run_nstances']],
    ["eventName LIKE concat('Run\\_n', '%') ESCAPE '\\'", ['Run_nstances']],
    ["eventName NOT LIKE 'Run%'", ['runinstances']],
    ["userAgent LIKE '%[x]%'", ['RunInstances']],
    ["userAgent LIKE '%*?'", ['RunInstances']],
    ["userAgent LIKE 'x!%y' ESCAPE '!'", ['Run_nstances']],
    ["regexp_like(errorcode, '^A\\\\d$')", ['runinstances']],
    ["errorcode LIKE 'A\\d'", ['runinstances']],
    ["lower(eventName) LIKE 'run' || 'inst%' AND NOT eventName = 'runinstances'", ['RunInstances']],
  ])('%s', async (where, expected) => expect(await names(where)).toEqual(expected));
});

test('eventTime is compared as a text, and a hint says what that means', async () => {
  const { rows, hints } = await ask(path, "SELECT eventTime FROM cloudtrail_logs WHERE eventTime <= '2026-02-21 23:00:00'");
  expect(rows).toEqual([]);
  expect(hints).toEqual([expect.stringContaining('nothing of 2026-02-21')]);
  const exact = await ask(path, "SELECT count(*) FROM cloudtrail_logs WHERE eventTime <= '2026-02-21T23:00:00Z'");
  expect(exact).toMatchObject({ rows: [[1]], hints: [] });
});

test('an unknown table is read as cloudtrail_logs, which is said', async () => {
  const { rows, hints } = await ask(path, 'SELECT count(*) FROM my_trail');
  expect({ rows, hints }).toEqual({ rows: [[3]], hints: ['my_trail is no table of the case: it is read as cloudtrail_logs'] });
});
