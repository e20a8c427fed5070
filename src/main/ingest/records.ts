// The records in a list or a stream of values: each becomes an event or a problem with its place, none is skipped.
import type { EventCollector } from './extract.ts';
import type { ItemText } from './item-text.ts';
import { endOfValue, isObject, skipSpace } from './json-scan.ts';

/** What CloudTrail writes between two records of a log file; found natively, much faster than any scan. */
const SEAM = Buffer.from('},{"eventVersion"');

/** Wrong guesses in a row before the slow scan takes over, until a record ends at a seam again: bounds the work on text made to deceive. */
const GUESSES = 3;

/** Where the next seam is: searched once, since most layouts but AWS's own have none and every record would search to the end. */
interface Seams {
  /** Index of the first seam at or after the last place asked for; `Infinity` when there is none. */
  next: number;
  misses: number;
}

function seamAfter(bytes: Buffer, at: number, seams: Seams): number {
  if (seams.next <= at) {
    const found = bytes.indexOf(SEAM, at + 1);
    seams.next = found < 0 ? Number.POSITIVE_INFINITY : found;
  }
  return seams.next;
}

const COMMA = 44;
const COLON = 58;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** True when an object has the look of a CloudTrail record: some of its fields, and no other notification's marks. */
export function looksLikeRecord(value: unknown): value is Record<string, unknown> {
  if (!isObject(value)) return false;
  if (typeof value.eventSource === 'string' && value.eventSource.startsWith('aws:')) return false;
  let marks = 0;
  for (const field of ['eventVersion', 'userIdentity', 'eventTime', 'eventSource', 'eventName', 'awsRegion', 'eventID', 'eventType']) {
    if (field in value) marks++;
  }
  return marks >= 3;
}

/** Adds one parsed value as an event, or as the problem that it is. */
export function addValue(item: ItemText, value: unknown, from: number, to: number, into: EventCollector): void {
  if (!isObject(value)) {
    const code = value === undefined ? 'RECORD_NOT_JSON' : 'RECORD_NOT_OBJECT';
    into.problem(code, item.slice(from, Math.min(to, from + 200)), from, to - from, null, true);
    return;
  }
  if (!item.validAt(from, to)) into.problem('TEXT_NOT_UTF8', '', from, to - from, into.events, false);
  into.add(value, from, to - from);
}

/**
 * Reads the array whose first element may begin at `at` (just after `[`).
 * @returns index just after the closing bracket; `bytes.length` when the array does not end (then a problem says so)
 */
export function readArray(item: ItemText, at: number, into: EventCollector): number {
  const { bytes } = item;
  const seams: Seams = { next: -1, misses: 0 };
  let i = skipSpace(bytes, at);
  if (bytes[i] === CLOSE_ARRAY) return i + 1;
  for (;;) {
    if (i >= bytes.length) {
      into.problem('CONTENT_CUT_OFF', '', bytes.length, 0, null, false);
      return bytes.length;
    }
    const end = readElement(item, i, seams, into);
    if (end < 0) return bytes.length;
    i = skipSpace(bytes, end);
    const c = bytes[i];
    if (c === CLOSE_ARRAY) return i + 1;
    if (c === COMMA) {
      i = skipSpace(bytes, i + 1);
      if (bytes[i] === CLOSE_ARRAY) {
        into.problem('RECORD_NOT_JSON', 'a comma before the end of the list', i, 0, null, false);
        return i + 1;
      }
    } else if (i < bytes.length) into.problem('RECORD_NOT_JSON', 'expected a comma or the end of the list', i, 0, null, false);
  }
}

/** Reads one element; index just after it, or -1 when the content ends before it does. */
function readElement(item: ItemText, at: number, seams: Seams, into: EventCollector): number {
  const { bytes } = item;
  if (bytes[at] === OPEN_OBJECT) {
    for (let from = at; seams.misses < GUESSES; seams.misses++) {
      const seam = seamAfter(bytes, from, seams);
      if (seam === Number.POSITIVE_INFINITY) break;
      // An object is never the beginning of a longer value, so a parse that succeeds proves the boundary.
      const value = item.parse(at, seam + 1);
      if (value !== undefined) {
        addValue(item, value, at, seam + 1, into);
        seams.misses = 0;
        return seam + 1;
      }
      from = seam;
    }
  }
  const end = isMisplaced(bytes[at]) ? endOfRun(bytes, at) : endOfValue(bytes, at);
  if (end < 0) {
    into.problem('RECORD_CUT_OFF', item.slice(at, Math.min(bytes.length, at + 200)), at, bytes.length - at, null, true);
    return -1;
  }
  if (bytes.subarray(end - 1, end - 1 + SEAM.length).equals(SEAM)) seams.misses = 0;
  addValue(item, item.parse(at, end), at, end, into);
  return end;
}

/** Closing braces, commas and colons begin no value. */
function isMisplaced(byte: number | undefined): boolean {
  return byte === CLOSE_OBJECT || byte === COMMA || byte === COLON;
}

/** Index after a run of misplaced bytes: together they are one problem, however many. */
function endOfRun(bytes: Buffer, at: number): number {
  let i = at;
  while (isMisplaced(bytes[i])) i++;
  return i;
}
