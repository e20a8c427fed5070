// Events over time in bins that can be counted by hand: equal parts of a span, or steps of the clock in a time zone.
import { zoned } from '../../shared/time.ts';
import { IdBatches } from './columns/bits.ts';
import type { CaseEvents } from './columns/case-events.ts';
import type { Selection } from './columns/selections.ts';
import { timesOf } from './columns/times.ts';
import { distinctPerBin } from './distinct.ts';
import { busiestNumbers, type FacetName } from './facets.ts';
import { COLUMNS } from './filter/columns.ts';
import { BinCursor, binOf } from './histogram-bins.ts';
import { type CountedName, RESOURCE } from './resources/resource-facet.ts';
import { distinctResources, resourcesInBins } from './resources/resource-histogram.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** More than a person or a plot can use; a year in minutes is refused. */
export const MOST_BINS = 100_000;

/** Values told apart in a histogram by a field. */
const TOP_VALUES = 8;

/** Widths of which the narrowest is chosen that needs at most BINS_CHOSEN bins. */
const WIDTHS = [1, 5, 15, 60, 360, 1440, 7 * 1440, 28 * 1440, 364 * 1440].map((minutes) => minutes * MINUTE);
const BINS_CHOSEN = 60;

/** `parts`: so many bins of equal width; `every`: steps of so many ms; `auto`: steps of a usual width. */
export type Binning = { kind: 'parts'; count: number } | { kind: 'every'; ms: number } | { kind: 'auto' };

interface HistogramQuestion {
  selection: Selection;
  /** ms UTC, half-open; null: from the first event, to the last. */
  from: number | null;
  to: number | null;
  binning: Binning;
  /** Resources must have been read: see readResources. An event that names several counts for each. */
  by: CountedName | null;
  /** Of which field the different values of each bin are counted. */
  distinct: CountedName | null;
  /** IANA zone whose clock the steps follow. */
  zone: string;
}

export interface HistogramBin {
  /** ms UTC, half-open. */
  from: number;
  to: number;
  count: number;
  /** Per value, in the order of `values`. */
  by: number[];
  /** Events with none of these values. */
  other: number;
  /** Different values of the field asked for; null when none was. */
  distinct: number | null;
}

export interface Histogram {
  bins: HistogramBin[];
  /** The most frequent values of the field. */
  values: string[];
  /** Events in the bins. */
  total: number;
  /** Events that match without a time: in no bin. */
  undated: number;
}

/** Null when the bins would be more than MOST_BINS. */
export function histogram(events: CaseEvents, question: HistogramQuestion): Histogram | null {
  const { selection, by, binning, zone } = question;
  const withTime = events.selections.dated(selection);
  const dated = events.selections.within(withTime, question.from, question.to);
  const undated = selection.count - withTime.count;
  const { first, last } = timesOf(events, dated.bits);
  const from = question.from ?? first;
  const to = question.to ?? (last === null ? null : last + 1);
  if (from === null || to === null || from >= to) return { bins: [], values: [], total: 0, undated };
  const edges = edgesOf(from, to, binning, zone);
  if (!edges) return null;
  // Bins never reach beyond what was asked for: a count in a half bin would be taken for that of a whole one.
  if (question.from !== null) edges[0] = question.from;
  if (question.to !== null) edges[edges.length - 1] = question.to;

  const { values, bins } = by === RESOURCE ? byResource(events, dated, edges) : byColumn(events, dated, edges, by);
  const distinct = question.distinct ? distinctIn(events, dated, edges, question.distinct) : null;
  return {
    bins: bins.map((bin, i) => ({ from: edges[i] as number, to: edges[i + 1] as number, ...bin, distinct: distinct?.[i] ?? null })),
    values,
    total: dated.count,
    undated,
  };
}

/** Bins without their edges and different values. */
interface Counted {
  bins: Omit<HistogramBin, 'from' | 'to' | 'distinct'>[];
  values: string[];
}

function byColumn(events: CaseEvents, dated: Selection, edges: readonly number[], by: FacetName | null): Counted {
  const split = by && busiest(events, dated, by);
  const values = split?.values ?? [];
  const width = values.length + 1;
  const counts = countBins(events, dated, edges, split);
  const bins = edges.slice(0, -1).map((_, i) => {
    const own = [...counts.subarray(i * width, (i + 1) * width)];
    return { count: own.reduce((sum, n) => sum + n, 0), by: own.slice(0, -1), other: own.at(-1) as number };
  });
  return { bins, values };
}

function byResource(events: CaseEvents, dated: Selection, edges: readonly number[]): Counted {
  const counts = countBins(events, dated, edges, null);
  const { values, bins } = resourcesInBins(events, dated, counts.length, (time) => binOf(edges, time), TOP_VALUES);
  return { bins: bins.map((bin, i) => ({ count: counts[i] as number, ...bin })), values };
}

function distinctIn(events: CaseEvents, dated: Selection, edges: readonly number[], name: CountedName): number[] {
  if (name === RESOURCE) return distinctResources(events, dated, edges.length - 1, (time) => binOf(edges, time));
  return distinctPerBin(events, dated, edges, name);
}

/** The most frequent values, and for each id of the combination the index of its value, that after the last for others. */
interface Split {
  values: string[];
  ids: Uint32Array;
  indexOfId: Uint32Array;
}

function busiest(events: CaseEvents, dated: Selection, by: FacetName): Split {
  const dimension = events.dimension(by);
  const numbers = busiestNumbers(events, dated, by, TOP_VALUES);
  const indexOfNumber = new Uint8Array(dimension.size).fill(numbers.length);
  numbers.forEach((number, index) => {
    indexOfNumber[number] = index;
  });
  // Each event is counted once: of several values, the most frequent counts.
  if (dimension.members) {
    for (let number = 1; number < dimension.size; number++) {
      indexOfNumber[number] = Math.min(...dimension.members(number).map((one) => indexOfNumber[one] as number));
    }
  }
  return {
    values: numbers.map((number) => dimension.text(number)),
    ids: events.columns[COLUMNS[by].of],
    indexOfId: dimension.numbers.map((number) => indexOfNumber[number] as number),
  };
}

/** Events per bin, and in it per value, the others last. */
function countBins({ columns: { time } }: CaseEvents, { bits }: Selection, edges: readonly number[], split: Split | null): Float64Array {
  const width = (split?.values.length ?? 0) + 1;
  const counts = new Float64Array((edges.length - 1) * width);
  const bins = new BinCursor(edges);
  const batches = new IdBatches(bits);
  const { ids } = batches;
  for (let n = batches.next(); n > 0; n = batches.next()) {
    for (let i = 0; i < n; i++) {
      const record = ids[i] as number;
      const place = bins.of(time[record] as number) * width + (split ? (split.indexOfId[split.ids[record] as number] as number) : 0);
      counts[place] = (counts[place] as number) + 1;
    }
  }
  return counts;
}

/** Edges of the bins over [from, to), one more than there are bins; null when there would be too many. */
function edgesOf(from: number, to: number, binning: Binning, zone: string): number[] | null {
  switch (binning.kind) {
    case 'parts': {
      // Whole milliseconds: an instant has no finer ones, so that each bin says exactly what is in it.
      const count = Math.min(binning.count, to - from);
      if (count > MOST_BINS) return null;
      return Array.from({ length: count + 1 }, (_, i) => from + Math.floor(((to - from) * i) / count));
    }
    case 'every':
      return steps(from, to, binning.ms, zone);
    case 'auto': {
      const width = WIDTHS.find((ms) => (to - from) / ms <= BINS_CHOSEN) ?? (WIDTHS.at(-1) as number);
      return steps(from, to, width, zone);
    }
  }
}

function steps(from: number, to: number, width: number, zone: string): number[] | null {
  if ((to - from) / width > MOST_BINS) return null;
  return width % DAY === 0 ? days(from, to, width / DAY, zone) : clockSteps(from, to, width, zone);
}

/** Steps of so many ms, of which one falls on local midnight of the first day. */
function clockSteps(from: number, to: number, width: number, zone: string): number[] {
  const offset = offsetOf(from, zone);
  const edges = [Math.floor((from + offset) / width) * width - offset];
  while ((edges.at(-1) as number) < to) edges.push((edges.at(-1) as number) + width);
  return edges;
}

/** Midnight to midnight in the zone, be the day 23 or 25 hours long; weeks begin on Monday. */
function days(from: number, to: number, count: number, zone: string): number[] {
  // Day 0 of 1970 was a Thursday: three days later than a Monday.
  const day = Math.floor((from + offsetOf(from, zone)) / DAY) + 3;
  const edges: number[] = [];
  for (let next = Math.floor(day / count) * count - 3; ; next += count) {
    edges.push(midnight(next, zone));
    if ((edges.at(-1) as number) >= to) return edges;
  }
}

/** The instant at which a day begins, given as days since 1970. */
function midnight(day: number, zone: string): number {
  const guess = day * DAY - offsetOf(day * DAY, zone);
  // The offset may change between midnight in UTC and midnight there.
  return day * DAY - offsetOf(guess, zone);
}

/** ms that the zone is ahead of UTC. */
export function offsetOf(ms: number, zone: string): number {
  const [, sign, hours, minutes, seconds] = /^([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(zoned(ms, zone).offset) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds ?? 0)) * 1000;
}
