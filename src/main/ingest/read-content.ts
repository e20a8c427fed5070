// What an item's content is, and the events in it. Recognised by content, never by name.
import type { ItemKind } from '../../shared/domain.ts';
import type { ParsedContent } from '../../shared/parsed-item.ts';
import { type Dictionaries, EventCollector } from './extract.ts';
import { ItemText } from './item-text.ts';
import { endOfString, endOfValue, isObject, skipSpace, tryParse } from './json-scan.ts';
import { addValue, looksLikeRecord, readArray } from './records.ts';
import { documentKind } from './shapes.ts';

const LINE_FEED = 10;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const OPEN_ARRAY = 91;

/** Bytes in which the marks of a kind are looked for. */
const HEAD = 65_536;

/** An event takes about this many bytes: only a first guess for the size of the columns. */
const TYPICAL_RECORD = 1000;

/**
 * Reads decompressed content.
 * @param content bytes after decoding; offsets of events and problems count in them
 * @param dictionaries of this parser thread: combination ids in the result are theirs
 */
export function readContent(content: Buffer, dictionaries: Dictionaries): ParsedContent {
  if ((content[0] === 0xff && content[1] === 0xfe) || (content[0] === 0xfe && content[1] === 0xff)) {
    const none = new EventCollector(dictionaries, 0);
    none.problem('CONTENT_UTF16', '', 0, content.length, null, false);
    return { kind: 'unreadable', events: none.finish(), problems: none.problems };
  }
  if (!mayBeText(content)) return { kind: 'notCloudTrail', events: new EventCollector(dictionaries, 0).finish(), problems: [] };
  const item = new ItemText(content);
  const into = new EventCollector(dictionaries, Math.ceil(content.length / TYPICAL_RECORD));
  const start = content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf ? 3 : 0;
  const kind = readText(item, start, into);
  if (start > 0 && (kind === 'log' || kind === 'insight')) into.problem('BYTE_ORDER_MARK', '', 0, 3, null, false);
  return { kind, events: into.finish(), problems: into.problems };
}

/** Binary files have NUL bytes early. JSON never has one; in what begins like JSON it is damage, and the rest is still to be read. */
function mayBeText(content: Buffer): boolean {
  const head = content.subarray(0, 4096);
  return head.indexOf(0) < 0 || /^(\u00ef\u00bb\u00bf)?\s*[{[]\s*["{]/.test(head.toString('latin1'));
}

function readText(item: ItemText, start: number, into: EventCollector): ItemKind {
  const { bytes } = item;
  const at = skipSpace(bytes, start);
  const first = bytes[at];
  if (first === OPEN_OBJECT) {
    const records = findRecords(item, at);
    if (records !== null) return readRecordsObject(item, records, into);
    return readValues(item, at, into);
  }
  if (first === OPEN_ARRAY) return readBareArray(item, at, into);
  return looksLikeCsv(item) ? 'unknownCsv' : 'notCloudTrail';
}

/** Index just after `[` of the top-level `"Records"` array, or null when the object has none. */
function findRecords(item: ItemText, at: number): number | null {
  const { bytes } = item;
  let i = at + 1;
  for (;;) {
    i = skipSpace(bytes, i);
    if (bytes[i] !== QUOTE) return null;
    const keyEnd = endOfString(bytes, i);
    if (keyEnd < 0) return null;
    const key = item.parse(i, keyEnd);
    i = skipSpace(bytes, keyEnd);
    if (bytes[i] !== COLON) return null;
    i = skipSpace(bytes, i + 1);
    if (key === 'Records' && bytes[i] === OPEN_ARRAY) return i + 1;
    i = endOfValue(bytes, i);
    if (i < 0) return null;
    i = skipSpace(bytes, i);
    if (bytes[i] !== COMMA) return null;
    i++;
  }
}

function readRecordsObject(item: ItemText, at: number, into: EventCollector): ItemKind {
  const { bytes } = item;
  const first = skipSpace(bytes, at);
  const firstEnd = bytes[first] === OPEN_OBJECT ? endOfValue(bytes, first) : -1;
  const sample = firstEnd > 0 ? item.parse(first, firstEnd) : undefined;
  // S3 notifications and queue messages come as {"Records":[…]} too: they say so in their first record.
  if (isObject(sample) && !('eventID' in sample || 'eventTime' in sample || 'userIdentity' in sample || 'eventName' in sample)) {
    // One odd record at the head does not hide those behind it.
    const list = item.parse(at - 1, endOfValue(bytes, at - 1));
    if (Array.isArray(list) && !list.some(looksLikeRecord)) return 'unknownJson';
  }
  if (isObject(sample) && typeof sample.eventSource === 'string' && sample.eventSource.startsWith('aws:')) return 'unknownJson';
  const end = readArray(item, at, into);
  checkTail(item, end, into);
  return isInsight(sample) ? 'insight' : 'log';
}

/** What follows the list: the closing brace, perhaps after other keys. Anything else is a problem with its place. */
function checkTail(item: ItemText, end: number, into: EventCollector): void {
  const { bytes } = item;
  if (end >= bytes.length) {
    if (!into.problems.some((p) => p.code === 'CONTENT_CUT_OFF' || p.code === 'RECORD_CUT_OFF')) {
      into.problem('CONTENT_CUT_OFF', 'the closing brace is missing', bytes.length, 0, null, false);
    }
    return;
  }
  const at = skipSpace(bytes, end);
  const closes = bytes[at] === CLOSE_OBJECT && skipSpace(bytes, at + 1) === bytes.length;
  if (closes || (bytes[at] === COMMA && isOtherKeys(item.slice(at + 1, bytes.length)))) return;
  if (at >= bytes.length) into.problem('CONTENT_CUT_OFF', 'the closing brace is missing', bytes.length, 0, null, false);
  else into.problem('TRAILING_BYTES', item.slice(at, at + 200), at, bytes.length - at, null, false);
}

/** A second list of records is not waved through as another key: the first was read, this one is a problem. */
function isOtherKeys(text: string): boolean {
  const rest = tryParse(`{${text}`);
  return isObject(rest) && Object.keys(rest).length > 0 && !('Records' in rest);
}

function isInsight(record: unknown): boolean {
  return isObject(record) && (record.eventType === 'AwsCloudTrailInsight' || record.eventCategory === 'Insight');
}

function readBareArray(item: ItemText, at: number, into: EventCollector): ItemKind {
  const { bytes } = item;
  const first = skipSpace(bytes, at + 1);
  const firstEnd = endOfValue(bytes, first);
  const sample = firstEnd > 0 ? item.parse(first, firstEnd) : undefined;
  if (!looksLikeRecord(sample)) {
    const marked = sample === undefined && hasMarks(item);
    if (!marked) return item.parse(at, bytes.length) === undefined ? 'notCloudTrail' : 'unknownJson';
  }
  const end = readArray(item, at + 1, into);
  const rest = skipSpace(bytes, end);
  if (rest < bytes.length) into.problem('TRAILING_BYTES', item.slice(rest, rest + 200), rest, bytes.length - rest, null, false);
  return isInsight(sample) ? 'insight' : 'log';
}

/** Broken JSON is still a log when the beginning of it names the fields of a record. */
function hasMarks(item: ItemText): boolean {
  const head = item.raw(0, HEAD);
  return ['"eventVersion"', '"eventSource"', '"eventName"', '"userIdentity"'].filter((mark) => head.includes(mark)).length >= 2;
}

/** One value, or one a line: a single record, JSON lines, or a document of another kind. */
function readValues(item: ItemText, at: number, into: EventCollector): ItemKind {
  const { bytes } = item;
  const sample = firstValue(item, at);
  if (sample.end > 0 && skipSpace(bytes, sample.end) === bytes.length) {
    if (sample.value !== undefined && !looksLikeRecord(sample.value)) return documentKind(sample.value);
    if (sample.value === undefined && !hasMarks(item)) return 'notCloudTrail';
  } else if (!looksLikeRecord(sample.value) && !hasMarks(item)) {
    return sample.value === undefined ? 'notCloudTrail' : 'unknownJson';
  } else if (sample.value !== undefined && !looksLikeRecord(sample.value)) {
    // A stream of other objects that contain records: not this version's to unwrap.
    return 'unknownJson';
  }
  readStream(item, at, into);
  return isInsight(sample.value) ? 'insight' : 'log';
}

function firstValue(item: ItemText, at: number): { value: unknown; end: number } {
  const { bytes } = item;
  const lineEnd = endOfLine(bytes, at);
  const line = item.parse(at, lineEnd);
  if (line !== undefined) return { value: line, end: lineEnd };
  const end = endOfValue(bytes, at);
  return { value: end > 0 ? item.parse(at, end) : undefined, end };
}

function endOfLine(bytes: Buffer, at: number): number {
  const newline = bytes.indexOf(LINE_FEED, at);
  return newline < 0 ? bytes.length : newline;
}

/** How often the content may be scanned in vain for the end of a broken value: bounds the work on text made to deceive. */
const SCANS = 16;

/** JSON lines, or values one after another however they are laid out. A bad line is a problem; the next line goes on. */
function readStream(item: ItemText, start: number, into: EventCollector): void {
  const { bytes } = item;
  let at = start;
  let inVain = 0;
  while (at < bytes.length) {
    const lineEnd = endOfLine(bytes, at);
    const to = trimEnd(bytes, at, lineEnd);
    const line = item.parse(at, to);
    if (line !== undefined) {
      addStreamValue(item, line, at, to, into);
      at = skipSpace(bytes, lineEnd);
      continue;
    }
    const scans = bytes[at] === OPEN_OBJECT && inVain < SCANS * bytes.length;
    const end = scans ? endOfValue(bytes, at) : -1;
    const value = end > 0 ? item.parse(at, end) : undefined;
    if (scans && value === undefined) inVain += (end > 0 ? end : bytes.length) - at;
    if (value !== undefined) {
      addStreamValue(item, value, at, end, into);
      at = skipSpace(bytes, end);
      continue;
    }
    const cut = lineEnd === bytes.length;
    into.problem(cut ? 'RECORD_CUT_OFF' : 'RECORD_NOT_JSON', item.slice(at, Math.min(to, at + 200)), at, to - at, null, true);
    at = skipSpace(bytes, lineEnd);
  }
}

function isSpace(byte: number | undefined): boolean {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9;
}

function trimEnd(bytes: Buffer, from: number, to: number): number {
  let end = to;
  while (end > from && isSpace(bytes[end - 1])) end--;
  return end;
}

function addStreamValue(item: ItemText, value: unknown, from: number, to: number, into: EventCollector): void {
  if (isObject(value) && !looksLikeRecord(value)) {
    into.problem('RECORD_NOT_CLOUDTRAIL', item.slice(from, Math.min(to, from + 200)), from, to - from, null, true);
  } else addValue(item, value, from, to, into);
}

/** Enough of CSV to keep it: a first line of several short names between the same separators. */
function looksLikeCsv(item: ItemText): boolean {
  const head = item.raw(0, Math.min(endOfLine(item.bytes, 0), HEAD)).trim();
  const names = head.split(/[,;\t]/).map((name) => name.replace(/^"|"$/g, '').trim());
  return head.length < 4096 && names.length >= 3 && names.every((name) => /^[A-Za-z_][\w .-]{0,60}$/.test(name));
}
