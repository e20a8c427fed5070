// What stands around a text in a raw record, so that a list can show why the record was found.
import type { SearchAsked, SearchSnippet } from '../../shared/domain.ts';
import { Needle, type Place } from './search-needle.ts';
import { matchOf } from './search-pattern.ts';
import { singleQuotes } from './search-readings.ts';

/** Bytes shown before the text, of the text, and after it. */
const BEFORE = 40;
const OF_MATCH = 400;
const AFTER = 220;

const BACKSLASH = '\\'.charCodeAt(0);
const ESCAPED = Buffer.from('"/\\');

/** A place in bytes. */
interface Marked {
  bytes: Buffer;
  start: number;
  end: number;
}

/** Finds the first place of what was asked for; null where there is none. */
type Finder = (record: Buffer) => Marked | null;

/**
 * What cuts snippets out of records.
 * @returns given a record's bytes and the steps that decoded them, the first place in it that says what was asked for; null where there is none
 * Errors: PATTERN_INVALID.
 */
export function snippets({
  text,
  regex,
  ignoreCase,
}: Omit<SearchAsked, 'filter'>): (record: Buffer, steps: string) => SearchSnippet | null {
  const find = regex ? patternFinder(text, ignoreCase) : textFinder(new Needle(text, ignoreCase));
  return (record, steps) => {
    const place = find(record);
    if (place) return around(place);
    const cells = singleQuotes(record, steps);
    const inCells = cells && find(cells);
    return inCells && around(inCells);
  };
}

function patternFinder(expression: string, ignoreCase: boolean): Finder {
  const match = matchOf(expression, ignoreCase);
  return (record) => {
    const text = record.toString('utf8');
    const found = match(text);
    if (!found) return null;
    // Of bytes that are no UTF-8, the text has other lengths than the record.
    const start = Buffer.byteLength(text.slice(0, found.start));
    return { bytes: Buffer.from(text), start, end: start + Buffer.byteLength(text.slice(found.start, found.end)) };
  };
}

/** A place that says the text by itself; else the first that may be part of it. */
function textFinder(needle: Needle): Finder {
  return (record) => {
    const find = needle.over(record);
    const marked = ({ start, end, exact }: Place): Marked => ({ bytes: record, start: exact ? start : escapeStart(record, start), end });
    const first = find(0);
    for (let place = first; place; place = find(place.next)) {
      const found = marked(place);
      if (place.exact || needle.isIn(record.subarray(found.start, found.end))) return found;
    }
    return first && needle.isIn(record) ? marked(first) : null;
  };
}

function around({ bytes, start, end }: Marked): SearchSnippet {
  const from = characterStart(bytes, Math.max(0, start - BEFORE));
  const matchEnd = end <= start + OF_MATCH ? end : characterStart(bytes, start + OF_MATCH);
  const to = matchEnd < end ? matchEnd : characterStart(bytes, Math.min(bytes.length, end + AFTER));
  const text = (a: number, b: number): string => bytes.toString('utf8', a, b);
  return {
    before: text(from, start),
    match: text(start, matchEnd),
    after: text(matchEnd, to),
    cutBefore: from > 0,
    cutAfter: to < bytes.length,
  };
}

/** Where a character begins that a backslash escapes, or a backslash: with all the backslashes before it. */
function escapeStart(bytes: Buffer, at: number): number {
  let start = at;
  while (start > 0 && ESCAPED.includes(bytes[start] as number) && bytes[start - 1] === BACKSLASH) start--;
  return start;
}

/** The start of the UTF-8 character in which a place lies; in what is no UTF-8, at most its longest form before. */
function characterStart(bytes: Buffer, at: number): number {
  let start = at;
  while (start > at - 3 && start > 0 && start < bytes.length && ((bytes[start] as number) & 0xc0) === 0x80) start--;
  return start;
}
