// How many different values of a field the events of each bin have.
import { hasBit, IdBatches, noBits, setBit } from './columns/bits.ts';
import type { CaseEvents } from './columns/case-events.ts';
import type { Selection } from './columns/selections.ts';
import type { FacetName } from './facets.ts';
import { COLUMNS } from './filter/columns.ts';
import { BinCursor } from './histogram-bins.ts';

/** Bits that tell which value was met in which bin: 8 MB. */
const MOST_BITS = 1 << 26;

/**
 * @param dated without undated events
 * @param edges of the bins, ascending, one more than there are bins; no event stands outside
 * @param mostBits with more bins and values than these, the events are walked through in order of time, which is slower
 */
export function distinctPerBin(
  events: CaseEvents,
  dated: Selection,
  edges: readonly number[],
  name: FacetName,
  mostBits = MOST_BITS,
): number[] {
  const dimension = events.dimension(name);
  if (dimension.members) return distinctMembers(events, dated, edges, name);
  const { numbers, size } = dimension;
  const column = events.columns[COLUMNS[name].of];
  const numberOf = (record: number): number => numbers[column[record] as number] as number;
  return (edges.length - 1) * size <= mostBits
    ? inAnyOrder(events, dated, edges, numberOf, size)
    : inOrderOfTime(events, dated, edges, numberOf, size);
}

/** Of a field of which one event may have several values, which are few: each value is asked for by itself. */
function distinctMembers(events: CaseEvents, dated: Selection, edges: readonly number[], name: FacetName): number[] {
  const dimension = events.dimension(name);
  const column = events.columns[COLUMNS[name].of];
  const distinct = new Array<number>(edges.length - 1).fill(0);
  const single = (number: number): boolean => dimension.members?.(number)[0] === number;
  for (let value = 1; value < dimension.size; value++) {
    if (!single(value)) continue;
    const has = Uint8Array.from({ length: dimension.size }, (_, number) => (dimension.members?.(number).includes(value) ? 1 : 0));
    const numberOf = (record: number): number => has[dimension.numbers[column[record] as number] as number] as number;
    inAnyOrder(events, dated, edges, numberOf, 2).forEach((one, bin) => {
      distinct[bin] = (distinct[bin] as number) + one;
    });
  }
  return distinct;
}

type NumberOf = (record: number) => number;

/** One walk over the records as they stand: a bit for each value of each bin. */
function inAnyOrder(
  { columns: { time } }: CaseEvents,
  { bits }: Selection,
  edges: readonly number[],
  numberOf: NumberOf,
  size: number,
): number[] {
  const distinct = new Array<number>(edges.length - 1).fill(0);
  const met = noBits(distinct.length * size);
  const batches = new IdBatches(bits);
  const { ids } = batches;
  const bins = new BinCursor(edges);
  for (let n = batches.next(); n > 0; n = batches.next()) {
    for (let i = 0; i < n; i++) {
      const record = ids[i] as number;
      const bin = bins.of(time[record] as number);
      const number = numberOf(record);
      const place = bin * size + number;
      if (number === 0 || hasBit(met, place)) continue;
      setBit(met, place);
      distinct[bin] = (distinct[bin] as number) + 1;
    }
  }
  return distinct;
}

/** One walk in order of time: a value is new in a bin when the last bin that had it was another. */
function inOrderOfTime(events: CaseEvents, { bits }: Selection, edges: readonly number[], numberOf: NumberOf, size: number): number[] {
  const { time } = events.columns;
  const { ids, dated } = events.publicOrder();
  const distinct = new Array<number>(edges.length - 1).fill(0);
  /** By number of a value: the bin after the last one that had it. */
  const after = new Uint32Array(size);
  let bin = 0;
  for (let place = 0; place < dated; place++) {
    const record = ids[place] as number;
    if (!hasBit(bits, record)) continue;
    while ((time[record] as number) >= (edges[bin + 1] as number)) bin++;
    const number = numberOf(record);
    if (number === 0 || after[number] === bin + 1) continue;
    after[number] = bin + 1;
    distinct[bin] = (distinct[bin] as number) + 1;
  }
  return distinct;
}
