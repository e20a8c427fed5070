// What an item's content is, and the events in it. Recognised by content, never by name.
import type { ItemKind } from '../../shared/domain.ts';
import type { ParsedContent } from '../../shared/parsed-item.ts';
import { type Dictionaries, EventCollector } from './extract.ts';
import { ItemText } from './item-text.ts';
import { endOfString, endOfValue, isObject, skipSpace } from './json-scan.ts';
import { addValue, looksLikeRecord, readArray } from './records.ts';
import { documentKind } from './shapes.ts';

const OPEN_OBJECT = 123;
const OPEN_ARRAY = 91;

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

/** Binary files have NUL bytes early; JSON never has one. */
function mayBeText(content: Buffer): boolean {
  return content.subarray(0, 4096).indexOf(0) < 0;
}

function readText(item: ItemText, start: number, into: EventCollector): ItemKind {
  const { text } = item;
  const at = skipSpace(text, start);
  const first = text.charCodeAt(at);
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
  const { text } = item;
  let i = at + 1;
  for (;;) {
    i = skipSpace(text, i);
    if (text[i] !== '"') return null;
    const keyEnd = endOfString(text, i);
    if (keyEnd < 0) return null;
    const key = text.slice(i + 1, keyEnd - 1);
    i = skipSpace(text, keyEnd);
    if (text[i] !== ':') return null;
    i = skipSpace(text, i + 1);
    if (key === 'Records' && text.charCodeAt(i) === OPEN_ARRAY) return i + 1;
    i = endOfValue(text, i);
    if (i < 0) return null;
    i = skipSpace(text, i);
    if (text[i] !== ',') return null;
    i++;
  }
}

function readRecordsObject(item: ItemText, at: number, into: EventCollector): ItemKind {
  const { text } = item;
  const first = skipSpace(text, at);
  const firstEnd = text.charCodeAt(first) === OPEN_OBJECT ? endOfValue(text, first) : -1;
  const sample = firstEnd > 0 ? item.parse(first, firstEnd) : undefined;
  // S3 notifications and queue messages come as {"Records":[…]} too: they say so in their first record.
  if (isObject(sample) && !('eventID' in sample || 'eventTime' in sample || 'userIdentity' in sample || 'eventName' in sample)) {
    if (item.parse(skipSpace(text, 0), text.length) !== undefined) return 'unknownJson';
  }
  if (isObject(sample) && typeof sample.eventSource === 'string' && sample.eventSource.startsWith('aws:')) return 'unknownJson';
  const end = readArray(item, at, into);
  checkTail(item, end, into);
  return isInsight(sample) ? 'insight' : 'log';
}

/** What follows the list: the closing brace, perhaps after other keys. Anything else is a problem with its place. */
function checkTail(item: ItemText, end: number, into: EventCollector): void {
  const { text } = item;
  if (end >= text.length) {
    if (!into.problems.some((p) => p.code === 'CONTENT_CUT_OFF' || p.code === 'RECORD_CUT_OFF')) {
      into.problem('CONTENT_CUT_OFF', 'the closing brace is missing', text.length, 0, null, false);
    }
    return;
  }
  const at = skipSpace(text, end);
  const closes = text[at] === '}' && skipSpace(text, at + 1) === text.length;
  const otherKeys = text[at] === ',' && item.slice(at + 1, text.length).length > 0 && parses(`{${item.slice(at + 1, text.length)}`);
  if (closes || otherKeys) return;
  if (at >= text.length) into.problem('CONTENT_CUT_OFF', 'the closing brace is missing', text.length, 0, null, false);
  else into.problem('TRAILING_BYTES', item.slice(at, at + 200), at, text.length - at, null, false);
}

function parses(json: string): boolean {
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}

function isInsight(record: unknown): boolean {
  return isObject(record) && (record.eventType === 'AwsCloudTrailInsight' || record.eventCategory === 'Insight');
}

function readBareArray(item: ItemText, at: number, into: EventCollector): ItemKind {
  const { text } = item;
  const first = skipSpace(text, at + 1);
  const firstEnd = endOfValue(text, first);
  const sample = firstEnd > 0 ? item.parse(first, firstEnd) : undefined;
  if (!looksLikeRecord(sample)) {
    const marked = sample === undefined && hasMarks(item);
    if (!marked) return item.parse(at, text.length) === undefined ? 'notCloudTrail' : 'unknownJson';
  }
  const end = readArray(item, at + 1, into);
  const rest = skipSpace(text, end);
  if (rest < text.length) into.problem('TRAILING_BYTES', item.slice(rest, rest + 200), rest, text.length - rest, null, false);
  return isInsight(sample) ? 'insight' : 'log';
}

/** Broken JSON is still a log when the beginning of it names the fields of a record. */
function hasMarks(item: ItemText): boolean {
  const head = item.text.slice(0, 65_536);
  return ['"eventVersion"', '"eventSource"', '"eventName"', '"userIdentity"'].filter((mark) => head.includes(mark)).length >= 2;
}

/** One value, or one a line: a single record, JSON lines, or a document of another kind. */
function readValues(item: ItemText, at: number, into: EventCollector): ItemKind {
  const { text } = item;
  const sample = firstValue(item, at);
  if (sample.end > 0 && skipSpace(text, sample.end) === text.length) {
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
  const { text } = item;
  const lineEnd = endOfLine(text, at);
  const line = item.parse(at, lineEnd);
  if (line !== undefined) return { value: line, end: lineEnd };
  const end = endOfValue(text, at);
  return { value: end > 0 ? item.parse(at, end) : undefined, end };
}

function endOfLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline;
}

/** JSON lines, or values one after another however they are laid out. A bad line is a problem; the next line goes on. */
function readStream(item: ItemText, start: number, into: EventCollector): void {
  const { text } = item;
  let at = start;
  while (at < text.length) {
    const lineEnd = endOfLine(text, at);
    const to = trimEnd(text, at, lineEnd);
    const line = item.parse(at, to);
    if (line !== undefined) {
      addStreamValue(item, line, at, to, into);
      at = skipSpace(text, lineEnd);
      continue;
    }
    const end = text.charCodeAt(at) === OPEN_OBJECT ? endOfValue(text, at) : -1;
    const value = end > 0 ? item.parse(at, end) : undefined;
    if (value !== undefined) {
      addStreamValue(item, value, at, end, into);
      at = skipSpace(text, end);
      continue;
    }
    const cut = lineEnd === text.length;
    into.problem(cut ? 'RECORD_CUT_OFF' : 'RECORD_NOT_JSON', item.slice(at, Math.min(to, at + 200)), at, to - at, null, true);
    at = skipSpace(text, lineEnd);
  }
}

function trimEnd(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && text.charCodeAt(end - 1) <= 32) end--;
  return end;
}

function addStreamValue(item: ItemText, value: unknown, from: number, to: number, into: EventCollector): void {
  if (isObject(value) && !looksLikeRecord(value)) {
    into.problem('RECORD_NOT_CLOUDTRAIL', item.slice(from, Math.min(to, from + 200)), from, to - from, null, true);
  } else addValue(item, value, from, to, into);
}

/** Enough of CSV to keep it: a first line of several short names between the same separators. */
function looksLikeCsv(item: ItemText): boolean {
  const head = item.text.slice(0, endOfLine(item.text, 0)).trim();
  const names = head.split(/[,;\t]/).map((name) => name.replace(/^"|"$/g, '').trim());
  return head.length < 4096 && names.length >= 3 && names.every((name) => /^[A-Za-z_][\w .-]{0,60}$/.test(name));
}
