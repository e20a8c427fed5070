// An item's content as JSON text: offsets are byte offsets, and only the pieces that are parsed are ever decoded.
import { isAscii, isUtf8 } from 'node:buffer';

/** Bytes decoded at a time: some tens of records, so that not each of them costs a call into the runtime and a copy. */
const PIECE = 65_536;

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

  /** The JSON value in a range, or undefined when it is not one. */
  parse(from: number, to: number): unknown {
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
