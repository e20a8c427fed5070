// Working hours and nights as spans of time, by the clock of a zone and its daylight saving.
import type { Hours } from '../../../shared/timeline.ts';
import { offsetOf } from '../histogram.ts';
import type { Span } from './sweep.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Times of events: years of four digits. No clock is asked beyond. */
const FIRST = Date.parse('0001-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z') + 1;

/**
 * Where the clock of the zone shows these hours within [from, to), ms UTC; neighbours as one. Hours that the clock leaves out are none, those that it
 * shows twice are there twice.
 * @returns null where these are more than `most`
 */
export function stretchesOf({ from, to }: Span, hours: Hours, zone: string, most: number): Span[] | null {
  const span = { from: Math.max(from, FIRST), to: Math.min(to, LAST) };
  const isIn = Array.from({ length: 7 }, (_, day) => hours.days.includes(day));
  const length = hours.to > hours.from ? hours.to - hours.from : hours.to + 1440 - hours.from;
  if (!(span.from < span.to) || !isIn.includes(true)) return [];
  if (length === 1440 && !isIn.includes(false)) return [span];
  if (leastIn(span, isIn, length) > most) return null;
  const found: Span[] = [];
  for (const { offset, ...part } of offsetsIn(span, zone)) {
    // Days since 1970 by that clock; the one before may reach into the first.
    const first = Math.floor((part.from + offset) / DAY) - 1;
    const last = Math.floor((part.to + offset) / DAY);
    for (let day = first; day <= last; day++) {
      // Day 0 was a Thursday.
      if (!isIn[(((day + 3) % 7) + 7) % 7]) continue;
      const begin = day * DAY + hours.from * MINUTE - offset;
      const one = { from: Math.max(begin, part.from), to: Math.min(begin + length * MINUTE, part.to) };
      if (one.from >= one.to) continue;
      const before = found.at(-1);
      if (before && one.from <= before.to) before.to = Math.max(before.to, one.to);
      else if (found.push(one) > most) return null;
    }
  }
  return found;
}

/** Of so long a time at least so many: told without asking the clock of thousands of days. */
function leastIn({ from, to }: Span, isIn: readonly boolean[], length: number): number {
  // Long hours of neighbouring days may touch one another where the clock is set.
  const begins = isIn.filter((own, day) => own && (length < 1200 || !isIn[(day + 6) % 7])).length;
  // Weeks by the calendar may be cut at both ends, and zones have left out a day.
  return (Math.floor((to - from) / (7 * DAY)) - 2) * Math.max(begins, 1);
}

/** The parts of a span in which the clock of a zone is not set, each with its offset. Clocks are not set twice within a day. */
function offsetsIn({ from, to }: Span, zone: string): (Span & { offset: number })[] {
  const parts = [{ from, to, offset: offsetOf(from, zone) }];
  for (let at = Math.floor(from); at < to; at += DAY) {
    const last = parts.at(-1) as Span & { offset: number };
    const next = Math.min(at + DAY, Math.ceil(to));
    const offset = offsetOf(next, zone);
    if (offset === last.offset) continue;
    let [before, after] = [at, next];
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (offsetOf(middle, zone) === last.offset) before = middle;
      else after = middle;
    }
    last.to = Math.min(after, to);
    parts.push({ from: after, to, offset });
  }
  return parts.filter((part) => part.from < part.to);
}
