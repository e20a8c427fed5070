// Events of a span counted by lane, bin and class, in one walk over columns.
import { type DensityBin, EVENT_CLASSES } from '../../../shared/timeline.ts';
import { IdBatches } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import type { Selection } from '../columns/selections.ts';
import { CLASSES, classesOf } from './classes.ts';
import type { LaneAssignment } from './lane-of.ts';
import { SEVERAL } from './lane-of.ts';

/** Bins of equal width over [from, to), ms UTC. */
interface Bins {
  from: number;
  to: number;
  bins: number;
}

/**
 * Events per lane, bin and class; after the lanes those that are in none.
 * @param selection of events within the bins
 */
export function countClasses(
  events: CaseEvents,
  { bits }: Selection,
  { from, to, bins }: Bins,
  split: LaneAssignment | null,
): Uint32Array<ArrayBuffer> {
  const { time } = events.columns;
  const classes = classesOf(events);
  const ofLane = bins * CLASSES;
  const counts = new Uint32Array(((split?.lanes ?? 0) + 1) * ofLane);
  const batches = new IdBatches(bits);
  const { ids } = batches;
  const width = to - from;
  for (let n = batches.next(); n > 0; n = batches.next()) {
    for (let i = 0; i < n; i++) {
      const record = ids[i] as number;
      // Multiplied first, so that an event on the edge of two bins is in the later one: doubles hold the product exactly.
      const bin = ((((time[record] as number) - from) * bins) / width) | 0;
      const at = (bin < bins ? bin : bins - 1) * CLASSES + classes.of(record);
      const lane = split === null ? 0 : (split.laneOfId[split.ids[record] as number] as number);
      if (lane !== SEVERAL) {
        counts[lane * ofLane + at] = (counts[lane * ofLane + at] as number) + 1;
        continue;
      }
      for (const one of split?.several.get(split.ids[record] as number) ?? [])
        counts[one * ofLane + at] = (counts[one * ofLane + at] as number) + 1;
    }
  }
  return counts;
}

/** The bins of one lane. @param lane its place, with the lanes' number for the events in none */
export function binsOf(counts: Uint32Array<ArrayBuffer>, lane: number, { from, to, bins }: Bins): DensityBin[] {
  const width = (to - from) / bins;
  return Array.from({ length: bins }, (_, i) => {
    const start = (lane * bins + i) * CLASSES;
    const own = Object.fromEntries(EVENT_CLASSES.map((name, place) => [name, counts[start + place] as number])) as Omit<
      DensityBin,
      'from' | 'to' | 'ok'
    >;
    return { from: from + i * width, to: from + (i + 1) * width, ok: own.read + own.write + own.privilege, ...own };
  });
}
