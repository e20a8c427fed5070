// Rows of events as every list shows them, and the way from a public id to the stored record.
import type { Statement } from 'better-sqlite3';
import type { EventRow, WindowEventRow } from '../../shared/domain.ts';
import { fidelityOf } from '../decode/steps.ts';
import type { ReadConnection } from './open.ts';

/** A public id taken apart: item hash (hex), byte offset and length in the decoded content, decoding steps ('' for none). */
export interface EventAddress {
  sha256: string;
  offset: number;
  length: number;
  steps: string;
}

/** The address in a public id, or null when the text is none. */
export function parseEventId(id: string): EventAddress | null {
  const parts = /^([0-9a-f]{64})@(\d+)\+(\d+)(?:\/(.+))?$/.exec(id);
  return parts ? { sha256: parts[1] as string, offset: Number(parts[2]), length: Number(parts[3]), steps: parts[4] ?? '' } : null;
}

/** The public id of the event at an address. */
export function eventId({ sha256, offset, length, steps }: EventAddress): string {
  return `${sha256}@${offset}+${length}${steps === '' ? '' : `/${steps}`}`;
}

/** The decoding steps of a record as in its public id, in SQL. */
export const STEPS = "coalesce((SELECT value FROM decoding_steps WHERE id = r.steps), '')";

/** Number of the record at an address, be it an event or a sighting of one; null when the case has none there. */
export function recordAt(db: ReadConnection, id: string): number | null {
  const address = parseEventId(id);
  if (!address) return null;
  const found = db
    .prepare(
      `SELECT r.id FROM evidence e JOIN records r ON r.id >= e.first_record AND r.id < e.first_record + e.records
       WHERE e.sha256 = ? AND r.offset = ? AND r.length = ? AND ${STEPS} = ?`,
    )
    .pluck()
    .get(Buffer.from(address.sha256, 'hex'), address.offset, address.length, address.steps) as number | undefined;
  return found ?? null;
}

/** Columns of one record in the order of `ROW_COLUMNS`; join `FROM_RECORDS` under the alias r. */
export const ROW_COLUMNS = `
  lower(hex(e.sha256)) AS evidence, r.offset, r.length, ${STEPS} AS steps, r.time AS timeMs,
  t_name.value AS eventName, t_source.value AS eventSource, t_region.value AS awsRegion, t_account.value AS accountId,
  t_actor.value AS actor, t_type.value AS actorType, t_key.value AS accessKeyId, t_ip.value AS sourceIPAddress,
  t_agent.value AS userAgent, t_error.value AS errorCode, t_read.value AS readOnly, t_category.value AS eventCategory,
  r.event_id AS eventID, r.id AS record`;

export const FROM_RECORDS = `
  FROM records r
  JOIN evidence e ON e.id = r.evidence
  JOIN calls c ON c.id = r.call
  JOIN identities i ON i.id = r.identity
  JOIN origins o ON o.id = r.origin
  LEFT JOIN terms t_name ON t_name.id = c.event_name
  LEFT JOIN terms t_source ON t_source.id = c.event_source
  LEFT JOIN terms t_region ON t_region.id = c.region
  LEFT JOIN terms t_account ON t_account.id = c.account
  LEFT JOIN terms t_error ON t_error.id = c.error_code
  LEFT JOIN terms t_read ON t_read.id = c.read_only
  LEFT JOIN terms t_category ON t_category.id = c.event_category
  LEFT JOIN terms t_actor ON t_actor.id = i.actor
  LEFT JOIN terms t_type ON t_type.id = i.type
  LEFT JOIN terms t_key ON t_key.id = i.access_key
  LEFT JOIN terms t_ip ON t_ip.id = o.source_ip
  LEFT JOIN terms t_agent ON t_agent.id = o.user_agent`;

/** What a SELECT of ROW_COLUMNS gives. */
export interface StoredRow {
  evidence: string;
  offset: number;
  length: number;
  steps: string;
  timeMs: number | null;
  eventName: string | null;
  eventSource: string | null;
  awsRegion: string | null;
  accountId: string | null;
  actor: string | null;
  actorType: string | null;
  accessKeyId: string | null;
  sourceIPAddress: string | null;
  userAgent: string | null;
  errorCode: string | null;
  readOnly: string | null;
  eventCategory: string | null;
  eventID: Buffer | string | null;
  record: number;
}

/** The eventID as CloudTrail wrote it. */
export function eventIdText(stored: Buffer | string | null): string | null {
  if (stored === null || typeof stored === 'string') return stored;
  return uuidText(stored.toString('hex'));
}

/** The same in SQL, of a row of `records` named r. */
export const EVENT_ID_TEXT = `CASE typeof(r.event_id) WHEN 'blob' THEN lower(substr(hex(r.event_id), 1, 8) || '-' || substr(hex(r.event_id), 9, 4) || '-' ||
  substr(hex(r.event_id), 13, 4) || '-' || substr(hex(r.event_id), 17, 4) || '-' || substr(hex(r.event_id), 21, 12)) ELSE r.event_id END`;

/** A UUID of its 32 hexadecimal digits. */
export function uuidText(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** ISO 8601 UTC; whole seconds without a fraction. */
export function isoTime(ms: number | null): string | null {
  if (ms === null) return null;
  const text = new Date(ms).toISOString();
  return text.endsWith('.000Z') ? `${text.slice(0, 19)}Z` : text;
}

/** The row as the command line prints it: keys in the order of the contract. */
export function toEventRow(row: StoredRow): EventRow {
  return {
    id: eventId({ ...row, sha256: row.evidence }),
    time: isoTime(row.timeMs),
    eventName: row.eventName,
    eventSource: row.eventSource,
    awsRegion: row.awsRegion,
    accountId: row.accountId,
    actor: row.actor,
    accessKeyId: row.accessKeyId,
    sourceIPAddress: row.sourceIPAddress,
    userAgent: row.userAgent,
    errorCode: row.errorCode,
    eventID: eventIdText(row.eventID),
    evidence: row.evidence,
    offset: row.offset,
    length: row.length,
  };
}

/** The row as the window lists it. */
export function toWindowRow(row: StoredRow, bookmark: string | null): WindowEventRow {
  return {
    ...toEventRow(row),
    timeMs: row.timeMs,
    actorType: row.actorType,
    readOnly: row.readOnly === null ? null : row.readOnly === 'true',
    eventCategory: row.eventCategory,
    fidelity: fidelityOf(row.steps),
    bookmark,
  };
}

/** Asked thousands of times in a row; to prepare it costs more than to run it. */
const oneRow = new WeakMap<ReadConnection, Statement>();

/** One record's row by its number; the number comes from this case, so the row is there. */
export function storedRow(db: ReadConnection, record: number): StoredRow {
  let statement = oneRow.get(db);
  if (!statement) {
    statement = db.prepare(`SELECT ${ROW_COLUMNS} ${FROM_RECORDS} WHERE r.id = ?`);
    oneRow.set(db, statement);
  }
  return statement.get(record) as StoredRow;
}
