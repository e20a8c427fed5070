// Which resources the events of a case name, as far as they were read: each record has the number of a set of names, equal sets are one. So
// ten million events take 40 MB, and any question about them is one walk.
import { type Bits, noBits, setBit } from '../columns/bits.ts';
import type { ResourceResult } from './resource-runner.ts';

/** The set of a record that names none. */
export const NO_SET = 0;

/** The name of every resource that is not told apart from others. */
export const OTHERS = 0;

/** What is held at most; what comes later is not told apart. */
export interface ResourceLimits {
  /** Different names: a case may name millions of objects. */
  names: number;
  /** Names in all sets together. */
  entries: number;
}

const LIMITS: ResourceLimits = { names: 500_000, entries: 8_000_000 };

export class ResourceSets {
  /** By row id of a record: number of its set; NO_SET also where it was not read. */
  readonly ofRecord: Uint32Array<ArrayBuffer>;
  readonly read: Bits;
  /** Hashes of items that could not be read, or not wholly: what is missing there names nothing. */
  readonly unreadable = new Set<string>();
  private readonly limits: ResourceLimits;
  private readonly texts: string[] = [''];
  private readonly nameOf = new Map<string, number>();
  private readonly sets: (readonly number[])[] = [[]];
  private readonly setOf = new Map<string, number>([['', NO_SET]]);
  private entries = 0;
  private order = new Uint32Array();

  /** @param last highest row id of a record */
  constructor(last: number, limits: ResourceLimits = LIMITS) {
    this.ofRecord = new Uint32Array(last + 1);
    this.read = noBits(last);
    this.limits = limits;
  }

  /** Of sets, NO_SET included. */
  get size(): number {
    return this.sets.length;
  }

  /** Of names, OTHERS included. */
  get names(): number {
    return this.texts.length;
  }

  text(name: number): string {
    return this.texts[name] as string;
  }

  /** The names of a set, each once. */
  namesOf(set: number): readonly number[] {
    return this.sets[set] as readonly number[];
  }

  /** Takes in what a worker read. */
  add({ records, ends, names, texts }: ResourceResult): void {
    const numbers = texts.map((text) => this.numberOf(text));
    let from = 0;
    records.forEach((record, i) => {
      const to = ends[i] as number;
      this.ofRecord[record] = this.setWith(Array.from(names.subarray(from, to), (place) => numbers[place] as number));
      setBit(this.read, record);
      from = to;
    });
  }

  /** Records of which nothing is left to be read. */
  markRead(records: Uint32Array): void {
    for (const record of records) setBit(this.read, record);
  }

  /** Place of each name's text among all, for sorting many. */
  textOrder(): Uint32Array {
    if (this.order.length !== this.names) {
      const byText = Array.from({ length: this.names - 1 }, (_, i) => i + 1).sort((a, b) => (this.text(a) < this.text(b) ? -1 : 1));
      this.order = new Uint32Array(this.names);
      for (const [place, name] of byText.entries()) this.order[name] = place;
    }
    return this.order;
  }

  private numberOf(text: string): number {
    const known = this.nameOf.get(text);
    if (known !== undefined) return known;
    if (this.nameOf.size >= this.limits.names) return OTHERS;
    const number = this.texts.push(text) - 1;
    this.nameOf.set(text, number);
    return number;
  }

  private setWith(names: readonly number[]): number {
    const sorted = [...new Set(names)].sort((a, b) => a - b);
    const key = sorted.join(' ');
    const known = this.setOf.get(key);
    if (known !== undefined) return known;
    const isRoom = this.entries + sorted.length <= this.limits.entries;
    if (!isRoom && key !== String(OTHERS)) return this.setWith([OTHERS]);
    this.entries += sorted.length;
    const number = this.sets.push(sorted) - 1;
    this.setOf.set(key, number);
    return number;
  }
}
