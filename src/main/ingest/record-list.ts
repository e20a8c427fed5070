// A list of records, bare or in an object, and what stands behind it: further members, further content, or bytes that are neither.
import { Damage } from './damage.ts';
import type { ItemText } from './item-text.ts';
import { elementPlaces } from './json-places.ts';
import { endOfString, endOfValue, isByteOrderMark, isObject, skipSpace } from './json-scan.ts';
import { knownAhead } from './known-ahead.ts';
import { firstValue } from './line-values.ts';
import { isKnown, MORE, NONE, type Reading, SHOWN } from './reading.ts';
import { looksLikeRecord } from './record-marks.ts';
import { ListReader, type OnElement } from './records.ts';
import { sampleList, sampleObject } from './samples.ts';
import { EACH, type Path } from './shapes/shape.ts';
import { wrapped } from './shapes/wrapped.ts';
import { addRecord, codeOf, follow, isOthers, readValue, shapeOf } from './values.ts';

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_ARRAY = 91;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** How trails begin their log files. Insights have no userIdentity, notifications of other services have other versions. */
const COMMON_LIST = /^\{"Records":\[\{"eventVersion":"1\.\d\d?","userIdentity":\{/;
const COMMON_LIST_AT = '{"Records":['.length;
const COMMON_LIST_BYTES = 64;

/** Bytes behind a list by which it is told whether another log follows. */
const JOINED_HEAD = 4 * 1024 * 1024;

/** Lists within one another that are searched for records where none are expected. */
const DEEPEST = 8;

/**
 * Objects of a list that are events because of where they stand, though they hardly have a field of a record: of so many no list is made by
 * mistake, and a few kilobytes of gzip hold twenty million empty ones.
 */
const MOST_ODD = 10_000;

/** Bytes of what cannot be read that are seen again with the next window: the beginning of a record may be at its end. */
const KEPT = 65_536;

/** Where an element stands, and what is expected there. */
interface Place {
  /** From the element to the records in it. */
  rest: Path;
  times: readonly string[];
  /** Whether the place itself says that an object is a record. */
  anyObject: boolean;
  inPlace: boolean;
}

export class RecordList {
  private readonly reading: Reading;
  private list: ListReader | null = null;
  /** A list in an object, which has a tail; not a bare one. */
  private inObject = false;
  private listInObject = false;
  private listKey = '';
  /** Names of the members of the object around the list. */
  private readonly names = new Set<string>();
  /** Whether the list's elements are records themselves. */
  private plain = false;
  /** Where trailing bytes begin, in bytes into the content. */
  private trailingFrom = 0;
  private trailingText = '';
  private onElement: OnElement = () => {};
  private odd = 0;
  /** Whether the elements are lists of records, of which any may be empty. */
  private ofLists = false;
  private readonly damage: Damage;
  /** Whether no damage was met in the list since the last record. */
  private sound = true;

  constructor(reading: Reading) {
    this.reading = reading;
    this.damage = new Damage(reading.into);
  }

  private get text(): ItemText {
    return this.reading.text;
  }

  /** Begins the list of records in the object at `at`; index of its first element, NONE or MORE. */
  openInObject(at: number): number {
    const { reading, text } = this;
    // A log file as trails write it is known by its beginning: of small files, to look closer would take longer than to read them.
    if (COMMON_LIST.test(text.raw(at, at + COMMON_LIST_BYTES))) return this.openRecords(at + COMMON_LIST_AT);
    const sample = sampleObject(reading, at);
    if (sample === null) return NONE;
    let shape = shapeOf(sample.value);
    // `wrapped` searches whole documents: a sample of one would hide what stands behind the list.
    if (shape === null || shape.name === 'wrapped') {
      if (sample.key !== 'Records') return NONE;
      const end = endOfValue(text.bytes, at);
      if (end < 0 && !reading.last) return MORE;
      const whole = text.parse(at, end);
      shape = isObject(whole) ? shapeOf(whole) : null;
    }
    const path = shape?.reading.paths[0];
    if (!shape || shape.name === 'wrapped' || shape.reading.paths.length !== 1 || path?.[0] !== sample.key || path[1] !== EACH) return NONE;
    reading.settle(shape.name, sample.first);
    this.open(path.slice(2), shape.reading.times ?? [], shape.name === 'records', true);
    this.listKey = sample.key;
    this.names.clear();
    for (const name of Object.keys(sample.value)) this.names.add(name);
    return sample.listAt;
  }

  private openRecords(listAt: number): number {
    this.reading.settle('records', null);
    this.open([], [], true, true);
    this.listKey = 'Records';
    this.names.clear();
    this.names.add('Records');
    return listAt;
  }

  /**
   * Begins a bare list, of which some elements are known.
   * @param isOfRecords whether one of the first is: then the others are records, too, however odd they look
   */
  openBare(known: unknown, isOfRecords = true, ofLists = false): void {
    this.ofLists = ofLists;
    const shape = isObject(known) && !looksLikeRecord(known) ? shapeOf(known) : null;
    const isText = typeof known === 'string';
    this.reading.settle(isText ? 'wrapped' : (shape?.name ?? 'record-list'), known);
    this.open([], [], isOfRecords && shape === null && !isText, false);
  }

  /** @param anyObject whether the place itself says that an object is a record, however odd it looks */
  private open(rest: Path, times: readonly string[], anyObject: boolean, inObject: boolean): void {
    this.reading.state = 'list';
    this.listInObject = inObject;
    this.inObject = inObject;
    this.onElement = (value, from, to, inPlace) => {
      // Amid damage the place says nothing: what comes out of it may be anything.
      this.sound = looksLikeRecord(value) || (this.sound && inPlace && value !== undefined);
      this.element(value, from, to, { rest, times, anyObject: anyObject && this.sound, inPlace });
    };
    this.plain = rest.length === 0;
    this.list = this.newList();
  }

  private newList(): ListReader {
    const { reading } = this;
    const quick = (_: ItemText, at: number, last: boolean): number => {
      const before = reading.into.problems.length;
      const end = reading.quick(at, false, last);
      if (end === at) return end;
      // What it took are records.
      this.sound = true;
      this.damage.end(before);
      return end;
    };
    return new ListReader(reading.into, this.damage, this.onElement, this.plain ? quick : null);
  }

  private element(value: unknown, from: number, to: number, { rest, times, anyObject, inPlace }: Place): void {
    const { reading } = this;
    const { layer, into } = reading;
    const before = into.problems.length;
    if (looksLikeRecord(value) && rest.length === 0) readValue(layer, value, from, to, into);
    else if (isObject(value) && rest.length > 0) {
      follow({ layer, value, from, to }, rest, { times, time: null, into, depth: 0 });
      reading.checkNames(from, to, before);
    } else if (value === undefined || !reading.add(value, from, to)) {
      if (!anyObject || !isObject(value) || ++this.odd > MOST_ODD) {
        const isEmpty = this.ofLists && Array.isArray(value) && value.length === 0;
        const others = isEmpty || (!anyObject && isOthers(layer, value, from, to));
        this.damage.element(codeOf(value), this.text.slice(from, Math.min(to, from + SHOWN)), from, to - from, inPlace, others);
        return;
      }
      addRecord(layer, value, from, to, into);
    }
    this.damage.end(before);
  }

  /** Reads elements. Like the other parts: index after what was read, or MORE. */
  elements(at: number): number {
    const { reading } = this;
    const { at: stop, why } = (this.list as ListReader).read(reading.text, at, reading.last);
    if (why === 'more') return stop;
    reading.state = why === 'cut' ? 'done' : 'tail';
    return stop;
  }

  /** What follows the list: the closing brace, perhaps after other members; then perhaps another value. Anything else is a problem. */
  tail(at: number): number {
    const { last } = this.reading;
    const { bytes } = this.text;
    const i = skipSpace(bytes, at);
    if (this.inObject) {
      const next = this.member(i);
      if (next === null) return last ? this.cutOff() : MORE;
      if (next < 0) return this.trailing(i);
      if (bytes[i] !== COMMA) this.inObject = false;
      return next;
    }
    if (i >= bytes.length) return last ? this.reading.end() : MORE;
    if (!last && bytes.length - i < JOINED_HEAD) return MORE;
    // Files joined to one, as multi-member gzip data has them: each goes on where the one before ended.
    const next = isByteOrderMark(bytes, i) ? i + 3 : i;
    return this.joined(next) ? i : this.trailing(i);
  }

  /** Whether what follows a list is a further value with records, or goes before one; then the state is such that it is read. */
  private joined(at: number): boolean {
    if (!this.holdsRecords(at)) return false;
    this.reading.state = 'values';
    return true;
  }

  private holdsRecords(at: number): boolean {
    const { reading } = this;
    const first = this.text.bytes[at];
    if (first === OPEN_ARRAY) {
      if (sampleList(reading, at + 1).some(isKnown)) return true;
    } else if (first === OPEN_OBJECT) {
      const sample = sampleObject(reading, at);
      const shape = sample === null ? null : shapeOf(sample.value);
      if ((shape && shape.name !== 'wrapped') || isKnown(firstValue(this.text, at).value)) return true;
    } else return false;
    // A digest, for one, that was joined with the logs.
    const ahead = knownAhead(reading, at);
    return ahead !== undefined && ahead !== MORE;
  }

  private cutOff(): number {
    const { into } = this.reading;
    if (!into.problems.some((p) => p.code === 'CONTENT_CUT_OFF' || p.code === 'RECORD_CUT_OFF')) {
      into.problem('CONTENT_CUT_OFF', 'the closing brace is missing', this.text.bytes.length, 0, null, false);
    }
    return this.reading.end();
  }

  /**
   * Reads what stands at `at` behind the list in an object: its closing brace, or a comma and a member, whose records are read too.
   * @returns index after it; -1 when it is malformed, null when it does not end here
   */
  private member(at: number): number | null {
    const { reading, text } = this;
    const { bytes } = text;
    if (at >= bytes.length) return null;
    if (bytes[at] === CLOSE_OBJECT) return at + 1;
    if (bytes[at] !== COMMA) return -1;
    let i = skipSpace(bytes, at + 1);
    if (i >= bytes.length) return null;
    if (bytes[i] !== QUOTE) return -1;
    const keyEnd = endOfString(bytes, i);
    if (keyEnd < 0) return reading.last ? -1 : null;
    const key = text.parse(i, keyEnd);
    i = skipSpace(bytes, keyEnd);
    if (i >= bytes.length) return null;
    if (bytes[i] !== COLON || typeof key !== 'string') return -1;
    i = skipSpace(bytes, i + 1);
    if (i >= bytes.length) return null;
    const isList = key === this.listKey && bytes[i] === OPEN_ARRAY;
    const end = isList ? i + 1 : endOfValue(bytes, i);
    // A value at the very end of a window may go on in the next.
    if (end < 0 || (!reading.last && end === bytes.length && !isList)) return reading.last ? -1 : null;
    // Two members of one name: parsers disagree on which of them counts, and what is in either may not be lost.
    if (this.names.has(key)) reading.into.problem('KEY_DUPLICATE', key, at, 0, null, false);
    this.names.add(key);
    if (isList) {
      reading.state = 'list';
      this.list = this.newList();
      return end;
    }
    const value = text.parse(i, end);
    if (value === undefined) return -1;
    this.search(value, i, end, 0);
    return end;
  }

  /** Reads the records in a value that nobody expected any in. */
  private search(value: unknown, from: number, to: number, depth: number): void {
    const { layer, into } = this.reading;
    if (Array.isArray(value) && depth < DEEPEST) {
      const places = elementPlaces(layer.text, from);
      for (const [i, place] of places.entries()) this.search(value[i], place.from, place.to, depth + 1);
    } else if (isKnown(value)) readValue(layer, value, from, to, into);
    else if (typeof value === 'string' && wrapped.recognise({ value }) !== null) {
      follow({ layer, value, from, to }, [], { times: [], time: null, into, depth: 0 });
    }
  }

  private trailing(at: number): number {
    const { reading, text } = this;
    if (!reading.last && text.bytes.length - at < SHOWN) return MORE;
    this.trailingFrom = reading.into.base + at;
    this.trailingText = text.slice(at, at + SHOWN);
    reading.state = 'trailing';
    return this.skip(at);
  }

  /**
   * Passes over bytes behind what could be read: one problem with all of them, once their end is known. A bracket too many ends a list before
   * its time: where a further record of it stands, it goes on.
   */
  skip(at: number): number {
    const { reading, text } = this;
    const { bytes } = text;
    const further = this.list?.findFurther(text, at, reading.last) ?? -1;
    if (further >= 0) {
      this.tellTrailing(further);
      reading.state = 'list';
      this.inObject = this.listInObject;
      return further;
    }
    if (!reading.last) return further < -1 ? MORE : Math.max(at, bytes.length - KEPT);
    this.tellTrailing(bytes.length);
    return reading.end();
  }

  private tellTrailing(to: number): void {
    const { into } = this.reading;
    const length = into.base + to - this.trailingFrom;
    into.problem('TRAILING_BYTES', this.trailingText.slice(0, length), this.trailingFrom - into.base, length, null, false);
  }
}
