// A gzip writer whose output never varies. Node's zlib may compress the same bytes differently on another processor
// or in another version (its match finder is vectorised per platform); the committed archive must be reproducible.
import { crc32 } from 'node:zlib';
import { codeLengths, codes } from './huffman.ts';
import { cheapest, places, type Token } from './matches.ts';

/** RFC 1951, 3.2.5: first length, and extra bits, of symbols 257 to 285. */
const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BITS = Array.from({ length: 30 }, (_, i) => (i < 2 ? 0 : (i >> 1) - 1));
const DISTANCE_BASE = DISTANCE_BITS.map((_, i) => DISTANCE_BITS.slice(0, i).reduce((sum, bits) => sum + 2 ** bits, 1));
/** RFC 1951, 3.2.7: the order in which code length code lengths are written. */
const CLC_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

const lengthSymbol = lookup(LENGTH_BASE, 258);
const distanceSymbol = lookup(DISTANCE_BASE, 32768);

/** One gzip member with no name and no time, in a header as Java's GZIPOutputStream (hence CloudTrail) writes it. */
export function gzip(data: Buffer): Buffer {
  const out = new BitWriter([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0]);
  writeBlock(out, tokens(data));
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(crc32(data), 0);
  tail.writeUInt32LE(data.length, 4);
  return Buffer.concat([out.finish(), tail]);
}

/** First a guess at prices, then prices from the codes that the guess leads to. */
function tokens(data: Buffer): Token[] {
  const list = places(data);
  let chosen = cheapest(data, list, ({ distance }) => (distance === 0 ? 6 : 7 + (DISTANCE_BITS[distanceSymbol(distance)] ?? 0)));
  for (let pass = 0; pass < 2; pass += 1) {
    const { literal, distance } = lengthsFor(chosen);
    // A symbol that the last pass did not use has no code yet; this is about what a rare one costs.
    const bits = (lengths: number[], symbol: number): number => lengths[symbol] || 13;
    chosen = cheapest(data, list, (token) => {
      if (token.distance === 0) return bits(literal, token.value);
      const [size, far] = [lengthSymbol(token.value), distanceSymbol(token.distance)];
      return bits(literal, 257 + size) + (LENGTH_BITS[size] ?? 0) + bits(distance, far) + (DISTANCE_BITS[far] ?? 0);
    });
  }
  return chosen;
}

/** A table from value to the last symbol whose base does not exceed it. */
function lookup(bases: number[], upTo: number): (value: number) => number {
  const table = new Uint8Array(upTo + 1);
  for (const [symbol, base] of bases.entries()) table.fill(symbol, base);
  return (value) => table[value] ?? 0;
}

/** Optimal code lengths for these tokens and the end-of-block symbol. */
function lengthsFor(list: Token[]): { literal: number[]; distance: number[] } {
  const literals = new Array<number>(286).fill(0);
  const distances = new Array<number>(30).fill(0);
  add(literals, 256);
  for (const { value, distance } of list) {
    add(literals, distance === 0 ? value : 257 + lengthSymbol(value));
    if (distance > 0) add(distances, distanceSymbol(distance));
  }
  if (distances.every((n) => n === 0)) add(distances, 0);
  return { literal: codeLengths(literals, 15), distance: codeLengths(distances, 15) };
}

function add(counts: number[], symbol: number): void {
  counts[symbol] = (counts[symbol] ?? 0) + 1;
}

/** All tokens as one final block with dynamic Huffman codes (RFC 1951, 3.2.7). */
function writeBlock(out: BitWriter, list: Token[]): void {
  const { literal: literalLengths, distance: distanceLengths } = lengthsFor(list);
  const runs = runLengths([...literalLengths, ...distanceLengths]);
  const clcCounts = new Array<number>(19).fill(0);
  for (const run of runs) add(clcCounts, run.symbol);
  const clcLengths = codeLengths(clcCounts, 7);
  const clcCodes = codes(clcLengths);
  out.bits(1, 1); // last block
  out.bits(2, 2); // dynamic codes
  out.bits(286 - 257, 5);
  out.bits(30 - 1, 5);
  out.bits(19 - 4, 4);
  for (const symbol of CLC_ORDER) out.bits(clcLengths[symbol] ?? 0, 3);
  for (const { symbol, extra, bits } of runs) {
    out.bits(clcCodes[symbol] ?? 0, clcLengths[symbol] ?? 0);
    out.bits(extra, bits);
  }
  const literalCodes = codes(literalLengths);
  const distanceCodes = codes(distanceLengths);
  const literal = (symbol: number): void => out.bits(literalCodes[symbol] ?? 0, literalLengths[symbol] ?? 0);
  for (const { value, distance } of list) {
    if (distance === 0) {
      literal(value);
      continue;
    }
    const length = lengthSymbol(value);
    literal(257 + length);
    out.bits(value - (LENGTH_BASE[length] ?? 0), LENGTH_BITS[length] ?? 0);
    const far = distanceSymbol(distance);
    out.bits(distanceCodes[far] ?? 0, distanceLengths[far] ?? 0);
    out.bits(distance - (DISTANCE_BASE[far] ?? 0), DISTANCE_BITS[far] ?? 0);
  }
  literal(256);
}

/** Code lengths written with the repeat symbols 16, 17 and 18. */
function runLengths(lengths: number[]): { symbol: number; extra: number; bits: number }[] {
  const runs: { symbol: number; extra: number; bits: number }[] = [];
  let i = 0;
  while (i < lengths.length) {
    const value = lengths[i] ?? 0;
    let run = 1;
    while (run < (value === 0 ? 138 : 7) && i + run < lengths.length && lengths[i + run] === value) run += 1;
    if (value === 0 && run >= 11) runs.push({ symbol: 18, extra: run - 11, bits: 7 });
    else if (value === 0 && run >= 3) runs.push({ symbol: 17, extra: run - 3, bits: 3 });
    else if (run >= 4) runs.push({ symbol: value, extra: 0, bits: 0 }, { symbol: 16, extra: run - 4, bits: 2 });
    else {
      run = 1;
      runs.push({ symbol: value, extra: 0, bits: 0 });
    }
    i += run;
  }
  return runs;
}

/** Bytes written bit by bit, least significant first. */
class BitWriter {
  #bytes: number[];
  #held = 0;
  #count = 0;

  constructor(header: number[]) {
    this.#bytes = header;
  }

  bits(value: number, count: number): void {
    this.#held |= value << this.#count;
    this.#count += count;
    while (this.#count >= 8) {
      this.#bytes.push(this.#held & 0xff);
      this.#held >>>= 8;
      this.#count -= 8;
    }
  }

  finish(): Buffer {
    if (this.#count > 0) this.#bytes.push(this.#held & 0xff);
    return Buffer.from(this.#bytes);
  }
}
