// The console's channels: results with the events that rows are, limits that say so, cancelling, hostile values, files, and what the custody log says of it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { SqlColumn } from '../../../src/shared/sql.ts';
import { newCasePath } from '../../helpers/cases.ts';
import { folderOf, sha256OfFile, temporaryFolder } from '../../helpers/folder.ts';
import { rowsOf } from '../../helpers/seals.ts';
import { type Driven, session } from '../../helpers/session.ts';
import { trail } from '../../helpers/trail.ts';

vi.mock('node:child_process', async (original) => (await import('../../helpers/sql-here.ts')).queriesHere(original));

const EVIL = `=HYPERLINK("http://x")'; DROP TABLE records; -- \u001b[31m\u202e`;
const ENDLESS = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';
const ENDLESS_ROWS = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n';
const path = newCasePath();
let window: Driven;
let last = 0;

const run = (query: string, limits: { maxRows?: number; seconds?: number } = {}) =>
  window.ask('sql.run', { id: `query ${++last}`, query, maxRows: 1000, seconds: 30, ...limits });

beforeAll(async () => {
  window = session();
  await window.ask('case.create', { path, facts: { title: 'SQL', number: '', examiner: 'Asha Rao', organisation: '', timezone: 'UTC' } });
  const log = trail()
    .events(20, (i) => ({ eventName: i === 7 ? 'RunInstances' : `Event${i}`, userAgent: i === 3 ? EVIL : 'aws-cli' }))
    .json();
  // Delivered twice: the second time as sightings.
  await window.job('import.start', { paths: [folderOf({ 'a.json': log, 'b/c.json': `${log}\n` })] });
});
afterAll(() => window.close());

/** What the case says of a public id. */
const nameOf = async (id: string | null | undefined): Promise<string | null> =>
  (await window.ask('events.detail', { id: id ?? '' })).row.eventName;

describe('rows and their events', () => {
  test('rows of a plain query carry their events, columns that were not asked for do not show', async () => {
    const { columns, rows, events, cut, translated } = await run(
      "SELECT eventName, sourceIPAddress FROM cloudtrail_logs WHERE eventName LIKE 'Run%' OR eventName = 'Event3' ORDER BY eventName",
    );
    expect({ columns, names: rows.map(([name]) => name), cut }).toEqual({
      columns: ['eventName', 'sourceIPAddress'],
      names: ['Event3', 'RunInstances'],
      cut: null,
    });
    expect(translated).toContain('FROM records');
    expect([await nameOf(events[0]), await nameOf(events[1])]).toEqual(['Event3', 'RunInstances']);
  });

  test.each([
    ["SELECT l.eventName FROM cloudtrail_logs l JOIN terms t ON t.value = l.eventName WHERE l.eventName = 'RunInstances'"],
    ["(SELECT eventName FROM cloudtrail_logs WHERE eventName = 'RunInstances' LIMIT 1)"],
    ["SELECT eventName, count(*) OVER () AS n FROM cloudtrail_logs WHERE eventName = 'RunInstances'"],
    ["SELECT eventName, (SELECT max(eventTime) FROM cloudtrail_logs) AS newest FROM cloudtrail_logs WHERE eventName = 'RunInstances'"],
    ["SELECT eventName, id FROM events WHERE eventName = 'RunInstances'"],
    ["SELECT eventName, max(trailcase_record) AS trailcase_record FROM cloudtrail_logs WHERE eventName = 'RunInstances' GROUP BY 1"],
  ])('an event for %s', async (query) => {
    const { rows, events } = await run(query);
    expect(rows).toHaveLength(1);
    expect(await nameOf(events[0])).toBe('RunInstances');
  });

  test.each([
    ['SELECT max(eventTime) FROM cloudtrail_logs'],
    ['SELECT approx_distinct(eventName) FROM cloudtrail_logs'],
    ['SELECT DISTINCT awsRegion FROM cloudtrail_logs'],
    ['SELECT awsRegion FROM cloudtrail_logs GROUP BY awsRegion ORDER BY count(*)'],
    ["SELECT awsRegion FROM cloudtrail_logs WHERE eventName = 'Event1' UNION ALL SELECT 'x'"],
    ["SELECT a.eventName FROM cloudtrail_logs a JOIN cloudtrail_logs b ON a.eventID = b.eventID WHERE a.eventName = 'Event1'"],
    ["SELECT 'no such id' AS id"],
    ['SELECT 1 AS trailcase_recor'],
  ])('none for %s', async (query) => {
    const { rows, events } = await run(query);
    expect(events).toEqual(rows.map(() => null));
    expect(rows.length).toBeGreaterThan(0);
  });

  test('numbers that JavaScript does not hold are kept as they are written', async () => {
    expect((await run("SELECT 9223372036854775807, 9e999, -9e999, 1.5, NULL, '', x'00ff'")).rows).toEqual([
      [{ number: '9223372036854775807' }, { number: 'Infinity' }, { number: '-Infinity' }, 1.5, null, '', "x'00ff'"],
    ]);
  });

  test('columns say which field of events they hold', async () => {
    const { columns, origins } = await run(
      `WITH a AS (SELECT userIdentity.arn AS who, sourceipaddress FROM cloudtrail_logs)
       SELECT who, sourceipaddress AS x, lower(who), count(*) AS n FROM a GROUP BY 1, 2`,
    );
    expect(columns).toEqual(['who', 'x', '_col2', 'n']);
    expect(origins).toEqual(['userIdentity.arn', 'sourceIPAddress', null, null]);
    const lists = await run('SELECT resource.arn FROM cloudtrail_logs CROSS JOIN UNNEST(resources) AS t(resource)');
    expect(lists.origins).toEqual([null]);
    expect((await run('SELECT actor, count(*) AS n FROM events GROUP BY 1')).origins).toEqual(['actor', 'n']);
  });

  test('what an attacker wrote comes as it is', async () => {
    expect((await run("SELECT userAgent FROM cloudtrail_logs WHERE eventName = 'Event3'")).rows).toEqual([[EVIL]]);
  });
});

describe('limits', () => {
  test('rows', async () => {
    expect(await run(ENDLESS_ROWS, { maxRows: 700 })).toMatchObject({ cut: 'rows', rows: { length: 700 } });
  });

  test('time', async () => {
    expect(await run(ENDLESS, { seconds: 1 })).toMatchObject({ cut: 'time', rows: [], columns: ['count(*)'] });
  });

  test('size: rows that would fill the memory of the window', async () => {
    const { cut, rows } = await run(`SELECT value, hex(zeroblob(4000000)) FROM json_each('[1,2,3,4,5,6]')`);
    expect({ cut, rows: rows.length }).toEqual({ cut: 'size', rows: 4 });
  });

  test('cancelling ends a query that gives no row, while the case answers other questions', async () => {
    const running = window.ask('sql.run', { id: 'endless', query: ENDLESS, maxRows: 10, seconds: 600 });
    const refused = expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
    expect((await window.ask('events.count', { filter: '' })).total).toBe(20);
    await expect(window.ask('sql.run', { id: 'endless', query: 'SELECT 1', maxRows: 10, seconds: 1 })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
    await window.ask('sql.cancel', { id: 'endless' });
    await refused;
    expect(await window.ask('sql.cancel', { id: 'endless' })).toEqual({});
  });

  test('a fourth query waits for its turn', async () => {
    const ids = ['one', 'two', 'three'];
    const running = ids.map((id) => window.ask('sql.run', { id, query: ENDLESS, maxRows: 10, seconds: 600 }));
    const ended = Promise.allSettled(running);
    await expect(run('SELECT 1')).rejects.toMatchObject({ code: 'JOB_RUNNING' });
    for (const id of ids) await window.ask('sql.cancel', { id });
    expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect((await run('SELECT 1')).rows).toEqual([[1]]);
  });

  test('closing the case ends what runs, and leaves one file', async () => {
    const own = session();
    const folder = temporaryFolder();
    const facts = { title: 'Closing', number: '', examiner: '', organisation: '', timezone: 'UTC' };
    await own.ask('case.create', { path: join(folder, 'c.trailcase'), facts });
    const running = own.ask('sql.run', { id: 'x', query: ENDLESS, maxRows: 10, seconds: 600 });
    const refused = expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
    await own.close();
    await refused;
    expect(readdirSync(folder)).toEqual(['c.trailcase']);
  });
});

describe('where the fault is', () => {
  const faultOf = async (query: string): Promise<string | null> => {
    const place = await run(query).then(
      () => null,
      (error: { place?: { from: number; to: number } }) => error.place,
    );
    return place ? query.slice(place.from, place.to) : null;
  };
  test.each([
    ['SELECT eventnam FROM cloudtrail_logs', 'eventnam'],
    ["SELECT eventName\nFROM cloudtrail_logs WHERE userIdentity.arnn = 'x'", 'userIdentity.arnn'],
    ['SELECT t.nothing FROM cloudtrail_logs t', 't.nothing'],
    ['SELECT frobnicate(eventName) FROM cloudtrail_logs', 'frobnicate'],
    ['SELECT regexp_like(eventName) FROM cloudtrail_logs', 'regexp_like'],
    ['SELECT eventName FORM cloudtrail_logs', 'cloudtrail_logs'],
    ["SELECT eventName FROM cloudtrail_logs WHERE eventName = 'x' AND CAST(eventTime AS varchar) LIKE 'a' AN awsRegion = 'x'", 'AN'],
    ['SELECT eventName, FROM cloudtrail_logs', 'cloudtrail_logs'],
    ['SELECT eventName FROM cloudtrail_logs WHERE', 'WHERE'],
    ["SELECT 'open FROM cloudtrail_logs", "'open FROM cloudtrail_logs"],
    ['SELECT (eventName FROM cloudtrail_logs', '('],
    ['SELECT eventName FROM cloudtrail_logs TABLESAMPLE BERNOULLI (10)', 'TABLESAMPLE'],
    ['DELETE FROM records', 'DELETE'],
    ['SELECT 1; SELECT 2', ';'],
    ['SELECT nothing FROM events', 'nothing'],
    ['SELECT id FROM events WHERE eventName = = 3', null],
    ['SELECT noSuchColumn FROM events', 'noSuchColumn'],
    ["SELECT max(id, 'x', eventNam) FROM events", 'eventNam'],
  ])('%s', async (query, fault) => expect(await faultOf(query)).toBe(fault));
});

describe('files', () => {
  const folder = temporaryFolder();
  const write = (query: string, format: 'csv' | 'jsonl', name: string, more: { overwrite?: boolean; seconds?: number } = {}) =>
    window.ask('sql.export', { id: `file ${++last}`, query, seconds: 30, format, out: join(folder, name), overwrite: false, ...more });
  const QUERY = "SELECT eventName, userAgent, NULL AS none, -5 AS n FROM cloudtrail_logs WHERE eventName = 'Event3'";

  test('all rows, as the command line writes them', async () => {
    const csv = await write(QUERY, 'csv', 'a.csv');
    // Also the minus after the semicolon, where a spreadsheet that divides by semicolons would begin a cell.
    const cell = EVIL.replace('; --', ";' --").replaceAll('"', '""');
    expect(readFileSync(csv.path, 'utf8')).toBe(`eventName,userAgent,none,n\nEvent3,"'${cell}",,-5\n`);
    expect(csv).toEqual({ path: join(folder, 'a.csv'), sha256: sha256OfFile(csv.path), rows: 1 });
    const lines = await write(QUERY, 'jsonl', 'a.jsonl');
    expect(JSON.parse(readFileSync(lines.path, 'utf8'))).toEqual({ eventName: 'Event3', userAgent: EVIL, none: null, n: -5 });
    // More than the window shows.
    expect((await write(`${ENDLESS_ROWS} LIMIT 12000`, 'csv', 'many.csv')).rows).toBe(12_000);
    expect(readFileSync(join(folder, 'many.csv'), 'utf8').split('\n')).toHaveLength(12_002);
  });

  test('over nothing that is there, unless that was confirmed; never over the case', async () => {
    writeFileSync(join(folder, 'there.csv'), 'mine');
    await expect(write(QUERY, 'csv', 'there.csv')).rejects.toMatchObject({ code: 'OUTPUT_EXISTS' });
    expect(readFileSync(join(folder, 'there.csv'), 'utf8')).toBe('mine');
    await write(QUERY, 'csv', 'there.csv', { overwrite: true });
    expect(readFileSync(join(folder, 'there.csv'), 'utf8')).toContain('Event3');
    const over = { id: 'over', query: QUERY, seconds: 30, format: 'csv', out: path, overwrite: true } as const;
    await expect(window.ask('sql.export', over)).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
  });

  test.each([
    ['that took too long', ENDLESS_ROWS, 'SQL_TIME', async () => undefined],
    ['that was cancelled', ENDLESS_ROWS, 'CANCELLED', () => window.ask('sql.cancel', { id: 'gone' })],
    ['that fails on its way', "SELECT json_extract('{', '$.a') FROM events", 'SQL_INVALID', async () => undefined],
  ])('nothing is left of one %s', async (_, query, code, then) => {
    const out = join(folder, 'gone.csv');
    const before = readdirSync(folder);
    const writing = window.ask('sql.export', { id: 'gone', query, seconds: 1, format: 'csv', out, overwrite: false });
    const refused = expect(writing).rejects.toMatchObject({ code });
    await then();
    await refused;
    expect({ is: existsSync(out), all: readdirSync(folder) }).toEqual({ is: false, all: before });
  });

  test('a file enters the custody log with its query and hash; running a query does not', async () => {
    const entries = (): { action: string; detail: string }[] =>
      rowsOf(path, "SELECT action, detail FROM custody WHERE action NOT IN ('create', 'import')");
    const before = entries().length;
    await run(QUERY);
    expect(entries()).toHaveLength(before);
    const { sha256 } = await write(QUERY, 'csv', 'noted.csv');
    expect(entries()).toHaveLength(before + 1);
    expect(JSON.parse(entries().at(-1)?.detail ?? '')).toMatchObject({ sha256, rows: 1, format: 'csv', query: QUERY });
    expect(await window.job('verify.start', {})).toMatchObject({ state: 'done', summary: { ok: true } });
  });
});

test('the schema names what a query may name, as AWS writes it', async () => {
  const { tables, functions } = await window.ask('sql.schema', {});
  const at = (columns: SqlColumn[] | undefined, [name, ...rest]: string[]): SqlColumn | undefined => {
    const column = columns?.find((one) => one.name === name);
    return rest.length === 0 ? column : at(column?.fields, rest);
  };
  const [trailTable, events] = tables;
  expect([trailTable?.name, events?.name]).toEqual(['cloudtrail_logs', 'events']);
  expect(at(trailTable?.columns, ['userIdentity', 'sessionContext', 'sessionIssuer', 'userName'])?.type).toBe('varchar');
  expect(at(trailTable?.columns, ['resources', 'accountId'])).toBeDefined();
  expect(tables.filter(({ note }) => note === '').map(({ name }) => name)).toEqual([]);
  expect(functions).toContainEqual(expect.objectContaining({ name: 'approx_distinct', group: 'aggregates' }));
  // Every column of the schema is one that a query may ask for.
  for (const table of tables) {
    const names = table.columns.map((column) => `"${column.name}"`);
    expect((await run(`SELECT ${names.join(', ')} FROM ${table.name} LIMIT 1`)).columns, table.name).toHaveLength(names.length);
  }
});
