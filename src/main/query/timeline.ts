// Events over time: density by outcome for the whole span, and per lane; single events once they are few.
import type { Args, Result } from '../../shared/channels.ts';
import { toWindowRow } from '../case/event-rows.ts';
import type { ReadConnection } from '../case/open.ts';
import { EventLists } from './event-list.ts';
import { compileFilter, DENIED_CALLS, type SqlFilter, withSpan } from './filter-sql.ts';

type Bin = Result<'timeline.density'>['bins'][number];

const OUTCOME = `CASE WHEN c.error_code = 0 THEN 0 WHEN c.id IN (${DENIED_CALLS}) THEN 1 ELSE 2 END`;

const LANES = {
  actor: { group: 'r.identity', table: 'identities', column: 'actor' },
  ip: { group: 'r.origin', table: 'origins', column: 'source_ip' },
} as const;

/** Density of [from, to) in bins of equal width. */
export function density(db: ReadConnection, args: Args<'timeline.density'>): Result<'timeline.density'> {
  const filter = withSpan(compileFilter(args.filter), args.from, args.to);
  const bins = emptyBins(args.from, args.to, args.bins);
  const rows = db
    .prepare(
      `SELECT bin, ${OUTCOME} AS outcome, sum(n) AS n FROM
         (SELECT r.call, CAST((r.time - ?) * ? / ? AS INTEGER) AS bin, count(*) AS n FROM records r WHERE ${filter.where} GROUP BY 1, 2) x
       JOIN calls c ON c.id = x.call GROUP BY 1, 2`,
    )
    .all(...binning(args), ...filter.params) as { bin: number; outcome: number; n: number }[];
  let total = 0;
  for (const { bin, outcome, n } of rows) {
    add(bins[Math.min(bin, args.bins - 1)], outcome, n);
    total += n;
  }
  return { bins, total };
}

/** The busiest lanes with their density, and the events themselves when at most `limit` fall into the span. */
export function lanes(db: ReadConnection, args: Args<'timeline.lanes'>): Result<'timeline.lanes'> {
  const filter = withSpan(compileFilter(args.filter), args.from, args.to);
  const { group, table, column } = LANES[args.by];
  const busiest = db
    .prepare(
      `SELECT coalesce(t.value, '') AS value, sum(n) AS count FROM (SELECT ${group} AS g, count(*) AS n FROM records r WHERE ${filter.where} GROUP BY 1) y
       JOIN ${table} x ON x.id = y.g LEFT JOIN terms t ON t.id = x.${column} GROUP BY 1 ORDER BY 2 DESC, 1`,
    )
    .all(...filter.params) as { value: string; count: number }[];
  const total = busiest.reduce((sum, lane) => sum + lane.count, 0);
  const shown = busiest.slice(0, args.lanes).map((lane) => ({ ...lane, bins: emptyBins(args.from, args.to, args.bins) }));
  fillLanes(db, args, filter, shown);
  return {
    lanes: shown,
    otherLanes: Math.max(0, busiest.length - args.lanes),
    events: total <= args.limit ? singleEvents(db, filter) : null,
    total,
  };
}

function fillLanes(db: ReadConnection, args: Args<'timeline.lanes'>, filter: SqlFilter, shown: { value: string; bins: Bin[] }[]): void {
  const { group, table, column } = LANES[args.by];
  const byValue = new Map(shown.map((lane) => [lane.value, lane.bins]));
  const rows = db
    .prepare(
      `SELECT coalesce(t.value, '') AS value, bin, ${OUTCOME} AS outcome, sum(n) AS n FROM
         (SELECT ${group} AS g, r.call, CAST((r.time - ?) * ? / ? AS INTEGER) AS bin, count(*) AS n FROM records r WHERE ${filter.where} GROUP BY 1, 2, 3) y
       JOIN calls c ON c.id = y.call JOIN ${table} x ON x.id = y.g LEFT JOIN terms t ON t.id = x.${column} GROUP BY 1, 2, 3`,
    )
    .iterate(...binning(args), ...filter.params) as IterableIterator<{ value: string; bin: number; outcome: number; n: number }>;
  for (const { value, bin, outcome, n } of rows) add(byValue.get(value)?.[Math.min(bin, args.bins - 1)], outcome, n);
}

function singleEvents(db: ReadConnection, filter: SqlFilter): Result<'timeline.lanes'>['events'] {
  return [...new EventLists(db).iterate(filter, 'asc')].map((row) => toWindowRow(row, null));
}

function emptyBins(from: number, to: number, count: number): Bin[] {
  const width = (to - from) / count;
  return Array.from({ length: count }, (_, i) => ({ from: from + i * width, to: from + (i + 1) * width, ok: 0, denied: 0, error: 0 }));
}

function add(bin: Bin | undefined, outcome: number, n: number): void {
  if (!bin) return;
  if (outcome === 0) bin.ok += n;
  else if (outcome === 1) bin.denied += n;
  else bin.error += n;
}

/**
 * Values of `(r.time - from) * bins / span`: multiplied first, so that an event on the edge of two bins is in the later one.
 * The driver binds numbers as floating point, which holds the product exactly.
 */
function binning({ from, to, bins }: { from: number; to: number; bins: number }): [from: number, bins: number, span: number] {
  return [from, bins, to - from];
}
