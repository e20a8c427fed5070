// Sets of records as bits: 32 records a word, the record with the id n in word n >> 5. A set of ten million takes 1.25 MB.

export type Bits = Uint32Array<ArrayBuffer>;

/** An empty set with room for the ids 0 … last. */
export function noBits(last: number): Bits {
  return new Uint32Array((last >> 5) + 1);
}

export function hasBit(bits: Bits, id: number): boolean {
  return (((bits[id >> 5] as number) >>> (id & 31)) & 1) === 1;
}

export function setBit(bits: Bits, id: number): void {
  bits[id >> 5] = (bits[id >> 5] as number) | (1 << (id & 31));
}

export function clearBit(bits: Bits, id: number): void {
  bits[id >> 5] = (bits[id >> 5] as number) & ~(1 << (id & 31));
}

/** Adds the ids from … to − 1. */
export function setRange(bits: Bits, from: number, to: number): void {
  for (let id = from; id < to && (id & 31) !== 0; id++) setBit(bits, id);
  const start = (from + 31) >> 5;
  const end = to >> 5;
  if (end > start) bits.fill(0xffffffff, start, end);
  for (let id = Math.max(end << 5, from); id < to; id++) setBit(bits, id);
}

/** Into the first: those of both. */
export function intersect(into: Bits, other: Bits): Bits {
  for (let i = 0; i < into.length; i++) into[i] = (into[i] as number) & (other[i] as number);
  return into;
}

/** Into the first: those of either. */
export function unite(into: Bits, other: Bits): Bits {
  for (let i = 0; i < into.length; i++) into[i] = (into[i] as number) | (other[i] as number);
  return into;
}

/** Those of `all` that the other has not. */
export function without(all: Bits, other: Bits): Bits {
  const left = new Uint32Array(all.length);
  for (let i = 0; i < left.length; i++) left[i] = (all[i] as number) & ~(other[i] as number);
  return left;
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (let i = 0; i < bits.length; i++) count += ones(bits[i] as number);
  return count;
}

/** Bits set in one word. Source: Henry S. Warren, "Hacker's Delight", population count. */
export function ones(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The ids in a set, in order. */
export function idsOf(bits: Bits): Uint32Array<ArrayBuffer> {
  const ids = new Uint32Array(countBits(bits));
  let at = 0;
  forEachBit(bits, (id) => {
    ids[at++] = id;
  });
  return ids;
}

/** Ids given at a time. */
const BATCH = 8192;

/**
 * The ids of a set in order, many at a time: a loop over numbers is several times as fast as a call for each.
 * `for (let n = batches.next(); n > 0; n = batches.next()) for (let i = 0; i < n; i++) … batches.ids[i]`
 */
export class IdBatches {
  readonly ids = new Uint32Array(BATCH + 32);
  private readonly bits: Bits;
  private word = 0;

  constructor(bits: Bits) {
    this.bits = bits;
  }

  /** Puts the next ids into `ids`. @returns how many, 0 at the end */
  next(): number {
    const { bits, ids } = this;
    let count = 0;
    let i = this.word;
    for (; i < bits.length && count < BATCH; i++) {
      let word = bits[i] as number;
      const first = i << 5;
      if (word === 0xffffffff) {
        // Most words of a large selection.
        for (let bit = 0; bit < 32; bit++) ids[count + bit] = first + bit;
        count += 32;
        continue;
      }
      // Two's complement isolates the lowest bit; its place is what stands above its leading zeros.
      for (; word !== 0; word &= word - 1) ids[count++] = first + 31 - Math.clz32(word & -word);
    }
    this.word = i;
    return count;
  }
}

/** Visits the ids in order. */
export function forEachBit(bits: Bits, visit: (id: number) => void): void {
  const batches = new IdBatches(bits);
  for (let n = batches.next(); n > 0; n = batches.next()) for (let i = 0; i < n; i++) visit(batches.ids[i] as number);
}
