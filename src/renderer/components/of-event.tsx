// Which event the values below stand in, so that the menu of each can bookmark it.
import { MenuDivider, MenuItem } from '@blueprintjs/core';
import { Bookmark, Duplicate } from '@blueprintjs/icons';
import { createContext, type MouseEvent, type ReactNode, useContext } from 'react';
import { annotate } from '../data/annotate.ts';
import { type Navigator, useView } from '../state/view-context.tsx';
import { copyText } from './copy.tsx';
import { useMenu } from './menu.tsx';

/** An event as a row of a list names it. */
interface EventRef {
  id: string;
  eventID: string | null;
  bookmark: string | null;
}

const EventContext = createContext<EventRef | null>(null);
export const OfEvent = EventContext.Provider;

/** The event in which a value stands; null where it stands in none. */
export function useEventRef(): EventRef | null {
  return useContext(EventContext);
}

/** Bookmarks in yellow and without a note: both are changed in the event's panel, which an event that has its bookmark already opens. */
export function bookmarkItem(view: Navigator, event: EventRef): ReactNode {
  if (event.bookmark !== null)
    return <MenuItem icon={<Bookmark />} text="Open its event, which is bookmarked" onClick={() => view.select(event.id)} />;
  const put = () =>
    annotate('Bookmarked; colour and note: in the event’s panel', [{ target: event.id, act: { kind: 'bookmark', colour: 'yellow' } }]);
  return <MenuItem icon={<Bookmark />} text="Bookmark this event" onClick={() => void put()} />;
}

/** Opens the menu of an event, at the pointer. */
export function useEventMenu(): (pointer: MouseEvent, event: EventRef) => void {
  const view = useView();
  const openMenu = useMenu();
  return (pointer, event) => {
    pointer.preventDefault();
    openMenu(
      pointer.clientX,
      pointer.clientY,
      <>
        {bookmarkItem(view, event)}
        <MenuDivider />
        {event.eventID !== null && (
          <MenuItem icon={<Duplicate />} text="Copy the event ID" onClick={() => void copyText(event.eventID ?? '')} />
        )}
        <MenuItem icon={<Duplicate />} text="Copy the address of the record" onClick={() => void copyText(event.id)} />
      </>,
    );
  };
}
