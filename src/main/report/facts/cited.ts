// The events that a report cites, as the engine of the questions knows them: what actors, resources and indicators of the report are counted from.
import { recordPlaces } from '../../case/record-places.ts';
import { type Bits, countBits, hasBit, intersect, noBits, setBit } from '../../query/columns/bits.ts';
import { type CaseEvents, eventsOf } from '../../query/columns/case-events.ts';
import type { Selection } from '../../query/columns/selections.ts';
import { COLUMNS, type ColumnField } from '../../query/filter/columns.ts';
import type { Combination } from '../../query/filter/condition.ts';
import { pivotFacts } from '../../query/pivots/facts.ts';
import type { ReportContext } from '../context.ts';
import { inShownOrder } from '../item-order.ts';

/** What is read of the context. */
export type CitedContext = Pick<ReportContext, 'db' | 'exhibits'> & Partial<Pick<ReportContext, 'redaction'>>;

export interface CitedEvent {
  /** Number of the exhibit. */
  number: number;
  id: string;
  /** Row id of the record that stands for the event. */
  record: number;
  /** Row ids of deliveries of the event that say something else, in order of import; of very many the first. */
  others: readonly number[];
}

/** A log may repeat one event without end. */
const MOST_OTHERS = 50;

export interface Cited {
  events: CaseEvents;
  /** In order of the exhibits. */
  list: readonly CitedEvent[];
  selection: Selection;
  /** Exhibits by record, ascending. */
  byRecord: ReadonlyMap<number, readonly number[]>;
}

const known = new WeakMap<CitedContext, Cited>();

/** Found once for all sections of a report. */
export function citedOf(context: CitedContext): Cited {
  let cited = known.get(context);
  if (!cited) {
    cited = found(context);
    known.set(context, cited);
  }
  return cited;
}

function found({ db, exhibits, redaction }: CitedContext): Cited {
  const events = eventsOf(db);
  const places = recordPlaces(db);
  // An exhibit may cite another delivery of an event: what is counted is the one that stands for it.
  const others = othersOf(db, redaction ?? null);
  const list = exhibits.map(({ number, id, row }) => {
    const record = places.eventAt(id) ?? row.record;
    return { number, id, record, others: others(record) };
  });
  return {
    events,
    list,
    selection: selectionOf(
      events,
      list.map(({ record }) => record),
    ),
    byRecord: groupedBy(list, ({ record }) => record),
  };
}

/** Deliveries that contradict the one that stands for an event: no row of theirs is an event, so that nothing counts them. */
function othersOf(db: ReportContext['db'], redaction: ReportContext['redaction']): (record: number) => readonly number[] {
  const conflicts = "FROM repeats WHERE relation = 'conflict'";
  if (db.prepare(`SELECT 1 ${conflicts} LIMIT 1`).get() === undefined) return () => [];
  const of = db.prepare(`SELECT record ${conflicts} AND primary_record = ? ORDER BY record LIMIT ?`).pluck();
  // Row ids are in order of import: of files whose names are hidden.
  return (record) => inShownOrder({ redaction }, of.all(record, MOST_OTHERS) as number[], (id) => (redaction ? String(id) : ''));
}

/** The record that stands for the event, and those of deliveries that say something else: what any of them says is to be told. */
export function allRecords({ record, others }: CitedEvent): number[] {
  return [record, ...others];
}

/** Exhibits of which deliveries contradict each other. */
export function conflictsIn({ list }: Cited): number[] {
  return list.filter(({ others }) => others.length > 0).map(({ number }) => number);
}

/**
 * As `groupedBy`, by every delivery of each event; and of each group those exhibits of which another delivery says otherwise.
 * Each exhibit stands once in a group.
 */
export function groupedByAll<K>(
  list: readonly CitedEvent[],
  keyOf: (record: number) => K | null,
): Map<K, { exhibits: number[]; disputed: number[] }> {
  const groups = new Map<K, { exhibits: number[]; disputed: number[] }>();
  for (const one of list) {
    const keys = new Set(allRecords(one).map(keyOf));
    for (const key of keys) {
      if (key === null) continue;
      const group = groups.get(key) ?? { exhibits: [], disputed: [] };
      groups.set(key, group);
      group.exhibits.push(one.number);
      if (keys.size > 1) group.disputed.push(one.number);
    }
  }
  return groups;
}

export interface OtherAddress {
  address: string;
  exhibits: number[];
}

/** Addresses that deliveries of the cited events name in contradiction to those that are counted. @param isOwn whether a record is of whom it is asked */
export function otherAddresses({ events, list }: Cited, isOwn: (record: number) => boolean): OtherAddress[] {
  const found = new Map<string, number[]>();
  for (const { number, record, others } of list) {
    const counted = isOwn(record) ? textIn(events, 'sourceIPAddress', record) : null;
    for (const other of others) {
      const address = isOwn(other) ? textIn(events, 'sourceIPAddress', other) : null;
      if (address === null || address === counted) continue;
      const exhibits = found.get(address) ?? [];
      found.set(address, exhibits);
      if (!exhibits.includes(number)) exhibits.push(number);
    }
  }
  return [...found].map(([address, exhibits]) => ({ address, exhibits }));
}

/** Numbers of exhibits by what they have in common; what has none (null) is left out. */
function groupedBy<K>(list: readonly CitedEvent[], keyOf: (one: CitedEvent) => K | null): Map<K, number[]> {
  const groups = new Map<K, number[]>();
  for (const one of list) {
    const key = keyOf(one);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(one.number);
    else groups.set(key, [one.number]);
  }
  return groups;
}

function selectionOf(events: CaseEvents, records: Iterable<number>): Selection {
  const bits: Bits = noBits(events.last);
  for (const record of records) setBit(bits, record);
  intersect(bits, events.all);
  return { bits, count: countBits(bits), unreadable: [] };
}

/** The events of some combinations. @param isWanted by row id of the combination */
function selectionOfFlags(events: CaseEvents, of: Combination, flags: Uint8Array): Selection {
  const bits: Bits = noBits(events.last);
  let count = 0;
  events.recordsOf(of, flags.length).forEach(flags, (record) => {
    if (record > events.last || !hasBit(events.all, record)) return;
    setBit(bits, record);
    count++;
  });
  return { bits, count, unreadable: [] };
}

/** The events with a value of a field: exactly that text, whatever stands in it. @param number of the value in the field's dimension */
export function selectionOfValue(events: CaseEvents, field: ColumnField, number: number): Selection {
  const { numbers } = events.dimension(field);
  return selectionOfFlags(
    events,
    COLUMNS[field].of,
    Uint8Array.from(numbers, (one) => (one === number && number !== 0 ? 1 : 0)),
  );
}

/** Number of the value of a field that a record has; 0 for none. */
export function numberIn(events: CaseEvents, field: ColumnField, record: number): number {
  return events.dimension(field).numbers[events.columns[COLUMNS[field].of][record] as number] as number;
}

/** Its text; null for none. The empty text is none either. */
export function textIn(events: CaseEvents, field: ColumnField, record: number): string | null {
  return events.dimension(field).text(numberIn(events, field, record)) || null;
}

/** What some events come to. */
export interface UseFacts {
  events: number;
  errors: number;
  denied: number;
  writes: number;
  /** ms UTC; null where none is dated. */
  first: number | null;
  last: number | null;
}

/** As a pivot tells it. */
export function factsOfUse(events: CaseEvents, selection: Selection): UseFacts {
  const { days: _, ...use } = pivotFacts(events, selection, 'UTC');
  return use;
}
