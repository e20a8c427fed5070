// From one parsed record to the columns of an event. Nothing is dropped: odd or missing fields become problems beside it.
import { type EventColumns, IDENTITY_FIELDS, type ItemProblem, type KeyEvents, type NewCombinations } from '../../shared/parsed-item.ts';
import { parseEventTime } from '../decode/event-time.ts';
import { actorName } from './actor.ts';
import { CallerCache } from './caller-cache.ts';
import { CombinationDictionary, type Place } from './dictionary.ts';
import { type ColumnArrays, copyColumns, copyUuid, FEW_EVENTS, newColumns } from './event-columns.ts';
import { type Columns, FastReader } from './fast/fast-reader.ts';
import { IDENTITY_VALUES, identityParts } from './identity-fields.ts';
import { isObject } from './json-scan.ts';
import { LONGEST_LOOKED_THROUGH, namedKeys } from './named-keys.ts';

/** Remembered combinations per kind and parser thread; some 20 MB at worst with long user agents. The scanner (fast/) remembers more of them. */
const DICTIONARY_LIMIT = 8_000;

/** The dictionaries of one parser thread; they live from item to item. */
export class Dictionaries {
  // Orders: what is the same for a whole file first (region, account), then what tells most, then what follows from it.
  readonly call = new CombinationDictionary([5, 6, 3, 2, 1, 0, 4, 8, 7], DICTIONARY_LIMIT);
  readonly identity = new CombinationDictionary([5, 3, 9, 4, 2, 0, 1, 7, 8, 10, 11, 12, 13, 14, 15, 16, 6], DICTIONARY_LIMIT);
  readonly origin = new CombinationDictionary([0, 1], DICTIONARY_LIMIT);
  /** userIdentity objects met before, with the ids that `identity` gave them. */
  readonly callers = new CallerCache(DICTIONARY_LIMIT);

  /** Columns that collectors fill, one after the other; null while one does. */
  private spare: ColumnArrays | null = null;
  private readonly slow: boolean;
  /** Whether the columns of an item are only lent, until the next one is read. */
  readonly lends: boolean;
  private reader: FastReader | null = null;

  /**
   * @param slow reads every record the slow way: for tests that compare both
   * @param lends whether whoever reads an item copies its columns where it needs them, before the next one is read
   */
  constructor(slow = false, lends = false) {
    this.slow = slow;
    this.lends = lends;
  }

  /** The quick way through records of the common form; null when only the slow path is to be used. Made when first asked for. */
  get fast(): FastReader | null {
    if (!this.slow) this.reader ??= new FastReader();
    return this.reader;
  }

  /** Columns for so many events: those of the collector before, where they were given back and are long enough. */
  borrowColumns(capacity: number): ColumnArrays {
    const { spare } = this;
    this.spare = null;
    return spare !== null && spare.time.length >= capacity ? spare : newColumns(capacity);
  }

  returnColumns(columns: ColumnArrays): void {
    if (columns.time.length <= KEPT_COLUMNS) this.spare = columns;
  }

  /** Combinations that are new since the last call. */
  takeNew(): { call: NewCombinations; identity: NewCombinations; origin: NewCombinations } {
    const taken = { call: this.call.takeNew(), identity: this.identity.takeNew(), origin: this.origin.takeNew() };
    this.call.trim();
    this.identity.trim();
    this.origin.trim();
    this.callers.trim();
    return taken;
  }
}

/** Columns kept from one item for the next: small files are many. */
const KEPT_COLUMNS = 16_384;

const NO_IDS: Map<number, string> = new Map();
const NO_STEPS = [''];

/** Problems in a row, without an event between them, that are told one by one. */
const SINGLE_PROBLEMS = 1000;

/** Collects the events of one item. */
export class EventCollector {
  readonly problems: ItemProblem[] = [];
  /** Number of problems when the last event was added. */
  private sinceEvent = 0;
  private flood: ItemProblem | null = null;
  readonly dictionaries: Dictionaries;
  private count = 0;
  private columns: ColumnArrays;
  /** What hardly an item has is made when it is needed: small files are many. */
  private otherIds: Map<number, string> | null = null;
  private steps: Uint32Array | null = null;
  /** Index of every text of decoding steps met so far. */
  private stepIndexes: Map<string, number> | null = null;
  private keyEvents: KeyEvents | null = null;
  /** Added to every offset: where the window that is being read begins in the content, in bytes. */
  base = 0;

  get fast(): FastReader | null {
    return this.dictionaries.fast;
  }

  constructor(dictionaries: Dictionaries, expected: number) {
    this.dictionaries = dictionaries;
    this.columns = dictionaries.borrowColumns(Math.max(8, expected));
  }

  get events(): number {
    return this.count;
  }

  problem(code: string, detail: string, at: number | null, length: number | null, event: number | null, isRecord: boolean): void {
    const offset = at === null ? null : at + this.base;
    if (event !== null || offset === null || length === null) {
      this.problems.push({ code, detail: detail.slice(0, 300), offset, length, event, isRecord });
    } else if (this.problems.length - this.sinceEvent < SINGLE_PROBLEMS) {
      this.problems.push({ code, detail: detail.slice(0, 300), offset, length, event, isRecord });
    } else this.extendFlood(code, offset, length, isRecord);
  }

  /** What goes on and on without an event is one problem with one place: a few kilobytes of gzip hold a hundred million brackets. */
  private extendFlood(code: string, offset: number, length: number, isRecord: boolean): void {
    const last = this.problems.at(-1);
    if (last === this.flood && last !== undefined) {
      last.length = offset + length - (last.offset ?? offset);
      last.isRecord ||= isRecord;
    } else {
      const detail = `after ${SINGLE_PROBLEMS} in a row: everything from here on in which there is no event`;
      this.flood = { code, detail, offset, length, event: null, isRecord };
      this.problems.push(this.flood);
    }
  }

  /**
   * Adds the event that stands at these bytes.
   * @param wrapping how the bytes are decoded where the record is wrapped, and what the wrapper says of it
   */
  add(record: Record<string, unknown>, offset: number, length: number, wrapping: Wrapping = UNWRAPPED): void {
    if (this.count === this.capacity) this.grow(this.capacity * 2);
    const { columns } = this;
    const i = this.count++;
    columns.offset[i] = offset + this.base;
    columns.length[i] = length;
    if (wrapping.steps !== '') this.setSteps(i, wrapping.steps);
    const at = { offset, length, i };
    columns.time[i] = this.readTime(record, at, wrapping);
    columns.idKind[i] = this.readId(record, at);

    const identity = isObject(record.userIdentity) ? record.userIdentity : NOBODY;
    if (identity === NOBODY && record.userIdentity !== undefined && record.userIdentity !== null) {
      this.unexpected('userIdentity', record.userIdentity, at);
    }
    columns.identity[i] = this.identityOf(identity, at);

    const what = this.dictionaries.call.probe;
    what[0] = this.text(record.eventSource, 'eventSource', at);
    what[1] = this.text(record.eventName, 'eventName', at);
    if (what[1] === null) this.nameMissing(record, at);
    what[2] = this.text(record.eventType, 'eventType', at);
    what[3] = this.text(record.eventCategory, 'eventCategory', at);
    what[4] = this.text(record.eventVersion, 'eventVersion', at);
    what[5] = this.text(record.awsRegion, 'awsRegion', at);
    what[6] =
      this.text(record.recipientAccountId, 'recipientAccountId', at) ??
      valueText(identity.accountId) ??
      this.text(record.accountId, 'accountId', at);
    what[7] = this.text(record.errorCode, 'errorCode', at);
    what[8] = this.readOnly(record, at);
    columns.call[i] = this.dictionaries.call.idOf();

    const from = this.dictionaries.origin.probe;
    from[0] = this.text(record.sourceIPAddress, 'sourceIPAddress', at);
    from[1] = this.text(record.userAgent, 'userAgent', at);
    columns.origin[i] = this.dictionaries.origin.idOf();
    if (length <= LONGEST_LOOKED_THROUGH) for (const key of namedKeys(record)) this.addKey(i, key.accessKeyId, key.issued);
    this.sinceEvent = this.problems.length;
  }

  /** Notes an access key that an event names: in order of the events, of the keys of each, those of the request first. */
  addKey(event: number, accessKeyId: string, issued: boolean): void {
    this.keyEvents ??= { event: [], key: [], issued: [] };
    this.keyEvents.event.push(event);
    this.keyEvents.key.push(accessKeyId);
    this.keyEvents.issued.push(issued);
  }

  /** Adds events of the common form: no problem is to be told of any of them. `from`: where their offsets begin, in bytes into the window. */
  append(scanned: Columns, count: number, from: number): void {
    while (this.count + count > this.capacity) this.grow(this.capacity * 2);
    const { columns } = this;
    const at = this.count;
    const begin = from + this.base;
    for (let i = 0; i < count; i++) {
      columns.offset[at + i] = begin + (scanned.offset[i] as number);
      columns.length[at + i] = scanned.length[i] as number;
      columns.idKind[at + i] = 1;
    }
    if (count <= FEW_EVENTS) {
      for (let i = 0; i < count; i++) {
        columns.time[at + i] = scanned.time[i] as number;
        columns.call[at + i] = scanned.call[i] as number;
        columns.identity[at + i] = scanned.identity[i] as number;
        columns.origin[at + i] = scanned.origin[i] as number;
        copyUuid(scanned.uuid, i, columns.uuid, at + i);
      }
    } else {
      columns.time.set(scanned.time.subarray(0, count), at);
      columns.call.set(scanned.call.subarray(0, count), at);
      columns.identity.set(scanned.identity.subarray(0, count), at);
      columns.origin.set(scanned.origin.subarray(0, count), at);
      columns.uuid.set(scanned.uuid.subarray(0, count * 16), at * 16);
    }
    this.count += count;
    this.sinceEvent = this.problems.length;
  }

  /** Number of an identity whose fields are all plain texts, or absent; null when one is not: then there is a problem to be told. */
  plainIdentity(value: unknown): number | null {
    const identity = isObject(value) ? value : NOBODY;
    const seen = this.dictionaries.callers.find(identity);
    if (seen === null) return null;
    return seen.id >= 0 ? seen.id : this.newIdentity(identity, seen, NOWHERE);
  }

  /** The finished columns: lent, or else trimmed to their length. Nothing may be added afterwards. */
  finish(): EventColumns {
    const finished = this.dictionaries.lends ? this.inColumns(this.columns) : this.trimmed();
    this.dictionaries.returnColumns(this.columns);
    return finished;
  }

  /** Events and problems so far, which are then forgotten: for content that is read and stored in parts. */
  take(): { events: EventColumns; problems: ItemProblem[] } {
    const taken = { events: this.trimmed(), problems: [...this.problems] };
    this.count = 0;
    this.problems.length = 0;
    this.sinceEvent = 0;
    this.otherIds = null;
    this.steps = null;
    this.stepIndexes = null;
    this.keyEvents = null;
    return taken;
  }

  private trimmed(): EventColumns {
    const columns = newColumns(this.count);
    copyColumns(this.columns, columns, this.count);
    return this.inColumns(columns);
  }

  private inColumns({ offset, length, time, call, identity, origin, uuid, idKind }: ColumnArrays): EventColumns {
    return {
      from: 0,
      count: this.count,
      offset,
      length,
      time,
      call,
      identity,
      origin,
      uuid,
      idKind,
      otherIds: this.otherIds === null ? NO_IDS : new Map(this.otherIds),
      steps: this.steps?.slice(0, this.count) ?? null,
      stepTexts: this.stepIndexes === null ? NO_STEPS : [...this.stepIndexes.keys()],
      keyEvents: this.keyEvents,
    };
  }

  private get capacity(): number {
    return this.columns.time.length;
  }

  private setSteps(i: number, text: string): void {
    this.steps ??= new Uint32Array(this.capacity);
    this.stepIndexes ??= new Map([['', 0]]);
    const index = this.stepIndexes.get(text) ?? this.stepIndexes.size;
    this.stepIndexes.set(text, index);
    this.steps[i] = index;
  }

  private identityOf(identity: Record<string, unknown>, at: At): number {
    const seen = this.dictionaries.callers.find(identity);
    return seen !== null && seen.id >= 0 ? seen.id : this.newIdentity(identity, seen, at);
  }

  /** @param seen where its number is to be remembered; null when it is not */
  private newIdentity(identity: Record<string, unknown>, seen: Place | null, at: At): number {
    const who = this.dictionaries.identity.probe;
    const parts = identityParts(identity);
    for (const [i, field] of IDENTITY_FIELDS.entries())
      who[i] = field === 'actor' ? actorName(identity) : this.text(IDENTITY_VALUES[field](parts), field, at);
    const id = this.dictionaries.identity.idOf();
    if (seen !== null) this.dictionaries.callers.remember(seen, id);
    return id;
  }

  /** A string as it stands; any other value as its JSON text, with a problem; null when absent. */
  private text(value: unknown, field: string, at: At): string | null {
    if (typeof value === 'string') return value;
    if (value === undefined || value === null) return null;
    return this.unexpected(field, value, at);
  }

  private unexpected(field: string, value: unknown, at: At): string {
    const json = jsonText(value);
    this.problem('FIELD_UNEXPECTED_TYPE', `${field}: ${json}`, at.offset, at.length, at.i, false);
    return json.slice(0, LONGEST_JSON);
  }

  private readOnly(record: Record<string, unknown>, at: At): string | null {
    const value = record.readOnly;
    if (value === true || value === 'true') return 'true';
    if (value === false || value === 'false') return 'false';
    if (value !== undefined && value !== null) this.unexpected('readOnly', value, at);
    return null;
  }

  private readTime(record: Record<string, unknown>, at: At, { time }: Wrapping): number {
    const value = record.eventTime;
    if ((value === undefined || value === null) && time !== null) {
      const ms = time();
      if (!Number.isNaN(ms)) {
        this.problem('EVENT_TIME_FROM_WRAPPER', '', at.offset, at.length, at.i, false);
        return ms;
      }
    }
    if (typeof value === 'string') {
      const ms = parseEventTime(value);
      if (Number.isNaN(ms)) this.problem('EVENT_TIME_UNREADABLE', value, at.offset, at.length, at.i, false);
      return ms;
    }
    // An aggregated event describes a window of five minutes, and stands where it begins.
    if (value === undefined && isObject(record.timeWindow))
      return this.readTime({ eventTime: record.timeWindow.windowStart ?? null }, at, UNWRAPPED);
    if (value === undefined || value === null) this.problem('EVENT_TIME_MISSING', '', at.offset, at.length, at.i, false);
    else this.problem('EVENT_TIME_UNREADABLE', jsonText(value), at.offset, at.length, at.i, false);
    return Number.NaN;
  }

  /** Enters the eventID; returns its kind, see EventColumns.idKind. */
  private readId(record: Record<string, unknown>, at: At): number {
    const value = record.eventID ?? record.eventId;
    if (typeof value === 'string' && value !== '') {
      if (value.length === 36 && writeUuid(value, this.columns.uuid, at.i * 16)) return 1;
      this.columns.uuid.fill(0, at.i * 16, at.i * 16 + 16);
      this.otherIds ??= new Map();
      this.otherIds.set(at.i, value);
      return 2;
    }
    this.columns.uuid.fill(0, at.i * 16, at.i * 16 + 16);
    if (value === undefined || value === null || value === '') this.problem('EVENT_ID_MISSING', '', at.offset, at.length, at.i, false);
    else this.unexpected('eventID', value, at);
    return 0;
  }

  /** Insights and aggregated events describe other calls and have no name of their own: nothing is wrong with them. */
  private nameMissing(record: Record<string, unknown>, at: At): void {
    if (!isObject(record.insightDetails) && !isObject(record.timeWindow))
      this.problem('EVENT_NAME_MISSING', '', at.offset, at.length, at.i, false);
  }

  private grow(capacity: number): void {
    const larger = newColumns(capacity);
    copyColumns(this.columns, larger, this.count);
    this.columns = larger;
    if (this.steps) {
      const steps = new Uint32Array(capacity);
      steps.set(this.steps);
      this.steps = steps;
    }
  }
}

/** What a record is wrapped in. */
export interface Wrapping {
  /** Decoding steps as in a public id; '' for a record that stands as it is. */
  steps: string;
  /** The wrapper's own time, ms UTC or NaN: for a record without eventTime; null when there is none. */
  time: (() => number) | null;
}

const UNWRAPPED: Wrapping = { steps: '', time: null };

interface At {
  offset: number;
  length: number;
  i: number;
}

/** Of an identity that gives no problem, which would need a place. */
const NOWHERE: At = { offset: 0, length: 0, i: 0 };

const NOBODY: Record<string, unknown> = Object.freeze({});

/** A string as it stands, any other value as its JSON text, null when absent. */
function valueText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? null : jsonText(value).slice(0, LONGEST_JSON);
}

/** Characters kept of a value that stands where a text was expected. */
const LONGEST_JSON = 1000;

/** Deepest nesting that is printed: JSON.stringify recurses, and where it fails differs from thread to thread. */
const PRINTED_DEPTH = 200;

function jsonText(value: unknown): string {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > PRINTED_DEPTH) return `(nested more than ${PRINTED_DEPTH} deep)`;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return JSON.stringify(value);
}

const HEX = new Int8Array(128).fill(-1);
for (let i = 0; i < 16; i++) HEX['0123456789abcdef'.charCodeAt(i)] = i;

/** Writes a canonical lower-case UUID as 16 bytes. False, with nothing meant by the bytes, when it is not one. */
function writeUuid(text: string, into: Uint8Array, at: number): boolean {
  let from = 0;
  for (let byte = 0; byte < 16; byte++) {
    if (byte === 4 || byte === 6 || byte === 8 || byte === 10) {
      if (text.charCodeAt(from) !== 45) return false;
      from++;
    }
    const a = text.charCodeAt(from);
    const b = text.charCodeAt(from + 1);
    const high = a < 128 ? (HEX[a] as number) : -1;
    const low = b < 128 ? (HEX[b] as number) : -1;
    if (high < 0 || low < 0) return false;
    into[at + byte] = high * 16 + low;
    from += 2;
  }
  return true;
}
