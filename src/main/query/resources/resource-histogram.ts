// Resources in the bins of a histogram: the most frequent told apart, and how many different ones. An event that names several counts for each.
import { hasBit, IdBatches } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import type { Selection } from '../columns/selections.ts';
import { resourceSets } from './read-resources.ts';
import { countResources } from './resource-facet.ts';
import { OTHERS } from './resource-sets.ts';

interface ResourcesInBins {
  /** The most frequent ones. */
  values: string[];
  /** Per bin: events that name each of them, and events that name none of them. */
  bins: { by: number[]; other: number }[];
}

/**
 * @param dated without undated events, their resources read: see readResources
 * @param bins how many there are
 * @param binAt index of the bin of a time, ms UTC
 * @param top resources that are told apart
 */
export function resourcesInBins(
  events: CaseEvents,
  dated: Selection,
  bins: number,
  binAt: (time: number) => number,
  top: number,
): ResourcesInBins {
  const sets = resourceSets(events);
  const values = countResources(events, dated, { top }).values.map(({ value }) => value);
  const indexOf = new Map(values.map((value, index) => [value, index]));
  const indexesOfSet = Array.from({ length: sets.size }, (_, set) =>
    // The text of OTHERS is no value.
    sets.namesOf(set).flatMap((name) => indexOf.get(sets.text(name)) ?? []),
  );
  const found = Array.from({ length: bins }, () => ({ by: values.map(() => 0), other: 0 }));
  const batches = new IdBatches(dated.bits);
  for (let n = batches.next(); n > 0; n = batches.next()) {
    for (let i = 0; i < n; i++) {
      const record = batches.ids[i] as number;
      const indexes = indexesOfSet[sets.ofRecord[record] as number] as number[];
      const bin = found[binAt(events.columns.time[record] as number)] as ResourcesInBins['bins'][number];
      if (indexes.length === 0) bin.other++;
      for (const index of indexes) bin.by[index] = (bin.by[index] as number) + 1;
    }
  }
  return { values, bins: found };
}

/** How many different resources the events of each bin name; those not told apart are left out. As resourcesInBins. */
export function distinctResources(events: CaseEvents, { bits }: Selection, bins: number, binAt: (time: number) => number): number[] {
  const sets = resourceSets(events);
  const { ids, dated } = events.publicOrder();
  const distinct = new Array<number>(bins).fill(0);
  /** By name: the bin after the last one that had it. A set is looked into once per bin as well. */
  const after = new Uint32Array(sets.names);
  const afterOfSet = new Uint32Array(sets.size);
  for (let place = 0; place < dated; place++) {
    const record = ids[place] as number;
    if (!hasBit(bits, record)) continue;
    const set = sets.ofRecord[record] as number;
    const bin = binAt(events.columns.time[record] as number);
    if (afterOfSet[set] === bin + 1) continue;
    afterOfSet[set] = bin + 1;
    for (const name of sets.namesOf(set)) {
      if (name === OTHERS || after[name] === bin + 1) continue;
      after[name] = bin + 1;
      distinct[bin] = (distinct[bin] as number) + 1;
    }
  }
  return distinct;
}
