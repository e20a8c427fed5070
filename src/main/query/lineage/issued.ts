// Proven lineage: which record handed out which key (table key_events), with whose key, or by whom where it was called without one.
import { type Bits, hasBit, noBits, setBit } from '../columns/bits.ts';
import type { Credentials } from './credentials.ts';
import { issuingCalls, pathOfKey, standsAt } from './issuing.ts';
import { actorRef, keyRef, type Link, type Ref, refId } from './link.ts';
import { Positions } from './positions.ts';
import type { RawRecords } from './raw-records.ts';

export class Issued {
  private readonly credentials: Credentials;
  private readonly raw: RawRecords;
  /** By row id of a call: 1 where it hands out a key. */
  readonly issuing: Uint8Array;
  /** Row ids: what record handed out what key. */
  private readonly records: Uint32Array;
  private readonly keys: Uint32Array;
  private readonly byKey: Positions;
  private readonly byParentKey: Positions;
  private readonly byActor: Positions;
  /** Records that hand out a key. */
  private readonly answered: Bits;

  constructor(credentials: Credentials, raw: RawRecords) {
    this.credentials = credentials;
    this.raw = raw;
    const { events, keyOf, who } = credentials;
    this.issuing = issuingCalls(events);
    const { call, identity } = events.columns;
    const most = events.db.prepare('SELECT count(*) FROM key_events WHERE issued = 1').pluck().get() as number;
    const [records, keys] = [new Uint32Array(most), new Uint32Array(most)];
    this.answered = noBits(events.last);
    let count = 0;
    const rows = events.db.prepare('SELECT record, key FROM key_events WHERE issued = 1').raw().iterate() as IterableIterator<
      [number, number]
    >;
    for (const [record, key] of rows) {
      // A denied call issues nothing, nor does one whose answer repeats what was asked; what repeats an event tells nothing new.
      if (record > events.last || !hasBit(events.all, record) || this.issuing[call[record] as number] !== 1) continue;
      records[count] = record;
      keys[count++] = key;
      setBit(this.answered, record);
    }
    this.records = records.subarray(0, count);
    this.keys = keys.subarray(0, count);
    const callers = this.records.map((record) => identity[record] as number);
    this.byKey = new Positions(this.keys);
    this.byParentKey = new Positions(callers.map((caller) => keyOf[caller] as number));
    this.byActor = new Positions(callers.map((caller) => (keyOf[caller] === 0 ? (who.numbers[caller] as number) : 0)));
  }

  /** Whether a record names a key that it hands out. */
  names(record: number): boolean {
    return hasBit(this.answered, record);
  }

  /** Proven edges to a key, in public order of the first record of each. */
  parents(key: number): Link[] {
    const { keyOf, whoOf } = this;
    const to = keyRef(this.credentials.text(key));
    const links = new Map<string, { from: Ref; records: number[] }>();
    const add = (from: Ref, records: readonly number[]): void => {
      const link = links.get(refId(from)) ?? { from, records: [] };
      link.records.push(...records);
      links.set(refId(from), link);
    };
    for (const copies of this.callsFor(key)) {
      const without = copies.filter((record) => keyOf(record) === 0);
      const withKey = copies.filter((record) => keyOf(record) !== 0);
      // Where one copy has the caller's key, the others are its copies in other accounts, which see only who called.
      for (const [i, record] of withKey.entries())
        add(keyRef(this.credentials.text(keyOf(record))), i === 0 ? [record, ...without] : [record]);
      if (withKey.length === 0) for (const record of without) add(actorRef(whoOf(record)), [record]);
    }
    return [...links.values()].map(({ from, records }) => this.link(from, to, records));
  }

  /** The records of each call that handed out a key, in public order, a copy with the caller's key first. A key that issues itself is no origin. */
  callsFor(key: number): number[][] {
    const { events } = this.credentials;
    const places = events.places();
    const name = events.dimension('eventName');
    const records = [...new Set(this.byKey.of(key).map((i) => this.records[i] as number))]
      .filter((record) => this.keyOf(record) !== key)
      .sort((a, b) => (places[a] as number) - (places[b] as number));
    // The same API in the same second handed out the same key: one call.
    const calls = new Map<string, number[]>();
    for (const record of records) {
      const id = `${name.numbers[events.columns.call[record] as number]} ${events.columns.time[record]}`;
      const copies = calls.get(id) ?? [];
      calls.set(id, copies);
      copies.push(record);
    }
    return [...calls.values()].map((copies) => copies.sort((a, b) => Number(this.keyOf(a) === 0) - Number(this.keyOf(b) === 0)));
  }

  /**
   * An edge as it may be shown: proven only where the key stands in the first record's answer where the API hands it out. Edges that are only counted are
   * believed by the API alone, since that reads no record.
   */
  checked(link: Link): Link {
    const [record] = link.records;
    if (link.certainty !== 'proven' || link.to.kind !== 'key' || record === undefined) return link;
    const { events } = this.credentials;
    const sources = events.dimension('eventSource');
    // An edge that something else proves is named otherwise than by an API that hands out keys.
    const path = pathOfKey(sources.text(sources.numbers[events.columns.call[record] as number] as number), link.how);
    // Evidence that cannot be read contradicts nothing.
    if (path === null || this.raw.value(record) === undefined) return link;
    if (standsAt(this.raw.at(record, 'responseElements'), path, link.to.value)) return link;
    const why = `The answer of ${link.how} names ${link.to.value}, but not where this API hands out a key (${path.join('.')}).`;
    return { ...link, certainty: 'inferred', why };
  }

  /** Records whose answer names a key without handing it out, in public order. */
  echoes(key: number): number[] {
    const { events } = this.credentials;
    const places = events.places();
    const named = events.db.prepare('SELECT record FROM key_events WHERE key = ? AND issued = 1').pluck().all(key) as number[];
    return named
      .filter((record) => hasBit(events.all, record) && events.outcomesByCode()[events.columns.call[record] as number] === 0)
      .filter((record) => this.issuing[events.columns.call[record] as number] !== 1)
      .sort((a, b) => (places[a] as number) - (places[b] as number));
  }

  /** Keys that were handed out to a key, or to an actor without one, as terms, each once; perhaps to others as well. */
  children({ kind, value }: Ref): number[] {
    const found =
      kind === 'key'
        ? this.byParentKey.of(this.credentials.term(value))
        : kind === 'actor'
          ? this.byActor.of(this.credentials.who.numberOf(value))
          : [];
    return [...new Set(found.map((i) => this.keys[i] as number))];
  }

  private link(from: Ref, to: Ref, records: readonly number[]): Link {
    const { events } = this.credentials;
    const name = events.dimension('eventName');
    const how = name.text(name.numbers[events.columns.call[records[0] as number] as number] as number);
    const caller = from.kind === 'key' ? `with ${from.value}` : `by ${from.value}, whose own key the record does not name`;
    return { from, to, certainty: 'proven', how, why: `${how} was called ${caller}, and its answer names ${to.value}.`, records };
  }

  private readonly keyOf = (record: number): number => this.credentials.keyOf[this.identityOf(record)] as number;

  private readonly whoOf = (record: number): string => this.credentials.whoOf(this.identityOf(record)) ?? '';

  private identityOf(record: number): number {
    return this.credentials.events.columns.identity[record] as number;
  }
}
