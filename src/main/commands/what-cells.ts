// What happened and who did it, as tables of events have it: `event`, 28 wide, and `actor`, 32 wide.
import type { StoredRow } from '../case/event-rows.ts';

/**
 * @param cell a text cut and filled to a width. What is no call has neither, and its words take the room of both.
 * @param about what the event says where it is no call
 */
export function whatCells(row: StoredRow, about: string | null, cell: (text: string | null, width: number) => string): string {
  return about === null || row.actor !== null ? `${cell(row.eventName, 28)} ${cell(row.actor, 32)}` : cell(about, 28 + 1 + 32);
}
