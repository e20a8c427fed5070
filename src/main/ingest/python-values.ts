// Records as Python prints them: `print(event)`, one after another or in a list, and what boto3 gives for lookup_events. The text is no JSON and was never
// what CloudTrail wrote: each is a reduced copy, whose bytes stay as they stand.
import { parsePython } from '../decode/python-text.ts';
import { PYTHON, reducedPython } from '../decode/reduced.ts';
import { isObject, skipSpace } from './json-scan.ts';
import { endOfLine } from './line-values.ts';
import { MORE, NONE, type Reading, SHOWN } from './reading.ts';
import { looksLikeRecord, mayBeLost } from './record-marks.ts';
import { isEntry } from './shapes/lookup-events.ts';
import { addReduced } from './values.ts';

const QUOTE = 34;
const APOSTROPHE = 39;
const BACKSLASH = 92;
const OPEN_OBJECT = 123;

const OPENS: readonly number[] = [...Buffer.from('{[(')];
const CLOSES: readonly number[] = [...Buffer.from('}])')];

/** Brackets between objects: a list, and what is around the list that boto3 gives. */
const AROUND = /^(?:[\s,[\]}]+|\{\s*'Events':|'ResponseMetadata':|'NextToken':\s*'[^'\\]*')/;

/** Longest name of a next page, in characters. */
const LONGEST_TOKEN = 4000;

/** Objects at the head that are asked, and bytes in which the first must end. */
const ASKED = 50;
const LONGEST = 1_000_000;

/** Whether objects at `at` are records that Python printed: then they are read from there. JSON has no object that begins with an apostrophe. */
export function isPython(reading: Reading, at: number): boolean | typeof MORE {
  const { text, last } = reading;
  if (!/^(?:\[\s*)?\{\s*'/.test(text.raw(at, at + SHOWN))) return false;
  let next = behindAround(reading, at);
  for (let asked = 0; asked < ASKED && text.bytes[next] === OPEN_OBJECT; asked++) {
    const end = endOfObject(text.bytes, next);
    if (end < 0) return !last && text.bytes.length - at < LONGEST ? MORE : false;
    if (recordAt(reading, next, end) !== null) {
      reading.settle('python-text', null);
      reading.state = 'python';
      return true;
    }
    next = behindAround(reading, end);
  }
  return false;
}

/** Reads objects from `start` on, as far as they are whole. */
export function readPython(reading: Reading, start: number): number {
  const { text, into, last } = reading;
  const { bytes } = text;
  let at = behindAround(reading, start);
  while (at < bytes.length) {
    // What is between objects may go on in the next window.
    if (!last && bytes.length - at < SHOWN) return at;
    const end = bytes[at] === OPEN_OBJECT && reading.mayScan ? endOfObject(bytes, at) : NONE;
    if (end < 0 && !last && bytes.length - at < LONGEST) return at;
    if (end === -1) reading.inVain += Math.min(LONGEST, bytes.length - at);
    const to = end < 0 ? endOfLine(bytes, at) : end;
    const record = end < 0 ? null : recordAt(reading, at, to);
    if (record) {
      if (!text.validAt(at, to)) into.problem('TEXT_NOT_UTF8', '', at, to - at, into.events, false);
      addReduced(record, { offset: at, length: to - at, steps: PYTHON }, into);
    } else {
      const shown = text.slice(at, Math.min(to, at + SHOWN));
      if (mayBeLost(bytes.subarray(at, to))) into.problem('RECORD_NOT_JSON', shown, at, to - at, null, true);
      else into.other('RECORD_NOT_JSON', shown, at, to - at);
    }
    at = behindAround(reading, to);
  }
  return at;
}

function recordAt({ text }: Reading, from: number, to: number): ReturnType<typeof reducedPython> {
  const value = to - from > LONGEST ? undefined : parsePython(text.slice(from, to));
  return looksLikeRecord(value) || (isObject(value) && isEntry(value)) ? reducedPython(value) : null;
}

/** Index of what follows brackets, commas and the names around a list. */
function behindAround({ text }: Reading, at: number): number {
  let i = at;
  for (;;) {
    i = skipSpace(text.bytes, i);
    const near = text.raw(i, i + 64);
    const around = AROUND.exec(near.startsWith("'NextToken'") ? text.raw(i, i + LONGEST_TOKEN) : near)?.[0];
    if (around === undefined || around === '') return i;
    i += around.length;
  }
}

/** Index after the object that begins at `at`; -1 when it does not end within the length of a record. */
function endOfObject(bytes: Buffer, at: number): number {
  const stop = Math.min(bytes.length, at + LONGEST);
  let depth = 0;
  for (let i = at; i < stop; i++) {
    const byte = bytes[i] as number;
    if (byte === APOSTROPHE || byte === QUOTE) {
      for (i++; i < stop && bytes[i] !== byte; i++) if (bytes[i] === BACKSLASH) i++;
    } else if (OPENS.includes(byte)) depth++;
    else if (CLOSES.includes(byte) && --depth === 0) return i + 1;
  }
  return -1;
}
