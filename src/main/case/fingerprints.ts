// Finds records whose eventID was seen before: an open-addressed table of 32-bit fingerprints and record numbers, eight bytes a slot.
// A UNIQUE index would triple the cost of an insert. A hit is only a hint (of ten million ids some ten thousand share a fingerprint with
// another): the caller compares the stored ids.
import { randomBytes } from 'node:crypto';
import { releaseMemory } from '../memory.ts';

/** Parts of a table, each of which grows by itself: beside all the others, only one has its old memory and its new one at a time. */
const PART_BITS = 6;
const PARTS = 1 << PART_BITS;

/** Slots of a part at first; always a power of two. */
const FEWEST_SLOTS = 1024;

/** Of 16 slots, so many are in use before a part is doubled. A fraction of whole numbers is compared faster. */
const FULL = 13;

/** Known to this process only, so that nobody can write ids that all fall on one place. It changes no result. */
const SEED = randomBytes(4).readUInt32LE(0);

export class FingerprintTable {
  /** Of each part the slots: the record number (0: empty), then the fingerprint: side by side, so that memory is waited for once. */
  private readonly parts: Uint32Array[];
  /** Slots in use, of each part. */
  private readonly used = new Uint32Array(PARTS);

  /** @param expected how many records it has room for at first */
  constructor(expected = 0) {
    let capacity = FEWEST_SLOTS;
    while ((capacity * PARTS * FULL) / 16 < expected) capacity *= 2;
    this.parts = Array.from({ length: PARTS }, () => new Uint32Array(capacity * 2));
  }

  /**
   * Touches the places of fingerprints that are looked for next: memory answers many such questions at a time, but one after the other
   * where each waits for what was done about the one before. Returns nothing of meaning.
   */
  touch(fingerprints: Uint32Array, count: number): number {
    let seen = 0;
    for (let i = 0; i < count; i++) {
      const fingerprint = fingerprints[i] as number;
      const slots = this.parts[partOf(fingerprint)] as Uint32Array;
      seen |= slots[firstPlace(fingerprint, slots)] as number;
    }
    return seen;
  }

  /**
   * The first record with this fingerprint for which `isSame` holds, or 0; then the new record is entered.
   * @param record number of the record that has it, at least 1
   * @param isSame confirms a hit against what is stored
   */
  findOrAdd(fingerprint: number, record: number, isSame: (candidate: number) => boolean): number {
    const slots = this.partWithRoom(fingerprint);
    let at = firstPlace(fingerprint, slots);
    for (;;) {
      const candidate = slots[at] as number;
      if (candidate === 0) break;
      if (slots[at + 1] === fingerprint && isSame(candidate)) return candidate;
      at = nextPlace(at, slots);
    }
    this.put(slots, at, fingerprint, record);
    return 0;
  }

  /** Enters a record without looking for an equal one: for loading what is already stored. */
  add(fingerprint: number, record: number): void {
    const slots = this.partWithRoom(fingerprint);
    this.put(slots, freePlace(fingerprint, slots), fingerprint, record);
  }

  private put(slots: Uint32Array, at: number, fingerprint: number, record: number): void {
    slots[at] = record;
    slots[at + 1] = fingerprint;
    const part = partOf(fingerprint);
    this.used[part] = (this.used[part] as number) + 1;
  }

  private partWithRoom(fingerprint: number): Uint32Array {
    const part = partOf(fingerprint);
    const slots = this.parts[part] as Uint32Array;
    return (this.used[part] as number) < (slots.length * FULL) >> 5 ? slots : this.grow(part, slots);
  }

  private grow(part: number, old: Uint32Array): Uint32Array {
    const slots = new Uint32Array(old.length * 2);
    for (let from = 0; from < old.length; from += 2) {
      if (old[from] === 0) continue;
      const fingerprint = old[from + 1] as number;
      const at = freePlace(fingerprint, slots);
      slots[at] = old[from] as number;
      slots[at + 1] = fingerprint;
    }
    this.parts[part] = slots;
    // Else it would lie about until the garbage collector comes by.
    releaseMemory(old.buffer);
    return slots;
  }
}

/** By its first bits. */
function partOf(fingerprint: number): number {
  return fingerprint >>> (32 - PART_BITS);
}

/** Index in `slots` at which a fingerprint is looked for first, by its last bits. */
function firstPlace(fingerprint: number, slots: Uint32Array): number {
  return (fingerprint << 1) & (slots.length - 1);
}

function nextPlace(at: number, slots: Uint32Array): number {
  return (at + 2) & (slots.length - 1);
}

function freePlace(fingerprint: number, slots: Uint32Array): number {
  let at = firstPlace(fingerprint, slots);
  while (slots[at] !== 0) at = nextPlace(at, slots);
  return at;
}

/** Fingerprint of the 16 bytes at `at`, of a UUID or the beginning of a hash; unsigned. */
export function uuidFingerprint(bytes: Uint8Array, at: number): number {
  let h = SEED;
  for (let i = at; i < at + 16; i += 4) {
    const word =
      ((bytes[i] as number) << 24) | ((bytes[i + 1] as number) << 16) | ((bytes[i + 2] as number) << 8) | (bytes[i + 3] as number);
    h = mixed(h ^ word);
  }
  return h >>> 0;
}

/** Fingerprint of an id that is no UUID, unsigned. */
export function textFingerprint(text: string): number {
  let h = SEED;
  for (let i = 0; i < text.length; i++) h = mixed(h ^ text.charCodeAt(i));
  return h >>> 0;
}

/** Fingerprint of numbers of at most 32 bits, unsigned. */
export function numbersFingerprint(numbers: readonly number[]): number {
  let h = SEED;
  for (const number of numbers) h = mixed(h ^ number);
  return h >>> 0;
}

/** The finalizer of MurmurHash3 (Austin Appleby, public domain): every bit of what goes in changes half of what comes out. */
function mixed(h: number): number {
  let m = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  m = Math.imul(m ^ (m >>> 13), 0xc2b2ae35);
  return m ^ (m >>> 16);
}
