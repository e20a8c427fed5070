// Reads events in the order in which they are asked for and gives each as a row of a format.
import type { Statement } from 'better-sqlite3';
import { isoTime, uuidText } from '../../case/event-rows.ts';
import type { ReadConnection } from '../../case/open.ts';
import { Deliveries, type Delivery } from '../../query/event-deliveries.ts';
import { type CallTexts, type IdentityTexts, type OriginTexts, piecesOf } from './combinations.ts';
import { Kept } from './kept.ts';
import type { OwnParts, RowFormat } from './row-format.ts';

/** id, evidence, offset, length, steps, time, call, identity, origin, eventID as hexadecimal where it is a UUID, and whether it is another text. */
type Row = [number, number, number, number, number, number | null, number, number, number, string | null, 0 | 1];

/** Bytes of records whose rows are made at once: what an attacker writes may be megabytes a record. */
const BYTES_AT_ONCE = 16_000_000;

export class EventParts {
  private readonly format: RowFormat;
  private readonly rows: Statement;
  private readonly deliveries: Deliveries;
  private readonly hashes: Kept<string>;
  private readonly steps: Kept<string>;
  /** eventIDs that are no UUID, by number of the record. */
  private readonly otherIds: Kept<string>;
  private readonly calls: Kept<unknown>;
  private readonly identities: Kept<unknown>;
  private readonly origins: Kept<unknown>;
  /** The last time that was written: events in order of time often share it. */
  private last: { ms: number | null; text: string | null } = { ms: null, text: null };

  constructor(db: ReadConnection, format: RowFormat) {
    this.format = format;
    this.deliveries = new Deliveries(db);
    // A UUID comes as text: a buffer for each would cost as much as all the rest. The list is read in its order, and a record for each of it: so CROSS JOIN has it.
    this.rows = db
      .prepare(
        `SELECT r.id, r.evidence, r.offset, r.length, r.steps, r.time, r.call, r.identity, r.origin,
           iif(typeof(r.event_id) = 'blob', lower(hex(r.event_id)), NULL), typeof(r.event_id) = 'text'
         FROM json_each(?) j CROSS JOIN records r ON r.id = j.value`,
      )
      .raw();
    const listed = (sql: string) => {
      const rows = db.prepare(`${sql} WHERE id IN (SELECT value FROM json_each(?))`).raw();
      return new Kept((ids) => (rows.all(ids) as [number, string][]).map(([id, text]) => [id, text, text.length] as const));
    };
    this.hashes = listed('SELECT id, lower(hex(sha256)) FROM evidence');
    this.steps = listed("SELECT id, iif(value = '', '', '/' || value) FROM decoding_steps");
    this.otherIds = listed('SELECT id, event_id FROM records');
    this.calls = piecesOf(db, 'call', (texts: CallTexts) => format.call(texts));
    this.identities = piecesOf(db, 'identity', (texts: IdentityTexts) => format.identity(texts));
    this.origins = piecesOf(db, 'origin', (texts: OriginTexts) => format.origin(texts));
  }

  /** The rows of records in their order, some at a time. @param records numbers of records that the case has */
  *rowsOf(records: readonly number[]): Generator<string[]> {
    const rows = this.rows.all(JSON.stringify(records)) as Row[];
    if (rows.length !== records.length || rows.some(([id], i) => id !== records[i]))
      throw new Error('records were not read in their order');
    for (let from = 0, to = 0, bytes = 0; from < rows.length; from = to, bytes = 0) {
      while (to < rows.length && (to === from || bytes < BYTES_AT_ONCE)) bytes += (rows[to++] as Row)[3];
      yield this.made(rows.slice(from, to));
    }
  }

  private made(rows: readonly Row[]): string[] {
    const column = (i: 1 | 6 | 7 | 8): number[] => rows.map((row) => row[i]);
    this.hashes.need(column(1));
    this.calls.need(column(6));
    this.identities.need(column(7));
    this.origins.need(column(8));
    this.steps.need(rows.flatMap((row) => (row[4] === 0 ? [] : [row[4]])));
    this.otherIds.need(rows.flatMap((row) => (row[10] === 1 ? [row[0]] : [])));
    return rows.map((row) => this.format.row(this.own(row), this.calls.of(row[6]), this.identities.of(row[7]), this.origins.of(row[8])));
  }

  private own([id, evidence, offset, length, steps, timeMs, , , , uuid, isOther]: Row): OwnParts {
    if (this.last.ms !== timeMs) this.last = { ms: timeMs, text: isoTime(timeMs) };
    const ownSteps = steps === 0 ? '' : this.steps.of(steps);
    return {
      record: id,
      evidence: this.hashes.of(evidence),
      offset,
      length,
      steps: ownSteps,
      timeMs,
      time: this.last.text,
      eventID: uuid !== null ? uuidText(uuid) : isOther === 1 ? this.otherIds.of(id) : null,
      isUuid: uuid !== null,
      delivery: this.deliveryOf(id, ownSteps),
    };
  }

  private deliveryOf(record: number, steps: string): Delivery | null {
    // Most are whole records that nothing contradicts: of millions, each object that is not made counts.
    if (steps === '' && !this.deliveries.isInConflict(record)) return null;
    const delivery = this.deliveries.of({ record, steps });
    return delivery.reduced || delivery.conflicts.length > 0 ? delivery : null;
  }
}
