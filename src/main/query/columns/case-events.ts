// The events of a case as columns in memory: what every question about many events is answered from. One per connection, loaded with the first
// question; 10 million events take 280 MB and some tenths of a second.
import type { ReadConnection } from '../../case/open.ts';
import { type RecordColumns, readColumns } from '../../case/record-columns.ts';
import { COLUMNS, type ColumnField } from '../filter/columns.ts';
import { DENIED_CALLS } from '../filter/words.ts';
import { Addresses } from './addresses.ts';
import { type Bits, hasBit, noBits, setRange, without } from './bits.ts';
import { Dimension } from './dimension.ts';
import { type PublicOrder, publicOrder } from './order.ts';
import { Selections } from './selections.ts';

export class CaseEvents {
  readonly db: ReadConnection;
  /** By row id of the record. */
  readonly columns: RecordColumns;
  /** Highest row id of a record. */
  readonly last: number;
  /** Records that are events: those that repeat one are left out. */
  readonly all: Bits;
  readonly selections: Selections;
  private readonly dimensions = new Map<ColumnField, Dimension>();
  private order: PublicOrder | null = null;
  private parsedAddresses: Addresses | null = null;
  private outcomes: Uint8Array | null = null;

  constructor(db: ReadConnection) {
    this.db = db;
    const { columns, last } = readColumns(db);
    this.columns = columns;
    this.last = last;
    this.all = eventBits(db, last);
    this.selections = new Selections(this);
  }

  /** The values of a column, by number. */
  dimension(field: ColumnField): Dimension {
    let dimension = this.dimensions.get(field);
    if (!dimension) {
      const { of, column } = COLUMNS[field];
      dimension = new Dimension(this.db, of, column);
      this.dimensions.set(field, dimension);
    }
    return dimension;
  }

  /** Source addresses, parsed. */
  addresses(): Addresses {
    this.parsedAddresses ??= new Addresses(this.dimension('sourceIPAddress'));
    return this.parsedAddresses;
  }

  /** By id of a call: 0 no error, 1 denied, 2 another error. */
  outcomeOfCalls(): Uint8Array {
    this.outcomes ??= outcomeOfCalls(this.db);
    return this.outcomes;
  }

  /** The events in public order. */
  publicOrder(): PublicOrder {
    if (!this.order) {
      const { ids, dated } = publicOrder(this.db, this.columns.time);
      this.order = onlyEvents(ids, dated, this.all);
    }
    return this.order;
  }
}

function outcomeOfCalls(db: ReadConnection): Uint8Array {
  const last = (db.prepare('SELECT max(id) FROM calls').pluck().get() as number | null) ?? 0;
  const outcomes = new Uint8Array(last + 1);
  const rows = db.prepare(`SELECT c.id, CASE WHEN c.id IN (${DENIED_CALLS}) THEN 1 ELSE 2 END FROM calls c WHERE c.error_code <> 0`).raw();
  for (const [id, outcome] of rows.iterate() as IterableIterator<[number, number]>) outcomes[id] = outcome;
  return outcomes;
}

function eventBits(db: ReadConnection, last: number): Bits {
  const all = noBits(last);
  setRange(all, 1, last + 1);
  const repeats = noBits(last);
  const rows = db.prepare('SELECT record FROM repeats').pluck().iterate() as IterableIterator<number>;
  let any = false;
  for (const record of rows) {
    if (record > last) continue;
    any = true;
    repeats[record >> 5] = (repeats[record >> 5] as number) | (1 << (record & 31));
  }
  return any ? without(all, repeats) : all;
}

function onlyEvents(ids: Uint32Array, dated: number, events: Bits): PublicOrder {
  let count = 0;
  let datedEvents = 0;
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] as number;
    if (!hasBit(events, id)) continue;
    ids[count++] = id;
    if (i < dated) datedEvents++;
  }
  return { ids: ids.subarray(0, count), dated: datedEvents };
}

interface Loaded {
  state: string;
  events: CaseEvents;
}

const loaded = new WeakMap<ReadConnection, Loaded>();

/** The events of an open case, loaded when first asked for. */
export function eventsOf(db: ReadConnection): CaseEvents {
  const known = loaded.get(db);
  if (known) return known.events;
  const state = stateOf(db);
  const events = new CaseEvents(db);
  loaded.set(db, { state, events });
  return events;
}

/**
 * Something was stored: what stands in columns is read again when it is asked for next, if it is that which changed.
 * @returns whether it is
 */
export function forgetEvents(db: ReadConnection): boolean {
  const known = loaded.get(db);
  if (!known) return false;
  if (known.state !== stateOf(db)) return loaded.delete(db);
  known.events.selections.forgetWork();
  return false;
}

/** Changes with every import and everything else that adds, takes away or relates records. */
function stateOf(db: ReadConnection): string {
  const acts =
    "SELECT max(seq) FROM custody WHERE action NOT IN ('open', 'annotate', 'view', 'acknowledge', 'seal', 'verify', 'report', 'export')";
  return `${db.prepare('SELECT max(id) FROM records').pluck().get()} ${db.prepare(acts).pluck().get()}`;
}
