// Tasks made of items: together they are about every record that is asked for, once, and about no other.
import { expect, test } from 'vitest';
import { isAsked, type StretchItem, stretchTasks, within } from '../../../src/main/query/stretch.ts';
import { random } from '../../helpers/random.ts';

const LARGE_FROM = 5_000_000;

/** Items as a case may have them, with the records that are asked for. */
function drawn(seed: number): { items: StretchItem[]; asked: number[] } {
  const { below, pick, next } = random(seed);
  const asked: number[] = [];
  const items: StretchItem[] = [];
  let first = 1;
  for (let id = 1; id <= 1 + below(150); id++) {
    const records = pick([1, 3, 2000, 19_999, 20_000, 20_001, 70_000]);
    const share = pick([1, 0.5, 0.0001]);
    const own = Array.from({ length: records }, (_, i) => first + i).filter(() => share === 1 || next() < share);
    const only = within(Uint32Array.from(own), first, records);
    if (own.length > 0) items.push({ id, size: pick([0, 10, 700_000, LARGE_FROM + below(1000)]), first, records, only });
    for (const number of own) asked.push(number);
    first += records;
  }
  return { items, asked };
}

test.each([1, 2, 3, 4, 5, 6])('random items (%i)', (seed) => {
  const { items, asked } = drawn(seed);
  const isLarge = (id: number): boolean => (items.find((item) => item.id === id)?.size ?? 0) >= LARGE_FROM;
  const tasks = [...stretchTasks(items, { isLarge })];
  const read: number[] = [];
  for (const { stretches } of tasks.map(({ task }) => task)) {
    for (const stretch of stretches) {
      const { evidence, first, records, large, only } = stretch;
      expect(large).toBe(isLarge(evidence));
      for (let number = first; number < first + records; number++) if (isAsked(stretch, number)) read.push(number);
      // What is sent to a worker holds no more than it needs.
      expect(only?.buffer.byteLength ?? 0).toBe(4 * (only?.length ?? 0));
      expect(only === null || only.length > 0).toBe(true);
    }
  }
  expect(read).toEqual(asked);
  expect(tasks.map(({ task }) => task.number)).toEqual(tasks.map((_, i) => i));
  const sum = (of: 'bytes' | 'files' | 'records'): number => tasks.reduce((all, task) => all + task[of], 0);
  expect({ bytes: sum('bytes'), files: sum('files'), records: sum('records') }).toEqual({
    bytes: items.reduce((all, { size }) => all + size, 0),
    files: items.length,
    records: asked.length,
  });
});
