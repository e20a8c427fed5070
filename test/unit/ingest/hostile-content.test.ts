// Content that is damaged or made to deceive: what is good in it is found, in bounded time, and every byte is accounted for.
import { describe, expect, test } from 'vitest';
import { random } from '../../helpers/random.ts';
import { record, trail } from '../../helpers/trail.ts';
import { read, unaccounted } from './reading.ts';

/** What may stand between records without being one. */
const SYNTAX = /^[\s{}[\],:]*("Records")?[\s{}[\],:]*$/;

const small = trail().event({ eventName: 'One' }).event({ eventName: 'Two' });
const good = JSON.stringify(record({ eventName: 'Good' }));

describe('cut off at every byte', () => {
  test.each([
    ['as AWS writes it', small.json()],
    ['pretty', small.pretty()],
    ['a bare array', small.array()],
    ['JSON lines', small.lines()],
  ])('%s', (_, text) => {
    let most = 0;
    for (let length = 0; length < text.length; length++) {
      const found = read(text.slice(0, length));
      const { kind, events, problems } = found;
      // Too little of it to be recognised: then nothing of it counts. Once recognised, more bytes never give less.
      if (kind !== 'log')
        expect({ length, kind, events: events.count, most }).toEqual({ length, kind: 'notCloudTrail', events: 0, most: 0 });
      else expect(unaccounted(found), `cut at ${length}`).toMatch(SYNTAX);
      expect(events.count, `cut at ${length}`).toBeGreaterThanOrEqual(most);
      most = events.count;
      expect(problems.filter((problem) => problem.isRecord).length).toBeLessThanOrEqual(1);
      // Lines may end anywhere between two of them; a list that does not end is told of.
      if (kind === 'log' && !text.endsWith('\n')) expect(problems.length, `cut at ${length}`).toBeGreaterThan(0);
    }
    expect(most).toBeGreaterThanOrEqual(1);
  });
});

test('one byte changed, removed or doubled loses none of the others', () => {
  const text = Buffer.from(
    trail()
      .events(4, (i) => ({ eventName: `Call${i}` }))
      .json(),
  );
  const draw = random(11);
  for (let n = 0; n < 1500; n++) {
    const at = 12 + draw.below(text.length - 12);
    const byte = Buffer.from([draw.below(256)]);
    const [before, after] = [text.subarray(0, at), text.subarray(at + 1)];
    const damaged = Buffer.concat([before, ...(n % 3 === 0 ? [byte] : n % 3 === 1 ? [] : [byte, text.subarray(at, at + 1)]), after]);
    const found = read(damaged);
    expect(found.kind, `${n}: byte ${byte[0]} at ${at}`).toBe('log');
    expect(unaccounted(found), `${n}: byte ${byte[0]} at ${at}`).toMatch(SYNTAX);
  }
});

test.each([
  ['in a record', `{"Records":[${good},{"a":"\0"},${good}]}`, ['RECORD_NOT_JSON']],
  ['behind the end', `{"Records":[${good},${good}]}${'\0'.repeat(5000)}`, ['TRAILING_BYTES']],
  ['among lines', `${good}\n\0\0\0\n${good}\n`, ['RECORD_NOT_JSON']],
])('NUL bytes %s do not make a log something else', (_, text, codes) => {
  const found = read(text);
  expect([found.kind, found.codes, found.texts]).toEqual(['log', codes, [good, good]]);
  expect(unaccounted(found)).toMatch(SYNTAX);
});

describe('made to deceive', () => {
  const many = 60_000;

  test.each([
    ['brackets', '['.repeat(many)],
    ['braces', '{"a":'.repeat(many)],
    ['brackets that close', '['.repeat(many) + ']'.repeat(many)],
    [
      'nesting in a record',
      `{"Records":[{"eventVersion":${'['.repeat(many)}${']'.repeat(many)},"eventName":"Deep","eventSource":"x"},${good}]}`,
    ],
    [
      'nesting in an identity',
      `{"Records":[${good},{"userIdentity":{"type":${'{"a":'.repeat(many)}1${'}'.repeat(many)}},"eventName":"Deep","eventSource":"x"}]}`,
    ],
    ['nesting left open', `{"Records":[${good},${'['.repeat(many)}`],
    ['bad lines', `${good}\n${'{\n'.repeat(many)}`],
    ['unfinished strings', `${good}\n${'{"\n'.repeat(many)}`],
    ['closing braces', `{"Records":[${good}${'}'.repeat(many)}]}`],
    ['quotes', `{"Records":[${good},${'"'.repeat(many)}]}`],
    ['backslashes', `{"Records":[${good},"${'\\'.repeat(many)}"]}`],
    ['seams', `{"Records":[{"a":[{"b":1${'},{"eventVersion":1'.repeat(many / 4)}}]},${good}]}`],
    [
      'pretty-printed records without a seam',
      JSON.stringify({ Records: [JSON.parse(good), ...Array.from({ length: 6_000 }, () => record({ eventName: 'Other' }))] }, null, 2),
    ],
  ])('tens of thousands of %s', { timeout: 30_000 }, (_, text) => {
    const { kind, texts, records } = read(text);
    if (text.includes('"Good"')) expect([kind, records.filter((one) => one.eventName === 'Good').length]).toEqual(['log', 1]);
    else expect([kind, texts]).toEqual([expect.stringMatching(/^(notCloudTrail|unknownJson)$/), []]);
  });
});

test.each([
  ['numbers', '1,'.repeat(20_000)],
  ['brackets that close', '[],'.repeat(20_000)],
])('a flood of %s is told of one by one at first, then as one problem with its place; events behind it are found', (_, flood) => {
  const text = `{"Records":[${good},${flood}${good}]}`;
  const found = read(text);
  expect([found.kind, found.texts]).toEqual(['log', [good, good]]);
  expect(found.problems).toHaveLength(1001);
  const last = found.problems.at(-1);
  expect(last).toMatchObject({ isRecord: true, event: null, detail: expect.stringContaining('1000 in a row') });
  expect((last?.offset ?? 0) + (last?.length ?? 0)).toBeGreaterThan(12 + good.length + flood.length - 4);
  expect(unaccounted(found)).toMatch(SYNTAX);
});

test.each([
  ['braces and blanks', '} '.repeat(20_000)],
  ['words', 'x '.repeat(20_000)],
  ['names and values', '"eventName":"A","eventSource":"b",'.repeat(1000)],
])('a flood of %s is damage with one place; events behind it are found', (_, flood) => {
  const text = `{"Records":[${good},${flood}${flood.endsWith(',') ? '' : ','}${good}]}`;
  const found = read(text);
  expect([found.kind, found.texts]).toEqual(['log', [good, good]]);
  expect(found.problems).toMatchObject([{ code: 'RECORDS_DAMAGED', isRecord: true, event: null, detail: expect.stringMatching(/^["}x]/) }]);
  expect(unaccounted(found)).toMatch(SYNTAX);
});
