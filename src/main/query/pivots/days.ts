// On how many days of a zone's calendar events happened.
import { type Bits, IdBatches } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { offsetOf } from '../histogram.ts';

const DAY = 86_400_000;

/** No zone has an offset that is not whole quarters of an hour since 1972 (tz database): within one the day does not change. */
const QUARTER = 900_000;

/** @param zone IANA name. @returns days with at least one dated event */
export function activeDays(events: CaseEvents, bits: Bits, zone: string): number {
  const offset = offsets(zone);
  const days = new Set<number>();
  for (const quarter of quartersOf(events, bits)) days.add(Math.floor((quarter * QUARTER + offset(quarter * QUARTER)) / DAY));
  return days.size;
}

/** Quarters of an hour, since 1970, in which dated events happened. */
function quartersOf({ columns: { time } }: CaseEvents, bits: Bits): Set<number> {
  const quarters = new Set<number>();
  let known = Number.NaN;
  const batches = new IdBatches(bits);
  const { ids } = batches;
  for (let n = batches.next(); n > 0; n = batches.next()) {
    for (let i = 0; i < n; i++) {
      const quarter = Math.floor((time[ids[i] as number] as number) / QUARTER);
      // Neighbours mostly fall into the same one; undated events are equal to none, not even to themselves.
      if (quarter === known || Number.isNaN(quarter)) continue;
      known = quarter;
      quarters.add(quarter);
    }
  }
  return quarters;
}

/** ms that a zone is ahead of UTC: asked once per day, and per instant only on days on which it changes. */
function offsets(zone: string): (ms: number) => number {
  const atStart = new Map<number, number>();
  const ofDay = (day: number): number => {
    let offset = atStart.get(day);
    if (offset === undefined) {
      offset = offsetOf(day * DAY, zone);
      atStart.set(day, offset);
    }
    return offset;
  };
  return (ms) => {
    const day = Math.floor(ms / DAY);
    return ofDay(day) === ofDay(day + 1) ? ofDay(day) : offsetOf(ms, zone);
  };
}
