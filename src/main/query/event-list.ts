// The list of events in public order: time, item hash, location; undated ones last. Any row is found by its number without walking the list: how
// many events of each stretch of the order are in it is counted once.
import { FROM_RECORDS, ROW_COLUMNS, recordAt, type StoredRow } from '../case/event-rows.ts';
import type { ReadConnection } from '../case/open.ts';
import { hasBit, idsOf } from './columns/bits.ts';
import { type CaseEvents, eventsOf, forgetEvents } from './columns/case-events.ts';
import { type Select, whole } from './columns/select.ts';
import type { Selection } from './columns/selections.ts';
import { timesOf } from './columns/times.ts';

/** Events of the order counted together. */
const STRETCH = 4096;

/** Of all events, of which one in so many is few: its places are sorted, instead of walking through the whole order. */
const FEW = 16;

/** Rows read in one statement. */
const AT_ONCE = 500;

export type Order = 'asc' | 'desc';

/** A selection in public order. */
type EventList = {
  selection: Selection;
  /** Dated events in the list. */
  dated: number;
} & (
  | {
      kind: 'few';
      /** Of its events in the order of all, ascending. */
      places: Uint32Array;
    }
  | {
      kind: 'many';
      /** Of the list before each stretch of the order, and at its end. */
      before: Uint32Array;
    }
);

export class EventLists {
  readonly db: ReadConnection;
  private lists = new WeakMap<Selection, EventList>();

  private readonly select: Select;

  /** @param select from filter text to events; by default, all that a filter leaves */
  constructor(db: ReadConnection, select: Select = whole(db)) {
    this.db = db;
    this.select = select;
  }

  /** To be called when evidence or the investigator's work has changed. */
  forget(): void {
    this.lists = new WeakMap();
    forgetEvents(this.db);
  }

  /** `first` and `last` are ms UTC. Errors: FILTER_INVALID, CANCELLED. */
  async count(filter: string): Promise<{ total: number; undated: number; first: number | null; last: number | null; unreadable: number }> {
    const selection = await this.select(filter);
    const { dated, first, last } = timesOf(eventsOf(this.db), selection.bits);
    return { total: selection.count, undated: selection.count - dated, first, last, unreadable: selection.unreadable.length };
  }

  /** Rows `offset` … `offset + limit` of the list. Descending turns the dated rows around; undated ones stay last. */
  async page(filter: string, order: Order, offset: number, limit: number): Promise<StoredRow[]> {
    const { list, events } = await this.list(filter);
    return this.rows(this.records(list, events, order, offset, limit));
  }

  /** Row number of an event in the list, or null when the filter leaves it out or the case has no such event. Errors: as `count`. */
  async position(filter: string, order: Order, id: string): Promise<number | null> {
    const record = recordAt(this.db, id);
    if (record === null) return null;
    const { list, events } = await this.list(filter);
    if (record > events.last || !hasBit(list.selection.bits, record)) return null;
    return turned(rankOf(list, events, events.places()[record] as number), order, list.dated);
  }

  /** Row number of the first event at or after an instant, in order `desc` of the last one at or before it; the undated rows follow. */
  async positionOfTime(filter: string, order: Order, ms: number): Promise<number> {
    const { list, events } = await this.list(filter);
    const { ids, dated } = events.publicOrder();
    const from = order === 'asc' ? ms : ms + 1;
    const place = firstIndex(dated, (i) => (events.columns.time[ids[i] as number] as number) >= from);
    const rank = rankOf(list, events, place);
    return order === 'asc' ? rank : list.dated - rank;
  }

  /** Every row of a selection in order, one by one: for output that does not end on a screen. */
  *iterate(selection: Selection, order: Order): Generator<StoredRow> {
    const events = eventsOf(this.db);
    const list = this.listed(selection, events);
    for (let offset = 0; offset < selection.count; offset += AT_ONCE) yield* this.rows(this.records(list, events, order, offset, AT_ONCE));
  }

  /** Numbers of the records of a selection in ascending order, some at a time. */
  *batches(selection: Selection, size: number): Generator<number[]> {
    const events = eventsOf(this.db);
    const list = this.listed(selection, events);
    for (let offset = 0; offset < selection.count; offset += size)
      yield walk(list, events, offset, Math.min(offset + size, selection.count));
  }

  private async list(filter: string): Promise<{ list: EventList; events: CaseEvents }> {
    const events = eventsOf(this.db);
    return { list: this.listed(await this.select(filter), events), events };
  }

  private listed(selection: Selection, events: CaseEvents): EventList {
    let list = this.lists.get(selection);
    if (!list) {
      list = selection.count * FEW < events.last ? placesOf(selection, events) : countStretches(selection, events);
      this.lists.set(selection, list);
    }
    return list;
  }

  /** Records of some rows. */
  private records(list: EventList, events: CaseEvents, order: Order, offset: number, limit: number): number[] {
    const end = Math.min(offset + limit, list.selection.count);
    if (order === 'asc') return walk(list, events, offset, end);
    const { dated } = list;
    const backwards = offset < dated ? walk(list, events, Math.max(0, dated - end), dated - offset).reverse() : [];
    return [...backwards, ...walk(list, events, Math.max(offset, dated), end)];
  }

  private rows(records: readonly number[]): StoredRow[] {
    const found: StoredRow[] = [];
    for (let from = 0; from < records.length; from += AT_ONCE)
      found.push(...(this.rowsOf().all(JSON.stringify(records.slice(from, from + AT_ONCE))) as StoredRow[]));
    return found;
  }

  private statement: ReturnType<ReadConnection['prepare']> | null = null;

  /** CROSS JOIN holds the order of the list. */
  private rowsOf(): ReturnType<ReadConnection['prepare']> {
    this.statement ??= this.db.prepare(
      `SELECT ${ROW_COLUMNS} ${FROM_RECORDS.replace('FROM records r', 'FROM json_each(?) j CROSS JOIN records r ON r.id = j.value')} ORDER BY j.key`,
    );
    return this.statement;
  }
}

/** Records of the rows from … to − 1 in ascending order. */
function walk(list: EventList, events: CaseEvents, from: number, to: number): number[] {
  const { ids } = events.publicOrder();
  if (list.kind === 'few') return Array.from(list.places.subarray(from, to), (place) => ids[place] as number);
  const { bits } = list.selection;
  const { before } = list;
  const records: number[] = [];
  const stretch = lastAtMost(before, from);
  let row = before[stretch] as number;
  for (let place = stretch * STRETCH; place < ids.length && row < to; place++) {
    const record = ids[place] as number;
    if (!hasBit(bits, record)) continue;
    if (row++ >= from) records.push(record);
  }
  return records;
}

/** Rows of the list before a place of the order. */
function rankOf(list: EventList, events: CaseEvents, place: number): number {
  if (list.kind === 'few') return firstIndex(list.places.length, (i) => (list.places[i] as number) >= place);
  const { ids } = events.publicOrder();
  const stretch = Math.floor(place / STRETCH);
  let rank = list.before[stretch] as number;
  for (let at = stretch * STRETCH; at < place; at++) if (hasBit(list.selection.bits, ids[at] as number)) rank++;
  return rank;
}

function placesOf(selection: Selection, events: CaseEvents): EventList {
  const placeOf = events.places();
  const places = idsOf(selection.bits)
    .map((record) => placeOf[record] as number)
    .sort();
  const { dated } = events.publicOrder();
  return { kind: 'few', selection, places, dated: firstIndex(places.length, (i) => (places[i] as number) >= dated) };
}

function countStretches(selection: Selection, events: CaseEvents): EventList {
  const { ids, dated } = events.publicOrder();
  const { bits } = selection;
  const before = new Uint32Array(Math.ceil(ids.length / STRETCH) + 1);
  let count = 0;
  let datedCount = 0;
  for (let place = 0; place < ids.length; place++) {
    if (place % STRETCH === 0) before[place / STRETCH] = count;
    if (hasBit(bits, ids[place] as number)) {
      count++;
      if (place < dated) datedCount++;
    }
  }
  before[before.length - 1] = count;
  return { kind: 'many', selection, before, dated: datedCount };
}

function turned(rank: number, order: Order, dated: number): number {
  return order === 'asc' || rank >= dated ? rank : dated - 1 - rank;
}

/** The first index below `length` for which a test holds that holds for all that follow; `length` where it holds for none. */
function firstIndex(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Index of the last number of an ascending list that is at most `value`; of equal ones the first that something follows. */
function lastAtMost(list: Uint32Array, value: number): number {
  let [low, high] = [0, list.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((list[middle] as number) <= value) low = middle;
    else high = middle;
  }
  return low;
}
