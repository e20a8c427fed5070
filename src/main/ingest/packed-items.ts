// Items as they cross from a worker to the engine. Of small files without anything special a message holds a thousand: they stand in a few pieces of
// memory, which move, instead of in a dozen objects each, which both threads would copy, and their garbage collectors follow.
import type { ItemKind } from '../../shared/domain.ts';
import type { EventColumns, KeyEvents } from '../../shared/parsed-item.ts';
import type { ShapeName } from '../../shared/shapes.ts';
import type { Encoding } from '../content.ts';
import { type ColumnArrays, ColumnMemory, copyColumns, newColumns } from './event-columns.ts';
import type { WorkerFailure, WorkerItem } from './file-reader.ts';

type Item = WorkerItem | WorkerFailure;

/** What plain items have in common. */
interface Form {
  kind: ItemKind;
  shape: ShapeName | '';
  encoding: Encoding;
}

export interface PackedItems {
  count: number;
  /** Items that are not plain, by their position. */
  others: Map<number, Item>;
  /** Of each plain item, FIELDS numbers; then 32 bytes. */
  fields: Float64Array;
  sha256: Uint8Array;
  forms: Form[];
  /** Where the bytes of plain items stand. */
  memory: ArrayBuffer[];
  /** Events of all plain items, one after the other. */
  columns: ColumnArrays;
  /** Access keys that they name; `event` counts over all plain items. */
  keyEvents: KeyEvents;
}

/** Index, modified (NaN: null), form, piece of memory, where in it, length, events. */
const FIELDS = 7;
const HASH_BYTES = 32;

/** Longer items are worth objects of their own. */
const MOST_EVENTS = 500;

const FIRST_EVENTS = 8192;

export class ItemPacker {
  private count = 0;
  private plain = 0;
  private others = new Map<number, Item>();
  private fields: Float64Array;
  private sha256: Uint8Array;
  private forms: Form[] = [];
  private readonly memory: ArrayBuffer[] = [];
  private columns = newColumns(FIRST_EVENTS);
  private readonly keyEvents: KeyEvents = { event: [], key: [], issued: [] };
  private events = 0;
  /** Where the columns of items that are not plain stand. */
  private readonly columnMemory = new ColumnMemory();

  /** @param most how many items come at most */
  constructor(most: number) {
    this.fields = new Float64Array(most * FIELDS);
    this.sha256 = new Uint8Array(most * HASH_BYTES);
  }

  /** Adds an item; its columns are copied. */
  add(item: Item): void {
    const position = this.count++;
    if ('failure' in item || item.parsed === null) this.others.set(position, item);
    else if (!this.addPlain(item)) this.others.set(position, { ...item, parsed: { ...item.parsed, events: this.own(item.parsed.events) } });
  }

  /** The same events in columns of their own. */
  private own(events: EventColumns): EventColumns {
    const columns = this.columnMemory.columns(events.count);
    copyColumns(events, columns, events.count);
    return { ...events, ...columns };
  }

  /** False when there is something to be told of the item for which there is no room here. */
  private addPlain({ index, modified, size, sha256, parsed, bytes, hashes, changed }: WorkerItem): boolean {
    if (parsed === null || bytes === null || sha256 === null || changed || parsed.problems.length > 0) return false;
    const { events } = parsed;
    if (events.count > MOST_EVENTS || events.steps !== null || events.otherIds.size > 0) return false;
    for (const _ in hashes) return false;
    const at = this.plain * FIELDS;
    this.fields[at] = index;
    this.fields[at + 1] = modified ?? Number.NaN;
    this.fields[at + 2] = this.formOf(parsed);
    this.fields[at + 3] = this.pieceOf(bytes.buffer as ArrayBuffer);
    this.fields[at + 4] = bytes.byteOffset;
    this.fields[at + 5] = size;
    this.fields[at + 6] = events.count;
    this.sha256.set(sha256, this.plain * HASH_BYTES);
    this.plain++;
    this.append(events);
    return true;
  }

  private formOf({ kind, shape, encoding }: Form): number {
    const { forms } = this;
    for (let i = forms.length - 1; i >= 0; i--) {
      const form = forms[i] as Form;
      if (form.kind === kind && form.shape === shape && form.encoding === encoding) return i;
    }
    return forms.push({ kind, shape, encoding }) - 1;
  }

  private pieceOf(memory: ArrayBuffer): number {
    const last = this.memory.length - 1;
    return this.memory[last] === memory ? last : this.memory.push(memory) - 1;
  }

  private append(events: EventColumns): void {
    const capacity = this.columns.time.length;
    if (this.events + events.count > capacity) {
      const larger = newColumns(capacity * 2);
      copyColumns(this.columns, larger, this.events);
      this.columns = larger;
    }
    copyColumns(events, this.columns, events.count, this.events);
    if (events.keyEvents !== null) this.appendKeys(events.keyEvents);
    this.events += events.count;
  }

  private appendKeys({ event, key, issued }: KeyEvents): void {
    const { keyEvents } = this;
    for (let i = 0; i < event.length; i++) {
      keyEvents.event.push(this.events + (event[i] as number));
      keyEvents.key.push(key[i] as string);
      keyEvents.issued.push(issued[i] as boolean);
    }
  }

  /** The message, and the memory that moves with it: each piece once, however many items are in it. Nothing may be added afterwards. */
  finish(): { packed: PackedItems; memory: ArrayBuffer[] } {
    const { count, others, fields, sha256, forms, memory, columns, keyEvents } = this;
    const moving = new Set([...memory, fields.buffer as ArrayBuffer, sha256.buffer as ArrayBuffer, columns.time.buffer as ArrayBuffer]);
    for (const item of others.values()) {
      if ('failure' in item) continue;
      if (item.bytes) moving.add(item.bytes.buffer as ArrayBuffer);
      if (!item.parsed) continue;
      const { offset, steps } = item.parsed.events;
      // All columns but the steps are one piece: event-columns.ts.
      moving.add(offset.buffer as ArrayBuffer);
      if (steps) moving.add(steps.buffer as ArrayBuffer);
    }
    return { packed: { count, others, fields, sha256, forms, memory, columns, keyEvents }, memory: [...moving] };
  }
}

const NO_HASHES: Record<string, string> = Object.freeze({});
const NO_IDS: Map<number, string> = new Map();
const NO_STEPS = [''];

/** The items of a message in their order. */
export function* unpackedItems({ count, others, fields, sha256, forms, memory, columns, keyEvents }: PackedItems): Generator<Item> {
  const keys = new KeysInOrder(keyEvents);
  let at = 0;
  let hashAt = sha256.byteOffset;
  let from = 0;
  for (let position = 0; position < count; position++) {
    const other = others.get(position);
    if (other !== undefined) {
      yield other;
      continue;
    }
    const modified = fields[at + 1] as number;
    const { kind, shape, encoding } = forms[fields[at + 2] as number] as Form;
    const size = fields[at + 5] as number;
    const events = fields[at + 6] as number;
    yield {
      index: fields[at] as number,
      modified: Number.isNaN(modified) ? null : modified,
      size,
      sha256: Buffer.from(sha256.buffer as ArrayBuffer, hashAt, HASH_BYTES),
      parsed: {
        kind,
        shape,
        encoding,
        events: {
          ...columns,
          from,
          count: events,
          otherIds: NO_IDS,
          steps: null,
          stepTexts: NO_STEPS,
          keyEvents: keys.take(from, from + events),
        },
        problems: [],
        tooLarge: false,
      },
      bytes: Buffer.from(memory[fields[at + 3] as number] as ArrayBuffer, fields[at + 4], size),
      tooLarge: false,
      container: false,
      encoding,
      hashes: NO_HASHES,
      changed: false,
    };
    at += FIELDS;
    hashAt += HASH_BYTES;
    from += events;
  }
}

/** Gives the keys of one range of events after the other. */
class KeysInOrder {
  private readonly all: KeyEvents;
  private at = 0;

  constructor(all: KeyEvents) {
    this.all = all;
  }

  take(from: number, to: number): KeyEvents | null {
    const { event, key, issued } = this.all;
    const first = this.at;
    while (this.at < event.length && (event[this.at] as number) < to) this.at++;
    const end = this.at;
    if (end === first) return null;
    return {
      event: event.slice(first, end).map((index) => index - from),
      key: key.slice(first, end),
      issued: issued.slice(first, end),
    };
  }
}
