// Where the elements of a list stand in the bytes of valid JSON.
import type { ItemText } from './item-text.ts';
import { endOfValue, skipSpace } from './json-scan.ts';

export interface Range {
  from: number;
  to: number;
}

const COMMA = 44;

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
