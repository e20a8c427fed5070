// Finds records whose eventID was seen before: an open-addressed table of 64-bit fingerprints and record numbers.
// A UNIQUE index would triple the cost of an insert. A hit is only a hint: the caller compares the stored ids.

const LOAD = 0.6;

export class FingerprintTable {
  private high: Uint32Array;
  private low: Uint32Array;
  /** Record number; 0 means empty. */
  private record: Uint32Array;
  private mask: number;
  private used = 0;

  constructor(expected = 1 << 16) {
    let capacity = 1 << 16;
    while (capacity * LOAD < expected) capacity *= 2;
    this.high = new Uint32Array(capacity);
    this.low = new Uint32Array(capacity);
    this.record = new Uint32Array(capacity);
    this.mask = capacity - 1;
  }

  /**
   * The first record with this fingerprint for which `isSame` holds, or 0; then the new record is entered.
   * @param record number of the record that has it, at least 1
   * @param isSame confirms a hit against what is stored
   */
  findOrAdd(high: number, low: number, record: number, isSame: (candidate: number) => boolean): number {
    if (this.used >= (this.mask + 1) * LOAD) this.grow();
    let slot = this.slotOf(high, low);
    for (;;) {
      const candidate = this.record[slot] as number;
      if (candidate === 0) break;
      if (this.high[slot] === high && this.low[slot] === low && isSame(candidate)) return candidate;
      slot = (slot + 1) & this.mask;
    }
    this.put(slot, high, low, record);
    return 0;
  }

  /** Enters a record without looking for an equal one: for loading what is already stored. */
  add(high: number, low: number, record: number): void {
    if (this.used >= (this.mask + 1) * LOAD) this.grow();
    let slot = this.slotOf(high, low);
    while (this.record[slot] !== 0) slot = (slot + 1) & this.mask;
    this.put(slot, high, low, record);
  }

  private put(slot: number, high: number, low: number, record: number): void {
    this.high[slot] = high;
    this.low[slot] = low;
    this.record[slot] = record;
    this.used++;
  }

  private slotOf(high: number, low: number): number {
    let h = Math.imul(high ^ (low >>> 15), 0x85ebca6b) ^ Math.imul(low, 0xc2b2ae35);
    h ^= h >>> 13;
    return (h >>> 0) & this.mask;
  }

  private grow(): void {
    const old = { high: this.high, low: this.low, record: this.record };
    const capacity = (this.mask + 1) * 2;
    this.high = new Uint32Array(capacity);
    this.low = new Uint32Array(capacity);
    this.record = new Uint32Array(capacity);
    this.mask = capacity - 1;
    this.used = 0;
    for (let i = 0; i < old.record.length; i++) {
      if (old.record[i] !== 0) this.add(old.high[i] as number, old.low[i] as number, old.record[i] as number);
    }
  }
}

/** Two 32-bit halves of a fingerprint of 16 id bytes at `at`: two words of which all bits of a random UUID are random. */
export function uuidFingerprint(bytes: Uint8Array, at: number): { high: number; low: number } {
  const word = (i: number) =>
    (((bytes[at + i] as number) << 24) |
      ((bytes[at + i + 1] as number) << 16) |
      ((bytes[at + i + 2] as number) << 8) |
      (bytes[at + i + 3] as number)) >>>
    0;
  return { high: word(0), low: word(12) };
}

/** FNV-1a in two lanes over an id that is no UUID. */
export function textFingerprint(text: string): { high: number; low: number } {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ c, 0x85ebca6b) ^ (b >>> 13);
  }
  return { high: a >>> 0, low: b >>> 0 };
}
