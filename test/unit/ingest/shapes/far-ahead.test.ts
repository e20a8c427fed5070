// The first record far behind lines of other sources: found in small and in large content alike, with everything before it told of as one stretch.
import { expect, test } from 'vitest';
import { Dictionaries } from '../../../../src/main/ingest/dictionaries.ts';
import { parseItem } from '../../../../src/main/ingest/parse-item.ts';
import { LargeContentReader } from '../../../../src/main/ingest/read-large.ts';
import { ORIGINALS } from './rows.ts';

const FAR = 5_000_000;
const many = (line: string) => `${line}\n`.repeat(Math.ceil(FAR / (line.length + 1)));
const other = JSON.stringify({ source: 'aws.ec2', detail: { state: 'x'.repeat(200) } });
const named = JSON.stringify({ type: 'mapping', properties: { eventName: { type: 'keyword' }, eventSource: {} }, more: 'x'.repeat(2000) });
const pretty = ORIGINALS.map((text) => JSON.stringify(JSON.parse(text), null, 2)).join('\n');
const log = '2026-02-21T18:20:11Z collector app: a line of another program that goes on and on';
const prefixed = ORIGINALS.map((text) => `2026-02-21T18:20:11Z collector app: ${text}`).join('\n');
const wrapped = ORIGINALS.map((text) => JSON.stringify({ source: 'aws.s3', message: text })).join('\n');

function inPieces(content: Buffer) {
  let events = 0;
  const problems: unknown[] = [];
  const reader = new LargeContentReader(new Dictionaries(), (part) => {
    events += part.events.count;
    problems.push(...part.problems);
  });
  for (let at = 0; at < content.length; at += 1_000_003) reader.push(Buffer.from(content.subarray(at, at + 1_000_003)));
  return { ...reader.end(), events, problems };
}

test.each<[string, string, string, string, string]>([
  ['lines of JSON', many(other), ORIGINALS.join('\n'), 'record-lines', 'RECORD_NOT_CLOUDTRAIL'],
  ['lines that name fields, too', many(named), ORIGINALS.join('\n'), 'record-lines', 'RECORD_NOT_CLOUDTRAIL'],
  ['records over many lines', many(other), pretty, 'record-lines', 'RECORD_NOT_CLOUDTRAIL'],
  ['wrapped records', many(other), wrapped, 'wrapped', 'RECORD_NOT_CLOUDTRAIL'],
  ['lines of a log', many(log), prefixed, 'prefixed-lines', 'RECORD_NOT_JSON'],
])('%s', (_, before, records, shape, code) => {
  const content = Buffer.from(`${before}${records}\n${before.slice(0, before.indexOf('\n') + 1)}`);
  const { kind, shape: found, events, problems } = parseItem(content, new Dictionaries());
  expect({ kind, shape: found, events: events.count }).toEqual({ kind: 'log', shape, events: 2 });
  expect(problems).toMatchObject([
    { code, offset: 0, length: before.length, isRecord: false },
    { code, isRecord: before.includes('eventName') },
  ]);
  expect(inPieces(content)).toEqual({ kind, shape, events: 2, problems });
});

test('where there is none, what names fields is still something else', () => {
  for (const [content, kind] of [
    [many(named), 'unknownJson'],
    [many(`${log} eventName`), 'notCloudTrail'],
  ] as const) {
    expect(parseItem(Buffer.from(content), new Dictionaries())).toMatchObject({ kind, shape: '', problems: [] });
    expect(inPieces(Buffer.from(content))).toMatchObject({ kind, shape: '', events: 0, problems: [] });
  }
});

test('takes bounded time', () => {
  const started = performance.now();
  for (const line of ['{"eventName":{', '{"a":1}\n{"eventName":[', 'eventName', `${log} {"eventName":`])
    expect(parseItem(Buffer.from(many(line)), new Dictionaries()).events.count).toBe(0);
  expect(performance.now() - started).toBeLessThan(20_000);
});
