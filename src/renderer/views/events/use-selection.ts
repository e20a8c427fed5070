// The marked events of a list, and the ways to mark them by mouse and keyboard.
import { useCallback, useEffect, useRef, useState } from 'react';
import { MOST_AT_ONCE } from '../../../shared/annotations.ts';
import type { WindowEventRow } from '../../../shared/domain.ts';
import { grouped } from '../../../shared/text.ts';
import type { DraggedEvents } from '../../components/drag-events.ts';
import { type KeyMap, useKeys } from '../../components/keys.ts';
import { noticeError } from '../../components/notices.tsx';
import { type EventSelection, everything, isSelecting, NO_SELECTION, stretched, tableText, toggled } from './selection-model.ts';

/** Rows of a stretch that are looked for among the loaded ones. */
const AT_ONCE = 1000;

interface ListOfEvents {
  /** Of which list: in another one nothing is marked. */
  key: string;
  total: number;
  /** A row that is loaded. */
  rowAt: (index: number) => WindowEventRow | undefined;
  /** Asks for rows; fewer at the end. Throws CallError. */
  page: (offset: number, limit: number) => Promise<readonly WindowEventRow[]>;
  /** Rows that may be asked for at a time. */
  pageRows: number;
}

export interface Selecting {
  selection: EventSelection;
  toggle(index: number): void;
  /** Marks from the anchor, or `from` where there is none, to a row. */
  stretch(from: number, to: number): void;
  all(): void;
  clear(): void;
  /** Rows of what is marked; those that are not loaded are asked for. Throws CallError, and where there are too many. */
  rows(): Promise<WindowEventRow[]>;
}

export function useSelection(list: ListOfEvents): Selecting {
  const [selection, setSelection] = useState(NO_SELECTION);
  const latest = useRef({ list, selection, asked: 0 });
  latest.current.list = list;
  latest.current.selection = selection;
  // What was marked stands in the list that it was marked in.
  // biome-ignore lint/correctness/useExhaustiveDependencies: of another list nothing is marked
  useEffect(() => setSelection(NO_SELECTION), [list.key]);
  const toggle = useCallback((index: number) => {
    latest.current.asked++;
    const row = latest.current.list.rowAt(index);
    if (row) setSelection((now) => toggled(now, index, row));
  }, []);
  const stretch = useCallback((from: number, to: number) => {
    const { list: now, selection: before } = latest.current;
    const number = ++latest.current.asked;
    const anchor = before.anchor ?? from;
    const take = (rows: readonly WindowEventRow[]) => setSelection((held) => stretched(held, anchor, rows));
    const [first, last] = [Math.min(anchor, to), Math.max(anchor, to)];
    const loaded = Array.from({ length: Math.min(last - first + 1, AT_ONCE) }, (_, i) => now.rowAt(first + i));
    if (loaded.length === last - first + 1 && loaded.every((row) => row !== undefined)) take(loaded);
    // Only the newest stretch is marked: holding a key down asks for many.
    else rowsBetween(now, first, last).then((rows) => number === latest.current.asked && take(rows), noticeError);
  }, []);
  return {
    selection,
    toggle,
    stretch,
    all: useCallback(() => {
      latest.current.asked++;
      setSelection(everything());
    }, []),
    clear: useCallback(() => {
      latest.current.asked++;
      setSelection((now) => (isSelecting(now) || now.anchor !== null ? NO_SELECTION : now));
    }, []),
    rows: async () => (selection.everything ? await rowsBetween(list, 0, list.total - 1) : [...selection.marked.values()]),
  };
}

async function rowsBetween({ page, pageRows }: ListOfEvents, first: number, last: number): Promise<WindowEventRow[]> {
  if (last - first + 1 > MOST_AT_ONCE) {
    throw new Error(`At most ${grouped(MOST_AT_ONCE)} events are marked one by one: Ctrl-A takes all that the filter leaves.`);
  }
  const rows: WindowEventRow[] = [];
  while (first + rows.length <= last) {
    const found = await page(first + rows.length, Math.min(pageRows, last - first + 1 - rows.length));
    if (found.length === 0) break;
    rows.push(...found);
  }
  return rows;
}

interface Place {
  selecting: Selecting;
  /** Row that has the keyboard; -1 for none. */
  at: number;
  total: number;
  /** May be given rows beyond either end. */
  moveTo: (index: number) => void;
  /** Rows of a screen. */
  screen: () => number;
}

/** Marks from where the keyboard stands to a row, which may lie beyond either end, and goes there. */
function stretchTo({ selecting, at, total, moveTo }: Place, wanted: number): void {
  if (total === 0) return;
  const index = Math.min(Math.max(0, wanted), total - 1);
  selecting.stretch(Math.max(0, at), index);
  moveTo(index);
}

/** The keys of a list in which events are marked: those that move, which mark with Shift, and x. */
export function markKeys(place: Place): KeyMap {
  const { selecting, at, total, moveTo, screen } = place;
  const step = (to: () => number) => (event: KeyboardEvent) => (event.shiftKey ? stretchTo(place, to()) : moveTo(to()));
  const stretchBy = (rows: number) => () => stretchTo(place, at + rows);
  return {
    x: () => at >= 0 && selecting.toggle(at),
    J: stretchBy(1),
    K: stretchBy(-1),
    down: step(() => at + 1),
    up: step(() => at - 1),
    pageDown: step(() => Math.max(0, at) + screen()),
    pageUp: step(() => at - screen()),
    home: step(() => 0),
    end: step(() => total - 1),
  };
}

/** Ctrl-A; in the event's panel it is the text that one selects. */
export function useMarkAll({ all }: Selecting): void {
  useKeys({ 'Ctrl+A': all }, { isActive: ({ target }) => !(target instanceof Element && target.closest('.tc-detail')) });
}

/**
 * What a click on a row marks: with Shift from where the keyboard stands, with Ctrl this one, else none any more.
 * @returns whether the row is also to be chosen
 */
export function markByClick(place: Place, index: number, event: Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>): boolean {
  const { selecting, at } = place;
  if (event.shiftKey) {
    stretchTo(place, index);
    return false;
  }
  if (event.ctrlKey || event.metaKey) {
    // The row that the keyboard stands on is the first of them.
    if (!isSelecting(selecting.selection) && at >= 0 && at !== index) selecting.toggle(at);
    selecting.toggle(index);
  } else selecting.clear();
  return true;
}

/** What is dragged with a row: what is marked, or this one event. */
export function draggedWith({ marked }: EventSelection, row: WindowEventRow | undefined): DraggedEvents | null {
  const those = row && marked.has(row.id) ? [...marked.values()] : row ? [row] : [];
  return those.length === 0 ? null : { ids: those.map(({ id }) => id), text: tableText(those) };
}
