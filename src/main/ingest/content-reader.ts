// Reads content, whole or window by window: what it is, and the events in it. Recognised by content, never by name.
// A window's end is not the content's: what is not whole there is left, and read again at the beginning of the next window.
import type { ItemKind } from '../../shared/domain.ts';
import type { ShapeName } from '../../shared/shapes.ts';
import type { EventCollector } from './extract.ts';
import type { ItemText } from './item-text.ts';
import { endOfString, endOfValue, isObject, skipSpace } from './json-scan.ts';
import { Layer } from './layer.ts';
import { LONGEST_BUILT } from './long-json.ts';
import { looksLikeRecord } from './record-marks.ts';
import { ListReader, type OnElement } from './records.ts';
import { DOCUMENT_SHAPES, LINE_SHAPES } from './shapes/index.ts';
import { EACH, type Path } from './shapes/shape.ts';
import { wrapped } from './shapes/wrapped.ts';
import { readTable, type TableHead, tableAt, wholeRows } from './table-reader.ts';
import { addRecord, follow, notARecord, readValue, shapeOf } from './values.ts';

const LINE_FEED = 10;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const OPEN_ARRAY = 91;

/** Bytes in which the marks of a kind are looked for. */
const HEAD = 65_536;

/** Values or lines at the head that are asked what they are: one odd value there does not hide the records behind it. */
const ASKED = 50;

/** Bytes behind a list by which it is told whether another log follows. */
const JOINED_HEAD = 4 * 1024 * 1024;

/** Characters of bytes that became no event which a problem shows. */
const SHOWN = 200;

/** Elements of a list that a sample of it holds. */
const SAMPLED = 5;

/**
 * Objects of a list that are events because of where they stand, though they hardly have a field of a record: of so many no list is made by
 * mistake, and a few kilobytes of gzip hold twenty million empty ones.
 */
const MOST_ODD = 10_000;

/** Longest text of one number, word or string, in bytes, that is asked whether it is JSON. */
const LONGEST_SCALAR = 1_000_000;

/** A line longer than this, in bytes, is first looked at for where its first value ends: it may hold thousands. */
const LONG_LINE = 65_536;

/** Bytes of what cannot be read that are seen again with the next window: the beginning of a record may be at its end. */
const KEPT = 65_536;

/** How often the content may be scanned in vain for the end of a broken value: bounds the work on text made to deceive. */
const SCANS = 16;

/** How trails begin their log files. Insights have no userIdentity, notifications of other services have other versions. */
const COMMON_LIST = /^\{"Records":\[(?=\{"eventVersion":"1\.\d\d?","userIdentity":\{)/;
const COMMON_LIST_BYTES = 64;

type State = 'head' | 'list' | 'tail' | 'trailing' | 'values' | 'lines' | 'table' | 'done';

/** The answer of a part that needs more of the content than the window holds. */
const MORE = -1;

/** The answer of a search that found nothing. */
const NONE = -2;

export class ContentReader {
  /** What the content was recognised as; settled by the first window. */
  kind: ItemKind = 'notCloudTrail';
  shape: ShapeName | '' = '';

  private readonly into: EventCollector;
  private state: State = 'head';
  private list: ListReader | null = null;
  /** A list in an object, which has a tail; not a bare one. */
  private inObject = false;
  private listInObject = false;
  private listKey = '';
  /** Whether the list's elements are records themselves. */
  private plain = false;
  private table: TableHead | null = null;
  /** Where trailing bytes begin, in bytes into the content. */
  private trailingFrom = 0;
  private trailingText = '';
  private onElement: OnElement = () => {};
  private text!: ItemText;
  private layer!: Layer;
  private last = false;
  /** Bytes scanned in vain. */
  private inVain = 0;
  private odd = 0;

  constructor(into: EventCollector) {
    this.into = into;
  }

  /** Whether it is settled what the content is. */
  get recognised(): boolean {
    return this.state !== 'head';
  }

  /**
   * Reads on.
   * @param at where the content, or what the window before left of it, begins
   * @param last whether the content ends with this window
   * @returns index of the first byte that was not read; `bytes.length` when all was
   */
  read(text: ItemText, at: number, last: boolean): number {
    this.text = text;
    this.layer = new Layer(text);
    this.last = last;
    this.into.fast?.begin();
    let now = at;
    for (;;) {
      const before = this.state;
      const next = this.step(now);
      if (next === MORE) return now;
      if (next >= text.bytes.length && this.state !== 'list' && this.state !== 'tail') return text.bytes.length;
      if (next === now && this.state === before) return now;
      now = next;
    }
  }

  /** Reads a part in the present state; index after it, or -1 when it needs more of the content. */
  private step(at: number): number {
    switch (this.state) {
      case 'head':
        return this.head(at);
      case 'list':
        return this.elements(at);
      case 'tail':
        return this.tail(at);
      case 'trailing':
        return this.skip(at);
      case 'values':
        return this.values(at);
      case 'table':
        return this.rows(at);
      case 'lines':
        return this.lines(at);
      case 'done':
        return this.text.bytes.length;
    }
  }

  /** Recognises the content. */
  private head(start: number): number {
    const { bytes } = this.text;
    const at = skipSpace(bytes, start);
    const first = bytes[at];
    if (first === OPEN_OBJECT) {
      const list = this.openCommonList(at) ?? this.openList(at);
      return list === NONE ? this.recogniseValues(at) : list;
    }
    if (first === OPEN_ARRAY) return this.openBareList(at);
    if (this.recogniseLines(at)) return at;
    const table = tableAt(this.text, at);
    if (table) {
      this.kind = 'log';
      this.shape = table.shape;
      this.table = { ...table, offset: this.into.base + table.offset };
      this.state = 'table';
      return table.rows;
    }
    const scalar = this.isScalar(at);
    if (scalar === MORE) return MORE;
    this.kind = scalar ? 'unknownJson' : looksLikeCsv(this.text) ? 'unknownCsv' : 'notCloudTrail';
    return this.end();
  }

  /** Whether the content is the JSON text of one number, word or string. */
  private isScalar(at: number): boolean | typeof MORE {
    const { bytes } = this.text;
    if (bytes.length - at > LONGEST_SCALAR || at >= bytes.length) return false;
    if (!this.last) return MORE;
    return this.text.parse(at, bytes.length) !== undefined;
  }

  /** Rows of a table, as far as they are whole. */
  private rows(at: number): number {
    const { bytes } = this.text;
    const table = this.table as TableHead;
    const to = this.last ? bytes.length : at + wholeRows(bytes.subarray(at), table.separator);
    readTable(this.layer, table, at, to, this.into);
    return to;
  }

  private end(): number {
    this.state = 'done';
    return this.text.bytes.length;
  }

  /** Notes what the content is; the first that is recognised counts. */
  private settle(shape: ShapeName, sample: unknown): void {
    if (this.shape !== '') return;
    this.shape = shape;
    this.kind = isInsight(sample) ? 'insight' : 'log';
  }

  /** A log file as trails write it is known by its beginning: of small files, to look closer would take longer than to read them. */
  private openCommonList(at: number): number | null {
    const begin = COMMON_LIST.exec(this.text.raw(at, at + COMMON_LIST_BYTES))?.[0];
    if (begin === undefined) return null;
    this.settle('records', null);
    this.startList([], [], true, true);
    this.listKey = 'Records';
    return at + begin.length;
  }

  /** Begins the list of records in the object at `at`; index of its first element, NONE or MORE. */
  private openList(at: number): number {
    const sample = this.sampleObject(at);
    if (sample === null) return NONE;
    let shape = shapeOf(sample.value);
    // `wrapped` searches whole documents: a sample of one would hide what stands behind the list.
    if (shape === null || shape.name === 'wrapped') {
      if (sample.key !== 'Records') return NONE;
      const end = endOfValue(this.text.bytes, at);
      if (end < 0 && !this.last) return MORE;
      const whole = this.text.parse(at, end);
      shape = isObject(whole) ? shapeOf(whole) : null;
    }
    const path = shape?.reading.paths[0];
    if (!shape || shape.name === 'wrapped' || shape.reading.paths.length !== 1 || path?.[0] !== sample.key || path[1] !== EACH) return NONE;
    this.settle(shape.name, sample.first);
    this.startList(path.slice(2), shape.reading.times ?? [], shape.name === 'records', true);
    this.listKey = sample.key;
    return sample.listAt;
  }

  private startList(rest: Path, times: readonly string[], anyObject: boolean, inObject: boolean): void {
    this.state = 'list';
    this.listInObject = inObject;
    this.inObject = inObject;
    this.onElement = (value, from, to) => this.element(value, from, to, rest, times, anyObject);
    this.plain = rest.length === 0;
    this.list = this.newList();
  }

  private newList(): ListReader {
    return new ListReader(this.into, this.onElement, this.plain ? (_, at, last) => this.quick(at, false, last) : null);
  }

  /** Reads records of the common form from `at` on; index after the last of them, or `at`. */
  private quick(at: number, lines: boolean, last: boolean): number {
    const { fast } = this.into;
    if (fast === null || !this.text.isUtf8) return at;
    return fast.read(this.text, at, lines, last, this.into, (from, to) => {
      const value = this.text.parse(from, to);
      if (isObject(value)) addRecord(this.layer, value, from, to, this.into, null, true);
    });
  }

  /** @param anyObject whether the place itself says that an object is a record, however odd it looks */
  private element(value: unknown, from: number, to: number, rest: Path, times: readonly string[], anyObject: boolean): void {
    const { layer, into } = this;
    if (looksLikeRecord(value) && rest.length === 0) addRecord(layer, value, from, to, into);
    else if (isObject(value) && rest.length > 0) follow({ layer, value, from, to }, rest, { times, time: null, into, depth: 0 });
    else if (value === undefined || !this.readAny(value, from, to)) {
      if (anyObject && isObject(value) && ++this.odd <= MOST_ODD) addRecord(layer, value, from, to, into);
      else notARecord(layer, value, from, to, into);
    }
  }

  /** Reads a value that holds records, and a list of such values where one is not expected. */
  private readAny(value: unknown, from: number, to: number): boolean {
    const { layer, into } = this;
    if (readValue(layer, value, from, to, into)) return true;
    if (!Array.isArray(value) || !value.some(isKnown)) return false;
    follow({ layer, value, from, to }, [EACH], { times: [], time: null, into, depth: 0 });
    return true;
  }

  private elements(at: number): number {
    const { at: stop, why } = (this.list as ListReader).read(this.text, at, this.last);
    if (why === 'more') return stop;
    this.state = why === 'cut' ? 'done' : 'tail';
    return stop;
  }

  /** What follows the list: the closing brace, perhaps after other members; then perhaps another value. Anything else is a problem. */
  private tail(at: number): number {
    const { bytes } = this.text;
    const i = skipSpace(bytes, at);
    if (this.inObject) {
      const next = this.member(i);
      if (next === null) return this.last ? this.cutOff() : MORE;
      if (next < 0) return this.trailing(i);
      if (bytes[i] !== COMMA) this.inObject = false;
      return next;
    }
    if (i >= bytes.length) {
      return this.last ? this.end() : MORE;
    }
    if (!this.last && bytes.length - i < JOINED_HEAD) return MORE;
    // Files joined to one, as multi-member gzip data has them: each goes on where the one before ended.
    return this.joined(i) ? i : this.trailing(i);
  }

  /** Whether what follows a list is a further value with records; then the state is such that it is read. */
  private joined(at: number): boolean {
    const first = this.text.bytes[at];
    if (first !== OPEN_OBJECT && first !== OPEN_ARRAY) return false;
    if (first === OPEN_ARRAY) {
      if (!this.sampleList(at + 1).some(isKnown)) return false;
    } else {
      const sample = this.sampleObject(at);
      const shape = sample === null ? null : shapeOf(sample.value);
      if (!(shape && shape.name !== 'wrapped') && !isKnown(firstValue(this.text, at).value)) return false;
    }
    this.state = 'values';
    return true;
  }

  private cutOff(): number {
    const { bytes } = this.text;
    if (!this.into.problems.some((p) => p.code === 'CONTENT_CUT_OFF' || p.code === 'RECORD_CUT_OFF')) {
      this.into.problem('CONTENT_CUT_OFF', 'the closing brace is missing', bytes.length, 0, null, false);
    }
    return this.end();
  }

  private trailing(at: number): number {
    const { bytes } = this.text;
    if (!this.last && bytes.length - at < SHOWN) return MORE;
    this.trailingFrom = this.into.base + at;
    this.trailingText = this.text.slice(at, at + SHOWN);
    this.state = 'trailing';
    return this.skip(at);
  }

  /**
   * Passes over bytes behind what could be read: one problem with all of them, once their end is known. A bracket too many ends a list before
   * its time: where a further record of it stands, it goes on.
   */
  private skip(at: number): number {
    const { bytes } = this.text;
    const further = this.list?.findFurther(this.text, at, this.last) ?? -1;
    if (further >= 0) {
      this.tellTrailing(further);
      this.state = 'list';
      this.inObject = this.listInObject;
      return further;
    }
    if (!this.last) return further < -1 ? MORE : Math.max(at, bytes.length - KEPT);
    this.tellTrailing(bytes.length);
    return this.end();
  }

  private tellTrailing(to: number): void {
    const { base } = this.into;
    const length = base + to - this.trailingFrom;
    this.into.problem('TRAILING_BYTES', this.trailingText.slice(0, length), this.trailingFrom - base, length, null, false);
  }

  /**
   * Reads what stands at `at` behind the list in an object: its closing brace, or a comma and a member, whose records are read too.
   * @returns index after it; -1 when it is malformed, null when it does not end here
   */
  private member(at: number): number | null {
    const { bytes } = this.text;
    if (at >= bytes.length) return null;
    if (bytes[at] === CLOSE_OBJECT) return at + 1;
    if (bytes[at] !== COMMA) return -1;
    let i = skipSpace(bytes, at + 1);
    if (i >= bytes.length) return null;
    if (bytes[i] !== QUOTE) return -1;
    const keyEnd = endOfString(bytes, i);
    if (keyEnd < 0) return this.last ? -1 : null;
    const key = this.text.parse(i, keyEnd);
    i = skipSpace(bytes, keyEnd);
    if (bytes[i] !== COLON || typeof key !== 'string') return -1;
    i = skipSpace(bytes, i + 1);
    // A second list of the same name: parsers disagree on which of them counts, and none may be lost.
    if (key === this.listKey && bytes[i] === OPEN_ARRAY) {
      this.into.problem('KEY_DUPLICATE', key, at, 0, null, false);
      this.state = 'list';
      this.list = this.newList();
      return i + 1;
    }
    const end = i < bytes.length ? endOfValue(bytes, i) : -1;
    if (end < 0) return this.last ? -1 : null;
    const value = this.text.parse(i, end);
    if (value === undefined) return -1;
    for (const path of wrapped.recognise({ value })?.paths ?? []) {
      follow({ layer: this.layer, value, from: i, to: end }, path.slice(1), { times: [], time: null, into: this.into, depth: 0 });
    }
    return end;
  }

  private openBareList(at: number): number {
    const { bytes } = this.text;
    const elements = this.sampleList(at + 1);
    if (!this.last && elements.length <= 1 && elements[0] === undefined && endOfValue(bytes, skipSpace(bytes, at + 1)) < 0) return MORE;
    const known = elements.find(isKnown);
    if (known === undefined && !(elements[0] === undefined && hasMarks(this.text))) {
      const end = endOfValue(bytes, at);
      const json = end > 0 ? this.text.parse(at, end) !== undefined : !this.last && elements[0] !== undefined;
      return this.unknown(json, end);
    }
    const shape = isObject(known) && !looksLikeRecord(known) ? shapeOf(known) : null;
    this.settle(shape?.name ?? 'record-list', known);
    this.startList([], [], shape === null, false);
    return at + 1;
  }

  /**
   * Nothing is known of the content. Whether it is JSON, its first value tells; where it is all there, it is said if what follows is not.
   * @param end where the first value ends
   */
  private unknown(json: boolean, end: number): number {
    const { text, into } = this;
    const { bytes } = text;
    this.kind = json ? 'unknownJson' : 'notCloudTrail';
    let lineEnd = -1;
    for (let at = skipSpace(bytes, end); json && this.last && at < bytes.length; ) {
      if (at >= lineEnd) lineEnd = endOfLine(bytes, at);
      const next = firstValue(text, at, lineEnd);
      if (next.value === undefined) {
        into.problem('RECORD_NOT_JSON', text.slice(at, at + SHOWN), at, bytes.length - at, null, false);
        break;
      }
      at = skipSpace(bytes, next.end);
    }
    return this.end();
  }

  /** The first elements of a list, parsed; a broken one is undefined. */
  private sampleList(at: number): unknown[] {
    const { bytes } = this.text;
    const elements: unknown[] = [];
    let i = skipSpace(bytes, at);
    while (elements.length < SAMPLED && i < bytes.length && bytes[i] !== CLOSE_ARRAY) {
      const end = endOfValue(bytes, i);
      elements.push(end > 0 ? this.text.parse(i, end) : undefined);
      // A record says what the list is of: no need to read on.
      if (end < 0 || looksLikeRecord(elements.at(-1))) break;
      i = skipSpace(bytes, end);
      if (bytes[i] !== COMMA) break;
      i = skipSpace(bytes, i + 1);
    }
    return elements;
  }

  /** The members of an object up to its first list of objects, of which only the first elements are taken; null when there is no such list. */
  private sampleObject(at: number): { value: Record<string, unknown>; key: string; first: unknown; listAt: number } | null {
    const { bytes } = this.text;
    const value: Record<string, unknown> = {};
    let i = skipSpace(bytes, at + 1);
    while (bytes[i] === QUOTE) {
      const keyEnd = endOfString(bytes, i);
      const key = keyEnd < 0 ? undefined : this.text.parse(i, keyEnd);
      if (typeof key !== 'string') return null;
      i = skipSpace(bytes, keyEnd);
      if (bytes[i] !== COLON) return null;
      i = skipSpace(bytes, i + 1);
      if (bytes[i] === OPEN_ARRAY) {
        const inside = skipSpace(bytes, i + 1);
        if (key === 'Records' || bytes[inside] === OPEN_OBJECT) {
          const elements = this.sampleList(i + 1);
          define(value, key, elements);
          return { value, key, first: elements[0], listAt: i + 1 };
        }
      }
      const end = endOfValue(bytes, i);
      if (end < 0) return null;
      // What is longer tells nothing of a shape.
      define(value, key, end - i > LONGEST_BUILT ? null : this.text.parse(i, end));
      i = skipSpace(bytes, end);
      if (bytes[i] !== COMMA) return null;
      i = skipSpace(bytes, i + 1);
    }
    return null;
  }

  /** Whether the values from `at` on are records or hold some: then `at`; or what document the only one is. */
  private recogniseValues(at: number): number {
    const { text } = this;
    const { bytes } = text;
    const first = firstValue(text, at);
    // Cut off here, or the only one as far as this window shows.
    if (!this.last && (first.end < 0 || skipSpace(bytes, first.end) === bytes.length)) return MORE;
    const only = first.end > 0 && skipSpace(bytes, first.end) === bytes.length && this.last;
    const document = only && isObject(first.value) ? DOCUMENT_SHAPES.find((shape) => shape.recognise(first.value as never)) : undefined;
    if (document) {
      this.kind = document.kind;
      return this.end();
    }
    let next = at;
    for (let asked = 0; asked < ASKED && next < bytes.length; asked++) {
      const { value, end } = asked === 0 ? first : firstValue(text, next);
      if (looksLikeRecord(value)) this.settle('record-lines', value);
      else if (isObject(value)) {
        const shape = shapeOf(value);
        if (shape) this.settle(shape.name, value);
      }
      if (this.shape !== '' || end < 0) break;
      next = skipSpace(bytes, end);
    }
    if (this.shape === '' && first.value === undefined && hasMarks(text)) this.settle('record-lines', undefined);
    if (this.shape === '') return this.unknown(first.value !== undefined, first.end);
    this.state = 'values';
    return at;
  }

  /** JSON lines, or values one after another however they are laid out. A bad line is a problem; the next line goes on. */
  private values(start: number): number {
    const { text, into } = this;
    const { bytes } = text;
    let at = skipSpace(bytes, start);
    // The line at hand, looked for once: it may be as long as the content, and hold thousands of values.
    let lineEnd = -1;
    let to = -1;
    while (at < bytes.length) {
      const quick = bytes[at] === OPEN_OBJECT ? this.quick(at, true, this.last) : at;
      if (quick > at) {
        at = skipSpace(bytes, quick);
        continue;
      }
      if (at >= lineEnd) {
        lineEnd = endOfLine(bytes, at);
        to = trimEnd(bytes, at, lineEnd);
      }
      // Without its line feed the last line of a window may go on.
      const open = !this.last && lineEnd === bytes.length;
      const onLine = open ? firstOnLine(text, at, to) : valueOnLine(text, at, to);
      if (open && onLine?.value === undefined) return at;
      if (onLine?.value !== undefined) {
        this.value(onLine.value, at, onLine.end);
        at = skipSpace(bytes, onLine.end);
        continue;
      }
      if (bytes[at] === OPEN_OBJECT) {
        const list = this.openList(at);
        if (list === MORE) return at;
        if (list !== NONE) return list;
      }
      const broken = this.isBrokenLine(lineEnd);
      if (broken === MORE) return at;
      const opens = bytes[at] === OPEN_OBJECT || bytes[at] === OPEN_ARRAY;
      const scans = opens && broken === NONE && this.inVain < SCANS * bytes.length;
      const end = scans ? endOfValue(bytes, at) : -1;
      if (scans && end < 0 && !this.last) return at;
      const value = end > 0 ? text.parse(at, end) : undefined;
      if (value !== undefined) {
        this.value(value, at, end);
        at = skipSpace(bytes, end);
        continue;
      }
      if (scans) this.inVain += (end > 0 ? end : bytes.length) - at;
      const cut = lineEnd === bytes.length;
      into.problem(cut ? 'RECORD_CUT_OFF' : 'RECORD_NOT_JSON', text.slice(at, Math.min(to, at + 200)), at, to - at, null, true);
      at = skipSpace(bytes, lineEnd);
    }
    return at;
  }

  /**
   * Whether what does not parse on its line is a broken line among JSON lines, and not the first of several lines: then the next line is a value
   * by itself. NONE when it is not, MORE when the next line does not end in this window.
   */
  private isBrokenLine(lineEnd: number): number {
    const { bytes } = this.text;
    const from = skipSpace(bytes, lineEnd);
    if (from >= bytes.length) return this.last ? NONE : MORE;
    if (bytes[from] !== OPEN_OBJECT) return NONE;
    const to = endOfLine(bytes, from);
    if (to === bytes.length && !this.last) return MORE;
    const next = this.text.parse(from, trimEnd(bytes, from, to));
    return isKnown(next) ? from : NONE;
  }

  private value(value: unknown, from: number, to: number): void {
    if (!this.readAny(value, from, to)) notARecord(this.layer, value, from, to, this.into);
  }

  private recogniseLines(at: number): boolean {
    const { text } = this;
    let next = at;
    for (let asked = 0; asked < ASKED && next < text.bytes.length; asked++) {
      const end = endOfLine(text.bytes, next);
      const skipped = prefixOf(text.raw(next, Math.min(end, next + 200)));
      const value = skipped === null ? undefined : text.parse(next + skipped.length, trimEnd(text.bytes, next, end));
      if (skipped && isKnown(value)) {
        this.settle(skipped.shape, value);
        this.state = 'lines';
        return true;
      }
      next = skipSpace(text.bytes, end);
    }
    return false;
  }

  /** Lines that say something before the record. */
  private lines(start: number): number {
    const { text } = this;
    const { bytes } = text;
    let at = skipSpace(bytes, start);
    while (at < bytes.length) {
      const lineEnd = endOfLine(bytes, at);
      if (!this.last && lineEnd === bytes.length) return at;
      const to = trimEnd(bytes, at, lineEnd);
      const from = at + (prefixOf(text.raw(at, Math.min(to, at + 200)))?.length ?? 0);
      const value = text.parse(from, to);
      if (value === undefined || !readValue(this.layer, value, from, to, this.into)) notARecord(this.layer, value, at, to, this.into);
      at = skipSpace(bytes, lineEnd);
    }
    return at;
  }
}

/** Whether a value is a record or holds some. */
function isKnown(value: unknown): boolean {
  return looksLikeRecord(value) || (isObject(value) && shapeOf(value) !== null);
}

function prefixOf(line: string): { length: number; shape: ShapeName } | null {
  for (const { name, recognise } of LINE_SHAPES) {
    const length = recognise(line);
    if (length !== null) return { length, shape: name };
  }
  return null;
}

function define(object: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

function isInsight(record: unknown): boolean {
  return isObject(record) && (record.eventType === 'AwsCloudTrailInsight' || record.eventCategory === 'Insight');
}

/** Broken JSON is still a log when the beginning of it names the fields of a record. */
function hasMarks(item: ItemText): boolean {
  const head = item.raw(0, HEAD);
  return ['"eventVersion"', '"eventSource"', '"eventName"', '"userIdentity"'].filter((mark) => head.includes(mark)).length >= 2;
}

/** The value that begins at `at`: on a line, or over several; undefined when it is not JSON. */
function firstValue(item: ItemText, at: number, lineEnd = endOfLine(item.bytes, at)): { value: unknown; end: number } {
  const onLine = valueOnLine(item, at, lineEnd);
  if (onLine.value !== undefined) return onLine;
  const end = endOfValue(item.bytes, at);
  return { value: end > 0 ? item.parse(at, end) : undefined, end };
}

/** The value that a line is, or the first of those on a long one; undefined when it is none. */
function valueOnLine(item: ItemText, at: number, to: number): { value: unknown; end: number } {
  return firstOnLine(item, at, to) ?? { value: item.parse(at, to), end: to };
}

/** The first of several values on a long line, which may be as long as the content; null when it is not such a line. */
function firstOnLine(item: ItemText, at: number, to: number): { value: unknown; end: number } | null {
  if (to - at <= LONG_LINE) return null;
  const end = endOfValue(item.bytes.subarray(0, to), at);
  return end > 0 && end < to ? { value: item.parse(at, end), end } : null;
}

function endOfLine(bytes: Buffer, at: number): number {
  const newline = bytes.indexOf(LINE_FEED, at);
  return newline < 0 ? bytes.length : newline;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9;
}

function trimEnd(bytes: Buffer, from: number, to: number): number {
  let end = to;
  while (end > from && isSpace(bytes[end - 1])) end--;
  return end;
}

/** Enough of CSV to keep it: a first line of several short names between the same separators. */
function looksLikeCsv(item: ItemText): boolean {
  const head = item.raw(0, Math.min(endOfLine(item.bytes, 0), HEAD)).trim();
  const names = head.split(/[,;\t]/).map((name) => name.replace(/^"|"$/g, '').trim());
  return head.length < 4096 && names.length >= 3 && names.every((name) => /^[A-Za-z_][\w .-]{0,60}$/.test(name));
}
