// The list of events in public order: time, item hash, location; undated ones last. Any row is reached by a keyset
// from the nearest anchor, so that the page in the middle of ten million costs what the first one costs.
import { FROM_RECORDS, parseEventId, ROW_COLUMNS, recordAt, type StoredRow, storedRow } from '../case/event-rows.ts';
import type { ReadConnection } from '../case/open.ts';
import { compileFilter, filterContext, forgetSets, isReady, type SqlFilter } from './filter-sql.ts';

/** Rows between two anchors. */
const STRIDE = 1000;

/** Lists kept ready: filter texts that were asked for last. */
const REMEMBERED = 8;

// CROSS JOIN and INDEXED BY hold the plan: walk the index on time, sort only within one instant.
const ORDERED = `SELECT ${ROW_COLUMNS} ${FROM_RECORDS.replace('FROM records r\n  JOIN', 'FROM records r INDEXED BY records_by_time\n  CROSS JOIN')}`;
// Records decoded from one string share offset and length: the order in which they stand there is that of their numbers within the item.
const PUBLIC_ORDER = 'ORDER BY r.time, e.sha256, r.offset, r.length, r.id';

export type Order = 'asc' | 'desc';

interface EventList {
  filter: SqlFilter;
  /** Dated events. */
  dated: number;
  undated: number;
  /** For row i × STRIDE: its time, and how many rows of the same time stand before it. */
  anchors: { time: number; skip: number }[];
  first: number | null;
  last: number | null;
}

/** Lists of one case; make a new one when its evidence has changed. */
export class EventLists {
  readonly db: ReadConnection;
  private readonly lists = new Map<string, EventList>();

  constructor(db: ReadConnection) {
    this.db = db;
  }

  /** Forgets what was counted: call it when evidence or bookmarks have changed. */
  forget(): void {
    this.lists.clear();
    forgetSets(this.db);
  }

  /** Errors: FILTER_INVALID. `first` and `last` are ms UTC. */
  count(filter: string): { total: number; undated: number; first: number | null; last: number | null } {
    const { dated, undated, first, last } = this.list(filter);
    return { total: dated + undated, undated, first, last };
  }

  /** Rows `offset` … `offset + limit` of the list. Descending turns the dated rows around; undated ones stay last. */
  page(filter: string, order: Order, offset: number, limit: number): StoredRow[] {
    const list = this.list(filter);
    const rows: StoredRow[] = [];
    const end = Math.min(offset + limit, list.dated);
    if (offset < end) {
      if (order === 'asc') rows.push(...this.datedRows(list, offset, end));
      else rows.push(...this.datedRows(list, list.dated - end, list.dated - offset).reverse());
    }
    const missing = limit - rows.length;
    if (missing > 0 && list.undated > 0) rows.push(...this.undatedRows(list, Math.max(0, offset - list.dated), missing));
    return rows;
  }

  /** Row number of an event in the list, or null when the filter leaves it out or the case has no such event. */
  position(filter: string, order: Order, id: string): number | null {
    const record = recordAt(this.db, id);
    if (record === null) return null;
    const list = this.list(filter);
    const { where, params } = list.filter;
    if (!this.db.prepare(`SELECT 1 FROM records r WHERE r.id = ? AND ${where}`).get(record, ...params)) return null;
    const row = storedRow(this.db, record);
    const hash = Buffer.from(parseEventId(id)?.sha256 ?? '', 'hex');
    const address = 'e.sha256 < ? OR (e.sha256 = ? AND (r.offset < ? OR (r.offset = ? AND (r.length < ? OR (r.length = ? AND r.id < ?)))))';
    const at = [hash, hash, row.offset, row.offset, row.length, row.length, record];
    const count = (condition: string, values: unknown[]): number =>
      this.db
        .prepare(`SELECT count(*) FROM records r JOIN evidence e ON e.id = r.evidence WHERE ${condition} AND ${where}`)
        .pluck()
        .get(...values, ...params) as number;
    if (row.timeMs === null) return list.dated + count(`r.time IS NULL AND (${address})`, at);
    const before = count('r.time < ?', [row.timeMs]) + count(`r.time = ? AND (${address})`, [row.timeMs, ...at]);
    return order === 'asc' ? before : list.dated - 1 - before;
  }

  /** Every row in order, one by one: for output that does not end on a screen. */
  *iterate(filter: SqlFilter, order: Order): Generator<StoredRow> {
    const direction = order === 'asc' ? PUBLIC_ORDER : PUBLIC_ORDER.replaceAll(/(r\.time|e\.sha256|r\.offset|r\.length|r\.id)/g, '$1 DESC');
    const { where, params } = filter;
    yield* this.db
      .prepare(`${ORDERED} WHERE r.time IS NOT NULL AND ${where} ${direction}`)
      .iterate(...params) as IterableIterator<StoredRow>;
    yield* this.db
      .prepare(`${ORDERED} WHERE r.time IS NULL AND ${where} ORDER BY e.sha256, r.offset, r.length, r.id`)
      .iterate(...params) as IterableIterator<StoredRow>;
  }

  private list(text: string): EventList {
    const ready = this.lists.get(text);
    if (ready && isReady(ready.filter, this)) return ready;
    const list = this.build(compileFilter(text, filterContext(this.db)));
    if (this.lists.size >= REMEMBERED) this.lists.delete(this.lists.keys().next().value as string);
    this.lists.set(text, list);
    return list;
  }

  private build(filter: SqlFilter): EventList {
    const { where, params } = filter;
    const times = this.db
      .prepare(`SELECT r.time FROM records r INDEXED BY records_by_time WHERE r.time IS NOT NULL AND ${where} ORDER BY r.time`)
      .pluck()
      .iterate(...params) as IterableIterator<number>;
    const anchors: EventList['anchors'] = [];
    let dated = 0;
    let time = Number.NaN;
    let skip = 0;
    let first: number | null = null;
    for (const next of times) {
      if (next === time) skip++;
      else {
        time = next;
        skip = 0;
      }
      first ??= next;
      if (dated % STRIDE === 0) anchors.push({ time, skip });
      dated++;
    }
    const undated = this.db
      .prepare(`SELECT count(*) FROM records r WHERE r.time IS NULL AND ${where}`)
      .pluck()
      .get(...params) as number;
    return { filter, dated, undated, anchors, first, last: dated > 0 ? time : null };
  }

  private datedRows(list: EventList, from: number, to: number): StoredRow[] {
    const index = Math.floor(from / STRIDE);
    const anchor = list.anchors[index];
    if (!anchor) return [];
    const { where, params } = list.filter;
    return this.db
      .prepare(`${ORDERED} WHERE r.time >= ? AND ${where} ${PUBLIC_ORDER} LIMIT ? OFFSET ?`)
      .all(anchor.time, ...params, to - from, anchor.skip + from - index * STRIDE) as StoredRow[];
  }

  private undatedRows(list: EventList, offset: number, limit: number): StoredRow[] {
    const { where, params } = list.filter;
    return this.db
      .prepare(`${ORDERED} WHERE r.time IS NULL AND ${where} ORDER BY e.sha256, r.offset, r.length, r.id LIMIT ? OFFSET ?`)
      .all(...params, limit, offset) as StoredRow[];
  }
}
