// Ranges of addresses, and a set of them: a million entries are asked in twenty steps.
import { type Address, parseAddress, parseNetwork } from '../../shared/filter/network.ts';

/** Both ends belong to it. */
export interface Range {
  bits: 32 | 128;
  first: bigint;
  last: bigint;
}

/** An address, a network (192.0.2.0/24) or a range (192.0.2.1-192.0.2.9); null for any other text. */
export function rangeOf(text: string): Range | null {
  if (text.includes('/')) {
    const network = parseNetwork(text);
    if (typeof network === 'string') return null;
    const rest = BigInt(network.bits - network.prefix);
    const first = (network.value >> rest) << rest;
    return { bits: network.bits, first, last: first + (1n << rest) - 1n };
  }
  const [from = '', to, more] = text.split('-');
  const first = parseAddress(from.trim());
  const last = to === undefined ? first : parseAddress(to.trim());
  if (first === null || last === null || more !== undefined || first.bits !== last.bits || first.value > last.value) return null;
  return { bits: first.bits, first: first.value, last: last.value };
}

/**
 * All beginnings and all ends, each in order for itself: an address is in some range where more of them have begun than have ended before it. So ranges
 * may overlap as they like, and a million of them are sorted as plain numbers.
 */
export class RangeSet {
  private readonly four: Ends<number>;
  private readonly six: Ends<bigint>;

  constructor(ranges: readonly Range[]) {
    const [four, six] = [32, 128].map((bits) => ranges.filter((range) => range.bits === bits)) as [Range[], Range[]];
    this.four = {
      first: Float64Array.from(four, ({ first }) => Number(first)).sort(),
      last: Float64Array.from(four, ({ last }) => Number(last)).sort(),
    };
    this.six = { first: six.map(({ first }) => first).sort(bySize), last: six.map(({ last }) => last).sort(bySize) };
  }

  has({ bits, value }: Address): boolean {
    return bits === 32 ? isIn(this.four, Number(value)) : isIn(this.six, value);
  }
}

/** In order. */
interface Ends<N> {
  first: ArrayLike<N>;
  last: ArrayLike<N>;
}

const bySize = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

function isIn<N extends number | bigint>({ first, last }: Ends<N>, value: N): boolean {
  return countWhere(first, (one) => one <= value) > countWhere(last, (one) => one < value);
}

/** How many numbers it holds for, where it holds for all that stand before one of them. */
function countWhere<N>(numbers: ArrayLike<N>, holds: (one: N) => boolean): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(numbers[middle] as N)) low = middle + 1;
    else high = middle;
  }
  return low;
}
