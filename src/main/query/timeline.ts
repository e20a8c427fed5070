// Events over time: density by outcome for the whole span, and per lane; single events once they are few.
import type { Args, Result } from '../../shared/channels.ts';
import { toWindowRow } from '../case/event-rows.ts';
import type { ReadConnection } from '../case/open.ts';
import { EventLists } from './event-list.ts';
import { compileFilter, DENIED_CALLS, filterContext, type SqlFilter, withSpan } from './filter-sql.ts';
import { idsOf, scan, Tally } from './scan.ts';

type Bin = Result<'timeline.density'>['bins'][number];

const LANES = {
  actor: { group: 'identity', table: 'identities', column: 'actor' },
  ip: { group: 'origin', table: 'origins', column: 'source_ip' },
} as const;

/** Density of [from, to) in bins of equal width. */
export function density(db: ReadConnection, args: Args<'timeline.density'>): Result<'timeline.density'> {
  const bins = emptyBins(args.from, args.to, args.bins);
  const outcomes = outcomeOfCalls(db);
  let total = 0;
  scan(db, withSpan(compileFilter(args.filter, filterContext(db)), args.from, args.to), (call, _identity, _origin, time) => {
    add(bins[binOf(time as number, args)], outcomes[call] as number);
    total++;
  });
  return { bins, total };
}

/** The busiest lanes with their density, and the events themselves when at most `limit` fall into the span. */
export function lanes(db: ReadConnection, args: Args<'timeline.lanes'>): Result<'timeline.lanes'> {
  const filter = withSpan(compileFilter(args.filter, filterContext(db)), args.from, args.to);
  const { group, table, column } = LANES[args.by];
  const values = db.prepare(`SELECT x.id, coalesce(t.value, '') FROM ${table} x LEFT JOIN terms t ON t.id = x.${column}`).raw().all() as [
    number,
    string,
  ][];
  const tally = new Tally(idsOf(db, group));
  let total = 0;
  scan(db, filter, (_call, identity, origin) => {
    tally.add(group === 'identity' ? identity : origin, null);
    total++;
  });
  const counts = new Map<string, number>();
  for (const [id, value] of values) {
    const count = tally.count[id] as number;
    if (count > 0) counts.set(value, (counts.get(value) ?? 0) + count);
  }
  const busiest = [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  const shown = busiest.slice(0, args.lanes).map((lane) => ({ ...lane, bins: emptyBins(args.from, args.to, args.bins) }));
  const binsOf = new Map(shown.map((lane) => [lane.value, lane.bins]));
  const byId: (Bin[] | undefined)[] = [];
  for (const [id, value] of values) byId[id] = binsOf.get(value);
  const outcomes = outcomeOfCalls(db);
  scan(db, filter, (call, identity, origin, time) => {
    const bins = byId[group === 'identity' ? identity : origin];
    if (bins) add(bins[binOf(time as number, args)], outcomes[call] as number);
  });
  return {
    lanes: shown,
    otherLanes: Math.max(0, busiest.length - args.lanes),
    events: total <= args.limit ? singleEvents(db, filter) : null,
    total,
  };
}

/** Per id of a call: 0 no error, 1 denied, 2 another error. */
function outcomeOfCalls(db: ReadConnection): Uint8Array {
  const outcomes = new Uint8Array(idsOf(db, 'call'));
  const rows = db.prepare(`SELECT c.id, CASE WHEN c.id IN (${DENIED_CALLS}) THEN 1 ELSE 2 END FROM calls c WHERE c.error_code <> 0`).raw();
  for (const [id, outcome] of rows.iterate() as IterableIterator<[number, number]>) outcomes[id] = outcome;
  return outcomes;
}

function singleEvents(db: ReadConnection, filter: SqlFilter): Result<'timeline.lanes'>['events'] {
  return [...new EventLists(db).iterate(filter, 'asc')].map((row) => toWindowRow(row, null));
}

function emptyBins(from: number, to: number, count: number): Bin[] {
  const width = (to - from) / count;
  return Array.from({ length: count }, (_, i) => ({ from: from + i * width, to: from + (i + 1) * width, ok: 0, denied: 0, error: 0 }));
}

function add(bin: Bin | undefined, outcome: number): void {
  if (!bin) return;
  if (outcome === 0) bin.ok++;
  else if (outcome === 1) bin.denied++;
  else bin.error++;
}

/** Multiplied first, so that an event on the edge of two bins is in the later one: doubles hold the product exactly. */
function binOf(time: number, { from, to, bins }: { from: number; to: number; bins: number }): number {
  return Math.min(Math.floor(((time - from) * bins) / (to - from)), bins - 1);
}
