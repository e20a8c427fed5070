// What content is, by its beginning: by what stands in it, never by its name.
import { behindPart, behindRest, behindUnfinished, LONGEST_REST, WITHIN } from './cut-head.ts';
import { endOfValue, isObject, skipSpace } from './json-scan.ts';
import { knownAhead, lineAhead } from './known-ahead.ts';
import { endOfLine, firstValue, trimEnd } from './line-values.ts';
import { behindWords } from './preamble.ts';
import { isPython } from './python-values.ts';
import { goOnAhead } from './read-ahead.ts';
import { isKnown, MORE, NONE, type Reading, SHOWN } from './reading.ts';
import type { RecordList } from './record-list.ts';
import { sampleList } from './samples.ts';
import { DOCUMENT_SHAPES } from './shapes/index.ts';
import { type TableHead, tableAt } from './table-reader.ts';
import { recordOnLine } from './value-lines.ts';

const LINE_FEED = 10;
const QUOTE = 34;
const STAR = 42;
const SLASH = 47;
const OPEN_ARRAY = 91;
const OPEN_OBJECT = 123;

/** How most logs begin: that is no part of something, and looking for its end would take time. */
const COMMON = '{"Records":[{"eventVersion"';

/** Brackets that stand in a string: JSON has no backslash outside of one. */
const ESCAPED = /^[[{\s]+\\"/;

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
  // Reads on from `next`, and tells what stands before it.
  const skip: Skip = (next, isRecord) => {
    const read = recognise(reading, list, next, foundTable);
    if (reading.shape !== '')
      into.problem('RECORD_NOT_JSON', text.slice(begin, Math.min(next, begin + SHOWN)), begin, next - begin, null, isRecord);
    return read;
  };
  // JSON has no comments.
  if (at > begin) return skip(at, false);
  const printed = isPython(reading, at);
  if (printed !== false) return printed === MORE ? MORE : at;
  const opens = bytes[at] === OPEN_OBJECT || bytes[at] === OPEN_ARRAY;
  const part = opens && text.raw(at, at + COMMON.length) !== COMMON ? partAt(reading, at) : NONE;
  if (part === WITHIN) return within(reading, at);
  if (part !== NONE) return part === MORE ? MORE : skip(part, true);
  if (bytes[at] === OPEN_OBJECT) {
    const opened = list.openInObject(at);
    return opened === NONE ? values(reading, at, skip) : opened;
  }
  if (bytes[at] === OPEN_ARRAY) return bareList(reading, list, at, skip);
  const texts = textsAt(reading, at);
  if (texts === MORE) return MORE;
  if (texts >= 0) return texts === at ? at : skip(texts, true);
  if (isLines(reading, at)) return at;
  const table = tableAt(text, at);
  if (table) {
    reading.kind = 'log';
    reading.shape = table.shape;
    reading.state = 'table';
    foundTable({ ...table, offset: into.base + table.offset });
    return table.rows;
  }
  if (!reading.last && bytes.length < at + LONGEST_REST) return MORE;
  const rest = behindRest(text, at);
  if (rest >= 0) return skip(rest, true);
  const words = behindWords(reading, at);
  if (words >= 0) return skip(words, false);
  const scalar = isScalar(reading, at);
  if (scalar === MORE) return MORE;
  const isYaml = !scalar && hasYamlMarks(reading);
  if (isYaml) into.problem('CONTENT_IN_YAML', '', 0, 0, null, false);
  reading.kind = scalar ? 'unknownJson' : isYaml ? 'unreadable' : looksLikeCsv(reading) ? 'unknownCsv' : 'notCloudTrail';
  return reading.kind === 'notCloudTrail' && goOnAhead(reading, at) ? at : reading.end();
}

/** Goes on at `next`, behind what is told of; `isRecord` where that is one that was lost. */
type Skip = (next: number, isRecord: boolean) => number;

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

function bareList(reading: Reading, list: RecordList, at: number, skip: Skip): number {
  const { text, last } = reading;
  const { bytes } = text;
  const elements = sampleList(reading, at + 1);
  if (!last && elements.length <= 1 && elements[0] === undefined && endOfValue(bytes, skipSpace(bytes, at + 1)) < 0) return MORE;
  // What `jq` collects of several files is lists in a list.
  const known = elements.find(isKnown) ?? elements.flat().find(isKnown);
  const isBroken = elements.length > 0 && elements[0] === undefined;
  if (isBroken && isLines(reading, at)) return at;
  if (known === undefined && !(isBroken && hasMarks(reading))) {
    const rest = behindUnfinished(reading, at);
    if (rest === WITHIN) return within(reading, at);
    if (rest !== NONE) return rest === MORE ? MORE : skip(rest, true);
    const ahead = knownAhead(reading, at + 1);
    if (ahead === MORE) return MORE;
    if (ahead !== undefined) {
      list.openBare(ahead, false);
      return at + 1;
    }
    const end = endOfValue(bytes, at);
    const json = end > 0 ? text.parse(at, end) !== undefined : !last && elements[0] !== undefined;
    return unknown(reading, json, end);
  }
  list.openBare(known, true, known !== undefined && !elements.includes(known));
  return at + 1;
}

/** Whether the values from `at` on are records or hold some: then `at`; or what document the only one is. */
function values(reading: Reading, at: number, skip: Skip): number {
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
  if (!isKnown(first.value)) {
    const rest = behindUnfinished(reading, at);
    if (rest === WITHIN) return within(reading, at);
    if (rest !== NONE) return rest === MORE ? MORE : skip(rest, true);
  }
  if (first.value === undefined && isLines(reading, at)) return at;
  let next = at;
  for (let asked = 0; asked < ASKED && next < bytes.length; asked++) {
    const { value, end } = asked === 0 ? first : firstValue(text, next);
    reading.settleBy(value);
    if (reading.shape !== '' || end < 0) break;
    next = skipSpace(bytes, end);
  }
  if (reading.shape === '' && first.value === undefined && hasMarks(reading)) reading.settle('record-lines', undefined);
  if (reading.shape === '') {
    const ahead = knownAhead(reading, next);
    if (ahead === MORE) return MORE;
    reading.settleBy(ahead);
  }
  if (reading.shape === '' && first.value !== undefined && goOnAhead(reading, at)) {
    reading.kind = 'unknownJson';
    return at;
  }
  if (reading.shape === '') return unknown(reading, first.value !== undefined, first.end);
  reading.state = 'values';
  return at;
}

/** Index of what is read where the value that begins at `at` is a part of a record that was cut: see behindPart. */
function partAt(reading: Reading, at: number): number {
  if (!ESCAPED.test(reading.text.raw(at, at + COMMON.length))) return behindPart(reading, at);
  const rest = behindRest(reading.text, at);
  return rest === NONE ? WITHIN : rest;
}

/** Nothing is read of a record that was cut, whatever stands in it; lines that say something before theirs may follow. */
function within(reading: Reading, at: number): number {
  return isLines(reading, at) ? at : unknown(reading, false, at);
}

/** Index from which content is read that is strings which hold records, as `jq` gives them for a member of each; NONE when it is not, or MORE. */
function textsAt(reading: Reading, at: number): number {
  const { text, last } = reading;
  if (text.bytes[at] !== QUOTE) return NONE;
  const { value } = firstValue(text, at);
  if (value === undefined && !last && text.bytes.length - at < LONGEST_SCALAR) return MORE;
  if (!isKnown(value)) return NONE;
  const rest = behindUnfinished(reading, at);
  if (rest !== NONE) return rest === WITHIN ? NONE : rest;
  reading.settle('wrapped', value);
  reading.state = 'values';
  return at;
}

/** Whether lines at the head say something before a record. */
function isLines(reading: Reading, at: number): boolean {
  const { text } = reading;
  let next = at;
  // The first lines are asked, and as many that name a field of a record.
  for (let asked = 0; asked < 2 * ASKED && next >= 0 && next < text.bytes.length; asked++) {
    const end = endOfLine(text.bytes, next);
    const record = recordOnLine(text, next, trimEnd(text.bytes, next, end));
    const value = record === null ? undefined : text.parse(record.from, record.to);
    if (record && isKnown(value)) {
      reading.settle(record.shape, value);
      reading.state = 'lines';
      return true;
    }
    next = skipSpace(text.bytes, end);
    if (asked >= ASKED - 1) next = lineAhead(text.bytes, next);
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

/** Whether content is events as YAML: output of AWS's command line, or a log that somebody converted. */
function hasYamlMarks({ text }: Reading): boolean {
  const head = text.raw(0, HEAD);
  return YAML_ENTRY.test(head) || YAML_FIELDS.every((field) => field.test(head));
}

const YAML_ENTRY = /^ *(?:- )*CloudTrailEvent: ['"|>{]/m;
/** With values as CloudTrail has them, and nothing behind them: notifications of S3 have these fields, too, and so have programs. */
const YAML_FIELDS = [
  /^ *(?:- )*["']?eventVersion["']?: +["']?1\.\d\d?["']?[ \r]*$/m,
  /^ *(?:- )*["']?eventSource["']?: +["']?[a-z][\w.-]*\.amazonaws\.com["']?[ \r]*$/m,
];

/** Enough of CSV to keep it: a first line of several short names between the same separators. */
function looksLikeCsv({ text }: Reading): boolean {
  const head = text.raw(0, Math.min(endOfLine(text.bytes, 0), HEAD)).trim();
  const names = head.split(/[,;\t]/).map((name) => name.replace(/^"|"$/g, '').trim());
  return head.length < 4096 && names.length >= 3 && names.every((name) => /^[A-Za-z_][\w .-]{0,60}$/.test(name));
}
