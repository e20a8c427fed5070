// Content that begins within a value: a part of a file that was split, or what was saved from the middle of one. What is left of that value is passed
// over, and what follows is read. That nothing but the end of JSON stands there is tested byte by byte: text that cites a record is none.
import { isFieldOfRecord } from '../decode/columns.ts';
import type { ItemText } from './item-text.ts';
import { endOfString, endOfValue, skipSpace } from './json-scan.ts';
import { isKnown, MORE, NONE, type Reading } from './reading.ts';
import { looksLikeRecord } from './record-marks.ts';

/** Longest rest of a value that is passed over, in bytes: no record is longer. */
export const LONGEST_REST = 1_000_000;

/** Shorter objects are not asked whether they are known: there may be very many of them. */
const SHORTEST = 40;

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_ARRAY = 91;
const BACKSLASH = 92;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** What follows a value within another one. */
const GOES_ON: readonly number[] = [COMMA, COLON, CLOSE_ARRAY, CLOSE_OBJECT];

/** Characters of a number or word. */
const LONGEST_SCALAR = 40;

/** The rest of a number or word. */
const REST_OF_SCALAR = /^(?:[-+.\deE]+|(?:(?:t?r)?u)?e|(?:(?:f?a)?l)?se?|(?:(?:n?u)?l)?l)(?=[\s,}\]]|$)/;

/** A whole number or word. */
const SCALAR = /^(?:-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)(?=[\s,}\]])/;

/** Index of the first known object behind the rest of one that begins at `at`; NONE when there is no such rest, or nothing known behind it. */
export function behindRest(text: ItemText, at: number): number {
  const bytes = text.bytes.subarray(0, at + LONGEST_REST);
  // A string that opened before; or before the first character, if a backslash may have stood before that, and what it escapes is left.
  for (const opened of [at - 1, ...(bytes[at] === QUOTE || bytes[at] === BACKSLASH ? [at] : [])]) {
    const end = endOfString(bytes, opened);
    const found = end < 0 || hasControls(bytes, at, end) ? NONE : search(text, bytes, end, 'value');
    if (found >= 0) return found;
  }
  const scalar = REST_OF_SCALAR.exec(bytes.toString('latin1', at, at + LONGEST_SCALAR))?.[0].length ?? 0;
  return search(text, bytes, at + scalar, scalar > 0 ? 'value' : 'anything');
}

/** The answer where what stands first is a part of a record that was cut, and nothing known is behind it. */
export const WITHIN = -3;

/**
 * The same where a value stands first that may be whole, or stand within the one that was cut. What is known of such a value may have been sent in
 * the call of the record around it.
 * @returns MORE, too, where the window ends before that is clear, or WITHIN
 */
export function behindUnfinished({ text, last }: Reading, at: number): number {
  const bytes = text.bytes.subarray(0, at + LONGEST_REST);
  const end = endOfValue(bytes, at);
  const next = end < 0 ? bytes.length : skipSpace(bytes, end);
  const isShort = !last && bytes.length < at + LONGEST_REST;
  if (next === bytes.length && isShort) return MORE;
  const value = end < 0 ? undefined : text.parse(at, end);
  if (value !== undefined && !GOES_ON.includes(bytes[next] as number)) return NONE;
  if (isShort) return MORE;
  if (value === undefined) return behindRest(text, at);
  const found = search(text, bytes, end, 'value', at);
  if (found !== at) return found === NONE ? WITHIN : found;
  return isKnown(value) || (Array.isArray(value) && value.some(isKnown)) ? NONE : behindRest(text, at);
}

/**
 * The same where the value that begins at `at` is all there and was not the last in what is around it; NONE where it is not, or is no JSON: a bracket
 * too many in a list seems to end it, and what stands before that is not to be lost.
 */
export function behindPart(reading: Reading, at: number): number {
  const { text } = reading;
  const bytes = text.bytes.subarray(0, at + LONGEST_REST);
  const end = endOfValue(bytes, at);
  const isPart = end > 0 && GOES_ON.includes(bytes[skipSpace(bytes, end)] as number) && text.parse(at, end) !== undefined;
  return isPart ? behindUnfinished(reading, at) : NONE;
}

/** What was met last: where it is a value, a comma, a colon or the end of what is around it follows; or the next value, outside of all. */
type Before = 'value' | 'mark' | 'anything';

/**
 * Goes from token to token; an object that stands further out than where the bytes begin may be known. If what is around it has members as a record
 * has them, before it or behind it, it was sent in a call, and is none; nor is it where what is around it stands beside a record. A record ends within
 * these bytes.
 * @param known index of a value before `start` that is known
 */
function search(text: ItemText, bytes: Buffer, start: number, first: Before, known = NONE): number {
  let found = known;
  let foundDepth = 0;
  /** Whether what was found stands in an object: by the bracket that follows it. */
  let isMemberOfObject = false;
  /** A bracket on a line of its own behind a whole record is damage between lines. */
  const isClosed = bytes[start] === CLOSE_OBJECT || bytes[start] === CLOSE_ARRAY;
  let depth = 0;
  let outermost = 0;
  let before = first;
  /** Depth of the members of the record that was cut, once one was met. */
  let record = 1;
  for (let i = skipSpace(bytes, start); i < bytes.length; i = skipSpace(bytes, i)) {
    const byte = bytes[i] as number;
    const isOutside = depth === outermost && depth < 0;
    if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      if (depth === foundDepth) isMemberOfObject = byte === CLOSE_OBJECT;
      depth--;
      outermost = Math.min(outermost, depth);
      before = 'value';
      i++;
    } else if (byte === COMMA || byte === COLON) {
      if (before === 'mark') return found;
      before = 'mark';
      i++;
    } else if (before === 'value' && (!isOutside || found !== NONE)) {
      // Nothing is around values between which no comma stands. A log may stand before lines of records, but it has no more around its records.
      const isDeep = found !== NONE && foundDepth - depth >= (isMemberOfObject ? 1 : 3) && (found !== known || isClosed);
      return isDeep && isRecordAt(text, i) ? i : found;
    } else if (found !== NONE && depth < foundDepth && isRecordAt(text, i)) {
      found = i;
      foundDepth = depth;
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      const isAsked = byte === OPEN_OBJECT && isOutside && depth < record && found === NONE;
      const end = isAsked || found !== NONE ? endOfValue(text.bytes.subarray(0, i + LONGEST_REST), i) : -1;
      // None stands in another that is asked: the work is bounded by their length.
      if (isAsked && end - i >= SHORTEST && isKnown(text.parse(i, end))) {
        found = i;
        foundDepth = depth;
      }
      if (found !== NONE) {
        if (end < 0) return found;
        before = 'value';
        i = end;
      } else {
        depth++;
        before = 'anything';
        i++;
      }
    } else {
      const end = endOfToken(bytes, i);
      if (end < 0) return found;
      if (depth === outermost && bytes[skipSpace(bytes, end)] === COLON && isMember(text.parse(i, end))) {
        record = depth;
        found = NONE;
      }
      before = 'value';
      i = end;
    }
  }
  return found;
}

function isRecordAt(text: ItemText, at: number): boolean {
  if (text.bytes[at] !== OPEN_OBJECT) return false;
  const end = endOfValue(text.bytes.subarray(0, at + LONGEST_REST), at);
  return end > 0 && looksLikeRecord(text.parse(at, end));
}

/** Whether a member of this name is one of a record, or of an entry that holds one. */
function isMember(name: unknown): boolean {
  return typeof name === 'string' && (isFieldOfRecord(name) || name === 'CloudTrailEvent');
}

/** Index after a string, a number or a word; -1 when there is none. */
function endOfToken(bytes: Buffer, at: number): number {
  if (bytes[at] === QUOTE) {
    const end = endOfString(bytes, at);
    return end < 0 || hasControls(bytes, at, end) ? -1 : end;
  }
  const word = SCALAR.exec(bytes.toString('latin1', at, at + LONGEST_SCALAR))?.[0];
  return word === undefined ? -1 : at + word.length;
}

/** No string of JSON holds a line feed or another control character as it stands. */
function hasControls(bytes: Buffer, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if ((bytes[i] as number) < 32) return true;
  return false;
}
