// Collects the events of one item as columns, and the problems beside them. `add` is the slow path, and the definition of what a record is.
import { type EventColumns, IDENTITY_FIELDS, type ItemProblem, type KeyEvents } from '../../shared/parsed-item.ts';
import { structure } from '../decode/reduced.ts';
import { actorName } from './actor.ts';
import type { Dictionaries } from './dictionaries.ts';
import type { Place } from './dictionary.ts';
import { type ColumnArrays, copyColumns, copyUuid, FEW_EVENTS, newColumns } from './event-columns.ts';
import type { Columns, FastReader } from './fast/fast-reader.ts';
import { IDENTITY_VALUES, identityParts } from './identity-fields.ts';
import { isObject } from './json-scan.ts';
import { LONGEST_LOOKED_THROUGH, namedKeys } from './named-keys.ts';
import { type At, nameMissing, readOnlyOf, textOf, timeOf, UNWRAPPED, unexpected, valueText, type Wrapping } from './record-fields.ts';
import { writeUuid } from './uuid.ts';

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
  /** What is of other sources and goes on perhaps: told when it is clear where it ends. */
  private others: ItemProblem | null = null;
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

  /** @param index where among the problems it is told, when it stands before the last event; null: at their end */
  problem(
    code: string,
    detail: string,
    at: number | null,
    length: number | null,
    event: number | null,
    isRecord: boolean,
    index: number | null = null,
  ): void {
    if (this.others !== null) this.tellOthers();
    const offset = at === null ? null : at + this.base;
    if (event !== null || offset === null || length === null) {
      this.problems.push({ code, detail: detail.slice(0, 300), offset, length, event, isRecord });
    } else if (this.problems.length - this.sinceEvent < SINGLE_PROBLEMS) {
      if (index !== null) this.sinceEvent++;
      this.problems.splice(index ?? this.problems.length, 0, { code, detail: detail.slice(0, 300), offset, length, event, isRecord });
    } else this.extendFlood(code, offset, length, isRecord);
  }

  /** Tells of a value that is of another source, and no record that was lost: what follows at once, of the same kind, is one stretch. */
  other(code: string, detail: string, at: number, length: number): void {
    const offset = at + this.base;
    if (this.others?.code === code) {
      const { others } = this;
      others.length = Math.max(others.length ?? 0, offset + length - (others.offset ?? offset));
      return;
    }
    if (this.others !== null) this.tellOthers();
    this.others = { code, detail: detail.slice(0, 300), offset, length, event: null, isRecord: false };
  }

  private tellOthers(): void {
    if (this.others !== null) this.problems.push(this.others);
    this.others = null;
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
    if (this.others !== null) this.tellOthers();
    if (this.count === this.capacity) this.grow(this.capacity * 2);
    const { columns } = this;
    const i = this.count++;
    columns.offset[i] = offset + this.base;
    columns.length[i] = length;
    if (wrapping.steps !== '') this.setSteps(i, wrapping.steps);
    const at = { offset, length, i };
    columns.time[i] = timeOf(record, at, wrapping, this);
    columns.idKind[i] = this.readId(record, at);

    const stated = record.userIdentity;
    const identity = identityIn(stated);
    if (!isObject(stated) && stated !== undefined && stated !== null) unexpected('userIdentity', stated, at, this);
    columns.identity[i] = this.identityOf(identity, at);

    const what = this.dictionaries.call.probe;
    what[0] = textOf(record.eventSource, 'eventSource', at, this);
    what[1] = textOf(record.eventName, 'eventName', at, this);
    if (what[1] === null) nameMissing(record, at, this);
    what[2] = textOf(record.eventType, 'eventType', at, this);
    what[3] = textOf(record.eventCategory, 'eventCategory', at, this);
    what[4] = textOf(record.eventVersion, 'eventVersion', at, this);
    what[5] = textOf(record.awsRegion, 'awsRegion', at, this);
    what[6] =
      textOf(record.recipientAccountId, 'recipientAccountId', at, this) ??
      valueText(identity.accountId) ??
      textOf(record.accountId, 'accountId', at, this);
    // Other tools write an empty code where CloudTrail writes none: as a code it would make a failure of a call that succeeded.
    what[7] = textOf(record.errorCode, 'errorCode', at, this) || null;
    what[8] = readOnlyOf(record, at, this);
    columns.call[i] = this.dictionaries.call.idOf();

    const from = this.dictionaries.origin.probe;
    from[0] = textOf(record.sourceIPAddress, 'sourceIPAddress', at, this);
    from[1] = textOf(record.userAgent, 'userAgent', at, this);
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
    if (this.others !== null) this.tellOthers();
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
    this.tellOthers();
    const finished = this.dictionaries.lends ? this.inColumns(this.columns) : this.trimmed();
    this.dictionaries.returnColumns(this.columns);
    return finished;
  }

  /** Events and problems so far, which are then forgotten: for content that is read and stored in parts, of which this is perhaps the last. */
  take(last: boolean): { events: EventColumns; problems: ItemProblem[] } {
    if (last) this.tellOthers();
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
      who[i] = field === 'actor' ? actorName(identity) : textOf(IDENTITY_VALUES[field](parts), field, at, this);
    const id = this.dictionaries.identity.idOf();
    if (seen !== null) this.dictionaries.callers.remember(seen, id);
    return id;
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
    else unexpected('eventID', value, at, this);
    return 0;
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

/** The structure of a caller; some tools make text of the structures within a record, and it says the same. */
function identityIn(value: unknown): Record<string, unknown> {
  const identity = typeof value === 'string' && value.startsWith('{') ? structure('userIdentity', value) : value;
  return isObject(identity) ? identity : NOBODY;
}

/** Of an identity that gives no problem, which would need a place. */
const NOWHERE: At = { offset: 0, length: 0, i: 0 };

const NOBODY: Record<string, unknown> = Object.freeze({});
