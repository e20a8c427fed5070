// Counts per value with first and last seen, for any filter: one walk over the records, folded by value.
import type { SeenCount } from '../../shared/domain.ts';
import type { ReadConnection } from '../case/open.ts';
import type { SqlFilter } from './filter-sql.ts';
import { type Group, idsOf, scan, Tally } from './scan.ts';

interface Facet {
  group: 'call' | 'identity' | 'origin';
  table: 'calls' | 'identities' | 'origins';
  column: string;
}

/** What can be counted, by the field's name in the filter. */
export const FACETS = {
  eventName: { group: 'call', table: 'calls', column: 'event_name' },
  eventSource: { group: 'call', table: 'calls', column: 'event_source' },
  eventCategory: { group: 'call', table: 'calls', column: 'event_category' },
  eventType: { group: 'call', table: 'calls', column: 'event_type' },
  awsRegion: { group: 'call', table: 'calls', column: 'region' },
  accountId: { group: 'call', table: 'calls', column: 'account' },
  errorCode: { group: 'call', table: 'calls', column: 'error_code' },
  actor: { group: 'identity', table: 'identities', column: 'actor' },
  actorType: { group: 'identity', table: 'identities', column: 'type' },
  accessKeyId: { group: 'identity', table: 'identities', column: 'access_key' },
  sourceIPAddress: { group: 'origin', table: 'origins', column: 'source_ip' },
  userAgent: { group: 'origin', table: 'origins', column: 'user_agent' },
} as const satisfies Record<string, Facet>;

export type FacetName = keyof typeof FACETS;

/** Which values of a facet come first. */
export type FacetOrder = 'most' | 'rarest';

/**
 * Counts of the named facets, most frequent first, then by value; at most `top` values each, 0 for all.
 * Events without the field are not counted. `first`/`last` are ms UTC, null when only undated events have the value.
 */
export function facets(db: ReadConnection, filter: SqlFilter, names: readonly FacetName[], top: number): Record<string, SeenCount[]> {
  return countedFacets(db, filter, names, top).facets;
}

/** The same, with the number of events that match. */
export function countedFacets(
  db: ReadConnection,
  filter: SqlFilter,
  names: readonly FacetName[],
  top: number,
  order: FacetOrder = 'most',
): { total: number; facets: Record<string, SeenCount[]> } {
  const tallies = {
    call: new Tally(idsOf(db, 'call')),
    identity: new Tally(idsOf(db, 'identity')),
    origin: new Tally(idsOf(db, 'origin')),
  };
  let total = 0;
  scan(db, filter, (call, identity, origin, time) => {
    total++;
    tallies.call.add(call, time);
    tallies.identity.add(identity, time);
    tallies.origin.add(origin, time);
  });
  return { total, facets: foldAll(db, tallies, names, top, order) };
}

/** The facets in tallies that were made already. */
export function foldAll(
  db: ReadConnection,
  tallies: Record<Group, Tally>,
  names: readonly FacetName[],
  top: number,
  order: FacetOrder = 'most',
): Record<string, SeenCount[]> {
  const result: Record<string, SeenCount[]> = {};
  for (const name of names) {
    const { group, table, column } = FACETS[name];
    result[name] = fold(db, tallies[group], table, column, top, order);
  }
  return result;
}

function fold(db: ReadConnection, tally: Tally, table: string, column: string, top: number, order: FacetOrder): SeenCount[] {
  const values = db.prepare(`SELECT x.id, t.value FROM ${table} x JOIN terms t ON t.id = x.${column}`).raw();
  const byValue = new Map<string, SeenCount>();
  for (const [id, text] of values.iterate() as IterableIterator<[number, string]>) {
    const count = tally.count[id] as number;
    if (count === 0) continue;
    const first = tally.first(id);
    const last = tally.last(id);
    const seen = byValue.get(text);
    if (!seen) byValue.set(text, { value: text, count, first, last });
    else {
      seen.count += count;
      if (first !== null && (seen.first === null || first < seen.first)) seen.first = first;
      if (last !== null && (seen.last === null || last > seen.last)) seen.last = last;
    }
  }
  const all = [...byValue.values()];
  const sign = order === 'most' ? 1 : -1;
  all.sort((a, b) => sign * (b.count - a.count) || (a.value < b.value ? -1 : 1));
  return top === 0 ? all : all.slice(0, top);
}
