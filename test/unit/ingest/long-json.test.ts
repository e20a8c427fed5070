// Values of many megabytes are checked without being built: what is JSON, what a record in it says, and whether a name stands twice in an
// object, is told as for short ones.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Dictionaries } from '../../../src/main/ingest/dictionaries.ts';
import { duplicateKey } from '../../../src/main/ingest/duplicate-keys.ts';
import { ItemText } from '../../../src/main/ingest/item-text.ts';
import { countValues, LONGEST_BUILT, outline } from '../../../src/main/ingest/long-json.ts';
import { duplicateKeyOfLong } from '../../../src/main/ingest/long-keys.ts';
import { LargeContentReader, type Part } from '../../../src/main/ingest/read-large.ts';
import { JSON_CASES } from '../../fixtures/json-suite.ts';
import { record } from '../../helpers/trail.ts';
import { read, unaccounted } from './reading.ts';

fc.configureGlobal({ seed: 20260221 });

/** Bytes that are no UTF-8 are read as U+FFFD, here as there. */
function accepts(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

/** Values in what JSON.parse built, counted one by one. */
function counted(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, one) => sum + counted(one), 1);
}

/** JSON whose objects often have a name twice, written in different ways. */
const name = fc.constantFrom('"a"', '"b"', '"\\u0061"', '"é"', '"\\u00e9"', '""', '"\\""', '"a b"', '"__proto__"');
const space = fc.constantFrom('', '', ' ', '\n\t');
const json = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 5 },
    fc.constantFrom('1', '-0.5e+3', 'true', 'false', 'null', '"text"', '"\\ud83d\\ude00 \\\\"', '""', '[]', '{ }'),
    fc.tuple(fc.array(tie('value'), { maxLength: 4 }), space).map(([all, gap]) => `[${gap}${all.join(`${gap},${gap}`)}${gap}]`),
    fc
      .tuple(fc.array(fc.tuple(name, tie('value')), { maxLength: 5 }), space)
      .map(([all, gap]) => `{${gap}${all.map(([key, value]) => `${key}${gap}:${gap}${value}`).join(`${gap},`)}${gap}}`),
  ),
})).value;

test('every case of the suite is taken or refused as JSON.parse does', () => {
  for (const { name: called, bytes } of JSON_CASES) expect(countValues(bytes) >= 0, called).toBe(accepts(bytes));
});

test('so is JSON at random, whole and with one byte changed, removed or added', () => {
  fc.assert(
    fc.property(
      json,
      fc.nat(),
      fc.constantFrom(...'{}[],:"\\ue10-.+ tf\n\0\u007f'),
      fc.constantFrom('change', 'remove', 'add'),
      (text, where, byte, how) => {
        const whole = Buffer.from(text);
        expect(countValues(whole)).toBeGreaterThan(0);
        const at = where % (whole.length + 1);
        const damaged = Buffer.concat([
          whole.subarray(0, at),
          Buffer.from(how === 'remove' ? '' : byte),
          whole.subarray(how === 'add' ? at : at + 1),
        ]);
        expect(countValues(damaged) >= 0, damaged.toString()).toBe(accepts(damaged));
      },
    ),
    { numRuns: 1500 },
  );
});

test('the values that it counts are those that would be built', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const text = JSON.stringify(value);
      expect(countValues(Buffer.from(text))).toBe(counted(JSON.parse(text)));
    }),
  );
});

test('a name that stands twice is found as in short values, however it is written', () => {
  fc.assert(
    fc.property(json, (text) => {
      const item = new ItemText(Buffer.from(`  ${text} `));
      expect(duplicateKeyOfLong(item, 2, 2 + Buffer.byteLength(text))).toBe(duplicateKey(item, 2, 2 + Buffer.byteLength(text)));
    }),
    { numRuns: 1000 },
  );
  const many = (last: string): ItemText =>
    new ItemText(Buffer.from(`{"x":{${Array.from({ length: 5000 }, (_, i) => `"é${i}":{"a":${i}}`).join()},${last}:1}}`));
  for (const [last, found] of [
    ['"é77"', 'é77'],
    ['"\\u00e94999"', 'é4999'],
    ['"é5000"', null],
  ] as const) {
    const item = many(last);
    expect([duplicateKeyOfLong(item, 0, item.bytes.length), duplicateKey(item, 0, item.bytes.length)]).toEqual([found, found]);
  }
});

test('an outline says of every member what the whole would', () => {
  fc.assert(
    fc.property(json, (text) => {
      const bytes = Buffer.from(`{"first":${text},"second":[${text}],"first":"${'x'.repeat(2000)}","__proto__":${text}}`);
      const item = new ItemText(bytes);
      const seen = outline(bytes, 0, (from, to) => item.parse(from, to));
      expect(JSON.stringify(seen)).toBe(JSON.stringify(JSON.parse(bytes.toString())));
      expect(Object.getPrototypeOf(seen)).toBe(Object.prototype);
    }),
    { numRuns: 200 },
  );
});

const filler = '[{"a":1},2],'.repeat(LONGEST_BUILT / 12);

function long(fields: Record<string, unknown>, parameters: string): string {
  return JSON.stringify(record({ ...fields, requestParameters: '@' })).replace('"@"', () => parameters);
}

test('a record longer than is built is an event like any other', () => {
  const plain = record({ eventName: 'Before' });
  for (const parameters of [`[${filler}0]`, `"${filler.replaceAll('"', '')}"`, `{"deep":${'['.repeat(4e6)}${']'.repeat(4e6)}}`]) {
    const fields = { eventName: 'Giant', eventTime: '2026-02-21T11:00:00Z', userAgent: 'é' };
    const text = `{"Records":[${JSON.stringify(plain)},${long(fields, parameters)},${JSON.stringify(plain)}]}`;
    const found = read(text);
    expect([found.kind, found.events.count, found.codes]).toEqual(['log', 3, []]);
    expect([found.events.time[1], found.events.length[1]]).toEqual([
      Date.parse(fields.eventTime),
      Buffer.byteLength(long(fields, parameters)),
    ]);
    const short = read(JSON.stringify(record({ ...fields, requestParameters: null })));
    expect([short.events.time[0], short.codes]).toEqual([found.events.time[1], []]);
  }
});

test('what is wrong with it is told: names that stand twice, fields of another type, bytes that are no UTF-8, a lost bracket', () => {
  const good = JSON.stringify(record({ eventName: 'Good' }));
  const cases: [string | Buffer, string[], number][] = [
    [long({}, `[${filler}{"a":1,"\\u0061":2}]`), ['KEY_DUPLICATE'], 3],
    [long({ eventTime: 17, eventName: undefined }, `[${filler}0]`), ['EVENT_TIME_UNREADABLE', 'EVENT_NAME_MISSING'], 3],
    [long({ eventSource: ['a'] }, `[${filler}0]`), ['FIELD_UNEXPECTED_TYPE'], 3],
    [Buffer.from(long({}, `[${filler}"\u00ff"]`), 'latin1'), ['TEXT_NOT_UTF8'], 3],
    [long({}, `[${filler}0]`).slice(0, -1), ['RECORD_NOT_JSON'], 2],
    [long({}, `[${filler}01]`), ['RECORD_NOT_JSON'], 2],
  ];
  for (const [giant, codes, events] of cases) {
    const content = Buffer.concat([`{"Records":[${good},`, giant, `,${good}]}`].map((part) => Buffer.from(part)));
    const found = read(content);
    expect([found.codes, found.events.count]).toEqual([codes, events]);
    expect(found.texts.filter((text) => text === good)).toHaveLength(2);
    expect(unaccounted(found)).toMatch(/^[\s{}[\],:]*("Records")?[\s{}[\],:]*$/);
  }
});

test('broken lines in a row, which may be the beginning of a long value, hold back what follows for some megabytes only', () => {
  const good = `${JSON.stringify(record({}))}\n`;
  const broken = ['{"eventVersion":"1.1', '{"a":{"b":[', '{"eventVersion":"1'];
  const parts: Part[] = [];
  const reader = new LargeContentReader(new Dictionaries(), (part) => parts.push(part));
  const piece = Buffer.from(good.repeat(Math.ceil(4e6 / good.length)));
  const pieces = 9;
  for (let i = 0; i < pieces; i++) {
    reader.push(Buffer.from(piece));
    if (i === 1) reader.push(Buffer.from(`${broken.join('\n')}\n`));
  }
  const each = piece.length / good.length;
  expect(parts.reduce((sum, { events }) => sum + events.count, 0)).toBeGreaterThan((pieces - 2) * each);
  expect(reader.end()).toEqual({ kind: 'log', shape: 'record-lines' });
  expect(parts.reduce((sum, { events }) => sum + events.count, 0)).toBe(pieces * each);
  expect(parts.flatMap(({ problems }) => problems).map(({ code, length }) => [code, length])).toEqual(
    broken.map((line) => ['RECORD_NOT_JSON', line.length]),
  );
});
