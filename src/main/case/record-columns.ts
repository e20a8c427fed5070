// Columns of the records, kept beside them: what a million questions read, without a row for each record. Derived: written as records are
// stored, completed where an import was killed, and compared with the records by `verify`. See migrations/004-columns.ts for their form.
import { createHash } from 'node:crypto';
import type { Statement } from 'better-sqlite3';
import type { ReadConnection, WriteConnection } from './open.ts';

/** Records of a full chunk. Chunk n has the records n × 65,536 + 1 to (n + 1) × 65,536. */
export const CHUNK_RECORDS = 65_536;

/** Columns of some records; the record with the id `first` is at 0. */
export interface RecordColumns {
  /** ms UTC, NaN when undated. */
  time: Float64Array;
  /** Row ids of combinations. */
  call: Uint32Array;
  identity: Uint32Array;
  origin: Uint32Array;
  /** See `eventIdPrefix`. */
  eventId: Uint32Array;
}

function newRecordColumns(records: number): RecordColumns {
  return {
    time: new Float64Array(records),
    call: new Uint32Array(records),
    identity: new Uint32Array(records),
    origin: new Uint32Array(records),
    eventId: new Uint32Array(records),
  };
}

/** What the columns keep of an eventID as it is stored: 0 for none. Equal ids have equal prefixes, not the other way round. */
export function eventIdPrefix(stored: Buffer | string | null): number {
  if (stored === null) return 0;
  const bytes = typeof stored === 'string' ? createHash('sha256').update(stored).digest() : stored;
  return bytes.length < 4 ? 0 : bytes.readUInt32BE(0);
}

const INSERT =
  'INSERT OR REPLACE INTO record_columns (chunk, records, time, call, identity, origin, event_id) VALUES (?, ?, ?, ?, ?, ?, ?)';

function bytesOf({ buffer, BYTES_PER_ELEMENT }: Float64Array | Uint32Array, records: number): Buffer {
  return Buffer.from(buffer as ArrayBuffer, 0, records * BYTES_PER_ELEMENT);
}

function insertChunk(insert: Statement, chunk: number, columns: RecordColumns, records: number): void {
  const { time, call, identity, origin, eventId } = columns;
  insert.run(chunk, records, ...[time, call, identity, origin, eventId].map((column) => bytesOf(column, records)));
}

/** Keeps the columns of records that are being stored, one after the other; a chunk is written when it is full. */
export class ColumnRows {
  private readonly insert: Statement;
  private readonly chunk = newRecordColumns(CHUNK_RECORDS);
  /** Place of the next record in its chunk. */
  private place = 0;
  private number = 0;
  /** Whether the chunk was begun here: what else stands in it is read from the records in the end. */
  private isWhole = false;

  /** @param next id of the record that comes next */
  constructor(db: WriteConnection, next: number) {
    this.insert = db.prepare(INSERT);
    this.goOnFrom(next);
  }

  /** After a rollback, too. */
  goOnFrom(next: number): void {
    this.number = Math.floor((next - 1) / CHUNK_RECORDS);
    this.place = (next - 1) % CHUNK_RECORDS;
    this.isWhole = this.place === 0;
  }

  /** @param time ms UTC, NaN when undated; @param eventId its prefix */
  add(time: number, call: number, identity: number, origin: number, eventId: number): void {
    const { chunk, place } = this;
    chunk.time[place] = time;
    chunk.call[place] = call;
    chunk.identity[place] = identity;
    chunk.origin[place] = origin;
    chunk.eventId[place] = eventId;
    if (place + 1 < CHUNK_RECORDS) this.place = place + 1;
    else this.end();
  }

  private end(): void {
    if (this.isWhole) insertChunk(this.insert, this.number, this.chunk, CHUNK_RECORDS);
    this.number++;
    this.place = 0;
    this.isWhole = true;
  }
}

/** The columns of a stretch of records, read from the records themselves: slow, and beyond doubt. */
function columnsFromRecords(db: ReadConnection, first: number, records: number): RecordColumns {
  const columns = newRecordColumns(records);
  const rows = db
    .prepare('SELECT id, time, call, identity, origin, event_id FROM records WHERE id >= ? AND id < ?')
    .raw()
    .iterate(first, first + records) as IterableIterator<[number, number | null, number, number, number, Buffer | string | null]>;
  for (const [id, time, call, identity, origin, eventId] of rows) {
    const at = id - first;
    columns.time[at] = time ?? Number.NaN;
    columns.call[at] = call;
    columns.identity[at] = identity;
    columns.origin[at] = origin;
    columns.eventId[at] = eventIdPrefix(eventId);
  }
  return columns;
}

/** Id of the last record: ids have no holes. */
function lastRecord(db: ReadConnection): number {
  return (db.prepare('SELECT max(id) FROM records').pluck().get() as number | null) ?? 0;
}

function chunkOf(record: number): number {
  return Math.floor((record - 1) / CHUNK_RECORDS);
}

function recordsOfChunk(chunk: number, last: number): number {
  return Math.min(CHUNK_RECORDS, last - chunk * CHUNK_RECORDS);
}

/** Chunks that are not there as they have to be, by number. */
function missingChunks(db: ReadConnection, last: number): number[] {
  const stored = new Map(db.prepare('SELECT chunk, records FROM record_columns').raw().all() as [number, number][]);
  const missing: number[] = [];
  for (let chunk = 0; chunk * CHUNK_RECORDS < last; chunk++) if (stored.get(chunk) !== recordsOfChunk(chunk, last)) missing.push(chunk);
  return missing;
}

/** Writes the chunks that are not there yet: the last one after an import, and what a kill or an older version left out. */
export function completeColumns(db: WriteConnection): void {
  const last = lastRecord(db);
  const insert = db.prepare(INSERT);
  for (const chunk of missingChunks(db, last)) {
    const records = recordsOfChunk(chunk, last);
    insertChunk(insert, chunk, columnsFromRecords(db, chunk * CHUNK_RECORDS + 1, records), records);
  }
}

const SELECT = 'SELECT records, time, call, identity, origin, event_id FROM record_columns WHERE chunk = ?';

type StoredChunk = [records: number, time: Buffer, call: Buffer, identity: Buffer, origin: Buffer, eventId: Buffer];

/**
 * The columns of every record, by id: place 0 is no record's. Chunks that are missing are read from the records.
 * Chunks whose length does not fit are taken for missing; whether they say what the records say, `verify` finds out.
 */
export function readColumns(db: ReadConnection): { columns: RecordColumns; last: number } {
  const last = lastRecord(db);
  const columns = newRecordColumns(last + 1);
  columns.time[0] = Number.NaN;
  const select = db.prepare(SELECT).raw();
  for (let chunk = 0; chunk * CHUNK_RECORDS < last; chunk++) {
    const first = chunk * CHUNK_RECORDS + 1;
    const records = recordsOfChunk(chunk, last);
    const stored = select.get(chunk) as StoredChunk | undefined;
    if (!stored || !copyChunk(stored, columns, first, records)) copyColumns(columnsFromRecords(db, first, records), columns, first);
  }
  return { columns, last };
}

/**
 * The times of all records, ms UTC, NaN when undated, chunk by chunk in the order of their ids; `record` is the id of the first. As `readColumns`
 * does it, but no column other than this one is read.
 */
export function* timesInChunks(db: ReadConnection): Generator<{ record: number; time: Float64Array }> {
  const last = lastRecord(db);
  const select = db.prepare('SELECT records, time FROM record_columns WHERE chunk = ?').raw();
  const following = db.prepare('SELECT id FROM records WHERE id >= ? ORDER BY id LIMIT 1').pluck();
  for (let chunk = 0; chunk * CHUNK_RECORDS < last; chunk++) {
    const record = chunk * CHUNK_RECORDS + 1;
    const records = recordsOfChunk(chunk, last);
    const [stored, bytes] = (select.get(chunk) as [number, Buffer] | undefined) ?? [];
    const isWhole = stored === records && bytes?.length === records * Float64Array.BYTES_PER_ELEMENT;
    if (!isWhole) {
      // Numbers may be altered to leave gaps without end: what has no records is passed over.
      const next = chunkOf(following.get(record) as number);
      if (next > chunk) chunk = next - 1;
      else yield { record, time: columnsFromRecords(db, record, records).time };
    } else {
      const time = new Float64Array(records);
      new Uint8Array(time.buffer).set(bytes);
      yield { record, time };
    }
  }
}

function copyChunk([stored, ...blobs]: StoredChunk, to: RecordColumns, first: number, records: number): boolean {
  const targets = [to.time, to.call, to.identity, to.origin, to.eventId];
  if (stored !== records || !targets.every((target, i) => blobs[i]?.length === records * target.BYTES_PER_ELEMENT)) return false;
  targets.forEach((target, i) => {
    new Uint8Array(target.buffer, first * target.BYTES_PER_ELEMENT, records * target.BYTES_PER_ELEMENT).set(blobs[i] as Buffer);
  });
  return true;
}

function copyColumns(from: RecordColumns, to: RecordColumns, at: number): void {
  to.time.set(from.time, at);
  to.call.set(from.call, at);
  to.identity.set(from.identity, at);
  to.origin.set(from.origin, at);
  to.eventId.set(from.eventId, at);
}

/**
 * Numbers of chunks that are not what the records say. A chunk that is missing, or short of records added later, is none of them: it is what an
 * import leaves that was stopped, and is read from the records instead.
 */
export function differingChunks(db: ReadConnection): number[] {
  const last = lastRecord(db);
  const chunks = db.prepare('SELECT chunk FROM record_columns ORDER BY chunk').pluck().all() as number[];
  return chunks.filter((chunk) => !isAsRecords(db, chunk, last));
}

function isAsRecords(db: ReadConnection, chunk: number, last: number): boolean {
  const [records, ...blobs] = db.prepare(SELECT).raw().get(chunk) as StoredChunk;
  if (records <= 0 || records > recordsOfChunk(chunk, last)) return false;
  const { time, call, identity, origin, eventId } = columnsFromRecords(db, chunk * CHUNK_RECORDS + 1, records);
  return [time, call, identity, origin, eventId].every((column, i) => bytesOf(column, records).equals(blobs[i] as Buffer));
}
