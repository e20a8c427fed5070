// Every access key that a case knows: those with which calls were made, and those that records name beside their caller's own.
import type { CaseEvents } from '../columns/case-events.ts';
import { issuingCalls } from '../lineage/issuing.ts';
import type { Texts } from './ranking.ts';

/** Which record names which key. Row by row. */
interface KeyNamings {
  records: Uint32Array;
  /** Numbers of keys. */
  keys: Uint32Array;
  /** 1: the record hands the key out; 0: it is about the key. */
  issued: Uint8Array;
}

class KeyIndex implements Texts {
  /** By row id of an identity: number of its access key, 0 for none. A key may be the empty string, which is none either. */
  readonly numbers: Uint32Array;
  readonly namings: KeyNamings;
  /** Row id of the term of each number. */
  private readonly terms: number[] = [0];
  private readonly events: CaseEvents;
  private allTexts: string[] | null = null;
  private places: Uint32Array | null = null;

  constructor(events: CaseEvents) {
    this.events = events;
    const { db } = events;
    const numberOfTerm = new Map<number, number>();
    const numberOf = (term: number): number => {
      let number = numberOfTerm.get(term);
      if (number === undefined) {
        number = this.terms.push(term) - 1;
        numberOfTerm.set(term, number);
      }
      return number;
    };
    const last = (db.prepare('SELECT max(id) FROM identities').pluck().get() as number | null) ?? 0;
    this.numbers = new Uint32Array(last + 1);
    const used = db.prepare('SELECT id, access_key FROM identities WHERE access_key <> 0').raw().iterate() as IterableIterator<
      [number, number]
    >;
    for (const [identity, term] of used) this.numbers[identity] = numberOf(term);
    const named = db.prepare('SELECT record, key, issued FROM key_events ORDER BY record').raw().all() as [number, number, number][];
    // A key in the answer of a call that issues none was put there by whoever made the call: it is named, no more.
    const issuing = issuingCalls(events);
    const { call } = events.columns;
    this.namings = {
      records: Uint32Array.from(named, ([record]) => record),
      keys: Uint32Array.from(named, ([, term]) => numberOf(term)),
      issued: Uint8Array.from(named, ([record, , issued]) => issued & (issuing[call[record] as number] as number)),
    };
  }

  /** Of numbers, 0 included. */
  get size(): number {
    return this.terms.length;
  }

  text(number: number): string {
    return this.texts()[number] as string;
  }

  textOrder(): Uint32Array {
    if (!this.places) {
      const texts = this.texts();
      const byText = Array.from({ length: texts.length - 1 }, (_, i) => i + 1).sort((a, b) =>
        (texts[a] as string) < (texts[b] as string) ? -1 : 1,
      );
      const places = new Uint32Array(texts.length);
      byText.forEach((number, place) => {
        places[number] = place;
      });
      this.places = places;
    }
    return this.places;
  }

  /** All at once: one by one, millions of them would take as many questions. */
  private texts(): string[] {
    if (!this.allTexts) {
      const number = new Map(this.terms.map((term, at) => [term, at]));
      const texts = new Array<string>(this.terms.length).fill('');
      const rows = this.events.db
        .prepare('SELECT id, value FROM terms WHERE id IN (SELECT access_key FROM identities UNION SELECT key FROM key_events)')
        .raw()
        .iterate() as IterableIterator<[number, string]>;
      for (const [term, value] of rows) texts[number.get(term) ?? 0] = value;
      this.allTexts = texts;
    }
    return this.allTexts;
  }
}

const known = new WeakMap<CaseEvents, KeyIndex>();

/** The keys of a case, read when first asked for. */
export function keysOf(events: CaseEvents): KeyIndex {
  let keys = known.get(events);
  if (!keys) {
    keys = new KeyIndex(events);
    known.set(events, keys);
  }
  return keys;
}
