// The pure parts of the SQL console: completion, charts, values, history, words.
import { describe, expect, test } from 'vitest';
import type { PastQuery } from '../../../src/renderer/state/sql-history.ts';
import { isHistory, matching, withRun } from '../../../src/renderer/state/sql-history.ts';
import { cellText, columnWidth, fieldOfOrigin, rowJson, timeOf } from '../../../src/renderer/views/sql/cell-text.ts';
import { chartOf } from '../../../src/renderer/views/sql/chart-model.ts';
import { cutWords, placeWords, secondsText } from '../../../src/renderer/views/sql/result-words.ts';
import { foundIn } from '../../../src/renderer/views/sql/schema-search.ts';
import { suggestionsAt } from '../../../src/renderer/views/sql/suggest.ts';
import type { SqlColumn, SqlSchema } from '../../../src/shared/sql.ts';

const column = (name: string, type = 'varchar', fields: SqlColumn[] = []): SqlColumn => ({ name, type, note: `the ${name}`, fields });
const SCHEMA: SqlSchema = {
  tables: [
    {
      name: 'cloudtrail_logs',
      note: 'one row per event',
      columns: [
        column('eventTime'),
        column('timestamp'),
        column('userIdentity', 'struct', [
          column('arn'),
          column('sessionContext', 'struct', [column('sessionIssuer', 'struct', [column('userName')])]),
        ]),
        column('resources', 'array', [column('arn'), column('accountId')]),
      ],
    },
    { name: 'events', note: '', columns: [column('id'), column('actor')] },
  ],
  functions: [
    { name: 'count_if', group: 'aggregates', call: 'count_if(condition)', note: 'rows for which it is true' },
    { name: 'now', group: 'times', call: 'now()', note: '' },
    { name: 'current_date', group: 'times', call: 'current_date', note: '' },
  ],
};

/** Labels at the `|` of a query. */
function labelsAt(marked: string): string[] | null {
  const cursor = marked.indexOf('|');
  return suggestionsAt(marked.replace('|', ''), cursor, SCHEMA)?.items.map(({ label }) => label) ?? null;
}

describe('completion', () => {
  test.each([
    ['SELECT userIdentity.| FROM cloudtrail_logs', ['arn', 'sessionContext']],
    ['SELECT USERIDENTITY.sessioncontext.SessionIssuer.us| FROM cloudtrail_logs', ['userName']],
    ['SELECT t.userIdentity.sess| FROM cloudtrail_logs AS t', ['arn', 'sessionContext']],
    ['SELECT cloudtrail_logs.| FROM "default".cloudtrail_logs', ['eventTime', 'timestamp', 'userIdentity', 'resources']],
    ['SELECT e.| FROM events e', ['id', 'actor']],
    ['SELECT resource.| FROM cloudtrail_logs CROSS JOIN UNNEST(resources) AS t(resource)', ['arn', 'accountId']],
    ['SELECT eventTime.| FROM cloudtrail_logs', []],
    ['SELECT * FROM |', ['cloudtrail_logs', 'events']],
    ["SELECT 'a |", null],
    ["SELECT 'a' -- |", null],
    ['SELECT /* | */ 1', null],
  ])('%s', (query, labels) => expect(labelsAt(query)).toEqual(labels));

  test('columns of the tables in the query, then functions and words', () => {
    const labels = labelsAt('SELECT | FROM events') ?? [];
    expect(labels.slice(0, 2)).toEqual(['id', 'actor']);
    expect(labels).not.toContain('eventTime');
    expect(labels).toEqual(expect.arrayContaining(['count_if', 'WHERE', 'events']));
    expect(labelsAt("SELECT 'it''s' AS x, |")).toContain('eventTime');
  });

  test('functions leave the cursor between their brackets; a column named as a word of SQL is quoted', () => {
    const of = (name: string) => suggestionsAt('SELECT ', 7, SCHEMA)?.items.find(({ label }) => label === name);
    expect(of('count_if')).toMatchObject({ text: 'count_if()', back: 1, detail: '(condition)' });
    expect(of('now')).toMatchObject({ text: 'now()', back: 0 });
    expect(of('current_date')).toMatchObject({ text: 'current_date', back: 0 });
    expect(of('timestamp')).toMatchObject({ text: '"timestamp"' });
  });

  test('a long text is no trouble', () => {
    const query = `SELECT ${'('.repeat(50_000)}${'a'.repeat(50_000)} ${"'".repeat(49_999)}`;
    expect(suggestionsAt(query, query.length, SCHEMA)).toBeNull();
  });
});

describe('charts', () => {
  test('a label and numbers are bars; several labels are one', () => {
    expect(
      chartOf(
        ['arn', 'code', 'n'],
        [
          ['a', 'b', 3],
          [null, 'c', { number: '9007199254740993' }],
        ],
      ),
    ).toEqual({
      kind: 'bars',
      labels: ['a · b', 'NULL · c'],
      series: [{ name: 'n', values: [3, 9007199254740992] }],
      left: 0,
    });
  });

  test('times and numbers are a line in the order of time, whatever the order of the rows', () => {
    expect(
      chartOf(
        ['hour', 'n', 'm'],
        [
          ['2026-02-21 18:00:00.000', 2, null],
          ['2026-02-20', 1, 5],
        ],
      ),
    ).toEqual({
      kind: 'line',
      times: [Date.UTC(2026, 1, 20), Date.UTC(2026, 1, 21, 18)],
      series: [
        { name: 'n', values: [1, 2] },
        { name: 'm', values: [5, null] },
      ],
    });
  });

  test('numbers alone: the first is the label', () => {
    expect(
      chartOf(
        ['hour', 'n'],
        [
          [7, 1],
          [8, 2],
        ],
      ),
    ).toMatchObject({ kind: 'bars', labels: ['7', '8'], series: [{ name: 'n' }] });
  });

  test('rows beyond what can be told apart are counted', () => {
    const rows = Array.from({ length: 100 }, (_, i) => [`x${i}`, i]);
    expect(chartOf(['x', 'n'], rows)).toMatchObject({ kind: 'bars', labels: { length: 40 }, left: 60 });
  });

  test.each([
    [[], /no rows/],
    [[['a', 'b']], /column of numbers/],
    [[[null, null]], /column of numbers/],
  ])('%j is none', (rows, why) => {
    const chart = chartOf(['a', 'b'], rows);
    expect(chart).toMatchObject({ kind: 'none', why: expect.stringMatching(why) });
  });
});

describe('values', () => {
  test('exact texts', () => {
    expect([null, '', 0, 1.5, { number: '9223372036854775807' }].map(cellText)).toEqual([null, '', '0', '1.5', '9223372036854775807']);
  });

  test.each([
    ['2026-02-21T18:17:12Z', Date.UTC(2026, 1, 21, 18, 17, 12)],
    ['2026-02-21 18:00:00.500', Date.UTC(2026, 1, 21, 18, 0, 0, 500)],
    ['2026-02-21', Date.UTC(2026, 1, 21)],
    ['2026-13-41', null],
    ['2026-02-21 and more', null],
    [20260221, null],
    [null, null],
  ])('%j is the time %j', (cell, time) => expect(timeOf(cell)).toBe(time));

  test('a row as JSON', () => {
    const text = rowJson(['a"b', 'n', 'i', 'none'], ['x\n', { number: '9223372036854775807' }, { number: 'Infinity' }, null]);
    expect(text).toBe('{\n  "a\\"b": "x\\n",\n  "n": 9223372036854775807,\n  "i": "Infinity",\n  "none": null\n}');
  });

  test.each([
    ['userIdentity.arn', 'arn'],
    ['userIdentity.accessKeyId', 'accessKeyId'],
    ['userIdentity.type', 'actorType'],
    ['recipientAccountId', 'accountId'],
    ['sourceIPAddress', 'sourceIPAddress'],
    ['region', 'awsRegion'],
    ['eventTime', null],
    ['userIdentity.sessionContext.sessionIssuer.arn', null],
    ['requestParameters', null],
    ['resource', null],
    ['no such', null],
    [null, null],
  ])('%s is the field %s', (origin, field) => expect(fieldOfOrigin(origin)).toBe(field));

  test('widths follow the values within bounds', () => {
    const narrow = columnWidth('n', [1]);
    const wide = columnWidth('n', ['x'.repeat(100_000)]);
    expect(narrow).toBeLessThan(columnWidth('n', ['x'.repeat(20)]));
    expect(wide).toBeLessThan(400);
  });
});

describe('history', () => {
  const past = (query: string, at: number): PastQuery => ({ query, at, rows: 1 });
  test('newest first, each query once, not without end', () => {
    const history = withRun(withRun(withRun([], past('SELECT 1', 1)), past('SELECT 2', 2)), past(' SELECT 1 ', 3));
    expect(history.map(({ query, at }) => [query, at])).toEqual([
      ['SELECT 1', 3],
      ['SELECT 2', 2],
    ]);
    let long: PastQuery[] = [];
    for (let i = 0; i < 300; i++) long = withRun(long, past(`SELECT ${i}`, i));
    expect([long.length, long[0]?.query]).toEqual([200, 'SELECT 299']);
    expect(withRun(history, past('', 4))).toEqual(history);
    expect(isHistory(long)).toBe(true);
  });

  test('found by words in any order and letter case', () => {
    const history = [past('SELECT eventName FROM events', 1), past('SELECT 1', 2)];
    expect(matching(history, 'EVENTS eventname')).toEqual([history[0]]);
    expect(matching(history, '')).toHaveLength(2);
  });

  test.each([[null], [{}], [[1]], [[{ query: 'x', at: 'y', rows: 1 }]], [[null]]])('%j is none', (value) =>
    expect(isHistory(value)).toBe(false),
  );
});

test('what is found in the schema leads to its path', () => {
  expect(foundIn(SCHEMA, 'USERNAME').columns.map(({ path }) => path)).toEqual(['userIdentity.sessionContext.sessionIssuer.userName']);
  expect(foundIn(SCHEMA, 'is true').functions.map(({ name }) => name)).toEqual(['count_if']);
});

test('words for limits, places and times', () => {
  const cut = (kind: 'rows' | 'size' | 'time' | null, rows: number) =>
    cutWords({ cut: kind, rows: Array.from({ length: rows }, () => [1]) }, { seconds: 30 });
  expect([cut('rows', 1000), cut('time', 0), cut('time', 2), cut(null, 3)]).toEqual([
    'cut at 1,000 rows: there are more',
    'stopped after 30 s: no row had come by then',
    'stopped after 30 s: these are not all rows',
    null,
  ]);
  expect(cut('size', 4)).toContain('cut at 4 rows');
  expect([placeWords('SELECT x', 7), placeWords('SELECT\n  x', 9)]).toEqual(['Column 8', 'Line 2, column 3']);
  expect([0.041, 2.34, 41.4].map(secondsText)).toEqual(['0.04 s', '2.3 s', '41 s']);
});
