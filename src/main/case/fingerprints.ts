// Finds records whose eventID was seen before: an open-addressed table of 32-bit fingerprints and record numbers, eight bytes a slot.
// A UNIQUE index would triple the cost of an insert. A hit is only a hint (of ten million ids some ten thousand share a fingerprint with
// another): the caller compares the stored ids.
import { randomBytes } from 'node:crypto';
import { releaseMemory } from '../memory.ts';

const LOAD = 0.8;

/** Known to this process only, so that nobody can write ids that all fall on one place. It changes no result. */
const SEED = randomBytes(4).readUInt32LE(0);

export class FingerprintTable {
  /** Of each slot the record number (0: empty), then the fingerprint: side by side, so that memory is waited for once. */
  private slots: Uint32Array;
  private mask: number;
  private used = 0;

  constructor(expected = 1 << 16) {
    let capacity = 1 << 16;
    while (capacity * LOAD < expected) capacity *= 2;
    this.slots = new Uint32Array(capacity * 2);
    this.mask = capacity - 1;
  }

  /**
   * Touches the places of fingerprints that are looked for next: memory answers many such questions at a time, but one after the other
   * where each waits for what was done about the one before. Returns nothing of meaning.
   */
  touch(fingerprints: Uint32Array, count: number): number {
    const { slots, mask } = this;
    let seen = 0;
    for (let i = 0; i < count; i++) seen |= slots[((fingerprints[i] as number) & mask) * 2] as number;
    return seen;
  }

  /**
   * The first record with this fingerprint for which `isSame` holds, or 0; then the new record is entered.
   * @param record number of the record that has it, at least 1
   * @param isSame confirms a hit against what is stored
   */
  findOrAdd(fingerprint: number, record: number, isSame: (candidate: number) => boolean): number {
    if (this.used >= (this.mask + 1) * LOAD) this.grow();
    let slot = fingerprint & this.mask;
    for (;;) {
      const candidate = this.slots[slot * 2] as number;
      if (candidate === 0) break;
      if (this.slots[slot * 2 + 1] === fingerprint && isSame(candidate)) return candidate;
      slot = (slot + 1) & this.mask;
    }
    this.put(slot, fingerprint, record);
    return 0;
  }

  /** Enters a record without looking for an equal one: for loading what is already stored. */
  add(fingerprint: number, record: number): void {
    if (this.used >= (this.mask + 1) * LOAD) this.grow();
    let slot = fingerprint & this.mask;
    while (this.slots[slot * 2] !== 0) slot = (slot + 1) & this.mask;
    this.put(slot, fingerprint, record);
  }

  private put(slot: number, fingerprint: number, record: number): void {
    this.slots[slot * 2] = record;
    this.slots[slot * 2 + 1] = fingerprint;
    this.used++;
  }

  private grow(): void {
    const old = this.slots;
    const capacity = (this.mask + 1) * 2;
    this.slots = new Uint32Array(capacity * 2);
    this.mask = capacity - 1;
    this.used = 0;
    for (let i = 0; i < old.length; i += 2) if (old[i] !== 0) this.add(old[i + 1] as number, old[i] as number);
    // Up to 67 MB for ten million records, which would lie about until the garbage collector comes by.
    releaseMemory(old.buffer);
  }
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
