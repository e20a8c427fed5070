// What the window says of Insights and aggregated events: their rows, and the facts of the detail.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { eventWords } from '../../../src/renderer/components/event-name.ts';
import { fieldGroups } from '../../../src/renderer/views/detail/fields.ts';
import { readJson } from '../../../src/renderer/views/detail/json-source.ts';
import { COLUMNS, cellsOf, columnsOf, DEFAULT_COLUMNS } from '../../../src/renderer/views/events/columns.tsx';
import { rowOf } from './rows.ts';

const file = (name: string): any => JSON.parse(readFileSync(resolve(import.meta.dirname, `../../fixtures/${name}`), 'utf8'));
const noCall = { eventName: null, actor: null, actorType: null, sourceIPAddress: null, readOnly: null };
const insightRow = rowOf({ ...noCall, eventCategory: 'Insight', aboutCalls: 'Insight started: DeleteObject, 0.002/min → 61.5/min' });

const linesOf = (row: typeof insightRow, record: unknown) => {
  const groups = fieldGroups(row, readJson(JSON.stringify(record)), null);
  const lines = groups.find(({ title }) => title === 'What it tells of calls')?.lines ?? [];
  return { titles: groups.map(({ title }) => title), lines: lines.map(({ label, value, text, field }) => [label, text ?? value, field]) };
};

test('facts of an Insight: state, call and rates, and who called; no word of an outcome', () => {
  const { titles, lines } = linesOf(insightRow, file('shapes/insight.json').Records[0]);
  expect(titles).not.toContain('Outcome');
  expect(lines).toEqual([
    ['Insight', 'ApiCallRateInsight', undefined],
    ['State', 'Start of what is unusual', undefined],
    ['API', 'DeleteObject', 'eventName'],
    ['Service', 's3.amazonaws.com', 'eventSource'],
    ['Usual rate', '0.002 per minute', undefined],
    ['Unusual rate', '61.5 per minute', undefined],
    ['Compared with', '11336 min before', undefined],
    ['Duration', '4 min', undefined],
    ['By', 'arn:aws:sts::111122223333:assumed-role/Admin/deploy-7: 61.5/min', 'arn'],
  ]);
});

test('of errors: which; calls without one are told apart; numbers stay as written', () => {
  const [{ data }] = file('cloudtrail-real/streamalert/rules/classifier/cloudtrail/cloudtrail_insights.json');
  const record = data.Records[0];
  record.insightDetails.errorCode = 'AccessDenied';
  record.insightDetails.state = 'toString';
  const { lines } = linesOf(insightRow, record);
  expect(lines).toContainEqual(['State', 'toString', undefined]);
  expect(lines).toContainEqual(['Error', 'AccessDenied', 'errorCode']);
  expect(lines).toContainEqual(['Usual rate', '0.0000882145 per minute', undefined]);
  expect(lines).toContainEqual(['User agent', 'codedeploy.amazonaws.com: 0.6/min, usually 0.0000882145/min', 'userAgent']);
  expect(lines).toContainEqual(['Error', 'no error: 0.6/min, usually 0.0000882145/min', undefined]);
});

test('facts of an aggregated event: its window, and what calls are counted by', () => {
  const [record] = file('shapes/aggregated.json').Records;
  record.summary.details.push({
    dimension: 'sourceIpAddress',
    statistics: Array.from({ length: 14 }, (_, i) => ({ name: `::${i}`, value: i })),
  });
  const { titles, lines } = linesOf(rowOf({ ...noCall, eventCategory: 'Aggregated', aboutCalls: 'Aggregated' }), record);
  expect(titles).not.toContain('Outcome');
  expect(lines.slice(0, 4)).toEqual([
    ['Window', '2026-02-21T18:20:00Z – 2026-02-21T18:25:00Z', undefined],
    ['API', 'DeleteObject: 1000', 'eventName'],
    ['By', 'arn:aws:sts::111122223333:assumed-role/Admin/deploy-7: 1000', 'arn'],
    ['From', '::0: 0', 'sourceIPAddress'],
  ]);
  expect(lines.at(-1)).toEqual(['From', 'and 2 more, in the record', undefined]);
});

test('a call keeps its outcome, and says nothing of other calls', () => {
  const { titles, lines } = linesOf(rowOf({}), { insightDetails: { state: 'Start' } });
  expect(lines).toEqual([]);
  expect(titles).toContain('Outcome');
});

test('rows: the words stand where the name does, over the empty actor beside it', () => {
  expect(eventWords(insightRow)).toBe('Insight started: DeleteObject, 0.002/min → 61.5/min');
  expect(eventWords(rowOf({}))).toBe('GetObject');
  expect(eventWords(rowOf({ eventName: null }))).toBe('(no eventName)');
  const spans = (row: typeof insightRow, ids: readonly string[]) =>
    cellsOf(row, columnsOf(ids)).map(({ column, span }) => `${column.id} ${span}`);
  expect(spans(insightRow, DEFAULT_COLUMNS).slice(0, 3)).toEqual(['time 1', 'eventName 2', 'sourceIPAddress 1']);
  expect(spans(insightRow, ['time', 'eventName', 'awsRegion'])).toEqual(['time 1', 'eventName 1', 'awsRegion 1']);
  expect(spans(rowOf({}), DEFAULT_COLUMNS)).toHaveLength(DEFAULT_COLUMNS.length);
  expect(cellsOf(rowOf({ ...insightRow, actor: 'alice' }), COLUMNS)).toHaveLength(COLUMNS.length);
});
