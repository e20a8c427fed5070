// The comparison without a case: its words, its presets, and the clock of a zone.
import { expect, test } from 'vitest';
import { noBits, setBit } from '../../../src/main/query/columns/bits.ts';
import { Clock, HOURS, WEEKDAYS } from '../../../src/main/query/compare/clock.ts';
import type { ComparedSide, Comparison, FieldComparison } from '../../../src/shared/compare.ts';
import { againstTheRest, beforeAndAfter, besidePage, twoValues } from '../../../src/shared/compare-presets.ts';
import { compareFacts } from '../../../src/shared/compare-words.ts';
import { plainSentence } from '../../../src/shared/empty-words.ts';
import { parseFilter } from '../../../src/shared/filter.ts';

const HOUR = 3_600_000;
const at = Date.UTC(2026, 1, 21, 10);
const side = (fields: Partial<ComparedSide>): ComparedSide => ({
  filter: 'eventName:A',
  events: 10,
  undated: 0,
  first: at,
  last: at + HOUR,
  denied: 1,
  errors: 2,
  writes: 3,
  sessions: 0,
  ...fields,
});
const group = (a: number | null, b: number | null, ...values: string[]) => ({
  distinct: values.length,
  values: values.map((value) => ({ value, filter: `sourceIPAddress:${value}`, a: seen(a), b: seen(b) })),
});
const seen = (count: number | null) => (count === null ? null : { count, first: at, last: at });

function comparison(
  field: Partial<FieldComparison>,
  sides: { a?: Partial<ComparedSide>; b?: Partial<ComparedSide>; overlap?: number } = {},
): Comparison {
  const whole: FieldComparison = {
    field: 'sourceIPAddress',
    distinct: { a: 1, b: 1 },
    none: { a: 0, b: 0 },
    both: group(null, null),
    onlyA: group(10, null, '203.0.113.25'),
    onlyB: group(null, 4, '185.220.101.34'),
    ...field,
  };
  return {
    a: side(sides.a ?? {}),
    b: side({ filter: 'eventName:B', events: 4, first: at + 3 * HOUR, last: at + 4 * HOUR, sessions: 1, ...sides.b }),
    overlap: sides.overlap ?? 0,
    zone: 'UTC',
    fields: [whole],
    unreadable: [],
  };
}
const words = (found: Comparison): string[] => compareFacts(found).map(plainSentence);

test('two sets with nothing in common', () => {
  expect(words(comparison({}))).toEqual([
    'A: 10 events, 2026-02-21 10:00:00 +00:00 to 2026-02-21 11:00:00 +00:00; 1 of 10 denied, 3 of 10 that write.',
    'B: 4 events, 2026-02-21 13:00:00 +00:00 to 2026-02-21 14:00:00 +00:00; 1 of 4 denied, 3 of 4 that write, 1 temporary key.',
    'No event is in both.',
    'B begins 2 hours after the last event of A.',
    'Addresses: A only 203.0.113.25 (10 of 10 events); B only 185.220.101.34 (4 of 4 events). No address in common.',
  ]);
});

test('a count in a sentence opens the events of its side with the value', () => {
  const [sentence] = compareFacts(comparison({})).slice(-1);
  const opens = (sentence ?? []).flatMap((part) => (typeof part === 'string' ? [] : [part.opens]));
  expect(opens).toEqual([{ filter: 'eventName:A sourceIPAddress:203.0.113.25' }, { filter: 'eventName:B sourceIPAddress:185.220.101.34' }]);
});

test('what is in common is named; the same on both sides is said so; of many only some', () => {
  const some = comparison({ both: group(3, 2, '10.0.0.1'), distinct: { a: 2, b: 2 } });
  expect(words(some).at(-1)).toBe(
    'Addresses: A 2 addresses: 203.0.113.25 (10 of 10 events), 10.0.0.1 (3 of 10 events); B 2 addresses: 185.220.101.34 (4 of 4 events), 10.0.0.1 (2 of 4 events). 1 address in common: 10.0.0.1.',
  );
  const same = comparison({ both: group(10, 4, '10.0.0.1'), onlyA: group(null, null), onlyB: group(null, null) });
  expect(words(same).at(-1)).toBe('Addresses: the same on both sides. 1 address in common: 10.0.0.1.');
  const many = comparison({ onlyA: { ...group(2, null, 'a', 'b', 'c', 'd'), distinct: 9 }, distinct: { a: 9, b: 1 } });
  expect(words(many).at(-1)).toContain('A 9 addresses: a (2 of 10 events), b (2 of 10 events), c (2 of 10 events) and 6 more;');
  const none = comparison({ onlyA: group(null, null), distinct: { a: 0, b: 1 } });
  expect(words(none).at(-1)).toContain('Addresses: A none known; B only 185.220.101.34');
});

test('one value in common is not the same where most of a side has none', () => {
  const found = comparison({ both: group(2, 4, '10.0.0.1'), onlyA: group(null, null), onlyB: group(null, null), none: { a: 8, b: 0 } });
  expect(words(found).at(-1)).toBe(
    'Addresses: A only 10.0.0.1 (2 of 10 events), none for 8 of 10 events; B only 10.0.0.1 (4 of 4 events). 1 address in common: 10.0.0.1.',
  );
  const opens = compareFacts(found)
    .slice(-1)
    .flatMap((sentence) => sentence.flatMap((part) => (typeof part === 'string' ? [] : [part.opens])));
  expect(opens[1]).toEqual({ filter: 'eventName:A sourceIPAddress:' });
  const several = comparison({
    both: group(1, 2, 'a', 'b'),
    onlyA: group(4, null, 'c', 'd'),
    distinct: { a: 4, b: 3 },
    none: { a: 0, b: 1 },
  });
  expect(words(several).at(-1)).toContain(
    'B 3 addresses: 185.220.101.34 (4 of 4 events), a (2 of 4 events), b (2 of 4 events), none for 1 of 4 events.',
  );
});

test('events in both sets are said; an empty side ends the comparison', () => {
  expect(words(comparison({}, { overlap: 4 }))[2]).toBe('4 events are in both, all of B, and counted on both sides.');
  expect(words(comparison({}, { overlap: 1 }))[2]).toBe('1 event is in both, and counted on both sides.');
  const empty = words(comparison({}, { b: { events: 0, first: null, last: null } }));
  expect(empty.slice(1)).toEqual(['B: no event.', 'With no event on one side there is nothing to compare.']);
});

test('hours of the day are told as stretches', () => {
  const hours = (list: number[], a: boolean) => ({
    distinct: list.length,
    values: list.map((hour) => ({ value: HOURS[hour] as string, filter: null, a: seen(a ? 1 : null), b: seen(a ? null : 1) })),
  });
  const found = comparison({ field: 'hour', onlyA: hours([9, 10, 11, 20], true), onlyB: hours([0, 23], false), distinct: { a: 4, b: 2 } });
  expect(words(found).at(-1)).toBe('Hours of the day: A 09:00–12:00, 20:00–21:00; B 00:00–01:00, 23:00–24:00. No hour in common.');
});

test('presets keep a filter with alternatives together', () => {
  expect(beforeAndAfter('api:A OR api:B', '2026-02-21 20:00')).toEqual({
    a: '(eventName:A OR eventName:B) before:"2026-02-21 20:00"',
    b: '(eventName:A OR eventName:B) after:"2026-02-21 20:00"',
  });
  expect(beforeAndAfter('key:X', Date.UTC(2026, 0, 1))).toEqual({
    a: 'accessKeyId:X before:2026-01-01T00:00:00Z',
    b: 'accessKeyId:X after:2026-01-01T00:00:00Z',
  });
  expect(againstTheRest('key:X ip:1.2.3.4', ['1', '2'])).toEqual({
    a: 'accessKeyId:X sourceIPAddress:1.2.3.4',
    b: '(accountId:1 OR accountId:2) NOT (accessKeyId:X sourceIPAddress:1.2.3.4)',
  });
  expect(againstTheRest('key:X', [])).toEqual({ a: 'accessKeyId:X', b: '-accessKeyId:X' });
  expect(twoValues('accessKeyId', 'A B', 'C')).toEqual({ a: 'accessKeyId:"A B"', b: 'accessKeyId:C' });
  for (const bad of ['is:strange', '(api:A']) expect([beforeAndAfter(bad, 0), againstTheRest(bad, [])]).toEqual([null, null]);
});

test('a value stands beside a page only where both are of one field', () => {
  expect(besidePage('who:1:user/a', 'who', '1:user/b')).toEqual({ a: 'who:1:user/a', b: 'who:1:user/b' });
  expect(besidePage('sourceIPAddress:1.2.3.4', 'sourceIPAddress', '0.0.0.0/0')?.b).toBe('sourceIPAddress:0.0.0.0*0');
  for (const page of ['who:1:user/a', 'actor:b', 'actor:a OR actor:c', 'actor:a is:error', '-actor:a', 'is:strange'])
    expect(besidePage(page, 'actor', 'b'), page).toBeNull();
});

test.each(['UTC', 'Asia/Kolkata', 'Asia/Kathmandu', 'America/New_York'])('the clock of %s, over a change of its offset', (zone) => {
  const clock = new Clock(zone);
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hour: '2-digit', hourCycle: 'h23', weekday: 'long' });
  // New York changes on 2026-03-08.
  for (let ms = Date.UTC(2026, 2, 7, 22); ms < Date.UTC(2026, 2, 9, 6); ms += 1_234_567) {
    const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
    const { hour, weekday } = clock.at(ms);
    expect({ hour, weekday: WEEKDAYS[weekday] }).toEqual({ hour: Number(parts.hour), weekday: parts.weekday });
  }
});

test('events are counted by the clock, undated ones apart; a value of it is a filter', () => {
  const times = [Number.NaN, at, at + 60_000, at + 25 * HOUR, Number.NaN];
  const bits = noBits(times.length - 1);
  for (let record = 1; record < times.length; record++) setBit(bits, record);
  const clock = new Clock('Asia/Kolkata');
  const { hour, weekday, quarters } = clock.tally(Float64Array.from(times), bits);
  // 10:00 UTC is 15:30 there.
  expect([hour.count[0], hour.count[16], hour.count[17], weekday.count[6], weekday.count[7]]).toEqual([1, 2, 1, 2, 1]);
  expect(clock.filter(quarters, 'hour', 15)).toBe('time:2026-02-21T10:00:00Z..2026-02-21T10:15:00Z');
  expect(clock.filter(quarters, 'hour', 3)).toBeNull();
  const many = Array.from({ length: 60 }, (_, day) => at + day * 24 * HOUR);
  expect(clock.filter(many, 'hour', 15)).toBeNull();
  const two = clock.filter(many.slice(0, 2), 'hour', 15) as string;
  expect(two).toBe('(time:2026-02-21T10:00:00Z..2026-02-21T10:15:00Z OR time:2026-02-22T10:00:00Z..2026-02-22T10:15:00Z)');
  expect('problem' in parseFilter(two)).toBe(false);
});
