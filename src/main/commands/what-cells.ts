// What happened and who did it, as tables of events have it: `event`, 28 wide, and `actor`, 32 wide.
import type { StoredRow } from '../case/event-rows.ts';
import type { ReadConnection } from '../case/open.ts';
import { aboutCallsOf } from '../query/window-row.ts';

/** @param cell a text cut and filled to a width. What is no call has neither, and its words take the room of both. */
export function whatCells(db: ReadConnection, row: StoredRow, cell: (text: string | null, width: number) => string): string {
  const about = row.actor === null ? aboutCallsOf(db, row) : null;
  return about === null ? `${cell(row.eventName, 28)} ${cell(row.actor, 32)}` : cell(about, 28 + 1 + 32);
}
