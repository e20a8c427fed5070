// Where nearly all events of a case are, when a few stand so far off that nothing can be seen of the others.
import { expect, test } from 'vitest';
import { bulkIn } from '../../../src/main/query/bulk.ts';

/** Counts of bins, from `[bin, count]`; the others are empty. */
function bins(length: number, ...counts: [bin: number, count: number][]): Uint32Array {
  const all = new Uint32Array(length);
  for (const [bin, count] of counts) all[bin] = count;
  return all;
}

test('one event far before and one far after are left outside, and no more than they', () => {
  const week = Array.from({ length: 7 }, (_, day): [number, number] => [5000 + day, 50]);
  expect(bulkIn(bins(10_000, [0, 1], ...week, [9999, 1]))).toEqual({ first: 5000, last: 5006, events: 350, before: 1, after: 1 });
  // The first day has few: it is near, and stays.
  expect(bulkIn(bins(10_000, [0, 1], [4999, 1], ...week))).toEqual({ first: 4999, last: 5006, events: 351, before: 1, after: 0 });
});

test('of few events two may be outside, of many one in a hundred', () => {
  expect(bulkIn(bins(10_000, [0, 2], [9000, 10]))).toMatchObject({ first: 9000, before: 2 });
  expect(bulkIn(bins(10_000, [0, 3], [9000, 10]))).toBeNull();
  expect(bulkIn(bins(10_000, [0, 10], [9000, 1000]))).toMatchObject({ before: 10, events: 1000 });
  expect(bulkIn(bins(10_000, [0, 11], [9000, 1000]))).toBeNull();
});

test('there is none where the events are spread, where they fill a good part of the time, or where there are next to none', () => {
  expect(bulkIn(new Uint32Array(1000).fill(3))).toBeNull();
  expect(bulkIn(bins(100, [0, 1], [80, 50], [89, 50]))).toBeNull();
  expect(bulkIn(bins(10_000, [0, 1], [9000, 3]))).toBeNull();
  expect(bulkIn(bins(1, [0, 400]))).toBeNull();
  expect(bulkIn(new Uint32Array(0))).toBeNull();
});
