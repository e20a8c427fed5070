// What the head of a pivot page says of a set of events, and its life as a line.
import { IdBatches } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { ALLOWED } from '../columns/outcomes.ts';
import type { Selection } from '../columns/selections.ts';
import { tallyCombination } from '../columns/tally.ts';
import { activeDays } from './days.ts';

export interface PivotFacts {
  events: number;
  /** ms UTC; null when no event has a time. */
  first: number | null;
  last: number | null;
  errors: number;
  /** Of the errors, those by which AWS says that the caller was not allowed, and failed sign-ins. */
  denied: number;
  writes: number;
  /** Days of the zone's calendar with at least one event. */
  days: number;
}

export interface LifeBin {
  /** ms UTC, half-open. */
  from: number;
  to: number;
  count: number;
  errors: number;
}

/** Bins of a life line. */
const LIFE_BINS = 60;
/** ms; bins are whole seconds, as the times of filters are: the filter of a bin leaves the events that it counts. */
const SECOND = 1000;

/** @param zone IANA name, whose days are counted */
export function pivotFacts(events: CaseEvents, selection: Selection, zone: string): PivotFacts {
  const readOnly = events.dimension('readOnly');
  const write = readOnly.numberOf('false');
  const tally = tallyCombination(events, 'call', readOnly.numbers.length, selection.bits);
  const facts = { events: selection.count, writes: 0, ...events.outcomes().among(selection.bits, tally.count) };
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let call = 0; call < tally.count.length; call++) {
    const count = tally.count[call] as number;
    if (count === 0) continue;
    if (write !== 0 && readOnly.numbers[call] === write) facts.writes += count;
    first = Math.min(first, tally.first[call] as number);
    last = Math.max(last, tally.last[call] as number);
  }
  const days = activeDays(events, selection.bits, zone);
  return { ...facts, first: Number.isFinite(first) ? first : null, last: Number.isFinite(last) ? last : null, days };
}

/** Events from the first to the last in bins of equal width, whole seconds each; empty when none has a time. */
export function lifeLine(events: CaseEvents, selection: Selection, { first, last }: PivotFacts): LifeBin[] {
  if (first === null || last === null) return [];
  const start = Math.floor(first / SECOND) * SECOND;
  const width = Math.ceil((last + 1 - start) / LIFE_BINS / SECOND) * SECOND;
  const bins = Array.from({ length: LIFE_BINS }, (_, i) => ({ from: start + i * width, to: start + (i + 1) * width, count: 0, errors: 0 }));
  const outcomes = events.outcomes();
  const { time } = events.columns;
  const batches = new IdBatches(selection.bits);
  const { ids } = batches;
  for (let n = batches.next(); n > 0; n = batches.next()) {
    for (let i = 0; i < n; i++) {
      const record = ids[i] as number;
      // Undated: in no bin.
      const bin = bins[Math.floor(((time[record] as number) - start) / width)];
      if (!bin) continue;
      bin.count++;
      if (outcomes.of(record) !== ALLOWED) bin.errors++;
    }
  }
  return bins;
}
