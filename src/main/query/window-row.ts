// Rows as the window lists them: with what no column tells of how a call ended, or of what is no call.
import type { WindowEventRow } from '../../shared/domain.ts';
import { type StoredRow, toWindowRow } from '../case/event-rows.ts';
import type { ReadConnection } from '../case/open.ts';
import { aboutCalls, type IsSaid, mayBeAboutCalls } from '../decode/about-calls.ts';
import { failedSignIn, isSignInService } from '../decode/sign-in.ts';
import { loadedEvents } from './columns/case-events.ts';
import { RawRecords } from './lineage/raw-records.ts';

export function windowRow(db: ReadConnection, row: StoredRow, bookmark: string | null = null): WindowEventRow {
  const listed = toWindowRow(row, bookmark);
  const about = aboutCallsOf(db, row);
  if (about !== null) return { ...listed, aboutCalls: about };
  return isFailedSignIn(db, row) ? { ...listed, failedSignIn: true } : listed;
}

const readers = new WeakMap<ReadConnection, RawRecords>();

/** Whether a listed event is a failed sign-in. Its record is read unless those of the case were before. */
export function isFailedSignIn(db: ReadConnection, { record, eventSource, errorCode }: StoredRow): boolean {
  if (errorCode !== null || !isSignInService(eventSource)) return false;
  const known = loadedEvents(db)?.failedSignIns().known(record) ?? null;
  if (known !== null) return known;
  return failedSignIn(recordsOf(db).value(record)) !== null;
}

/** What a listed event that is no call says of calls, in a line; null of calls. @param isSaid as of `aboutCalls` */
export function aboutCallsOf(db: ReadConnection, row: StoredRow, isSaid?: IsSaid): string | null {
  return mayBeAboutCalls(row) ? aboutCalls(recordsOf(db).value(row.record), isSaid) : null;
}

function recordsOf(db: ReadConnection): RawRecords {
  const raw = readers.get(db) ?? new RawRecords(db);
  readers.set(db, raw);
  return raw;
}
