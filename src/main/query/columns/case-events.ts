// The events of a case as columns in memory: what every question about many events is answered from. One per connection, loaded with the first
// question; 10 million events take 280 MB and some tenths of a second.
import type { ReadConnection } from '../../case/open.ts';
import { type RecordColumns, readColumns } from '../../case/record-columns.ts';
import { recordsState } from '../../case/records-state.ts';
import { COLUMNS, type ColumnField, type DerivedField } from '../filter/columns.ts';
import type { Combination } from '../filter/condition.ts';
import { Addresses } from './addresses.ts';
import { type Bits, hasBit, noBits, setBit, setRange, without } from './bits.ts';
import { type CombinationTerms, combinationTerms } from './combination-terms.ts';
import { DERIVED } from './derived.ts';
import { type Dimension, TermDimension } from './dimension.ts';
import { FailedSignIns } from './failed-sign-ins.ts';
import { type PublicOrder, publicOrder } from './order.ts';
import { Outcomes, outcomesByCode } from './outcomes.ts';
import { RecordIndex } from './record-index.ts';
import { Selections } from './selections.ts';
import { type Tally, tallyColumn } from './tally.ts';

export class CaseEvents {
  readonly db: ReadConnection;
  /** By row id of the record. */
  readonly columns: RecordColumns;
  /** Highest row id of a record. */
  readonly last: number;
  /** Records that are events: those that repeat one are left out. */
  readonly all: Bits;
  /** Those of them with a time. */
  readonly dated: Bits;
  readonly selections: Selections;
  private readonly dimensions = new Map<ColumnField, Dimension>();
  private readonly columnValues = new Map<string, Dimension>();
  private readonly combinations = new Map<Combination, CombinationTerms>();
  private order: PublicOrder | null = null;
  private placeOfRecord: Uint32Array | null = null;
  private parsedAddresses: Addresses | null = null;
  private byCode: Uint8Array | null = null;
  private known: Outcomes | null = null;
  private signIns: FailedSignIns | null = null;
  private readonly tallies = new Map<Combination, Tally>();
  private readonly indexes = new Map<Combination, RecordIndex>();

  constructor(db: ReadConnection) {
    this.db = db;
    const { columns, last } = readColumns(db);
    this.columns = columns;
    this.last = last;
    this.all = eventBits(db, last);
    this.dated = datedBits(columns.time, this.all);
    this.selections = new Selections(this);
  }

  /** The values of a field, by number. */
  dimension(field: ColumnField): Dimension {
    let dimension = this.dimensions.get(field);
    if (!dimension) {
      const place = COLUMNS[field];
      dimension = 'column' in place ? this.column(place.of, place.column) : DERIVED[field as DerivedField](this);
      this.dimensions.set(field, dimension);
    }
    return dimension;
  }

  /** Whether they were asked for before. */
  hasDimension(field: ColumnField): boolean {
    return this.dimensions.has(field);
  }

  /** The values of a column of a combination's table, be it a field of the filter or not. */
  column(of: Combination, name: string): Dimension {
    const key = `${of}.${name}`;
    let column = this.columnValues.get(key);
    if (!column) {
      column = new TermDimension(this.db, this.terms(of).get(name) as Uint32Array);
      this.columnValues.set(key, column);
    }
    return column;
  }

  private terms(of: Combination): CombinationTerms {
    let terms = this.combinations.get(of);
    if (!terms) {
      terms = combinationTerms(this.db, of);
      this.combinations.set(of, terms);
    }
    return terms;
  }

  /** Source addresses, parsed. */
  addresses(): Addresses {
    this.parsedAddresses ??= new Addresses(this.dimension('sourceIPAddress'));
    return this.parsedAddresses;
  }

  /** By id of a call what its error code says: see outcomes.ts. Of calls that may be sign-ins, `outcomes` knows more. */
  outcomesByCode(): Uint8Array {
    this.byCode ??= outcomesByCode(this);
    return this.byCode;
  }

  /** How the call of each event ended. The first time, sign-ins without an error code are read. */
  outcomes(): Outcomes {
    this.known ??= new Outcomes(this);
    return this.known;
  }

  failedSignIns(): FailedSignIns {
    this.signIns ??= new FailedSignIns(this);
    return this.signIns;
  }

  /** The records of each combination. @param size ids of the combination, 0 included */
  recordsOf(of: Combination, size: number): RecordIndex {
    let index = this.indexes.get(of);
    if (!index) {
      index = new RecordIndex(this.columns[of], size);
      this.indexes.set(of, index);
    }
    return index;
  }

  /** How often each combination occurs among all events: counted once, it answers every question without a filter. @param size ids of the combination, 0 included */
  tallyOfAll(of: Combination, size: number): Tally {
    let tally = this.tallies.get(of);
    if (!tally) {
      tally = tallyColumn(this, this.columns[of], size, this.all);
      this.tallies.set(of, tally);
    }
    return tally;
  }

  /** By row id of the record: its place in the public order. */
  places(): Uint32Array {
    if (!this.placeOfRecord) {
      const { ids } = this.publicOrder();
      this.placeOfRecord = new Uint32Array(this.last + 1);
      for (let place = 0; place < ids.length; place++) this.placeOfRecord[ids[place] as number] = place;
    }
    return this.placeOfRecord;
  }

  /** Whether the public order was asked for before: of millions it takes seconds to find. */
  get isOrdered(): boolean {
    return this.order !== null;
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

function datedBits(time: Float64Array, all: Bits): Bits {
  const undated = noBits(time.length - 1);
  let any = false;
  for (let id = 1; id < time.length; id++) {
    if (!Number.isNaN(time[id])) continue;
    any = true;
    setBit(undated, id);
  }
  return any ? without(all, undated) : all;
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
    setBit(repeats, record);
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

/** Connections that ask another one of the same case. */
const lenders = new WeakMap<ReadConnection, ReadConnection>();

/** A connection that is opened for a moment uses the columns of one that stays open; for as long as that is open. */
export function lendEvents(lender: ReadConnection, to: ReadConnection): void {
  lenders.set(to, lender);
}

/** The events of an open case, if they were asked for. */
export function loadedEvents(db: ReadConnection): CaseEvents | null {
  return loaded.get(lenders.get(db) ?? db)?.events ?? null;
}

/** The events of an open case, loaded when first asked for. */
export function eventsOf(db: ReadConnection): CaseEvents {
  const lender = lenders.get(db);
  if (lender) return eventsOf(lender);
  const known = loaded.get(db);
  if (known) return known.events;
  const state = recordsState(db);
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
  if (known.state !== recordsState(db)) return loaded.delete(db);
  known.events.selections.forgetWork();
  return false;
}
