// Which items a search has to read, and which events it is about.
import type { ReadConnection } from '../case/open.ts';
import { compileFilter, type SqlFilter } from './filter-sql.ts';

export interface SearchedItem {
  id: number;
  /** Bytes as delivered. */
  size: number;
  first: number;
  records: number;
}

export interface SearchScope {
  /** Items with an event that is asked for, or with a repeat of one. */
  items: SearchedItem[];
  events: number;
  undated: number;
  /** ms UTC. */
  first: number | null;
  last: number | null;
  /** Items with events of which the case has no bytes. */
  notKept: number;
  includes(event: number): boolean;
}

interface Item extends SearchedItem {
  kept: number;
}

/** @param filter null: all events, counted without a walk over them */
export function searchScope(db: ReadConnection, filter: SqlFilter | null): SearchScope {
  const all = db
    .prepare('SELECT id, size, first_record AS first, records, kept FROM evidence WHERE records > 0 ORDER BY id')
    .all() as Item[];
  const found = filter ? filtered(db, filter, all) : everything(db, all);
  const { wanted, ...counts } = found;
  const asked = wanted ? all.filter(({ id }) => wanted.has(id)) : all;
  const items = asked.filter(({ kept }) => kept === 1).map(({ kept, ...item }) => item);
  return { ...counts, items, notKept: asked.length - items.length };
}

type Found = Omit<SearchScope, 'items' | 'notKept'> & { wanted: ReadonlySet<number> | null };

function everything(db: ReadConnection, all: readonly Item[]): Found {
  const events = compileFilter('').where;
  const edge = (order: string): number | null =>
    (db.prepare(`SELECT r.time FROM records r WHERE r.time IS NOT NULL AND ${events} ORDER BY r.time ${order} LIMIT 1`).pluck().get() as
      | number
      | undefined) ?? null;
  const repeats = db.prepare('SELECT count(*) FROM repeats').pluck().get() as number;
  return {
    wanted: null,
    events: all.reduce((sum, { records }) => sum + records, 0) - repeats,
    undated: db.prepare(`SELECT count(*) FROM records r WHERE r.time IS NULL AND ${events}`).pluck().get() as number,
    first: edge('ASC'),
    last: edge('DESC'),
    includes: () => true,
  };
}

function filtered(db: ReadConnection, { where, params }: SqlFilter, all: readonly Item[]): Found {
  const ids = all.reduce((most, { first, records }) => Math.max(most, first + records), 0);
  const bits = new Uint8Array((ids >> 3) + 1);
  const has = (id: number): boolean => ((bits[id >> 3] as number) & (1 << (id & 7))) !== 0;
  const wanted = new Set<number>();
  let [events, undated] = [0, 0];
  let first: number | null = null;
  let last: number | null = null;
  const rows = db.prepare(`SELECT r.id, r.evidence, r.time FROM records r WHERE ${where}`).raw();
  for (const [id, item, time] of rows.iterate(...params) as IterableIterator<[number, number, number | null]>) {
    bits[id >> 3] = (bits[id >> 3] as number) | (1 << (id & 7));
    wanted.add(item);
    events++;
    if (time === null) undated++;
    else {
      if (first === null || time < first) first = time;
      if (last === null || time > last) last = time;
    }
  }
  // The text may stand in a repeat only, and that in another item.
  const repeats = db.prepare('SELECT d.primary_record, r.evidence FROM repeats d JOIN records r ON r.id = d.record').raw();
  for (const [event, item] of repeats.iterate() as IterableIterator<[number, number]>) if (has(event)) wanted.add(item);
  return { wanted, events, undated, first, last, includes: has };
}
