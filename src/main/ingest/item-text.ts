// An item's content as JSON text: offsets are byte offsets, and only the pieces that are parsed are ever decoded.
import { isAscii, isUtf8 } from 'node:buffer';
import { skipSpace } from './json-scan.ts';
import { countValues, LONGEST_BUILT, MOST_BUILT, outline } from './long-json.ts';
import { looksLikeRecord } from './record-marks.ts';

/** Bytes decoded at a time: some tens of records, so that not each of them costs a call into the runtime and a copy. */
const PIECE = 65_536;

const SPACE = 32;
const QUOTE = 34;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

export class ItemText {
  readonly bytes: Buffer;
  private readonly ascii: boolean;
  private readonly utf8: boolean;
  /** The piece decoded last, of ASCII content, and where it begins. */
  private piece = '';
  private pieceAt = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.ascii = isAscii(bytes);
    this.utf8 = this.ascii || isUtf8(bytes);
  }

  /** Whether all of it is valid UTF-8. */
  get isUtf8(): boolean {
    return this.utf8;
  }

  /** The bytes of a range, as far as there are any, decoded as UTF-8. */
  slice(from: number, end: number): string {
    // What is ASCII needs no decoder.
    return this.bytes.toString(this.ascii ? 'latin1' : 'utf8', from, end);
  }

  /** The same with every byte as one character: for what is looked for in the bytes, not shown. */
  raw(from: number, end: number): string {
    return this.bytes.toString('latin1', from, end);
  }

  /** True when the bytes of a range are valid UTF-8. */
  validAt(from: number, to: number): boolean {
    return this.utf8 || isUtf8(this.bytes.subarray(from, to));
  }

  /**
   * The JSON value in a range, or undefined when it is not one. Of a record of many megabytes, and of what holds millions of values, an outline:
   * see long-json.ts.
   */
  parse(from: number, to: number): unknown {
    if (!mayBeJson(this.bytes, from, to)) return undefined;
    return to - from > LONGEST_BUILT ? this.parseLong(from, to) : this.build(from, to);
  }

  private parseLong(from: number, to: number): unknown {
    const { bytes } = this;
    const own = bytes.subarray(from, to);
    const begin = skipSpace(own, 0);
    if (own[begin] === QUOTE) return this.build(from, to);
    const count = countValues(own);
    if (count < 0) return undefined;
    const open = own[begin] === OPEN_OBJECT;
    const seen = open ? outline(bytes, from + begin, (a, b) => this.parse(a, b)) : [];
    return count > MOST_BUILT || looksLikeRecord(seen) ? seen : this.build(from, to);
  }

  private build(from: number, to: number): unknown {
    try {
      return JSON.parse(this.ascii && to > from && to - from <= PIECE / 2 ? this.sliceOfPiece(from, to) : this.slice(from, to));
    } catch {
      return undefined;
    }
  }

  /** As `slice`, for short ranges of ASCII content. What it returns keeps the whole piece in memory: to be parsed, not kept. */
  private sliceOfPiece(from: number, to: number): string {
    if (from < this.pieceAt || to > this.pieceAt + this.piece.length) {
      this.piece = this.bytes.toString('latin1', from, from + PIECE);
      this.pieceAt = from;
    }
    return this.piece.slice(from - this.pieceAt, to - this.pieceAt);
  }
}

/** What JSON text begins with, white space included. */
const BEGINNINGS = new Uint8Array(256);
for (const first of ' \t\n\r{["-0123456789tfn') BEGINNINGS[first.charCodeAt(0)] = 1;

/** Whether a range may be a JSON value, by its ends. Asked first because JSON.parse takes a hundred times as long to refuse a byte as to read one. */
function mayBeJson(bytes: Buffer, from: number, to: number): boolean {
  const first = bytes[from] as number;
  if (BEGINNINGS[first] !== 1) return false;
  if (first !== OPEN_OBJECT) return true;
  const next = bytes[skipSpace(bytes, from + 1)];
  const last = bytes[to - 1] as number;
  return (next === QUOTE || next === CLOSE_OBJECT) && (last === CLOSE_OBJECT || last <= SPACE);
}
