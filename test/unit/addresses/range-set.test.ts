// Entries of lists as ranges, and the set that is asked, against a walk through all of them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Range, RangeSet, rangeOf } from '../../../src/main/addresses/range-set.ts';
import { type Address, parseAddress } from '../../../src/shared/filter/network.ts';

const address = (text: string): Address => parseAddress(text) as Address;
const setOf = (...texts: string[]): RangeSet => new RangeSet(texts.map((text) => rangeOf(text) as Range));

test.each([
  ['192.0.2.7', '192.0.2.7', '192.0.2.7'],
  ['192.0.2.7/24', '192.0.2.0', '192.0.2.255'],
  ['192.0.2.1-192.0.2.9', '192.0.2.1', '192.0.2.9'],
  ['192.0.2.1 - 192.0.2.9', '192.0.2.1', '192.0.2.9'],
  ['0.0.0.0/0', '0.0.0.0', '255.255.255.255'],
  ['2001:db8::/126', '2001:db8::', '2001:db8::3'],
  ['::ffff:192.0.2.0/120', '192.0.2.0', '192.0.2.255'],
])('%s is from %s to %s', (text, first, last) => {
  expect(rangeOf(text)).toEqual({ bits: address(first).bits, first: address(first).value, last: address(last).value });
});

test.each([
  '',
  '-',
  'example.net',
  '192.0.2',
  '192.0.2.0/33',
  '192.0.2.0/',
  '192.0.2.9-192.0.2.1',
  '192.0.2.1-2001:db8::1',
  '192.0.2.1-192.0.2.2-192.0.2.3',
  '192.0.2.1:443',
  '１.2.3.4',
])('%j is none', (text) => {
  expect(rangeOf(text)).toBeNull();
});

test('both ends belong to a range; the families do not mix', () => {
  const set = setOf('192.0.2.0/24', '2001:db8::/32');
  expect(['192.0.1.255', '192.0.2.0', '192.0.2.255', '192.0.3.0'].map((text) => set.has(address(text)))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(['2001:db7::', '2001:db8::', '2001:db9::', '::c000:200'].map((text) => set.has(address(text)))).toEqual([
    false,
    true,
    false,
    false,
  ]);
  expect(setOf().has(address('192.0.2.0'))).toBe(false);
});

test('ranges of any order, that overlap, touch or lie within one another', () => {
  const range = fc.record({ bits: fc.constantFrom(32 as const, 128 as const), first: fc.bigInt(0n, 60n), size: fc.bigInt(0n, 25n) });
  fc.assert(
    fc.property(fc.array(range, { maxLength: 12 }), (some) => {
      const ranges = some.map(({ bits, first, size }): Range => ({ bits, first, last: first + size }));
      const set = new RangeSet(ranges);
      for (const bits of [32, 128] as const) {
        for (let value = 0n; value < 90n; value++) {
          const slow = ranges.some((one) => one.bits === bits && one.first <= value && value <= one.last);
          expect(set.has({ bits, value })).toBe(slow);
        }
      }
    }),
    { numRuns: 200 },
  );
});
