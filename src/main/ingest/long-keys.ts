// The search for members of one name in values of many megabytes: the same answer as in duplicate-keys.ts, in a few bytes for every name
// that may still be met again. Names are known by where they stand.
import type { ItemText } from './item-text.ts';
import { endOfString } from './json-scan.ts';
import { Brackets } from './long-json.ts';

const QUOTE = 34;
const COMMA = 44;
const OPEN_ARRAY = 91;
const BACKSLASH = 92;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** Names of one object that are compared one by one; of more there is a table. */
const FEW = 32;

/** A list of numbers that grows. */
class Numbers {
  private values = new Uint32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const more = new Uint32Array(this.length * 2);
      more.set(this.values);
      this.values = more;
    }
    this.values[this.length++] = value;
  }

  at(index: number): number {
    return this.values[index] as number;
  }
}

/** The first name that an object in a range has twice, or null. The range is a JSON value. */
export function duplicateKeyOfLong(text: ItemText, from: number, to: number): string | null {
  const bytes = text.bytes.subarray(from, to);
  const names = new Names(bytes);
  const open = new Brackets();
  /** Where the names of every open object begin among `known`. */
  const firsts = new Numbers();
  const known = new Numbers();
  const tables = new Map<number, Table>();
  let nameNext = false;
  for (let i = 0; i < bytes.length; ) {
    const c = bytes[i];
    if (c === QUOTE) {
      const end = endOfString(bytes, i);
      if (end < 0) return null;
      if (nameNext) {
        if (isThere(i, names, known, firsts.at(firsts.length - 1), tables)) return names.text(i);
        known.push(i);
        nameNext = false;
      }
      i = end;
      continue;
    }
    if (c === OPEN_OBJECT) {
      open.open(true);
      firsts.push(known.length);
      nameNext = true;
    } else if (c === OPEN_ARRAY) {
      open.open(false);
      nameNext = false;
    } else if (c === CLOSE_OBJECT || c === CLOSE_ARRAY) {
      if (open.inObject) {
        const first = firsts.at(--firsts.length);
        known.length = first;
        tables.delete(first);
      }
      open.depth--;
      nameNext = false;
    } else if (c === COMMA) nameNext = open.depth > 0 && open.inObject;
    i++;
  }
  return null;
}

/** Whether the name that stands at `at` is among those of its object, which begin at `first`; noted for the next when there are many. */
function isThere(at: number, names: Names, known: Numbers, first: number, tables: Map<number, Table>): boolean {
  const count = known.length - first;
  if (count < FEW) {
    for (let i = first; i < known.length; i++) if (names.equal(known.at(i), at)) return true;
    return false;
  }
  let table = tables.get(first);
  if (!table) {
    table = new Table(names);
    for (let i = first; i < known.length; i++) table.add(known.at(i));
    tables.set(first, table);
  }
  return !table.add(at);
}

/** Names by where they stand: compared as what they say, however they are written. */
class Names {
  private readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  text(at: number): string {
    return String(JSON.parse(this.bytes.toString('utf8', at, endOfString(this.bytes, at))));
  }

  hash(at: number): number {
    const own = this.own(at);
    let hash = 0x811c9dc5;
    for (let i = 0; i < own.length; i++) hash = Math.imul(hash ^ (own[i] as number), 0x01000193);
    return (hash ^ (hash >>> 15)) >>> 0;
  }

  equal(a: number, b: number): boolean {
    return this.own(a).equals(this.own(b));
  }

  /** The name as UTF-8. */
  private own(at: number): Buffer {
    const own = this.bytes.subarray(at + 1, endOfString(this.bytes, at) - 1);
    return own.includes(BACKSLASH) || !isAsciiOnly(own) ? Buffer.from(this.text(at)) : own;
  }
}

function isAsciiOnly(bytes: Buffer): boolean {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] as number) > 127) return false;
  return true;
}

/** A hash table of places, open addressing; a place is stored as itself + 1, 0 is free. */
class Table {
  private readonly names: Names;
  private slots = new Uint32Array(256);
  private used = 0;

  constructor(names: Names) {
    this.names = names;
  }

  /** False when the name is there. */
  add(at: number): boolean {
    if (this.used * 2 >= this.slots.length) this.grow();
    const mask = this.slots.length - 1;
    let slot = this.names.hash(at) & mask;
    for (; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
      if (this.names.equal((this.slots[slot] as number) - 1, at)) return false;
    }
    this.slots[slot] = at + 1;
    this.used++;
    return true;
  }

  private grow(): void {
    const before = this.slots;
    this.slots = new Uint32Array(before.length * 2);
    const mask = this.slots.length - 1;
    for (const place of before) {
      if (place === 0) continue;
      let slot = this.names.hash(place - 1) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = place;
    }
  }
}
