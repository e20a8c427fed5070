// Which events of a list are marked: single ones, a stretch from one to another, or all that the filter leaves. Pure.
import type { WindowEventRow } from '../../../shared/domain.ts';
import { textCell } from '../../../shared/safe-cell.ts';

type Marked = ReadonlyMap<string, WindowEventRow>;

export interface EventSelection {
  /** Marked events, by id. */
  marked: Marked;
  /** Every event of the list, also those that are not loaded: `marked` says nothing then. */
  everything: boolean;
  /** Row from which a stretch goes; null: none yet. */
  anchor: number | null;
  /** What was marked before the stretch. */
  base: Marked;
}

export const NO_SELECTION: EventSelection = { marked: new Map(), everything: false, anchor: null, base: new Map() };

export function isSelecting({ marked, everything }: EventSelection): boolean {
  return everything || marked.size > 0;
}

export function isMarked({ marked, everything }: EventSelection, id: string | undefined): boolean {
  return everything || (id !== undefined && marked.has(id));
}

/** Marks an event, or marks it no longer. After everything, only this one is marked. */
export function toggled(selection: EventSelection, index: number, row: WindowEventRow): EventSelection {
  const marked = new Map(selection.everything ? [] : selection.marked);
  if (!marked.delete(row.id)) marked.set(row.id, row);
  return { marked, everything: false, anchor: index, base: marked };
}

/** A stretch from the anchor takes the place of the one before it. @param rows of the stretch, the anchor's included */
export function stretched(selection: EventSelection, anchor: number, rows: readonly WindowEventRow[]): EventSelection {
  const base: Marked = selection.everything ? new Map() : selection.base;
  const marked = new Map(base);
  for (const row of rows) marked.set(row.id, row);
  return { marked, everything: false, anchor, base };
}

export function everything(): EventSelection {
  return { ...NO_SELECTION, everything: true };
}

/** The rows as a table for other programs: tabs between values, which hold none, a line for each. */
export function tableText(rows: Iterable<WindowEventRow>): string {
  const plain = (value: string | null): string => (value ?? '').replace(/[\t\r\n]+/g, ' ');
  // A spreadsheet takes what begins like a formula for one, and the quotes away that stand around it.
  const safe = (value: string | null): string => textCell(plain(value)).replace(/^"/, "'$&");
  const lines = [...rows].map((row) =>
    [row.time, row.eventName, row.eventSource, row.awsRegion, row.actor, row.sourceIPAddress, row.errorCode, row.eventID, row.id]
      .map(safe)
      .join('\t'),
  );
  return [
    ['time', 'eventName', 'eventSource', 'awsRegion', 'actor', 'sourceIPAddress', 'errorCode', 'eventID', 'id'].join('\t'),
    ...lines,
  ].join('\n');
}
