// Lines of words before the JSON, as a terminal shows them: the command, a warning of a program, a line on where it comes from.
import { endOfValue, isObject, skipSpace } from './json-scan.ts';
import { endOfLine } from './line-values.ts';
import { isKnown, type Reading } from './reading.ts';

/** Lines that are passed over, and the longest of them in bytes. */
const LINES = 20;
const LONGEST = 2000;

const OPEN_ARRAY = 91;
const OPEN_OBJECT = 123;

/** What stands before a value that is a part of a text: the beginning of a quotation or of an assignment, a block of a document, a tag. */
const CITES = /[`'"=:,<>]\s*$|```|^\s*</m;

/** Index of the JSON that begins a line and goes on to the end of the content, and is known; -1 when there is none. */
export function behindWords({ text, last }: Reading, at: number): number {
  const { bytes } = text;
  let next = at;
  for (let line = 0; line < LINES && next < bytes.length; line++) {
    const end = endOfLine(bytes, next);
    if (end - next > LONGEST) return -1;
    next = end + 1;
    if (bytes[next] !== OPEN_OBJECT && bytes[next] !== OPEN_ARRAY) continue;
    const stop = endOfValue(bytes, next);
    if (stop < 0 || CITES.test(text.raw(at, next))) return -1;
    const behind = skipSpace(bytes, stop);
    const isJson = behind === bytes.length || bytes[behind] === OPEN_OBJECT || bytes[behind] === OPEN_ARRAY;
    const value = isJson || !last ? text.parse(next, stop) : undefined;
    return isKnown(value) || (Array.isArray(value) && value.some((one) => isObject(one) && isKnown(one))) ? next : -1;
  }
  return -1;
}
