// What is remembered while rows are written: always what was read, and never more than two generations of it.
import { expect, test } from 'vitest';
import { Kept } from '../../../src/main/export/events/kept.ts';

function counted(characters: number): { kept: Kept<string>; reads: number[] } {
  const reads: number[] = [];
  const kept = new Kept((ids) =>
    (JSON.parse(ids) as number[]).map((id) => {
      reads.push(id);
      return [id, `value ${id}`, characters] as const;
    }),
  );
  return { kept, reads };
}

test('what was needed is there, and read once while it is used', () => {
  const { kept, reads } = counted(10);
  for (let round = 0; round < 200; round++) {
    const ids = [1, 2, ...Array.from({ length: 1000 }, (_, i) => 3 + round * 1000 + i)];
    kept.need(ids);
    expect(ids.map((id) => kept.of(id))).toEqual(ids.map((id) => `value ${id}`));
  }
  expect(reads.length).toBe(new Set(reads).size);
  // Of what was not needed for two generations nothing is left.
  kept.need([3]);
  expect(reads.filter((id) => id === 3)).toHaveLength(2);
  expect(() => kept.of(4)).toThrow('nothing has the number 4');
});

test('long texts are forgotten sooner', () => {
  const { kept, reads } = counted(15_000_000);
  for (let id = 1; id <= 8; id++) kept.need([id]);
  kept.need([1]);
  kept.need([8]);
  expect(kept.of(8)).toBe('value 8');
  expect(reads).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 1]);
});
