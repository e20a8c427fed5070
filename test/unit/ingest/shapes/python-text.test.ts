// Records as Python prints them: each a reduced copy whose bytes stay as they stand, and say the same when they are read alone.
import { expect, test } from 'vitest';
import { parsePython } from '../../../../src/main/decode/python-text.ts';
import { readReduced } from '../../../../src/main/decode/reduced.ts';
import { Dictionaries } from '../../../../src/main/ingest/dictionaries.ts';
import { parseItem } from '../../../../src/main/ingest/parse-item.ts';
import { LargeContentReader } from '../../../../src/main/ingest/read-large.ts';
import { fixture, ORIGINALS, readItem } from './rows.ts';

const PRINTED = fixture('python-print.txt').toString('utf8').trimEnd().split('\n');
const [first = '', second = ''] = PRINTED;
const RECORDS = ORIGINALS.map((text) => JSON.parse(text));
const saidBy = ({ text, steps }: { text: string; steps: string }) => readReduced(Buffer.from(text), steps, () => Buffer.alloc(0))?.record;

test.each<[string, string]>([
  ['one a line', PRINTED.join('\n')],
  ['in a list', `[${PRINTED.join(', ')}]\n`],
  ['a list a line', `[${first}]\r\n[${second}]\r\n`],
  ['behind others', `{'a': None}\n{'b': True}\n${PRINTED.join('\n')}`],
])('%s', (_, content) => {
  const { kind, shape, rows } = readItem(content);
  expect({ kind, shape, texts: rows.map(({ text }) => text) }).toEqual({ kind: 'log', shape: 'python-text', texts: PRINTED });
  expect(rows.map(saidBy)).toEqual(RECORDS);
  expect(rows).toMatchObject([
    { time: '2026-02-21T18:17:12Z', eventName: 'DeleteBucket', fidelity: 1, steps: 'reduced:python', codes: [] },
    { eventName: 'RunInstances', readOnly: 'false', codes: [] },
  ]);
});

const json = JSON.stringify(ORIGINALS[0] as string)
  .slice(1, -1)
  .replaceAll('\\"', '"')
  .replaceAll("'", "\\'");
const entry = (more: string, zone = 'tzlocal()') =>
  `{'EventId': '5ba1f1d3-9a3c-4f0e-8d2e-0c8f1a2b3c4d', 'EventName': 'DeleteBucket', 'EventTime': datetime.datetime(2026, 2, 21, 18, 17, 12, tzinfo=${zone}), 'EventSource': 's3.amazonaws.com', 'Resources': []${more}}`;

test('what boto3 gives for lookup_events', () => {
  const whole = entry(`, 'CloudTrailEvent': '${json}'`);
  const answer = (entries: string[]) =>
    `{'Events': [${entries.join(', ')}], 'NextToken': 'abc=', 'ResponseMetadata': {'HTTPStatusCode': 200, 'RetryAttempts': 0}}\n`;
  for (const content of [answer([whole]), `${whole}\n`, `[${whole}]`]) {
    const { rows, problems } = readItem(content);
    expect(rows.map(saidBy)).toEqual([{ ...RECORDS[0] }]);
    expect(problems.filter(({ isRecord }) => isRecord)).toEqual([]);
  }
  // Without the record, and with a time of which the zone is that of some machine.
  expect(readItem(answer([entry('')])).rows).toMatchObject([
    { time: '2026-02-21T18:17:12Z', eventName: 'DeleteBucket', codes: ['EVENT_TIME_ZONELESS'] },
  ]);
  expect(readItem(answer([entry('', 'tzutc()')])).rows).toMatchObject([{ time: '2026-02-21T18:17:12Z', codes: [] }]);
});

test.each(["{'eventID': 1 2}", "{'x': [3 4]}", "{'x': T rue}"])('%s is none: what stands apart is not one', (text) => {
  expect(parsePython(text)).toBeUndefined();
});

test('over lines, with strings in pieces', () => {
  const { rows } = readItem(`[${first.replaceAll(", '", ",\n  '").replace("'DeleteBucket'", "'Delete'\n    'Bucket'")}]\n`);
  expect(rows.map(saidBy)).toEqual([RECORDS[0]]);
});

test('what is broken, or something else, is told of', () => {
  const { rows, problems } = readItem(`${first}\n${second.slice(0, -9)} object at 0x1>\n{'a': 1}\n`);
  expect(rows).toHaveLength(1);
  expect(problems).toMatchObject([{ code: 'RECORD_NOT_JSON', isRecord: true, offset: Buffer.byteLength(first) + 1 }, { isRecord: false }]);
});

test('other objects of Python are none', () => {
  for (const content of [
    "{'a': None}\n",
    "[{'eventSource': ['s3.amazonaws.com'], 'eventName': ['A']}]",
    "{'eventName': 'A', 'x': <object>}",
    "{'".repeat(100_000),
  ])
    expect(readItem(content)).toMatchObject({ kind: 'notCloudTrail', rows: [] });
});

test('takes bounded time', () => {
  const started = performance.now();
  for (const text of ["{'\n", "{'a': {\n", '[', "{'a': '", '\n[{'])
    expect(readItem(`${first}\n${text.repeat(500_000 / text.length)}`).rows).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(20_000);
});

test('in windows, wherever one ends', () => {
  const content = Buffer.from(`${PRINTED.join('\n')}\n{'a': 1}\n`.repeat(50));
  const whole = parseItem(content, new Dictionaries());
  expect(whole.events.count).toBe(100);
  for (const size of [1009, 4001]) {
    let events = 0;
    const problems: unknown[] = [];
    const reader = new LargeContentReader(
      new Dictionaries(),
      (part) => {
        events += part.events.count;
        problems.push(...part.problems);
      },
      8000,
    );
    for (let at = 0; at < content.length; at += size) reader.push(Buffer.from(content.subarray(at, at + size)));
    reader.end();
    expect({ events, problems }).toEqual({ events: 100, problems: whole.problems });
  }
});
