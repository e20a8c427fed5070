// Records far behind other things: where the head of content has none, its other lines are looked at as they come, in bounded memory. What stands before
// the first record is told of as one stretch.
import { endOfValue } from './json-scan.ts';
import { LOOKED, Names } from './known-ahead.ts';
import { endOfLine, trimEnd } from './line-values.ts';
import { isKnown, MORE, NONE, type Reading, SHOWN } from './reading.ts';
import { recordOnLine } from './value-lines.ts';

/** Lines that name a field of a record and are asked, in all. */
const ASKED = 200_000;

/** Longest line, and longest object over several, in bytes. */
const LONGEST = 1_000_000;

/** Bytes at the end of a window that are seen again with the next: an object over several lines may begin there. */
const KEPT = 65_536;

const LINE_FEED = 10;

/** Nothing is known of the content at `at`, as far as was looked: if there is more of it, that is looked at, too. False when there is none. */
export function goOnAhead(reading: Reading, at: number): boolean {
  const { text, into, last } = reading;
  if (last && text.bytes.length - at <= LOOKED) return false;
  reading.state = 'ahead';
  reading.ahead = { from: into.base + at, shown: text.slice(at, at + SHOWN), asked: 0 };
  return true;
}

/** Looks for the first record from `at` on: reading goes on there. */
export function readAhead(reading: Reading, at: number): number {
  const { text, last, ahead } = reading;
  const { bytes } = text;
  const names = new Names(bytes);
  let from = at;
  for (;;) {
    const name = names.from(from);
    if (name >= bytes.length) break;
    const line = Math.max(at, bytes.lastIndexOf(LINE_FEED, name) + 1);
    const end = endOfLine(bytes, name);
    if (!last && end === bytes.length && end - line < LONGEST) return line;
    const found = end - line > LONGEST ? -1 : firstAt(reading, at, line, end);
    // It may have begun before this line.
    if (found === MORE) return Math.max(at, line - KEPT);
    if (found >= 0) return found;
    from = end + 1;
    if (++ahead.asked > ASKED || !reading.mayScan) return reading.end();
  }
  if (last) return reading.end();
  return Math.max(at, Math.min(bytes.lastIndexOf(LINE_FEED) + 1, bytes.length - KEPT));
}

/** Index of the record on a line, or of the object over several that goes on there; NONE when there is none. */
function firstAt(reading: Reading, at: number, line: number, end: number): number {
  const { text, kind } = reading;
  const to = trimEnd(text.bytes, line, end);
  if (kind !== 'unknownJson') {
    const record = recordOnLine(text, line, to);
    const value = record === null ? undefined : text.parse(record.from, record.to);
    if (record === null || !isKnown(value)) return NONE;
    tellBefore(reading, 'RECORD_NOT_JSON', line);
    reading.settle(record.shape, value);
    reading.state = 'lines';
    return line;
  }
  const value = text.parse(line, to);
  return value === undefined ? objectOver(reading, at, line) : known(reading, value, line);
}

/** The object over several lines that goes on at a line. */
function objectOver(reading: Reading, at: number, line: number): number {
  const { text, last } = reading;
  const { bytes } = text;
  const first = Math.max(at, line - KEPT);
  const begin = bytes.subarray(first, line + 1).lastIndexOf('\n{') + first + 1;
  if (begin <= first) return NONE;
  const stop = endOfValue(bytes.subarray(0, begin + LONGEST), begin);
  if (stop > 0) return known(reading, text.parse(begin, stop), begin);
  if (!last && bytes.length - begin < LONGEST) return MORE;
  reading.inVain += Math.min(LONGEST, bytes.length - begin);
  return NONE;
}

function known(reading: Reading, value: unknown, at: number): number {
  if (!isKnown(value)) return NONE;
  tellBefore(reading, 'RECORD_NOT_CLOUDTRAIL', at);
  reading.settleBy(value);
  reading.state = 'values';
  return at;
}

function tellBefore({ into, ahead }: Reading, code: string, at: number): void {
  const from = ahead.from - into.base;
  into.other(code, ahead.shown, from, at - from);
}
