// What a question needs of a case: events chosen by columns, in public order, and the records of the few that are read.
import { type FilterField, printTerm, type TermField } from '../../../shared/filter.ts';
import { eventIdText, type StoredRow, storedRow } from '../../case/event-rows.ts';
import { EvidenceReader } from '../../case/evidence.ts';
import { caseZone } from '../../case/facts.ts';
import { type Named, resourceOf } from '../../decode/resource-kinds.ts';
import type { JobControl } from '../../jobs/progress.ts';
import { forEachBit, idsOf, noBits, setBit } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import type { Selection } from '../columns/selections.ts';
import { COLUMNS, type ColumnField } from '../filter/columns.ts';
import { readResources } from '../resources/read-resources.ts';

/** Records of one kind that are read for a question: with items of a usual size they take some tenths of a second. */
export const MOST_READ = 120;

/** Records up to which what they name is asked for each candidate: with more, an answer would take seconds. */
export const MOST_SEARCHED = 20_000;

/** A filter of one field. */
export function term(field: TermField, value: string): string {
  return printTerm({ field, value, negated: false });
}

/** A filter of one field and several values, one of which an event has. */
export function anyOf(field: FilterField, values: readonly string[]): string {
  const terms = values.map((value) => term(field, value));
  return terms.length === 1 ? (terms[0] as string) : `(${terms.join(' OR ')})`;
}

/** Members by a key, in their order. */
export function groupBy<K, V>(members: Iterable<V>, keyOf: (member: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const member of members) {
    const key = keyOf(member);
    const group = groups.get(key);
    if (group) group.push(member);
    else groups.set(key, [member]);
  }
  return groups;
}

export class Asking {
  readonly events: CaseEvents;
  /** IANA zone of the case. */
  readonly zone: string;
  /** Items of which records were asked, by a filter or here, that could not be read, by hash. */
  readonly unreadable = new Set<string>();
  /** Colour of an event's bookmark, by its public id. */
  readonly colourOf: (id: string) => string | null;
  private readonly control: JobControl;
  private readonly evidence: EvidenceReader;
  private readonly rows = new Map<number, StoredRow>();
  private readonly values = new Map<number, unknown>();
  private readonly looked = new Set<number>();
  private readonly itemOf: { get(record: number): unknown };
  private readonly hashOf: { get(item: number): unknown };

  constructor(events: CaseEvents, control: JobControl = {}, colourOf: (id: string) => string | null = () => null) {
    this.colourOf = colourOf;
    const { db } = events;
    this.events = events;
    this.control = control;
    this.zone = caseZone(db);
    this.evidence = new EvidenceReader(db);
    this.itemOf = db.prepare('SELECT evidence FROM records WHERE id = ?').pluck();
    this.hashOf = db.prepare('SELECT lower(hex(sha256)) FROM evidence WHERE id = ?').pluck();
  }

  /** Records that were read so far. */
  get read(): number {
    return this.looked.size;
  }

  /** Errors: FILTER_INVALID, CANCELLED. */
  async select(filter: string): Promise<Selection> {
    const selection = await this.events.selections.select(filter, this.control);
    for (const hash of selection.unreadable) this.unreadable.add(hash);
    return selection;
  }

  /** Errors: as `select`. */
  async count(filter: string): Promise<number> {
    return (await this.select(filter)).count;
  }

  /** Row ids of the records of some events, in public order. */
  inOrder({ bits }: Pick<Selection, 'bits'>): number[] {
    const places = this.events.places();
    const { ids } = this.events.publicOrder();
    // Numbers of a typed array are sorted without being compared one by one.
    const sorted = idsOf(bits)
      .map((record) => places[record] as number)
      .sort();
    return Array.from(sorted, (place) => ids[place] as number);
  }

  /**
   * The first and the last of some events in public order; undefined where there is none.
   * @param before ms UTC: only dated events before it
   */
  ends({ bits }: Pick<Selection, 'bits'>, before = Number.NaN): { first: number | undefined; last: number | undefined } {
    const places = this.events.places();
    const { ids } = this.events.publicOrder();
    const { time } = this.events.columns;
    let [first, last] = [Number.POSITIVE_INFINITY, -1];
    forEachBit(bits, (record) => {
      if (!Number.isNaN(before) && !((time[record] as number) < before)) return;
      const place = places[record] as number;
      if (place < first) first = place;
      if (place > last) last = place;
    });
    return { first: ids[first], last: ids[last] };
  }

  /** A few row ids in public order. */
  sorted(records: Iterable<number>): number[] {
    const places = this.events.places();
    return [...records].sort((a, b) => (places[a] as number) - (places[b] as number));
  }

  /** A filter of the services and names of some calls: shorter than one of all names that were looked for. */
  named(records: readonly number[]): string {
    const all = (field: 'eventSource' | 'eventName'): string[] =>
      [...new Set(records.flatMap((record) => this.value(field, record) ?? []))].sort();
    return [anyOf('eventSource', all('eventSource')), anyOf('eventName', all('eventName'))].join(' ');
  }

  row(record: number): StoredRow {
    let row = this.rows.get(record);
    if (!row) {
      row = storedRow(this.events.db, record);
      this.rows.set(record, row);
    }
    return row;
  }

  /** Its eventID as CloudTrail wrote it; '' where it has none. */
  eventId(record: number): string {
    return eventIdText(this.row(record).eventID) ?? '';
  }

  /** The parsed record; undefined where its bytes give none. */
  raw(record: number): unknown {
    if (!this.values.has(record)) {
      const item = this.itemOf.get(record) as number;
      const value = this.evidence.value(item, this.row(record));
      if (value === undefined) this.unreadable.add(this.hashOf.get(item) as string);
      this.values.set(record, value);
      this.looked.add(record);
    }
    return this.values.get(record);
  }

  /** Reads records that will be asked for: in order of their items, so that the content of each is decoded once. */
  readAll(records: readonly number[]): void {
    for (const record of [...records].sort((a, b) => a - b)) this.raw(record);
  }

  /**
   * The resources that each of some records names. They are read in workers and kept for the next question.
   * Errors: CANCELLED.
   */
  async resources(records: readonly number[]): Promise<(record: number) => Named[]> {
    const bits = noBits(this.events.last);
    for (const record of records) {
      setBit(bits, record);
      this.looked.add(record);
    }
    const sets = await readResources(this.events, { bits, count: records.length, unreadable: [] }, this.control);
    for (const hash of sets.unreadable) this.unreadable.add(hash);
    return (record) => sets.namesOf(sets.ofRecord[record] as number).map((name) => resourceOf(sets.text(name)));
  }

  /** What a column says of an event; null for nothing. */
  value(field: ColumnField, record: number): string | null {
    const number = this.number(field, record);
    // An access key may be the empty text: that is no key either.
    return number === 0 ? null : this.events.dimension(field).text(number) || null;
  }

  /** The number of it in its dimension, 0 for nothing. */
  number(field: ColumnField, record: number): number {
    const { of } = COLUMNS[field];
    return this.events.dimension(field).numbers[this.events.columns[of][record] as number] as number;
  }

  /** ms UTC, null where the event is undated. */
  time(record: number): number | null {
    const ms = this.events.columns.time[record] as number;
    return Number.isNaN(ms) ? null : ms;
  }

  /**
   * Of many events those whose records are to be read: of rare combinations of actor, address and region first, since routine repeats itself;
   * within a combination those without an error, then in public order.
   * @param records in public order
   */
  rarest(records: readonly number[], most = MOST_READ): number[] {
    if (records.length <= most) return [...records];
    const [addresses, regions] = [this.events.dimension('sourceIPAddress').size, this.events.dimension('awsRegion').size];
    const placeOf = (record: number): number =>
      (this.number('who', record) * addresses + this.number('sourceIPAddress', record)) * regions + this.number('awsRegion', record);
    const groups = groupBy(records, placeOf);
    const places = this.events.places();
    const failed = (record: number): number => (this.number('errorCode', record) === 0 ? 0 : 1);
    const ordered = [...groups.values()].sort(
      (a, b) => a.length - b.length || (places[a[0] as number] as number) - (places[b[0] as number] as number),
    );
    return this.sorted(ordered.flatMap((group) => group.sort((a, b) => failed(a) - failed(b))).slice(0, most));
  }
}
