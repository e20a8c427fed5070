// The elements of a list of records: each becomes an event or a problem with its place, none is skipped. Works on a window of the content:
// what is not whole yet is left for the next one.
import type { Damage } from './damage.ts';
import type { EventCollector } from './event-collector.ts';
import type { ItemText } from './item-text.ts';
import { endOfValue, isObject, skipSpace } from './json-scan.ts';
import { looksLikeRecord } from './record-marks.ts';

/** What CloudTrail writes between two records of a log file; found natively, much faster than any scan. */
const SEAM = Buffer.from('},{"eventVersion"');

/** Wrong guesses in a row before the slow scan takes over, until a record ends at a seam again: bounds the work on text made to deceive. */
const GUESSES = 3;

/** Places at which a record may begin that are tried after damage, in one list: bounds the work on text made to deceive. */
const RESUMES = 2000;

/** Bytes that may be scanned in vain for the end of what is broken, in one list: some seconds' work, which a kilobyte could else make hours. */
const MOST_IN_VAIN = 4_000_000_000;

/** Bytes in which a record that does not end is taken for a damaged one, if others follow. */
const SUSPICIOUS = 16_000_000;

const FIRST_FIELD = Buffer.from('"eventVersion"');

const COMMA = 44;
const COLON = 58;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/**
 * What becomes of an element.
 * @param value undefined when the bytes are not JSON
 * @param inPlace whether it stands where the list has an element, between commas or brackets, and not amid damage
 */
export type OnElement = (value: unknown, from: number, to: number, inPlace: boolean) => void;

type Fast = (text: ItemText, at: number, last: boolean) => number;

/** Where reading stopped. */
interface Stop {
  at: number;
  /** `whole`: the list ended before `at` · `more`: the element at `at` needs more of the content · `cut`: the content ended. */
  why: 'whole' | 'more' | 'cut';
}

/** What was read last: the beginning of the list, an element, the comma behind one; or an element without a comma behind it. */
type Before = 'nothing' | 'element' | 'comma' | 'gap';

/** The answer of a search that needs more of the content than the window holds. */
const MORE = -2;

/** Reads one list, window by window. */
export class ListReader {
  private readonly into: EventCollector;
  private readonly damage: Damage;
  private readonly onElement: OnElement;
  private readonly fast: Fast | null;
  /** Places of the next seam and of the next first field in this window; `Infinity` when there is none. */
  private seam = -1;
  private field = -1;
  private misses = 0;
  private resumes = 0;
  /** Bytes scanned in vain. */
  private inVain = 0;
  private before: Before = 'nothing';

  /** @param fast reads records of the common form from an element on; index after the last, or the element's own when it read none */
  constructor(into: EventCollector, damage: Damage, onElement: OnElement, fast: Fast | null = null) {
    this.into = into;
    this.damage = damage;
    this.fast = fast;
    this.onElement = onElement;
  }

  /**
   * Reads on from `at`: just after `[` at first, then where the window before stopped.
   * @param last whether the content ends with this window
   */
  read(text: ItemText, at: number, last: boolean): Stop {
    const { bytes } = text;
    this.seam = -1;
    this.field = -1;
    for (let i = at; ; ) {
      i = skipSpace(bytes, i);
      if (i >= bytes.length) {
        if (!last) return { at: i, why: 'more' };
        this.damage.end();
        this.into.problem('CONTENT_CUT_OFF', '', bytes.length, 0, null, false);
        return { at: bytes.length, why: 'cut' };
      }
      if (bytes[i] === CLOSE_ARRAY) {
        if (this.before === 'comma') this.damage.between('a comma before the end of the list', i);
        this.damage.end();
        return { at: i + 1, why: 'whole' };
      }
      if (this.before === 'element') {
        this.before = bytes[i] === COMMA ? 'comma' : 'gap';
        if (this.before === 'comma') i++;
        else this.damage.between('expected a comma or the end of the list', i);
        continue;
      }
      const quick = this.fast && bytes[i] === OPEN_OBJECT ? this.fast(text, i, last) : i;
      const end = quick > i ? quick : this.element(text, i, last);
      if (end < 0) return last ? { at: bytes.length, why: 'cut' } : { at: i, why: 'more' };
      this.before = 'element';
      i = end;
    }
  }

  /**
   * Looks for a record behind bytes that are no list any more: one that stands behind a comma. Reading may go on there.
   * @returns index of the comma; -1 when there is none, MORE (-2) when the window ends before it is clear
   */
  findFurther(text: ItemText, at: number, last: boolean): number {
    this.field = -1;
    const comma = this.resume(text, at - 1, text.bytes.length, last);
    if (comma >= 0) this.before = 'element';
    return comma;
  }

  /** Reads one element; index just after it, or -1 when the window ends before it does (and, in the last, a problem says so). */
  private element(text: ItemText, at: number, last: boolean): number {
    const { bytes } = text;
    if (bytes[at] === OPEN_OBJECT) {
      for (let from = at; this.misses < GUESSES; this.misses++) {
        const seam = this.seamAfter(bytes, from);
        if (seam === Number.POSITIVE_INFINITY) break;
        // An object is never the beginning of a longer value, so a parse that succeeds proves the boundary.
        const value = text.parse(at, seam + 1);
        if (value !== undefined) {
          this.onElement(value, at, seam + 1, this.before !== 'gap');
          this.misses = 0;
          return seam + 1;
        }
        from = seam;
      }
    }
    const end = isMisplaced(bytes[at]) ? endOfRun(bytes, at) : endOfValue(bytes, at);
    // A value at the very end of a window may go on in the next, and what follows it tells whether it is whole.
    if (!last && end >= 0 && skipSpace(bytes, end) === bytes.length) return -1;
    // Nor is what does not end in a window damaged: not before there is so much of it that it hardly is a record.
    if (!last && end < 0 && bytes.length - at < SUSPICIOUS) return -1;
    if (end < 0) this.inVain += bytes.length - at;
    const value = end < 0 ? undefined : text.parse(at, end);
    if (value === undefined || isDubious(bytes, value, end)) {
      // A first field that begins in the damage must be seen whole.
      if (!last && end >= 0 && bytes.length - end < FIRST_FIELD.length) return -1;
      const resume = this.resume(text, at, end < 0 ? bytes.length : end, last);
      if (resume > 0) {
        this.onElement(undefined, at, resume, false);
        return resume;
      }
      if (!last && (end < 0 || resume === MORE)) return -1;
    }
    if (end < 0) {
      this.damage.element(
        'RECORD_CUT_OFF',
        text.slice(at, Math.min(bytes.length, at + 200)),
        at,
        bytes.length - at,
        this.before !== 'gap',
        false,
      );
      this.damage.end();
      return -1;
    }
    if (bytes.subarray(end - 1, end - 1 + SEAM.length).equals(SEAM)) this.misses = 0;
    this.onElement(value, at, end, this.before !== 'gap' && isFollowed(bytes, end));
    return end;
  }

  private seamAfter(bytes: Buffer, at: number): number {
    if (this.seam <= at) {
      const found = bytes.indexOf(SEAM, at + 1);
      this.seam = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    return this.seam;
  }

  /** The place of the next first field, at or after `at`: remembered, so that a flood of broken elements is not searched again for each. */
  private fieldFrom(bytes: Buffer, at: number): number {
    if (this.field < at) {
      const found = bytes.indexOf(FIRST_FIELD, at);
      this.field = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    return this.field;
  }

  /**
   * Damage in a record (a lost quote or brace) hides where it ends, and would take all that follow with it. The next object that is a record
   * as a whole, and stands after a comma, ends the damage.
   * @returns index of the comma before that record, -1, or MORE
   */
  private resume(text: ItemText, at: number, end: number, last: boolean): number {
    const { bytes } = text;
    let from = at + 1;
    while (this.resumes < RESUMES && this.inVain < MOST_IN_VAIN) {
      const field = this.fieldFrom(bytes, from);
      if (field >= end) return -1;
      from = field + 1;
      const open = before(bytes, field);
      const comma = before(bytes, open);
      if (bytes[open] !== OPEN_OBJECT || bytes[comma] !== COMMA || comma <= at) continue;
      const close = endOfValue(bytes, open);
      if (close < 0 && !last && bytes.length - open < SUSPICIOUS) return MORE;
      this.resumes++;
      if (close < 0) this.inVain += bytes.length - open;
      if (close > 0 && looksLikeRecord(text.parse(open, close))) return comma;
    }
    return -1;
  }
}

/**
 * Whether a value that is no object may only seem to be one: neither a comma nor the end of the list follows it. A quote too many makes
 * strings of what stands between two, a bracket too many takes in the records behind it, and the end of the list with them.
 */
function isDubious(bytes: Buffer, value: unknown, end: number): boolean {
  return !isObject(value) && !isFollowed(bytes, end);
}

/** Whether a comma or the end of the list follows. */
function isFollowed(bytes: Buffer, end: number): boolean {
  const next = bytes[skipSpace(bytes, end)];
  return next === COMMA || next === CLOSE_ARRAY;
}

/** Index of the last byte before `at` that is not white space. */
function before(bytes: Buffer, at: number): number {
  let i = at - 1;
  while (bytes[i] === 32 || bytes[i] === 10 || bytes[i] === 13 || bytes[i] === 9) i--;
  return i;
}

/** Closing braces, commas and colons begin no value. */
function isMisplaced(byte: number | undefined): boolean {
  return byte === CLOSE_OBJECT || byte === COMMA || byte === COLON;
}

/** Index after a run of misplaced bytes: together they are one problem, however many. */
function endOfRun(bytes: Buffer, at: number): number {
  let i = at;
  while (isMisplaced(bytes[i])) i++;
  return i;
}
