// A few bytes changed in the middle of a list: what still is a record is an event, and what is between two of them is one problem with its place,
// however many words it falls into.
import { describe, expect, test } from 'vitest';
import { decodeContent } from '../../../src/main/content.ts';
import { trail } from '../../helpers/trail.ts';
import { read, unaccounted } from './reading.ts';

const log = trail().events(200, (i) => ({ eventName: `Call${i}` }));
const COUNT = 200;
const gz = log.gz();
const SYNTAX = /^[\s{}[\],:]*("Records")?[\s{}[\],:]*$/;

function flipped(at: number): Buffer {
  const damaged = Buffer.from(gz);
  damaged[at] = (damaged[at] as number) ^ 0x55;
  return decodeContent(damaged).bytes as Buffer;
}

describe('one byte of a compressed log changed', () => {
  const places = Array.from({ length: 60 }, (_, i) => Math.floor(gz.length * 0.1) + Math.floor((gz.length * 0.85 * i) / 60));

  test.each(places)('byte %i: no record is lost, and no more are said to be than there were', (at) => {
    const content = flipped(at);
    const found = read(content);
    expect(found.kind).toBe('log');
    const own = found.problems.filter(({ isRecord }) => isRecord);
    expect(own.length).toBeLessThanOrEqual(COUNT);
    // The place of each is its own, and none of them holds a record that was there as a whole.
    expect(() => unaccounted(found)).not.toThrow();
    const events = new Set(found.texts);
    for (const whole of wholeRecords(content)) expect(events.has(whole), whole).toBe(true);
  });
});

/** Records as CloudTrail writes them, each cut out where it begins and where the next does, if that is JSON: slow, and knows no damage. */
function wholeRecords(content: Buffer): string[] {
  const parts = content.toString('utf8').split(/,(?=\{"eventVersion")/);
  return parts.slice(1, -1).filter((part) => {
    try {
      return typeof JSON.parse(part) === 'object';
    } catch {
      return false;
    }
  });
}

const [a, b, c] = log.records.map((one) => JSON.stringify(one)) as [string, string, string];
/** What a record becomes of which the first brace and some of its names are lost. */
const NOISE = `"eventTime":"2026-02-21T10:00:00Z","eventSource":ec2.amazonaws.com","awsRegion":"x"},:"y",{"a":1},[2,"z"`;

test('noise between two records is one problem: from its first byte to its last', () => {
  const text = `{"Records":[${a},${NOISE},${b},${c}]}`;
  const found = read(text);
  expect(found.texts).toEqual([a, b, c]);
  expect(found.problems).toHaveLength(1);
  const [{ code, offset, length, isRecord, detail } = { code: '', offset: 0, length: 0, isRecord: false, detail: '' }] = found.problems;
  expect([code, isRecord]).toEqual(['RECORDS_DAMAGED', true]);
  expect(detail).toMatch(/^"eventTime"/);
  expect(text.slice(offset as number, (offset as number) + (length as number))).toBe(NOISE);
  expect(unaccounted(found)).toMatch(SYNTAX);
});

test('noise before the first and behind the last record, and twice between: each its own problem', () => {
  const found = read(`{"Records":[${NOISE},${a},${NOISE},${b},${NOISE},${c},${NOISE}`);
  expect(found.texts).toEqual([a, b, c]);
  expect(found.codes.filter((code) => code === 'RECORDS_DAMAGED')).toHaveLength(4);
  expect(unaccounted(found)).toMatch(SYNTAX);
});

test.each([
  ['noise', ',"eventName":"A"', 'RECORDS_DAMAGED'],
  ['one word', ' "eventName"', 'RECORD_NOT_OBJECT'],
])('%s before the end of the list is told, too', (_, noise, code) => {
  for (const behind of ['', ',"more":1}', ' and more']) {
    const found = read(`{"Records":[${a}${noise}]${behind || '}'}`);
    expect([found.texts, found.problems.filter(({ isRecord }) => isRecord).map((one) => one.code)]).toEqual([[a], [code]]);
    expect(unaccounted(found)).not.toContain('eventName');
  }
});

test('broken records between commas stay one problem each', () => {
  const found = read(`{"Records":[${a},{"eventVersion":NaN},{"eventVersion":NaN},${b}]}`);
  expect(found.texts).toEqual([a, b]);
  expect(found.codes).toEqual(['RECORD_NOT_JSON', 'RECORD_NOT_JSON']);
});

test('a comma that is missing between two records is told, and is no record', () => {
  const found = read(`{"Records":[${a} ${b},${c}]}`);
  expect(found.texts).toEqual([a, b, c]);
  expect(found.problems.map(({ code, isRecord, length }) => [code, isRecord, length])).toEqual([['RECORD_NOT_JSON', false, 0]]);
});

test.each(['}}', ']]]', '}]', ']}'])(
  'brackets too many between two records (%s) take none of them, however the list is written',
  (brackets) => {
    for (const [before, after] of [
      ['[', ']'],
      ['[\n  ', '\n]\n'],
      ['{ "Records": [\n', '] }'],
    ]) {
      const { kind, texts } = read(`${before}${a},${brackets},${b}${after}`);
      expect({ kind, texts }, before).toEqual({ kind: 'log', texts: [a, b] });
    }
  },
);
