// Results of queries in JSON with the names of columns beside the rows: each event's bytes are its row, and what they say is read from them alone.
import { expect, test } from 'vitest';
import { readReduced } from '../../../../src/main/decode/reduced.ts';
import { fixture, ORIGINALS, readItem } from './rows.ts';

const NAMES = ['eventtime', 'eventname', 'eventsource', 'useridentity', 'eventid'];
const ROW = [
  '2026-02-21T18:17:12Z',
  'DeleteBucket',
  's3.amazonaws.com',
  '{type=IAMUser, username=asha}',
  '5ba1f1d3-9a3c-4f0e-8d2e-0c8f1a2b3c4d',
];
const data = (cells: readonly string[]) => ({ Data: cells.map((cell) => ({ VarCharValue: cell })) });
const named = (name: string) => ({ name, type: 'string' });

test.each<[string, object]>([
  ['Athena, the first page', { ResultSet: { Rows: [data(NAMES), data(ROW)] } }],
  [
    'Athena, a later page',
    { ResultSet: { Rows: [data(ROW)], ResultSetMetadata: { ColumnInfo: NAMES.map((Name) => ({ Name, Type: 'varchar' })) } } },
  ],
  [
    'Log Analytics',
    {
      tables: [
        { name: 'PrimaryResult', columns: NAMES.map(named), rows: [ROW] },
        { columns: [named('n')], rows: [[1]] },
      ],
    },
  ],
  ['Kusto', { Tables: [{ TableName: 'T', Columns: NAMES.map((ColumnName) => ({ ColumnName })), Rows: [ROW] }] }],
  ['Elasticsearch SQL', { columns: NAMES.map(named), rows: [ROW] }],
])('%s', (_, answer) => {
  for (const content of [
    JSON.stringify(answer),
    JSON.stringify(answer, null, 2),
    `${JSON.stringify(answer)}\n${JSON.stringify(answer)}\n`,
  ]) {
    const { shape, rows, codes } = readItem(content);
    expect({ shape, codes }).toEqual({ shape: 'cell-rows', codes: [] });
    for (const row of rows) {
      expect(row).toMatchObject({ time: '2026-02-21T18:17:12Z', eventName: 'DeleteBucket', actor: 'asha', eventID: ROW[4], fidelity: 1 });
      const bytes = Buffer.from(content);
      const read = readReduced(Buffer.from(row.text), row.steps, (offset, length) => bytes.subarray(offset, offset + length));
      expect(read?.record).toMatchObject({ eventName: 'DeleteBucket', userIdentity: { type: 'IAMUser', userName: 'asha' } });
    }
    expect(rows).toHaveLength(content.split('DeleteBucket').length - 1);
  }
});

test('a column with the whole record gives the record', () => {
  const [names, rows] = [[...NAMES, 'raw'], [[...ROW, ORIGINALS[0]]]];
  const { rows: found } = readItem(JSON.stringify({ tables: [{ columns: names.map(named), rows }] }));
  expect(found).toMatchObject([{ fidelity: 2, text: ORIGINALS[0] }]);
});

test('rows that say nothing, and those with other cells, are told of', () => {
  const rows = [ROW, ROW.map(() => ''), ROW.slice(0, 3), 7];
  const { rows: found, codes } = readItem(JSON.stringify({ tables: [{ columns: NAMES.map(named), rows }] }));
  expect(found).toHaveLength(2);
  expect(codes).toEqual(['ROW_EMPTY', 'ROW_CELLS', 'EVENT_ID_MISSING', 'ROW_EMPTY']);
});

test('answers about something else are none', () => {
  for (const answer of [
    { ResultSet: { Rows: [data(['eventname', '_col1']), data(['A', '10'])] } },
    { tables: [{ columns: [named('a'), named('b')], rows: [['1', '2']] }] },
  ])
    expect(readItem(JSON.stringify(answer))).toMatchObject({ kind: 'unknownJson', rows: [] });
  expect(readItem(fixture('athena-get-query-results.json')).rows).toHaveLength(2);
});
