// How the call of an event ended, in the last column of tables.
import type { StoredRow } from '../case/event-rows.ts';
import type { ReadConnection } from '../case/open.ts';
import { signInEnd } from '../query/window-row.ts';

/**
 * The error code as AWS wrote it; a failed sign-in has none, and what is no call ended in no way.
 * @param about what the event says where it is no call
 */
export function outcomeWord(db: ReadConnection, row: StoredRow, about: string | null): string {
  if (row.errorCode !== null) return row.errorCode;
  if (about !== null) return 'no call';
  const end = signInEnd(db, row);
  return end === 'failed' ? 'sign-in failed' : end === 'untold' ? 'not told' : 'ok';
}
