// Where the elements of a list stand in the bytes of valid JSON.
import type { ItemText } from './item-text.ts';
import { endOfString, endOfValue, skipSpace } from './json-scan.ts';

export interface Range {
  from: number;
  to: number;
}

const QUOTE = 34;
const COMMA = 44;
const CLOSE_ARRAY = 93;

/** Places of the elements of the list that begins at `at`, in order. */
export function elementPlaces(text: ItemText, at: number): Range[] {
  const { bytes } = text;
  const places: Range[] = [];
  let from = skipSpace(bytes, at + 1);
  if (bytes[from] === CLOSE_ARRAY) return places;
  for (;;) {
    const to = from < bytes.length ? endOfValue(bytes, from) : -1;
    if (to < 0 || to === from) return places;
    places.push({ from, to });
    const i = skipSpace(bytes, to);
    if (bytes[i] !== COMMA) return places;
    from = skipSpace(bytes, i + 1);
  }
}

/** Places of the wanted members of the object that begins at `at`, found in one pass; of two of one name the last, as JSON.parse takes it. */
export function memberPlaces(text: ItemText, at: number, wanted: { has(name: string): boolean }): Map<string, Range> {
  const { bytes } = text;
  const places = new Map<string, Range>();
  let i = skipSpace(bytes, at + 1);
  while (bytes[i] === QUOTE) {
    const keyEnd = endOfString(bytes, i);
    const key = text.parse(i, keyEnd);
    // The value was parsed before: every member has its colon and its end.
    const from = skipSpace(bytes, skipSpace(bytes, keyEnd) + 1);
    const to = endOfValue(bytes, from);
    if (to < 0) break;
    if (typeof key === 'string' && wanted.has(key)) places.set(key, { from, to });
    const next = skipSpace(bytes, to);
    if (bytes[next] !== COMMA) break;
    i = skipSpace(bytes, next + 1);
  }
  return places;
}
