// The quick way through records of the common form: WebAssembly reads them straight from the bytes. What it does not take, the slow path does,
// which alone says what a record is; tests hold that both say the same.
import type { EventCollector } from '../event-collector.ts';
import type { ItemText } from '../item-text.ts';
import { skipSpace } from '../json-scan.ts';
import { SCANNER } from './scanner.generated.ts';

interface Scanner {
  memory: { buffer: ArrayBuffer };
  windowAt(): number;
  windowBytes(): number;
  columnsAt(): number;
  namedAt(): number;
  namedCount(): number;
  mostEvents(): number;
  countOf(): number;
  stopAt(): number;
  missedTo(): number;
  fieldsAt(): number;
  missing(): number;
  readOnlyOf(): number;
  forget(): void;
  resume(call: number, identity: number, origin: number): number;
  run(from: number, to: number, lines: number, last: number): number;
}

const FULL = 1;
const MISSED = 2;
const REFUSED = 3;
const STOPPED = 4;

/** Which combinations are new, as `missing` tells. */
const NEW_CALL = 1;
const NEW_IDENTITY = 2;
const NEW_ORIGIN = 4;

/** Texts of a record that missed, in the scanner's order: of the call, then of the origin, then the identity object. */
const CALL_TEXTS = 8;
const ADDRESS = 8;
const AGENT = 9;
const IDENTITY = 10;
const MISSED_FIELDS = 11;

/** Numbers of an access key that a record names: the event, where its text begins, its length, 1 where the response hands it out. */
const NAMED_FIELDS = 4;

const READ_ONLY = [null, 'true', 'false'] as const;

/** Bytes before the window's end in which a record is taken for cut off rather than odd. */
const EDGE = 256 * 1024;

const COMMA = 44;
const OPEN_OBJECT = 123;

/** WebAssembly as far as it is used; node's types lack it. */
const { Module, Instance } = (
  globalThis as unknown as {
    WebAssembly: { Module: new (bytes: Uint8Array) => object; Instance: new (module: object, imports: object) => { exports: unknown } };
  }
).WebAssembly;

/** The thread's one scanner and views into its memory: 48 MiB, which a reader of its own for each case would have made and collected anew. */
interface Shared {
  scanner: Scanner;
  memory: Uint8Array;
  columns: Columns;
  fields: Int32Array;
  named: Uint32Array;
}

let shared: Shared | null = null;

/** Whose combinations the scanner knows. */
let owner: FastReader | null = null;

function sharedScanner(): Shared {
  if (shared) return shared;
  const scanner = new Instance(new Module(Buffer.from(SCANNER, 'base64')), { env: { abort: () => {} } }).exports as Scanner;
  const { buffer } = scanner.memory;
  shared = {
    scanner,
    memory: new Uint8Array(buffer),
    columns: columnsOf(scanner),
    fields: new Int32Array(buffer, scanner.fieldsAt(), MISSED_FIELDS * 2),
    named: new Uint32Array(buffer, scanner.namedAt(), scanner.mostEvents() * NAMED_FIELDS),
  };
  return shared;
}

/** Refused records in a row after which the quick way rests; it rests longer each time. */
const PATIENCE = 16;
const LONGEST_REST = 4096;

/** Adds the record at these bytes the slow way. */
type AddRecord = (from: number, to: number) => void;

export class FastReader {
  private readonly scanner: Scanner;
  private readonly memory: Uint8Array;
  private readonly columns: Columns;
  private readonly fields: Int32Array;
  private readonly named: Uint32Array;
  private readonly capacity: number;
  /** The bytes in the scanner's window: `from` … `to` of `bytes`. */
  private bytes: Buffer | null = null;
  private from = 0;
  private to = 0;
  private refused = 0;
  private rest = 0;
  private resting = 0;

  constructor() {
    ({ scanner: this.scanner, memory: this.memory, columns: this.columns, fields: this.fields, named: this.named } = sharedScanner());
    this.capacity = this.scanner.windowBytes();
  }

  /** Takes the scanner over from another reader: whose window it shows, and whose numbers it knows, mean nothing here. */
  private own(): void {
    if (owner === this) return;
    this.scanner.forget();
    this.bytes = null;
    owner = this;
  }

  /** To be called before other bytes are read that may stand in the same memory. */
  begin(): void {
    this.bytes = null;
  }

  /**
   * Reads records of the common form from the element that begins at `at`.
   * @param lines whether each stands on a line of its own, rather than in a list
   * @param last whether the content ends with these bytes
   * @param addSlowly adds a record that is of the common form but for its identity
   * @returns index after the last record that was read; `at` when none was
   */
  read(text: ItemText, at: number, lines: boolean, last: boolean, into: EventCollector, addSlowly: AddRecord): number {
    if (this.resting > 0) {
      this.resting--;
      return at;
    }
    this.own();
    const { scanner, columns } = this;
    const { bytes } = text;
    let end = at;
    for (let next = at; next >= 0; ) {
      this.show(bytes, next);
      const ends = last && this.to === bytes.length;
      let status = scanner.run(next - this.from, this.to - this.from, lines ? 1 : 0, ends ? 1 : 0);
      while (status === MISSED && this.number(text, into)) status = scanner.resume(this.call, this.identity, this.origin);
      const count = scanner.countOf();
      if (count > 0) {
        into.append(columns, count, this.from);
        this.addKeys(text, into, into.events - count);
        end = this.from + (columns.offset[count - 1] as number) + (columns.length[count - 1] as number);
        this.refused = 0;
        this.rest = 0;
      }
      const stop = this.from + scanner.stopAt();
      if (status === MISSED) {
        end = this.from + scanner.missedTo();
        addSlowly(stop, end);
      } else if (status === REFUSED && this.to < bytes.length && stop > this.from && this.to - stop < EDGE) {
        // It may only be cut off by the edge of the window: seen again from its beginning on.
        this.bytes = null;
        next = stop;
        continue;
      } else if (status === STOPPED && this.to < bytes.length && this.to - stop < EDGE) {
        this.bytes = null;
      } else if (status !== FULL) {
        if (status === REFUSED) this.noteRefusal();
        break;
      }
      next = elementAfter(bytes, end, lines);
    }
    return end;
  }

  /** Tells which access keys the events name that were just added. @param first index of the first of them */
  private addKeys(text: ItemText, into: EventCollector, first: number): void {
    const { named, from } = this;
    const end = this.scanner.namedCount() * NAMED_FIELDS;
    for (let i = 0; i < end; i += NAMED_FIELDS) {
      const at = from + (named[i + 1] as number);
      into.addKey(first + (named[i] as number), text.slice(at, at + (named[i + 2] as number)), named[i + 3] === 1);
    }
  }

  private call = 0;
  private identity = 0;
  private origin = 0;

  /** Has the new combinations of the record that missed numbered; false when the slow path has something to say of its identity. */
  private number(text: ItemText, into: EventCollector): boolean {
    const missing = this.scanner.missing();
    if (missing & NEW_IDENTITY) {
      const json = this.textOf(text, IDENTITY);
      const identity = into.plainIdentity(json === null ? null : JSON.parse(json));
      if (identity === null) return false;
      this.identity = identity;
    }
    if (missing & NEW_CALL) {
      const { call } = into.dictionaries;
      for (let i = 0; i < CALL_TEXTS; i++) call.probe[i] = this.textOf(text, i);
      call.probe[CALL_TEXTS] = READ_ONLY[this.scanner.readOnlyOf()] ?? null;
      this.call = call.idOf();
    }
    if (missing & NEW_ORIGIN) {
      const { origin } = into.dictionaries;
      origin.probe[0] = this.textOf(text, ADDRESS);
      origin.probe[1] = this.textOf(text, AGENT);
      this.origin = origin.idOf();
    }
    return true;
  }

  /** A field of the record that missed; null when it has none. */
  private textOf(text: ItemText, field: number): string | null {
    const at = this.fields[field * 2] as number;
    return at < 0 ? null : text.slice(this.from + at, this.from + at + (this.fields[field * 2 + 1] as number));
  }

  private noteRefusal(): void {
    if (++this.refused < PATIENCE) return;
    this.refused = 0;
    this.rest = Math.min(LONGEST_REST, Math.max(64, this.rest * 2));
    this.resting = this.rest;
  }

  /** Has the bytes from `at` on in the window. */
  private show(bytes: Buffer, at: number): void {
    if (this.bytes === bytes && at >= this.from && at < this.to) return;
    this.bytes = bytes;
    this.from = at;
    this.to = Math.min(bytes.length, at + this.capacity);
    this.memory.set(bytes.subarray(this.from, this.to), this.scanner.windowAt());
  }
}

/** Index of the object that follows the record which ends at `end`, or -1 when something else does. */
function elementAfter(bytes: Buffer, end: number, lines: boolean): number {
  let i = skipSpace(bytes, end);
  if (!lines) {
    if (bytes[i] !== COMMA) return -1;
    i = skipSpace(bytes, i + 1);
  }
  return bytes[i] === OPEN_OBJECT ? i : -1;
}

/** Events as the scanner gives them: views into its memory. */
export interface Columns {
  offset: Uint32Array;
  length: Uint32Array;
  time: Float64Array;
  call: Uint32Array;
  identity: Uint32Array;
  origin: Uint32Array;
  uuid: Uint8Array;
}

function columnsOf(scanner: Scanner): Columns {
  const { buffer } = scanner.memory;
  const n = scanner.mostEvents();
  let at = scanner.columnsAt();
  const next = (bytes: number): number => {
    const here = at;
    at += n * bytes;
    return here;
  };
  return {
    offset: new Uint32Array(buffer, next(4), n),
    length: new Uint32Array(buffer, next(4), n),
    time: new Float64Array(buffer, next(8), n),
    call: new Uint32Array(buffer, next(4), n),
    identity: new Uint32Array(buffer, next(4), n),
    origin: new Uint32Array(buffer, next(4), n),
    uuid: new Uint8Array(buffer, next(16), n * 16),
  };
}
