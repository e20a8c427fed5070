// An item's content as JSON text: offsets are byte offsets, and only the pieces that are parsed are ever decoded.
import { isAscii, isUtf8 } from 'node:buffer';

export class ItemText {
  readonly bytes: Buffer;
  private readonly ascii: boolean;
  private readonly utf8: boolean;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.ascii = isAscii(bytes);
    this.utf8 = this.ascii || isUtf8(bytes);
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
      return JSON.parse(this.slice(from, to));
    } catch {
      return undefined;
    }
  }
}
