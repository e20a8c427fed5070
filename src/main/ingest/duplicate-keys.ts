// Finds members of one name in an object, at any depth: JSON.parse takes the last without a word, other parsers the first.
import type { ItemText } from './item-text.ts';
import { endOfString } from './json-scan.ts';
import { LONGEST_BUILT } from './long-json.ts';
import { duplicateKeyOfLong } from './long-keys.ts';

const QUOTE = 34;
const COMMA = 44;
const OPEN_ARRAY = 91;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/**
 * The first name that an object in a range has twice, or null.
 * @param from beginning of a JSON value that JSON.parse accepts, `to` its end
 */
export function duplicateKey(text: ItemText, from: number, to: number): string | null {
  if (to - from > LONGEST_BUILT) return duplicateKeyOfLong(text, from, to);
  const { bytes } = text;
  // Names of every open object; null for a list. No recursion: depth is data.
  const open: (Set<string> | null)[] = [];
  let nameNext = false;
  for (let i = from; i < to; ) {
    const c = bytes[i];
    if (c === QUOTE) {
      const end = endOfString(bytes, i);
      if (end < 0) return null;
      if (nameNext) {
        const raw = text.slice(i + 1, end - 1);
        const name = raw.includes('\\') ? String(text.parse(i, end)) : raw;
        const names = open.at(-1) as Set<string>;
        if (names.has(name)) return name;
        names.add(name);
        nameNext = false;
      }
      i = end;
      continue;
    }
    if (c === OPEN_OBJECT) {
      open.push(new Set());
      nameNext = true;
    } else if (c === OPEN_ARRAY) {
      open.push(null);
      nameNext = false;
    } else if (c === CLOSE_OBJECT || c === CLOSE_ARRAY) {
      open.pop();
      nameNext = false;
    } else if (c === COMMA) nameNext = open.at(-1) !== null;
    i++;
  }
  return null;
}
