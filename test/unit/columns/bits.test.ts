// Sets of records as bits equal sets of numbers.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  countBits,
  forEachBit,
  hasBit,
  idsOf,
  intersect,
  noBits,
  ones,
  setBit,
  setRange,
  unite,
  without,
} from '../../../src/main/query/columns/bits.ts';

const LAST = 200;
const ids = fc.uniqueArray(fc.nat({ max: LAST }));

function bitsOf(some: readonly number[]) {
  const bits = noBits(LAST);
  for (const id of some) setBit(bits, id);
  return bits;
}

const sorted = (some: Iterable<number>): number[] => [...some].sort((a, b) => a - b);

test('what is put in is in, and nothing else', () => {
  fc.assert(
    fc.property(ids, (some) => {
      const bits = bitsOf(some);
      expect([...idsOf(bits)]).toEqual(sorted(some));
      expect(countBits(bits)).toBe(some.length);
      const visited: number[] = [];
      forEachBit(bits, (id) => visited.push(id));
      expect(visited).toEqual(sorted(some));
      for (let id = 0; id <= LAST; id++) expect(hasBit(bits, id)).toBe(some.includes(id));
    }),
  );
});

test('both, either, and one without the other', () => {
  fc.assert(
    fc.property(ids, ids, (a, b) => {
      expect([...idsOf(intersect(bitsOf(a), bitsOf(b)))]).toEqual(sorted(a.filter((id) => b.includes(id))));
      expect([...idsOf(unite(bitsOf(a), bitsOf(b)))]).toEqual(sorted(new Set([...a, ...b])));
      expect([...idsOf(without(bitsOf(a), bitsOf(b)))]).toEqual(sorted(a.filter((id) => !b.includes(id))));
    }),
  );
});

test('ranges of any length, within a word and across words', () => {
  fc.assert(
    fc.property(fc.nat({ max: LAST }), fc.nat({ max: LAST + 1 }), (from, to) => {
      const bits = noBits(LAST);
      setRange(bits, from, to);
      expect([...idsOf(bits)]).toEqual(Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i));
    }),
  );
});

test('ones of a word', () => {
  fc.assert(
    fc.property(fc.integer(), (word) => {
      expect(ones(word)).toBe((word >>> 0).toString(2).replaceAll('0', '').length);
    }),
  );
});
