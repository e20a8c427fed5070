// Finds records whose eventID was seen before: an open-addressed table of 32-bit fingerprints and record numbers, eight bytes a slot.
// A UNIQUE index would triple the cost of an insert. A hit is only a hint (of ten million ids some ten thousand share a fingerprint with
// another): the caller compares the stored ids.
import { randomBytes } from 'node:crypto';

const LOAD = 0.7;

/** Known to this process only, so that nobody can write ids that all fall on one place. It changes no result. */
const SEED = randomBytes(4).readUInt32LE(0);

export class FingerprintTable {
  private fingerprint: Uint32Array;
  /** Record number; 0 means empty. */
  private record: Uint32Array;
  private mask: number;
  private used = 0;

  constructor(expected = 1 << 16) {
    let capacity = 1 << 16;
    while (capacity * LOAD < expected) capacity *= 2;
    this.fingerprint = new Uint32Array(capacity);
    this.record = new Uint32Array(capacity);
    this.mask = capacity - 1;
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
      const candidate = this.record[slot] as number;
      if (candidate === 0) break;
      if (this.fingerprint[slot] === fingerprint && isSame(candidate)) return candidate;
      slot = (slot + 1) & this.mask;
    }
    this.put(slot, fingerprint, record);
    return 0;
  }

  /** Enters a record without looking for an equal one: for loading what is already stored. */
  add(fingerprint: number, record: number): void {
    if (this.used >= (this.mask + 1) * LOAD) this.grow();
    let slot = fingerprint & this.mask;
    while (this.record[slot] !== 0) slot = (slot + 1) & this.mask;
    this.put(slot, fingerprint, record);
  }

  private put(slot: number, fingerprint: number, record: number): void {
    this.fingerprint[slot] = fingerprint;
    this.record[slot] = record;
    this.used++;
  }

  private grow(): void {
    const old = { fingerprint: this.fingerprint, record: this.record };
    const capacity = (this.mask + 1) * 2;
    this.fingerprint = new Uint32Array(capacity);
    this.record = new Uint32Array(capacity);
    this.mask = capacity - 1;
    this.used = 0;
    for (let i = 0; i < old.record.length; i++) {
      if (old.record[i] !== 0) this.add(old.fingerprint[i] as number, old.record[i] as number);
    }
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

/** The finalizer of MurmurHash3 (Austin Appleby, public domain): every bit of what goes in changes half of what comes out. */
function mixed(h: number): number {
  let m = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  m = Math.imul(m ^ (m >>> 13), 0xc2b2ae35);
  return m ^ (m >>> 16);
}
