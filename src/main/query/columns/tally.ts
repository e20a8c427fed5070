// How often, and when first and last, each value of some columns occurs among selected events.
import type { Combination } from '../filter/condition.ts';
import { type Bits, IdBatches } from './bits.ts';
import type { CaseEvents } from './case-events.ts';
import type { Dimension } from './dimension.ts';

/** By id of a combination, or by number of a value. */
export interface Tally {
  count: Float64Array;
  /** ms UTC; +∞ when only undated events have it. */
  first: Float64Array;
  /** ms UTC; −∞ when only undated events have it. */
  last: Float64Array;
}

export function newTally(size: number): Tally {
  return {
    count: new Float64Array(size),
    first: new Float64Array(size).fill(Number.POSITIVE_INFINITY),
    last: new Float64Array(size).fill(Number.NEGATIVE_INFINITY),
  };
}

/** One walk over the selected events. Not to be written to. @param size ids of the combination, 0 included */
export function tallyCombination(events: CaseEvents, of: Combination, size: number, bits: Bits): Tally {
  return bits === events.all ? events.tallyOfAll(of, size) : tallyColumn(events, events.columns[of], size, bits);
}

/** As tallyCombination. @param column by row id of a record: numbers from 0 to `size` − 1 */
export function tallyColumn({ columns: { time } }: CaseEvents, column: Uint32Array, size: number, bits: Bits): Tally {
  const tally = newTally(size);
  const { count, first, last } = tally;
  const batches = new IdBatches(bits);
  const { ids } = batches;
  for (let n = batches.next(); n > 0; n = batches.next()) {
    for (let i = 0; i < n; i++) {
      const record = ids[i] as number;
      const id = column[record] as number;
      const at = time[record] as number;
      count[id] = (count[id] as number) + 1;
      // Undated: neither holds.
      if (at < (first[id] as number)) first[id] = at;
      if (at > (last[id] as number)) last[id] = at;
    }
  }
  return tally;
}

/** From combinations to the values of one of their columns. Number 0 counts the events without one; of several values, each is counted. */
export function tallyValues(ofCombination: Tally, dimension: Dimension): Tally {
  const { numbers, size } = dimension;
  const tally = newTally(size);
  for (let id = 0; id < numbers.length; id++) {
    if ((ofCombination.count[id] as number) === 0) continue;
    const number = numbers[id] as number;
    if (dimension.members) for (const member of dimension.members(number)) addTo(tally, member, ofCombination, id);
    else addTo(tally, number, ofCombination, id);
  }
  return tally;
}

function addTo({ count, first, last }: Tally, number: number, from: Tally, id: number): void {
  count[number] = (count[number] as number) + (from.count[id] as number);
  if ((from.first[id] as number) < (first[number] as number)) first[number] = from.first[id] as number;
  if ((from.last[id] as number) > (last[number] as number)) last[number] = from.last[id] as number;
}
