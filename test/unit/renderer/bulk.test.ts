// The part of the time in which nearly all of a case is: when it is offered, and how it is told.
import { expect, test } from 'vitest';
import { withTimes } from '../../../src/shared/filter-edit.ts';
import { storage } from './storage.ts';

storage();
const { bulkSpanWords, bulkWords, isHeaped, isWithin, isWorth } = await import('../../../src/renderer/views/overview/use-bulk.ts');

const ms = (time: string) => Date.parse(time);
const BULK = { from: ms('2026-02-16T00:00:00Z'), to: ms('2026-02-23T00:00:00Z'), events: 400, before: 1, after: 1 };

test('it is offered where it is a small part of what is shown, all of it in there', () => {
  const decades = { from: 0, to: ms('2100-01-01T00:00:00Z') };
  expect(isWorth(BULK, decades)).toBe(true);
  expect(isWorth(BULK, { ...decades, from: BULK.from + 1 })).toBe(false);
  expect(isWorth(BULK, BULK)).toBe(false);
  expect(isWorth(BULK, { from: ms('2026-01-01T00:00:00Z'), to: ms('2026-03-01T00:00:00Z') })).toBe(false);
});

test('the engine is asked for it only where nearly all stands in a few bars', () => {
  const bars = (...tall: [number, number][]) => {
    const counts = new Array<number>(130).fill(0);
    for (const [at, count] of tall) counts[at] = count;
    return counts;
  };
  expect(isHeaped(bars([0, 1], [56, 400], [129, 1]))).toBe(true);
  expect(isHeaped(bars([0, 1], [56, 200], [60, 200], [129, 1]))).toBe(true);
  expect(isHeaped(bars([10, 200], [60, 200]))).toBe(false);
  for (const counts of [[], [400], bars(), new Array<number>(40).fill(7)]) expect(isHeaped(counts)).toBe(false);
});

test('it is offered only for what is in it: a filter may leave a heap of other events', () => {
  const decades = { from: 0, to: ms('2100-01-01T00:00:00Z') };
  const counts = new Array<number>(130).fill(0);
  counts[0] = 9;
  expect(isHeaped(counts)).toBe(true);
  expect(isWithin(BULK, decades, counts)).toBe(false);
  counts[56] = 400;
  expect(isWithin(BULK, decades, counts)).toBe(true);
  expect(isWithin(BULK, decades, [])).toBe(false);
});

test('it is told with what is outside, by the clock of the case', () => {
  expect(bulkWords(BULK, 'UTC')).toBe('400 of 402 dated events of the case lie within 7 days: 2026-02-16 00:00 – 2026-02-23 00:00');
  expect(bulkSpanWords(BULK, 'Asia/Kolkata')).toBe('2026-02-16 05:30 – 2026-02-23 05:30');
});

test('what is before and after it can be asked for', () => {
  expect(withTimes('is:denied on:2026-02-16', { from: null, to: BULK.from }, 'UTC')).toBe('is:denied time:..2026-02-16T00:00:00Z');
  expect(withTimes('', { from: BULK.to, to: null }, 'UTC')).toBe('time:2026-02-23T00:00:00Z..');
  expect(withTimes('is:denied', { from: null, to: null }, 'UTC')).toBe('is:denied');
});
