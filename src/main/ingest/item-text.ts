// An item's content as text of which one character is one byte: offsets in it are byte offsets, whatever the encoding.
import { isAscii, isUtf8 } from 'node:buffer';

export class ItemText {
  readonly bytes: Buffer;
  /** Latin-1 view of the bytes: brackets, quotes and keys are where they are; other text is not readable in it. */
  readonly text: string;
  private readonly ascii: boolean;
  private readonly utf8: boolean;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.text = bytes.toString('latin1');
    this.ascii = isAscii(bytes);
    this.utf8 = this.ascii || isUtf8(bytes);
  }

  /** The bytes of a range, decoded as UTF-8. */
  slice(from: number, to: number): string {
    return this.ascii ? this.text.slice(from, to) : this.bytes.toString('utf8', from, to);
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
