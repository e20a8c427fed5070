// Where the members of an object and the elements of a list stand in the bytes of valid JSON.
import type { ItemText } from './item-text.ts';
import { endOfString, endOfValue, skipSpace } from './json-scan.ts';

export interface Range {
  from: number;
  to: number;
}

const COMMA = 44;
const COLON = 58;
const QUOTE = 34;

/** Place of a member's value in the object that begins at `at`; of two members of one name the last, as JSON.parse takes it. */
export function memberPlace(text: ItemText, at: number, name: string): Range | null {
  const { bytes } = text;
  let found: Range | null = null;
  let i = skipSpace(bytes, at + 1);
  while (bytes[i] === QUOTE) {
    const keyEnd = endOfString(bytes, i);
    if (keyEnd < 0) return found;
    const key = text.parse(i, keyEnd);
    i = skipSpace(bytes, keyEnd);
    if (bytes[i] !== COLON) return found;
    const from = skipSpace(bytes, i + 1);
    const to = endOfValue(bytes, from);
    if (to < 0) return found;
    if (key === name) found = { from, to };
    i = skipSpace(bytes, to);
    if (bytes[i] !== COMMA) return found;
    i = skipSpace(bytes, i + 1);
  }
  return found;
}

/** Places of the elements of the list that begins at `at`, in order. */
export function elementPlaces(text: ItemText, at: number): Range[] {
  const { bytes } = text;
  const places: Range[] = [];
  let from = skipSpace(bytes, at + 1);
  for (;;) {
    const to = from < bytes.length ? endOfValue(bytes, from) : -1;
    if (to < 0 || to === from) return places;
    places.push({ from, to });
    const i = skipSpace(bytes, to);
    if (bytes[i] !== COMMA) return places;
    from = skipSpace(bytes, i + 1);
  }
}
