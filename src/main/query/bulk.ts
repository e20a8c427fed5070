// Where nearly all events of a case are: a clock that stood at 1970, or ran to 2099, draws all the others into one bar. Which events are outside is
// counted, so that it can be told.
import { type Bits, IdBatches } from './columns/bits.ts';
import type { CaseEvents } from './columns/case-events.ts';

const HOUR = 3_600_000;
/** Of the bins in which they are counted, at most. */
const MOST_BINS = 2 ** 20;
/** It may take up so much of the whole time: wider, the whole shows it well. */
const LARGEST_SHARE = 1 / 20;
/** So many events, or one in a hundred, may be outside. */
const FEW = 2;
/** With fewer events there is nothing that most of them do. */
const FEWEST = 10;

interface Bulk {
  /** Bins, both of them in it. */
  first: number;
  last: number;
  events: number;
  before: number;
  after: number;
}

/** @param counts events per bin of equal width. @returns null where the events fill the time well enough. Pure, tested. */
export function bulkIn(counts: Uint32Array): Bulk | null {
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all < FEWEST) return null;
  const found = shortest(counts, all - Math.max(FEW, Math.floor(all / 100)));
  // What is near belongs to it, however few: so edges are cut only where nothing follows for a while.
  const { first, last } = grown(counts, found);
  if (last - first + 1 > counts.length * LARGEST_SHARE) return null;
  const sum = (from: number, to: number) => counts.subarray(from, to).reduce((total, count) => total + count, 0);
  return { first, last, events: sum(first, last + 1), before: sum(0, first), after: sum(last + 1, counts.length) };
}

/** The fewest bins in a row that have so many events. */
function shortest(counts: Uint32Array, enough: number): { first: number; last: number } {
  let best = { first: 0, last: counts.length - 1 };
  let within = 0;
  let first = 0;
  for (let last = 0; last < counts.length; last++) {
    within += counts[last] as number;
    while (within - (counts[first] as number) >= enough) within -= counts[first++] as number;
    if (within >= enough && last - first < best.last - best.first) best = { first, last };
  }
  while (best.first < best.last && counts[best.first] === 0) best.first++;
  while (best.last > best.first && counts[best.last] === 0) best.last--;
  return best;
}

/** Out to events that stand no farther off than it is long; a day at least where bins are hours. */
function grown(counts: Uint32Array, shortest: { first: number; last: number }): { first: number; last: number } {
  const { first, last } = shortest;
  const filled: number[] = [];
  for (let bin = 0; bin < counts.length; bin++) if (counts[bin] !== 0) filled.push(bin);
  let [from, to] = [filled.indexOf(first), filled.indexOf(last)];
  const at = (index: number) => filled[index] ?? Number.POSITIVE_INFINITY;
  for (;;) {
    const reach = Math.max(24, at(to) - at(from) + 1);
    if (from > 0 && at(from) - at(from - 1) <= reach) from--;
    else if (at(to + 1) - at(to) <= reach) to++;
    else return { first: at(from), last: at(to) };
  }
}

/** Of dated events. @returns ms UTC, half-open, out to whole hours; null where there is none that is worth telling */
export function bulkOf({ columns: { time } }: CaseEvents, bits: Bits, period: { first: number; last: number }) {
  const start = Math.floor(period.first / HOUR) * HOUR;
  const width = Math.ceil((period.last - start + 1) / MOST_BINS / HOUR) * HOUR;
  const counts = new Uint32Array(Math.floor((period.last - start) / width) + 1);
  // Shorter than that, nothing is a twentieth of it that anybody would look for.
  if (counts.length * LARGEST_SHARE < 1) return null;
  const batches = new IdBatches(bits);
  const { ids } = batches;
  for (let n = batches.next(); n > 0; n = batches.next()) {
    for (let i = 0; i < n; i++) {
      const bin = Math.floor(((time[ids[i] as number] as number) - start) / width);
      counts[bin] = (counts[bin] as number) + 1;
    }
  }
  const found = bulkIn(counts);
  if (!found) return null;
  const { first, last, events, before, after } = found;
  return { from: start + first * width, to: start + (last + 1) * width, events, before, after };
}
