// Acts of the palette: the bookmarked events of the case.
import { formatTime } from '../../../shared/time.ts';
import { oneLine } from '../../components/visible-text.ts';
import { useCall, useZone } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import type { Action } from './action.ts';

/** Of a long note the beginning is enough to find it. */
const LONGEST = 80;

/** Those that were changed last. */
const NEWEST = {
  kinds: ['event' as const],
  colours: [],
  tags: [],
  authors: [],
  search: '',
  filter: '',
  order: 'changed' as const,
  offset: 0,
  limit: 500,
};

export function useBookmarkActions(): Action[] {
  const { go } = useView();
  const zone = useZone();
  const { data } = useCall('annotations.list', NEWEST);
  return (data?.rows ?? []).flatMap(({ bookmark, row }) => {
    if (!row || !bookmark) return [];
    const when = row.timeMs === null ? 'undated' : formatTime(row.timeMs, zone);
    const words = [row.eventName ?? row.aboutCalls ?? 'an event', when, bookmark.label, bookmark.note.slice(0, LONGEST)]
      .filter((part) => part !== '')
      .join(' · ');
    return { label: `Bookmark: ${oneLine(words)}`, quiet: true, run: () => go({ view: 'events', selectedEventId: row.id }) };
  });
}
