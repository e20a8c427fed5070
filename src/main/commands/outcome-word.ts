// How the call of an event ended, in the last column of tables.
import type { StoredRow } from '../case/event-rows.ts';
import type { ReadConnection } from '../case/open.ts';
import { aboutCallsOf, isFailedSignIn } from '../query/window-row.ts';

/** The error code as AWS wrote it; a failed sign-in has none, and what is no call ended in no way. */
export function outcomeWord(db: ReadConnection, row: StoredRow): string {
  if (row.errorCode !== null) return row.errorCode;
  if (isFailedSignIn(db, row)) return 'sign-in failed';
  return aboutCallsOf(db, row) === null ? 'ok' : 'no call';
}
