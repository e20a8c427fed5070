// Which resources the events of a case name, as far as they were read: each record has the number of a set of names, equal sets are one. So
// ten million events take 40 MB, and any question about them is one walk.
import { type Bits, noBits, setBit } from '../columns/bits.ts';
import type { ResourceResult } from './resource-runner.ts';

/** The set of a record that names none. */
export const NO_SET = 0;

/** Of one resource: a name written in many ways is an attacker's. */
const MOST_FORMS = 100;

/** The name of every resource that is not told apart from others. */
export const OTHERS = 0;

/** Bits of ResourceResult.names. */
const [SOURCE, ASIDE] = [1, 2];

/** What is held at most; what comes later is not told apart. */
interface ResourceLimits {
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
  /** Those of each set that are named only as what something was copied from. */
  private readonly sources: (readonly number[])[] = [[]];
  /** Those of each set that are named only in a setting of another of their kind. */
  private readonly asides: (readonly number[])[] = [[]];
  private readonly setOf = new Map<string, number>([['', NO_SET]]);
  private readonly forms: string[][] = [];
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

  /** Those of them that the records with this set name only as what something was copied from. */
  sourcesOf(set: number): readonly number[] {
    return this.sources[set] as readonly number[];
  }

  /** Those of them that the records with this set name only in a setting of another of their kind. */
  asidesOf(set: number): readonly number[] {
    return this.asides[set] as readonly number[];
  }

  /** The number of a resource's id; undefined where no record that was read names it, or it is not told apart. */
  nameWith(id: string): number | undefined {
    return this.nameOf.get(id);
  }

  /** Texts by which the records that were read name a resource, sorted; at most MOST_FORMS. */
  formsOf(name: number): string[] {
    return [...(this.forms[name] ?? [])].sort();
  }

  /** Takes in what a worker read. */
  add({ records, ends, names, texts, forms }: ResourceResult): void {
    const numbers = texts.map((text) => this.numberOf(text));
    for (const [place, own] of forms.entries()) this.addForms(numbers[place] as number, own);
    let from = 0;
    records.forEach((record, i) => {
      const to = ends[i] as number;
      const own = Array.from(names.subarray(from, to), (code) => ({ name: numbers[code >> 2] as number, part: code & 3 }));
      const ofPart = (part: number): number[] => own.flatMap((one) => (one.part & part && one.name !== OTHERS ? [one.name] : []));
      this.ofRecord[record] = this.setWith(
        own.map(({ name }) => name),
        ofPart(SOURCE),
        ofPart(ASIDE),
      );
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

  private addForms(name: number, forms: readonly string[]): void {
    if (name === OTHERS) return;
    const known = this.forms[name] ?? [];
    this.forms[name] = known;
    for (const form of forms) if (known.length < MOST_FORMS && !known.includes(form)) known.push(form);
  }

  private numberOf(text: string): number {
    const known = this.nameOf.get(text);
    if (known !== undefined) return known;
    if (this.nameOf.size >= this.limits.names) return OTHERS;
    const number = this.texts.push(text) - 1;
    this.nameOf.set(text, number);
    return number;
  }

  private setWith(names: readonly number[], sources: readonly number[], asides: readonly number[]): number {
    const sorted = inOrder(names);
    const copied = inOrder(sources);
    const beside = inOrder(asides);
    const parts = [copied.length === 0 ? '' : ` from ${copied.join(' ')}`, beside.length === 0 ? '' : ` beside ${beside.join(' ')}`];
    const key = `${sorted.join(' ')}${parts.join('')}`;
    const known = this.setOf.get(key);
    if (known !== undefined) return known;
    const isRoom = this.entries + sorted.length <= this.limits.entries;
    if (!isRoom && key !== String(OTHERS)) return this.setWith([OTHERS], [], []);
    this.entries += sorted.length;
    const number = this.sets.push(sorted) - 1;
    this.sources.push(copied.length === 0 ? NOTHING : copied);
    this.asides.push(beside.length === 0 ? NOTHING : beside);
    this.setOf.set(key, number);
    return number;
  }
}

const NOTHING: readonly number[] = [];

function inOrder(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
