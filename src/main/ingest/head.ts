// What content is, by its beginning: by what stands in it, never by its name.
import { endOfValue, isObject, skipSpace } from './json-scan.ts';
import { endOfLine, firstValue, trimEnd } from './line-values.ts';
import { isKnown, MORE, NONE, type Reading, SHOWN } from './reading.ts';
import type { RecordList } from './record-list.ts';
import { looksLikeRecord } from './record-marks.ts';
import { sampleList } from './samples.ts';
import { DOCUMENT_SHAPES } from './shapes/index.ts';
import { originalIn } from './shapes/wrapped.ts';
import { type TableHead, tableAt } from './table-reader.ts';
import { prefixOf } from './value-lines.ts';
import { shapeOf } from './values.ts';

const LINE_FEED = 10;
const QUOTE = 34;
const STAR = 42;
const SLASH = 47;
const OPEN_ARRAY = 91;
const OPEN_OBJECT = 123;

/** Bytes in which the marks of a kind are looked for. */
const HEAD = 65_536;

/** Values or lines at the head that are asked what they are: one odd value there does not hide the records behind it. */
const ASKED = 50;

/** Longest text of one number, word or string, in bytes, that is asked whether it is JSON. */
const LONGEST_SCALAR = 1_000_000;

/**
 * Recognises the content that begins at `start`, and sets what is read next.
 * @param foundTable called with the table that it is, if it is one
 * @returns index from which that is read, or MORE
 */
export function recognise(reading: Reading, list: RecordList, start: number, foundTable: (table: TableHead) => void): number {
  const { text, into } = reading;
  const { bytes } = text;
  const begin = skipSpace(bytes, start);
  const at = behindComments(bytes, begin);
  if (at > begin) {
    const next = recognise(reading, list, at, foundTable);
    // JSON has no comments.
    if (reading.shape !== '')
      into.problem('RECORD_NOT_JSON', text.slice(begin, Math.min(at, begin + SHOWN)), begin, at - begin, null, false);
    return next;
  }
  if (bytes[at] === OPEN_OBJECT) {
    const opened = list.openInObject(at);
    return opened === NONE ? values(reading, at) : opened;
  }
  if (bytes[at] === OPEN_ARRAY) return bareList(reading, list, at);
  const texts = isText(reading, at);
  if (texts === MORE) return MORE;
  if (texts || isLines(reading, at)) return at;
  const table = tableAt(text, at);
  if (table) {
    reading.kind = 'log';
    reading.shape = table.shape;
    reading.state = 'table';
    foundTable({ ...table, offset: into.base + table.offset });
    return table.rows;
  }
  const scalar = isScalar(reading, at);
  if (scalar === MORE) return MORE;
  reading.kind = scalar ? 'unknownJson' : looksLikeCsv(reading) ? 'unknownCsv' : 'notCloudTrail';
  return reading.end();
}

/** Where what stands behind comments begins, if that is a JSON object or list; `at` where there are none. */
function behindComments(bytes: Buffer, at: number): number {
  let i = at;
  while (bytes[i] === SLASH && i - at < HEAD) {
    const isLine = bytes[i + 1] === SLASH;
    const end = isLine ? bytes.indexOf(LINE_FEED, i) : bytes[i + 1] === STAR ? bytes.indexOf('*/', i + 2) : -1;
    if (end < 0) return at;
    i = skipSpace(bytes, isLine ? end : end + 2);
  }
  return bytes[i] === OPEN_OBJECT || bytes[i] === OPEN_ARRAY ? i : at;
}

function bareList(reading: Reading, list: RecordList, at: number): number {
  const { text, last } = reading;
  const { bytes } = text;
  const elements = sampleList(reading, at + 1);
  if (!last && elements.length <= 1 && elements[0] === undefined && endOfValue(bytes, skipSpace(bytes, at + 1)) < 0) return MORE;
  // What `jq` collects of several files is lists in a list.
  const known = elements.find(isKnown) ?? elements.flat().find(isKnown);
  if (known === undefined && !(elements[0] === undefined && hasMarks(reading))) {
    const end = endOfValue(bytes, at);
    const json = end > 0 ? text.parse(at, end) !== undefined : !last && elements[0] !== undefined;
    return unknown(reading, json, end);
  }
  list.openBare(known);
  return at + 1;
}

/** Whether the values from `at` on are records or hold some: then `at`; or what document the only one is. */
function values(reading: Reading, at: number): number {
  const { text, last } = reading;
  const { bytes } = text;
  const first = firstValue(text, at);
  // Cut off here, or the only one as far as this window shows.
  if (!last && (first.end < 0 || skipSpace(bytes, first.end) === bytes.length)) return MORE;
  const only = first.end > 0 && skipSpace(bytes, first.end) === bytes.length && last;
  const document = only && isObject(first.value) ? DOCUMENT_SHAPES.find((shape) => shape.recognise(first.value as never)) : undefined;
  if (document) {
    reading.kind = document.kind;
    return reading.end();
  }
  let next = at;
  for (let asked = 0; asked < ASKED && next < bytes.length; asked++) {
    const { value, end } = asked === 0 ? first : firstValue(text, next);
    if (looksLikeRecord(value)) reading.settle(originalIn(value) === undefined ? 'record-lines' : 'wrapped', value);
    else if (isObject(value)) {
      const shape = shapeOf(value);
      if (shape) reading.settle(shape.name, value);
    }
    if (reading.shape !== '' || end < 0) break;
    next = skipSpace(bytes, end);
  }
  if (reading.shape === '' && first.value === undefined && hasMarks(reading)) reading.settle('record-lines', undefined);
  if (reading.shape === '') return unknown(reading, first.value !== undefined, first.end);
  reading.state = 'values';
  return at;
}

/** Whether the content is strings that hold records, as `jq` gives them for a member of each. */
function isText(reading: Reading, at: number): boolean | typeof MORE {
  const { text, last } = reading;
  if (text.bytes[at] !== QUOTE) return false;
  const { value } = firstValue(text, at);
  if (value === undefined && !last && text.bytes.length - at < LONGEST_SCALAR) return MORE;
  if (!isKnown(value)) return false;
  reading.settle('wrapped', value);
  reading.state = 'values';
  return true;
}

/** Whether lines at the head say something before a record. */
function isLines(reading: Reading, at: number): boolean {
  const { text } = reading;
  let next = at;
  for (let asked = 0; asked < ASKED && next < text.bytes.length; asked++) {
    const end = endOfLine(text.bytes, next);
    const skipped = prefixOf(text.raw(next, Math.min(end, next + SHOWN)));
    const value = skipped === null ? undefined : text.parse(next + skipped.length, trimEnd(text.bytes, next, end));
    if (skipped && isKnown(value)) {
      reading.settle(skipped.shape, value);
      reading.state = 'lines';
      return true;
    }
    next = skipSpace(text.bytes, end);
  }
  return false;
}

/** Whether the content is the JSON text of one number, word or string. */
function isScalar({ text, last }: Reading, at: number): boolean | typeof MORE {
  const { bytes } = text;
  if (bytes.length - at > LONGEST_SCALAR || at >= bytes.length) return false;
  return last ? text.parse(at, bytes.length) !== undefined : MORE;
}

/**
 * Nothing is known of the content. Whether it is JSON, its first value tells; where it is all there, it is said if what follows is not.
 * @param end where the first value ends
 */
function unknown(reading: Reading, json: boolean, end: number): number {
  const { text, into, last } = reading;
  const { bytes } = text;
  reading.kind = json ? 'unknownJson' : 'notCloudTrail';
  let lineEnd = -1;
  for (let at = skipSpace(bytes, end); json && last && at < bytes.length; ) {
    if (at >= lineEnd) lineEnd = endOfLine(bytes, at);
    const next = firstValue(text, at, lineEnd);
    if (next.value === undefined) {
      into.problem('RECORD_NOT_JSON', text.slice(at, at + SHOWN), at, bytes.length - at, null, false);
      break;
    }
    at = skipSpace(bytes, next.end);
  }
  return reading.end();
}

/** Broken JSON is still a log when the beginning of it names the fields of a record. */
function hasMarks({ text }: Reading): boolean {
  const head = text.raw(0, HEAD);
  return ['"eventVersion"', '"eventSource"', '"eventName"', '"userIdentity"'].filter((mark) => head.includes(mark)).length >= 2;
}

/** Enough of CSV to keep it: a first line of several short names between the same separators. */
function looksLikeCsv({ text }: Reading): boolean {
  const head = text.raw(0, Math.min(endOfLine(text.bytes, 0), HEAD)).trim();
  const names = head.split(/[,;\t]/).map((name) => name.replace(/^"|"$/g, '').trim());
  return head.length < 4096 && names.length >= 3 && names.every((name) => /^[A-Za-z_][\w .-]{0,60}$/.test(name));
}
