// Records behind other things: exports of several sources hold those of CloudTrail anywhere, not only at their head. Looked for by the names of
// fields, which are found natively: content that names none is passed over at once.
import { endOfValue, skipSpace } from './json-scan.ts';
import { endOfLine } from './line-values.ts';
import { isKnown, MORE, type Reading } from './reading.ts';

/** Bytes in which it is looked: no more than a window of content that is read in portions has at its head, and behind a list. */
export const LOOKED = 4_000_000;

/** Names that every record, and every row that says what a record does, has one of, in the spellings that tools write. */
const NAMES = [
  'eventName',
  'EventName',
  'eventname',
  'event_name',
  'EVENTNAME',
  'EVENT_NAME',
  'Event name',
  'Event Name',
  'eventSource',
].map((name) => Buffer.from(name));

const LINE_FEED = 10;
const COMMA = 44;

/** Finds names of fields, each place once: where one of them is rare it is not searched for again and again. */
export class Names {
  private readonly bytes: Buffer;
  private readonly next = NAMES.map(() => -1);

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** Index of the next name at or after `at`, which never goes back; Infinity when there is none. */
  from(at: number): number {
    for (const [i, name] of NAMES.entries()) {
      if ((this.next[i] as number) >= at) continue;
      const found = this.bytes.indexOf(name, at);
      this.next[i] = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    return Math.min(...this.next);
  }
}

/** Whether a field of a record is named in what is looked at, from `at` on. */
export function namesFields(bytes: Buffer, at: number): boolean {
  return Number.isFinite(new Names(bytes.subarray(0, at + LOOKED)).from(at));
}

/**
 * The first of the values from `at` on, with commas or white space between them, that is known, or that a list of them holds; undefined when none
 * is, MORE when the window ends before that is clear.
 */
export function knownAhead(reading: Reading, at: number): unknown {
  const { text, last } = reading;
  const bytes = text.bytes.subarray(0, at + LOOKED);
  const names = new Names(bytes);
  let name = names.from(at);
  for (let from = skipSpace(bytes, at); Number.isFinite(name); ) {
    const end = bytes[from] === COMMA ? from + 1 : endOfValue(bytes, from);
    if (end < 0) reading.inVain += bytes.length - from;
    if (!reading.mayScan) return undefined;
    // What does not end may be broken: the next line may not be.
    const next = skipSpace(bytes, end < 0 ? endOfLine(bytes, from) : end);
    if (end > name) {
      const value = text.parse(from, end);
      const known = Array.isArray(value) ? value.find(isKnown) : isKnown(value) ? value : undefined;
      if (known !== undefined) return known;
    }
    if (next > name) name = names.from(next);
    from = next;
  }
  return !last && text.bytes.length < at + LOOKED ? MORE : undefined;
}

/** Index of the line on which the next name of a field stands, of those from `at` on; -1 when there is none before `end`. */
export function lineAhead(bytes: Buffer, at: number, end = LOOKED): number {
  const name = new Names(bytes.subarray(0, end)).from(at);
  return name === Number.POSITIVE_INFINITY ? -1 : Math.max(at, bytes.lastIndexOf(LINE_FEED, name) + 1);
}
