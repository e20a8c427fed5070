// Rows as the window lists them: with what no column tells of how a call ended, or of what is no call.
import type { WindowEventRow } from '../../shared/domain.ts';
import { type StoredRow, toWindowRow } from '../case/event-rows.ts';
import type { ReadConnection } from '../case/open.ts';
import { aboutCalls, type IsSaid, mayBeAboutCalls } from '../decode/about-calls.ts';
import { endsByAnswer, failedSignIn, isSignInService, tellsHowItEnded } from '../decode/sign-in.ts';
import { fidelityOf } from '../decode/steps.ts';
import { loadedEvents } from './columns/case-events.ts';
import type { SignInEnd } from './columns/failed-sign-ins.ts';
import { RawRecords } from './lineage/raw-records.ts';

export function windowRow(db: ReadConnection, row: StoredRow, bookmark: string | null = null): WindowEventRow {
  const listed = toWindowRow(row, bookmark);
  const about = aboutCallsOf(db, row);
  if (about !== null) return { ...listed, aboutCalls: about };
  const end = signInEnd(db, row);
  return { ...listed, ...(end === 'failed' && { failedSignIn: true }), ...(end === 'untold' && { untoldSignIn: true }) };
}

const readers = new WeakMap<ReadConnection, RawRecords>();

/** How a listed event of a sign-in without an error code ended; null of all others. Its record is read unless those of the case were before. */
export function signInEnd(db: ReadConnection, row: StoredRow): SignInEnd | null {
  const { record, eventSource, errorCode, steps } = row;
  if (errorCode !== null || !isSignInService(eventSource)) return null;
  const end = loadedEvents(db)?.failedSignIns().known(record) ?? endOf(recordsOf(db).value(record), fidelityOf(steps) === 2);
  return end === 'untold' && !endsByAnswer(row) ? 'succeeded' : end;
}

/** Whether a listed event is a failed sign-in. */
export function isFailedSignIn(db: ReadConnection, row: StoredRow): boolean {
  return signInEnd(db, row) === 'failed';
}

function endOf(record: unknown, isWhole: boolean): SignInEnd {
  if (failedSignIn(record) !== null) return 'failed';
  return record !== undefined && (isWhole || tellsHowItEnded(record)) ? 'succeeded' : 'untold';
}

/** What a listed event that is no call says of calls, in a line; null of calls. @param isSaid as of `aboutCalls` */
export function aboutCallsOf(
  db: ReadConnection,
  row: Pick<StoredRow, 'record' | 'eventName' | 'eventCategory'>,
  isSaid?: IsSaid,
): string | null {
  return mayBeAboutCalls(row) ? aboutCalls(recordsOf(db).value(row.record), isSaid) : null;
}

function recordsOf(db: ReadConnection): RawRecords {
  const raw = readers.get(db) ?? new RawRecords(db);
  readers.set(db, raw);
  return raw;
}
