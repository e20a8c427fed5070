// The records in a list or a stream of values: each becomes an event or a problem with its place, none is skipped.
import type { EventCollector } from './extract.ts';
import type { ItemText } from './item-text.ts';
import { endOfValue, isObject, skipSpace } from './json-scan.ts';

/** What CloudTrail writes between two records of a log file; found natively, much faster than any scan. */
const SEAM = '},{"eventVersion"';

/** Wrong guesses in a row before the slow scan takes over: bounds the work on text made to deceive. */
const GUESSES = 3;

const COMMA = 44;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;

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
 * @returns index just after the closing bracket; `text.length` when the array does not end (then a problem says so)
 */
export function readArray(item: ItemText, at: number, into: EventCollector): number {
  const { text } = item;
  let i = skipSpace(text, at);
  if (text.charCodeAt(i) === CLOSE_ARRAY) return i + 1;
  for (;;) {
    if (i >= text.length) {
      into.problem('CONTENT_CUT_OFF', '', text.length, 0, null, false);
      return text.length;
    }
    const end = readElement(item, i, into);
    if (end < 0) return text.length;
    i = skipSpace(text, end);
    const c = text.charCodeAt(i);
    if (c === CLOSE_ARRAY) return i + 1;
    if (c === COMMA) i = skipSpace(text, i + 1);
    else if (i < text.length) into.problem('RECORD_NOT_JSON', 'expected a comma or the end of the list', i, 0, null, false);
  }
}

/** Reads one element; index just after it, or -1 when the content ends before it does. */
function readElement(item: ItemText, at: number, into: EventCollector): number {
  const { text } = item;
  if (text.charCodeAt(at) === OPEN_OBJECT) {
    let seam = at;
    for (let guess = 0; guess < GUESSES; guess++) {
      seam = text.indexOf(SEAM, seam + 1);
      if (seam < 0) break;
      // An object is never the beginning of a longer value, so a parse that succeeds proves the boundary.
      const value = item.parse(at, seam + 1);
      if (value !== undefined) {
        addValue(item, value, at, seam + 1, into);
        return seam + 1;
      }
    }
  }
  const end = endOfValue(text, at);
  if (end < 0) {
    into.problem('RECORD_CUT_OFF', item.slice(at, Math.min(text.length, at + 200)), at, text.length - at, null, true);
    return -1;
  }
  addValue(item, item.parse(at, end), at, end, into);
  return end;
}
