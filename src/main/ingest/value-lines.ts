// JSON lines, or values one after another however they are laid out; and lines that say something before the record. A bad line is a problem;
// the next line goes on.
import type { ShapeName } from '../../shared/shapes.ts';
import type { ItemText } from './item-text.ts';
import { endOfValue, isByteOrderMark, skipSpace } from './json-scan.ts';
import { endOfLine, firstOnLine, firstValue, trimEnd, valueOnLine } from './line-values.ts';
import { isKnown, MORE, NONE, type Reading, SHOWN } from './reading.ts';
import type { RecordList } from './record-list.ts';
import { mayBeLost } from './record-marks.ts';
import { LINE_SHAPES } from './shapes/index.ts';
import { codeOf, notARecord, readValue } from './values.ts';

const TAB = 9;

/** Characters of a line in which the record begins, if there is one: names of files are long. */
const LONGEST_PREFIX = 500;
const COMMA = 44;
const OPEN_ARRAY = 91;
const OPEN_OBJECT = 123;

/** Closing brackets, a comma, and white space. */
const BRACKETS: readonly number[] = [...Buffer.from(']}, \t')];

/** Bytes after which a value that does not end is taken for a broken line, if lines that are records follow. */
const SUSPICIOUS = 16_000_000;

/** Lines behind such a line that are looked at. */
const AHEAD = 1000;

/** Reads values from `start` on, as far as they are whole. */
export function readValues(reading: Reading, list: RecordList, start: number): number {
  const { text, into, last } = reading;
  const { bytes } = text;
  let at = behindMarks(reading, start);
  // The line at hand, looked for once: it may be as long as the content, and hold thousands of values.
  let lineEnd = -1;
  let to = -1;
  while (at < bytes.length) {
    const quick = bytes[at] === OPEN_OBJECT ? reading.quick(at, true, last) : at;
    if (quick > at) {
      at = behindMarks(reading, quick);
      continue;
    }
    if (at >= lineEnd) {
      lineEnd = endOfLine(bytes, at);
      to = trimEnd(bytes, at, lineEnd);
    }
    // Without its line feed the last line of a window may go on.
    const open = !last && lineEnd === bytes.length;
    const onLine = open ? firstOnLine(text, at, to) : valueOnLine(text, at, to);
    if (open && onLine?.value === undefined) return at;
    if (onLine?.value !== undefined) {
      addValue(reading, onLine.value, at, onLine.end);
      at = behindMarks(reading, onLine.end);
      continue;
    }
    const first = knownOnLine(reading, at, to);
    if (first > at) {
      at = behindMarks(reading, first);
      continue;
    }
    if (bytes[at] === COMMA) {
      tellComma(reading, at);
      at = behindMarks(reading, at + 1);
      continue;
    }
    if (bytes[at] === OPEN_OBJECT && reading.mayScan) {
      const opened = list.openInObject(at);
      if (opened === MORE) return at;
      if (opened !== NONE) return opened;
    }
    const broken = isBrokenLine(reading, lineEnd);
    if (broken === MORE) return at;
    const opens = bytes[at] === OPEN_OBJECT || bytes[at] === OPEN_ARRAY;
    const scans = opens && broken === NONE && reading.mayScan;
    const end = scans ? endOfValue(bytes, at) : -1;
    if (scans && end < 0 && !last && !(bytes.length - at > SUSPICIOUS && goesOn(reading, lineEnd))) return at;
    const value = end > 0 ? text.parse(at, end) : undefined;
    if (value !== undefined) {
      addValue(reading, value, at, end);
      at = behindMarks(reading, end);
      continue;
    }
    if (scans) reading.inVain += (end > 0 ? end : bytes.length) - at;
    const cut = lineEnd === bytes.length;
    const isEnd = isBrackets(bytes, at, to);
    const code = cut && !isEnd ? 'RECORD_CUT_OFF' : 'RECORD_NOT_JSON';
    into.problem(code, text.slice(at, Math.min(to, at + SHOWN)), at, to - at, null, !isEnd);
    at = behindMarks(reading, lineEnd);
  }
  return at;
}

/** Index of what follows white space, and a byte order mark before what is known, which is told of: where files were joined, each has its own. */
function behindMarks(reading: Reading, at: number): number {
  const { text, into } = reading;
  const mark = skipSpace(text.bytes, at);
  if (!isByteOrderMark(text.bytes, mark) || !reading.mayScan) return mark;
  const { value, end } = firstValue(text, mark + 3);
  if (!isKnown(value)) {
    reading.inVain += (end < 0 ? text.bytes.length : end) - mark;
    return mark;
  }
  into.problem('BYTE_ORDER_MARK', '', mark, 3, null, false);
  return mark + 3;
}

/** Adds the record, or what holds one, that begins at `at` and ends before its line does; index after it, or `at` when there is none. */
function knownOnLine(reading: Reading, at: number, to: number): number {
  const { text } = reading;
  const end = text.bytes[at] === OPEN_OBJECT ? endOfValue(text.bytes.subarray(0, to), at) : -1;
  const value = end > 0 && end < to ? text.parse(at, end) : undefined;
  if (!isKnown(value)) return at;
  addValue(reading, value, at, end);
  return end;
}

/** A list that lost its head still has its commas: they are told of once, and none is a record. */
function tellComma(reading: Reading, at: number): void {
  if (!reading.commaTold) reading.into.problem('RECORD_NOT_JSON', 'commas between records outside of a list', at, 1, null, false);
  reading.commaTold = true;
}

/** Whether a line is the end of a list, or of an object around one, and nothing else. */
function isBrackets(bytes: Buffer, at: number, to: number): boolean {
  const end = Math.min(to, at + SHOWN);
  for (let i = at; i < end; i++) if (!BRACKETS.includes(bytes[i] as number)) return false;
  return end === to;
}

/**
 * Whether what does not parse on its line is a broken line among JSON lines, and not the first of several lines: then the next line is a value
 * by itself. NONE when it is not, MORE when the next line does not end in this window.
 */
function isBrokenLine({ text, last }: Reading, lineEnd: number): number {
  const { bytes } = text;
  const from = skipSpace(bytes, lineEnd);
  if (from >= bytes.length) return last ? NONE : MORE;
  if (bytes[from] !== OPEN_OBJECT) return NONE;
  const to = endOfLine(bytes, from);
  if (to === bytes.length && !last) return MORE;
  return isKnown(text.parse(from, trimEnd(bytes, from, to))) ? from : NONE;
}

/** Whether one of the lines that follow is a record by itself. */
function goesOn({ text }: Reading, lineEnd: number): boolean {
  const { bytes } = text;
  let from = skipSpace(bytes, lineEnd);
  for (let line = 0; line < AHEAD && from < bytes.length; line++) {
    const to = endOfLine(bytes, from);
    if (bytes[from] === OPEN_OBJECT && isKnown(text.parse(from, trimEnd(bytes, from, to)))) return true;
    from = skipSpace(bytes, to);
  }
  return false;
}

function addValue(reading: Reading, value: unknown, from: number, to: number): void {
  if (!reading.add(value, from, to)) notARecord(reading.layer, value, from, to, reading.into);
}

/**
 * Where the record on a line stands, by what the line says before it; null when it is of no known shape.
 * @param to where the line ends
 */
export function recordOnLine(text: ItemText, at: number, to: number): { shape: ShapeName; from: number; to: number } | null {
  const line = text.raw(at, Math.min(to, at + LONGEST_PREFIX));
  for (const { name, recognise, goesOn } of LINE_SHAPES) {
    const length = recognise(line);
    if (length === null) continue;
    const from = at + length;
    const tab = goesOn ? text.bytes.subarray(from, to).indexOf(TAB) : -1;
    return { shape: name, from, to: tab < 0 ? to : from + tab };
  }
  return null;
}

/** Reads lines that say something before the record, from `start` on. */
export function readLines({ text, layer, into, last, shape }: Reading, start: number): number {
  const { bytes } = text;
  const { besides, amongOthers } = LINE_SHAPES.find(({ name }) => name === shape) ?? {};
  let at = skipSpace(bytes, start);
  while (at < bytes.length) {
    const lineEnd = endOfLine(bytes, at);
    if (!last && lineEnd === bytes.length) return at;
    const to = trimEnd(bytes, at, lineEnd);
    const record = recordOnLine(text, at, to) ?? { from: at, to };
    const value = text.parse(record.from, record.to);
    const isRead = value !== undefined && readValue(layer, value, record.from, record.to, into);
    if (!isRead && !besides?.test(text.raw(at, Math.min(to, at + SHOWN)))) {
      const isOther = amongOthers && value === undefined && !mayBeLost(bytes.subarray(at, to));
      if (isOther) into.other(codeOf(value), text.slice(at, Math.min(to, at + SHOWN)), at, to - at);
      else notARecord(layer, value, at, to, into);
    }
    at = skipSpace(bytes, lineEnd);
  }
  return at;
}
