// The beginning of an object or a list, built as far as is needed to tell what it is.
import { endOfString, endOfValue, skipSpace } from './json-scan.ts';
import { LONGEST_BUILT } from './long-json.ts';
import type { Reading } from './reading.ts';
import { looksLikeRecord } from './record-marks.ts';

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_ARRAY = 91;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;

/** Elements of a list that a sample of it holds. */
const SAMPLED = 5;

interface ObjectSample {
  /** The members up to the list, of which only the first elements are there. */
  value: Record<string, unknown>;
  /** Name of the list. */
  key: string;
  first: unknown;
  /** Where its first element may begin. */
  listAt: number;
}

/** The first elements of a list, parsed; a broken one is undefined. */
export function sampleList(reading: Reading, at: number): unknown[] {
  const { text } = reading;
  const { bytes } = text;
  const elements: unknown[] = [];
  let i = skipSpace(bytes, at);
  while (elements.length < SAMPLED && i < bytes.length && bytes[i] !== CLOSE_ARRAY) {
    const end = endOfValue(bytes, i);
    elements.push(end > 0 ? text.parse(i, end) : undefined);
    if (end < 0) {
      reading.inVain += bytes.length - i;
      break;
    }
    // A record says what the list is of: no need to read on.
    if (looksLikeRecord(elements.at(-1))) break;
    i = skipSpace(bytes, end);
    if (bytes[i] !== COMMA) break;
    i = skipSpace(bytes, i + 1);
  }
  return elements;
}

/** The members of an object up to its first list of objects; null when there is no such list. */
export function sampleObject(reading: Reading, at: number): ObjectSample | null {
  const { text } = reading;
  const { bytes } = text;
  const value: Record<string, unknown> = {};
  let i = skipSpace(bytes, at + 1);
  while (bytes[i] === QUOTE) {
    const keyEnd = endOfString(bytes, i);
    const key = keyEnd < 0 ? undefined : text.parse(i, keyEnd);
    if (typeof key !== 'string') return null;
    i = skipSpace(bytes, keyEnd);
    if (bytes[i] !== COLON) return null;
    i = skipSpace(bytes, i + 1);
    if (bytes[i] === OPEN_ARRAY) {
      const inside = skipSpace(bytes, i + 1);
      if (key === 'Records' || bytes[inside] === OPEN_OBJECT) {
        const elements = sampleList(reading, i + 1);
        define(value, key, elements);
        return { value, key, first: elements[0], listAt: i + 1 };
      }
    }
    const end = endOfValue(bytes, i);
    if (end < 0) {
      reading.inVain += bytes.length - i;
      return null;
    }
    // What is longer tells nothing of a shape.
    define(value, key, end - i > LONGEST_BUILT ? null : text.parse(i, end));
    i = skipSpace(bytes, end);
    if (bytes[i] !== COMMA) return null;
    i = skipSpace(bytes, i + 1);
  }
  return null;
}

function define(object: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
