// Bytes as lines of hexadecimal and text: sixteen to a line, as every examiner knows them.

export const LINE = 16;

interface HexCell {
  /** Two digits. */
  hex: string;
  /** The character, or a dot for what is none that can be shown. */
  text: string;
  marked: boolean;
}

interface HexLine {
  /** Of the first byte, in bytes into the item. */
  offset: number;
  cells: HexCell[];
}

/**
 * @param hex lower-case digits of the bytes from `from` on
 * @param mark a range to be marked, in bytes into the item
 */
export function hexLines(hex: string, from: number, mark: { offset: number; length: number } | null): HexLine[] {
  const lines: HexLine[] = [];
  for (let i = 0; i < hex.length / 2; i += LINE) {
    const cells: HexCell[] = [];
    for (let j = i; j < Math.min(i + LINE, hex.length / 2); j++) {
      const digits = hex.slice(j * 2, j * 2 + 2);
      const at = from + j;
      const marked = mark !== null && at >= mark.offset && at < mark.offset + mark.length;
      cells.push({ hex: digits, text: shownByte(Number.parseInt(digits, 16)), marked });
    }
    lines.push({ offset: from + i, cells });
  }
  return lines;
}

/** Only ASCII: a byte of a longer character is not the character. */
function shownByte(byte: number): string {
  return byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·';
}

/** Where to begin so that a place is seen with a little before it: the beginning of a line. */
export function beginFor(offset: number, size: number, shown: number): number {
  const last = Math.max(0, Math.ceil(size / LINE) * LINE - shown);
  return Math.max(0, Math.min(Math.floor(offset / LINE) * LINE - LINE * 2, last));
}

/** An offset as a person writes it: decimal, or hexadecimal after 0x; null when it is neither. */
export function readOffset(text: string): number | null {
  const cleaned = text.replace(/[\s,_]/g, '');
  if (/^0x[0-9a-f]+$/i.test(cleaned)) return Number.parseInt(cleaned.slice(2), 16);
  return /^\d+$/.test(cleaned) ? Number(cleaned) : null;
}
