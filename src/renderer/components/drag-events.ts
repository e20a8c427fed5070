// Dragging events onto something that takes them, a finding above all, in this window or another of the same case. The key `f` does the same.
import { type DragEvent, useRef, useState } from 'react';
import { oneLine } from './visible-text.ts';

/** A JSON list of the ids of events; beside it goes a text for other programs. */
export const EVENTS_TYPE = 'application/x-trailcase-events';

/** More than anyone drags by hand, and few enough to be asked for one by one. */
const MOST = 10_000;
const LONGEST_ID = 400;

export interface DraggedEvents {
  /** Ids of the events, as rows have them. */
  ids: readonly string[];
  /** For other programs: one line for each event. */
  text: string;
}

/** One event, as another program gets it. */
export function oneDragged({ id, time, eventName }: { id: string; time: string | null; eventName: string | null }): DraggedEvents {
  return { ids: [id], text: oneLine([time, eventName, id].filter(Boolean).join(' ')) };
}

/** Props of what can be dragged; asked when the dragging begins, since a selection may decide what goes along. Null: nothing to drag. */
export function dragSource(dragged: () => DraggedEvents | null) {
  return {
    draggable: true,
    onDragStart(event: DragEvent) {
      const what = dragged();
      if (!what || what.ids.length === 0) {
        event.preventDefault();
        return;
      }
      writeEvents(event.dataTransfer, what);
      label(event.dataTransfer, what.ids.length === 1 ? '1 event' : `${what.ids.length} events`);
    },
  };
}

/** Puts events into what is dragged. */
export function writeEvents(transfer: Pick<DataTransfer, 'setData' | 'effectAllowed'>, { ids, text }: DraggedEvents): void {
  transfer.setData(EVENTS_TYPE, JSON.stringify(ids));
  transfer.setData('text/plain', text);
  transfer.effectAllowed = 'copy';
}

/** Ids of the events that were dropped. Another program may have written them: whatever is not a list of ids is nothing. */
export function readEvents(transfer: Pick<DataTransfer, 'getData'>): string[] {
  try {
    const read: unknown = JSON.parse(transfer.getData(EVENTS_TYPE));
    if (!Array.isArray(read) || read.length > MOST) return [];
    return read.every((id): id is string => typeof id === 'string' && id.length <= LONGEST_ID) ? [...new Set(read)] : [];
  } catch {
    return [];
  }
}

export const hasEvents = (transfer: Pick<DataTransfer, 'types'> | null): boolean => transfer?.types.includes(EVENTS_TYPE) ?? false;

/**
 * Props of what takes events, and whether events are over it now, so that it can say so.
 * @param take gets the ids, without repetition; never none
 */
export function useEventDrop(take: (ids: string[]) => void) {
  const [isOver, setOver] = useState(false);
  // Entering a child fires before leaving its parent: what was entered is counted.
  const depth = useRef(0);
  const left = () => {
    depth.current = 0;
    setOver(false);
  };
  return {
    isOver,
    props: {
      onDragEnter(event: DragEvent) {
        if (!hasEvents(event.dataTransfer)) return;
        event.preventDefault();
        depth.current++;
        setOver(true);
      },
      onDragOver(event: DragEvent) {
        if (!hasEvents(event.dataTransfer)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      },
      onDragLeave(event: DragEvent) {
        if (!hasEvents(event.dataTransfer)) return;
        if (--depth.current <= 0) left();
      },
      onDrop(event: DragEvent) {
        if (!hasEvents(event.dataTransfer)) return;
        event.preventDefault();
        event.stopPropagation();
        left();
        const ids = readEvents(event.dataTransfer);
        if (ids.length > 0) take(ids);
      },
    },
  };
}

/** What hangs at the pointer: how many there are, instead of a picture of one row. */
function label(transfer: DataTransfer, words: string): void {
  const shown = document.createElement('div');
  shown.className = 'tc-drag-label';
  shown.textContent = words;
  document.body.append(shown);
  transfer.setDragImage(shown, -12, -8);
  // The browser has taken its picture by the next task.
  setTimeout(() => shown.remove());
}
