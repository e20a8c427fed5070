// When the events of a set happened.
import { type Bits, IdBatches } from './bits.ts';
import type { CaseEvents } from './case-events.ts';

/** Dated events of a set, and the times of the first and the last of them, ms UTC, null when there are none. */
export function timesOf({ columns: { time } }: CaseEvents, bits: Bits): { dated: number; first: number | null; last: number | null } {
  let dated = 0;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  const batches = new IdBatches(bits);
  const { ids } = batches;
  for (let n = batches.next(); n > 0; n = batches.next()) {
    for (let i = 0; i < n; i++) {
      const at = time[ids[i] as number] as number;
      if (Number.isNaN(at)) continue;
      dated++;
      if (at < first) first = at;
      if (at > last) last = at;
    }
  }
  return dated > 0 ? { dated, first, last } : { dated, first: null, last: null };
}
