// Where lines end, and which JSON value stands on one.
import type { ItemText } from './item-text.ts';
import { endOfValue } from './json-scan.ts';

const LINE_FEED = 10;

/** A line longer than this, in bytes, is first looked at for where its first value ends: it may hold thousands. */
const LONG_LINE = 65_536;

interface ValueAt {
  /** Undefined when it is not JSON. */
  value: unknown;
  /** Index after it; -1 when it does not end. */
  end: number;
}

/** The value that begins at `at`: on a line, or over several. */
export function firstValue(item: ItemText, at: number, lineEnd = endOfLine(item.bytes, at)): ValueAt {
  const onLine = valueOnLine(item, at, lineEnd);
  if (onLine.value !== undefined) return onLine;
  const end = endOfValue(item.bytes, at);
  return { value: end > 0 ? item.parse(at, end) : undefined, end };
}

/** The value that a line is, or the first of those on a long one. */
export function valueOnLine(item: ItemText, at: number, to: number): ValueAt {
  return firstOnLine(item, at, to) ?? { value: item.parse(at, to), end: to };
}

/** The first of several values on a long line, which may be as long as the content; null when it is not such a line. */
export function firstOnLine(item: ItemText, at: number, to: number): ValueAt | null {
  if (to - at <= LONG_LINE) return null;
  const end = endOfValue(item.bytes.subarray(0, to), at);
  return end > 0 && end < to ? { value: item.parse(at, end), end } : null;
}

/** Index of the line feed that ends the line at `at`, or of the end of the bytes. */
export function endOfLine(bytes: Buffer, at: number): number {
  const newline = bytes.indexOf(LINE_FEED, at);
  return newline < 0 ? bytes.length : newline;
}

/** Index after the last byte of a range that is not white space. */
export function trimEnd(bytes: Buffer, from: number, to: number): number {
  let end = to;
  while (end > from && isSpace(bytes[end - 1])) end--;
  return end;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9;
}
