// Inserts rows of records, many at a time, whichever items they belong to: a row by itself costs three times as much.
import type { Statement } from 'better-sqlite3';
import type { EventColumns } from '../../shared/parsed-item.ts';
import type { CombinationMap } from './combination-map.ts';
import type { WriteConnection } from './open.ts';
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

  constructor(db: WriteConnection, terms: TermStore) {
    this.terms = terms;
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
    const { waiting: values, uuids, uuidOfRow } = this;
    let at = this.used;
    for (let n = 0; n < events.count; n++) {
      const i = events.from + n;
      const time = events.time[i] as number;
      values[at] = evidence;
      values[at + 1] = events.offset[i];
      values[at + 2] = events.length[i];
      values[at + 3] = Number.isNaN(time) ? null : time;
      values[at + 4] = call[events.call[i] as number];
      values[at + 5] = identity[events.identity[i] as number];
      values[at + 6] = origin[events.origin[i] as number];
      if (events.idKind[i] === 1) {
        for (let byte = 0; byte < UUID_BYTES; byte++) uuids[(at / COLUMNS) * UUID_BYTES + byte] = uuid[i * UUID_BYTES + byte] as number;
        values[at + 7] = uuidOfRow[at / COLUMNS];
      } else values[at + 7] = otherId(events, n);
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

  /** Drops what still waits. */
  forget(): void {
    this.used = 0;
  }

  /** The same for an item with wrapped records: rare, so one row at a time will do. */
  private addWrapped(evidence: number, events: EventColumns, steps: Uint32Array, map: CombinationMap): void {
    this.flush();
    const uuid = asBuffer(events.uuid);
    const ids = events.stepTexts.map((text) => this.terms.stepsId(text));
    for (let n = 0; n < events.count; n++) {
      const i = events.from + n;
      const time = events.time[i] as number;
      this.insertWrapped.run(
        evidence,
        events.offset[i],
        events.length[i],
        Number.isNaN(time) ? null : time,
        map.of('call')[events.call[i] as number],
        map.of('identity')[events.identity[i] as number],
        map.of('origin')[events.origin[i] as number],
        ids[steps[n] as number],
        events.idKind[i] === 1 ? uuid.subarray(i * UUID_BYTES, (i + 1) * UUID_BYTES) : otherId(events, n),
      );
    }
  }
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}

/** The eventID of an event, where it is no UUID, as it is stored. */
function otherId(events: EventColumns, i: number): string | null {
  return events.idKind[events.from + i] === 2 ? storable(events.otherIds.get(i) ?? '') : null;
}
