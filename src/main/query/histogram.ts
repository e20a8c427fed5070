// Events over time in bins that can be counted by hand: equal parts of a span, or steps of the clock in a time zone.
import { zoned } from '../../shared/time.ts';
import type { ReadConnection } from '../case/open.ts';
import { FACETS, type FacetName } from './facets.ts';
import { type SqlFilter, withSpan } from './filter-sql.ts';
import { idsOf, scan, Tally } from './scan.ts';

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

export interface HistogramQuestion {
  filter: SqlFilter;
  /** ms UTC, half-open; null: from the first event, to the last. */
  from: number | null;
  to: number | null;
  binning: Binning;
  by: FacetName | null;
  /** IANA zone whose clock the steps follow. */
  zone: string;
}

export interface HistogramBin {
  /** ms UTC, half-open. */
  from: number;
  to: number;
  count: number;
  /** Per value, in the order of `values`; what is left are other values and none. */
  by: number[];
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
export function histogram(db: ReadConnection, question: HistogramQuestion): Histogram | null {
  const { filter, by, binning, zone } = question;
  const dated = withSpan({ where: `${filter.where} AND r.time IS NOT NULL`, params: filter.params }, question.from, question.to);
  const { first, last } = db
    .prepare(`SELECT min(r.time) AS first, max(r.time) AS last FROM records r WHERE ${dated.where}`)
    .get(...dated.params) as { first: number | null; last: number | null };
  const undated = db
    .prepare(`SELECT count(*) FROM records r WHERE r.time IS NULL AND ${filter.where}`)
    .pluck()
    .get(...filter.params) as number;
  const from = question.from ?? first;
  const to = question.to ?? (last === null ? null : last + 1);
  if (from === null || to === null || from >= to) return { bins: [], values: [], total: 0, undated };
  const edges = edgesOf(from, to, binning, zone);
  if (!edges) return null;
  // Bins never reach beyond what was asked for: a count in a half bin would be taken for that of a whole one.
  if (question.from !== null) edges[0] = question.from;
  if (question.to !== null) edges[edges.length - 1] = question.to;

  const { values, indexOfId, group } = by ? busiest(db, dated, by) : { values: [], indexOfId: null, group: null };
  const bins = edges.slice(0, -1).map((at, i) => ({ from: at, to: edges[i + 1] as number, count: 0, by: values.map(() => 0) }));
  let total = 0;
  scan(db, dated, (call, identity, origin, time) => {
    const bin = bins[binOf(edges, time as number)] as HistogramBin;
    bin.count++;
    total++;
    if (!indexOfId) return;
    const value = indexOfId[group === 'call' ? call : group === 'identity' ? identity : origin] as number;
    if (value >= 0) bin.by[value] = (bin.by[value] as number) + 1;
  });
  return { bins, values, total, undated };
}

/** The most frequent values, and for each id of the combination table the index of its value, -1 for others. */
function busiest(db: ReadConnection, filter: SqlFilter, by: FacetName) {
  const { group, table, column } = FACETS[by];
  const tally = new Tally(idsOf(db, group));
  scan(db, filter, (call, identity, origin) => tally.add(group === 'call' ? call : group === 'identity' ? identity : origin, null));
  const rows = db.prepare(`SELECT x.id, t.value FROM ${table} x JOIN terms t ON t.id = x.${column}`).raw();
  const counts = new Map<string, number>();
  for (const [id, value] of rows.iterate() as IterableIterator<[number, string]>) {
    const count = tally.count[id] as number;
    if (count > 0) counts.set(value, (counts.get(value) ?? 0) + count);
  }
  const values = [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, TOP_VALUES)
    .map(([value]) => value);
  const indexes = new Map(values.map((value, i) => [value, i]));
  const indexOfId = new Int8Array(tally.count.length).fill(-1);
  for (const [id, value] of rows.iterate() as IterableIterator<[number, string]>) indexOfId[id] = indexes.get(value) ?? -1;
  return { values, indexOfId, group };
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
function offsetOf(ms: number, zone: string): number {
  const [, sign, hours, minutes, seconds] = /^([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(zoned(ms, zone).offset) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds ?? 0)) * 1000;
}

/** Index of the last edge at or before an instant. */
function binOf(edges: readonly number[], time: number): number {
  let low = 0;
  let high = edges.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((edges[middle] as number) <= time) low = middle;
    else high = middle;
  }
  return low;
}
