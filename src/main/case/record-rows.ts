// Inserts rows of records, many at a time, whichever items they belong to: a row by itself costs three times as much.
import type { Statement } from 'better-sqlite3';
import type { EventColumns } from '../../shared/parsed-item.ts';
import type { CombinationMap } from './combination-map.ts';
import type { WriteConnection } from './open.ts';
import { ColumnRows, eventIdPrefix } from './record-columns.ts';
import { storable, type TermStore } from './term-store.ts';

/** Rows per INSERT statement: measured, 100 beats 50 by a tenth, 200 gains nothing more. */
const ROWS = 100;
const COLUMNS = 8;
const UUID_BYTES = 16;

export class RecordRows {
  private readonly terms: TermStore;
  private readonly insertRows: Statement;
  private readonly insertRow: Statement;
  private readonly insertWrapped: Statement;
  /** Values of rows that wait for a statement to be filled. */
  private readonly waiting: unknown[] = new Array(ROWS * COLUMNS);
  /** Their eventIDs, and a view of each: made once, not once for each record. */
  private readonly uuids = Buffer.alloc(ROWS * UUID_BYTES);
  private readonly uuidOfRow = Array.from({ length: ROWS }, (_, row) => this.uuids.subarray(row * UUID_BYTES, (row + 1) * UUID_BYTES));
  private used = 0;
  private readonly columns: ColumnRows;

  /** @param next id of the record that comes next */
  constructor(db: WriteConnection, terms: TermStore, next: number) {
    this.terms = terms;
    this.columns = new ColumnRows(db, next);
    // OR FAIL: SQLite copies no page aside to take back one statement of a transaction, since an error takes back the whole transaction.
    const into = 'INSERT OR FAIL INTO records (evidence, offset, length, time, call, identity, origin, steps, event_id) VALUES ';
    const row = '(?, ?, ?, ?, ?, ?, ?, 0, ?)';
    this.insertRows = db.prepare(into + Array.from({ length: ROWS }, () => row).join(', '));
    this.insertRow = db.prepare(into + row);
    this.insertWrapped = db.prepare(`${into}(?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  }

  /** Rows added last that are not there yet. */
  get waitingRows(): number {
    return this.used / COLUMNS;
  }

  /** Adds the records of an item, in their order. They are there only after `flush`. */
  add(evidence: number, events: EventColumns, map: CombinationMap): void {
    if (events.steps) {
      this.addWrapped(evidence, events, events.steps, map);
      return;
    }
    const call = map.of('call');
    const identity = map.of('identity');
    const origin = map.of('origin');
    const { uuid } = events;
    const { waiting: values, uuids, uuidOfRow, columns } = this;
    let at = this.used;
    for (let n = 0; n < events.count; n++) {
      const i = events.from + n;
      const time = events.time[i] as number;
      values[at] = evidence;
      values[at + 1] = events.offset[i];
      values[at + 2] = events.length[i];
      values[at + 3] = Number.isNaN(time) ? null : time;
      const callId = call[events.call[i] as number] as number;
      const identityId = identity[events.identity[i] as number] as number;
      const originId = origin[events.origin[i] as number] as number;
      values[at + 4] = callId;
      values[at + 5] = identityId;
      values[at + 6] = originId;
      let prefix = 0;
      if (events.idKind[i] === 1) {
        for (let byte = 0; byte < UUID_BYTES; byte++) uuids[(at / COLUMNS) * UUID_BYTES + byte] = uuid[i * UUID_BYTES + byte] as number;
        values[at + 7] = uuidOfRow[at / COLUMNS];
        prefix = uuidPrefix(uuid, i * UUID_BYTES);
      } else {
        const id = otherId(events, n);
        values[at + 7] = id;
        prefix = eventIdPrefix(id);
      }
      columns.add(time, callId, identityId, originId, prefix);
      at += COLUMNS;
      if (at === values.length) {
        // As arguments: of an array, each element is asked for by way of JavaScript, a third of the statement's time.
        this.insertRows.run(...values);
        at = 0;
      }
    }
    this.used = at;
  }

  /** Inserts what still waits: before anything reads records, and before the transaction ends. */
  flush(): void {
    const { used, waiting } = this;
    this.used = 0;
    for (let at = 0; at < used; at += COLUMNS) this.insertRow.run(waiting.slice(at, at + COLUMNS));
  }

  /** Drops what still waits. @param next id of the record that comes next */
  forget(next: number): void {
    this.used = 0;
    this.columns.goOnFrom(next);
  }

  /** The same for an item with wrapped records: rare, so one row at a time will do. */
  private addWrapped(evidence: number, events: EventColumns, steps: Uint32Array, map: CombinationMap): void {
    this.flush();
    const uuid = asBuffer(events.uuid);
    const ids = events.stepTexts.map((text) => this.terms.stepsId(text));
    for (let n = 0; n < events.count; n++) {
      const i = events.from + n;
      const time = events.time[i] as number;
      const call = map.of('call')[events.call[i] as number] as number;
      const identity = map.of('identity')[events.identity[i] as number] as number;
      const origin = map.of('origin')[events.origin[i] as number] as number;
      const id = events.idKind[i] === 1 ? uuid.subarray(i * UUID_BYTES, (i + 1) * UUID_BYTES) : otherId(events, n);
      this.insertWrapped.run(
        evidence,
        events.offset[i],
        events.length[i],
        Number.isNaN(time) ? null : time,
        call,
        identity,
        origin,
        ids[steps[n] as number],
        id,
      );
      this.columns.add(time, call, identity, origin, eventIdPrefix(id));
    }
  }
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}

/** The first eight digits of the UUID at `at`, as a number. */
function uuidPrefix(bytes: Uint8Array, at: number): number {
  return (
    (((bytes[at] as number) << 24) | ((bytes[at + 1] as number) << 16) | ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number)) >>> 0
  );
}

/** The eventID of an event, where it is no UUID, as it is stored. */
function otherId(events: EventColumns, i: number): string | null {
  return events.idKind[events.from + i] === 2 ? storable(events.otherIds.get(i) ?? '') : null;
}
