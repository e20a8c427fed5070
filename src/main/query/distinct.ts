// How many different values of a field the events of each bin have.
import { hasBit } from './columns/bits.ts';
import type { CaseEvents } from './columns/case-events.ts';
import type { Selection } from './columns/selections.ts';
import type { FacetName } from './facets.ts';
import { COLUMNS } from './filter/columns.ts';

/**
 * One walk in order of time: a value is new in a bin when the last bin that had it was another.
 * @param dated without undated events
 * @param edges of the bins, ascending, one more than there are bins; no event stands outside
 */
export function distinctPerBin(events: CaseEvents, { bits }: Selection, edges: readonly number[], name: FacetName): number[] {
  const { numbers, size } = events.dimension(name);
  const column = events.columns[COLUMNS[name].of];
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
    const number = numbers[column[record] as number] as number;
    if (number === 0 || after[number] === bin + 1) continue;
    after[number] = bin + 1;
    distinct[bin] = (distinct[bin] as number) + 1;
  }
  return distinct;
}
