// Which items a search has to read, and which events it is about.
import { eventTimes } from '../case/event-times.ts';
import type { ReadConnection } from '../case/open.ts';
import { type Bits, hasBit, idsOf, setBit } from './columns/bits.ts';
import { eventsOf } from './columns/case-events.ts';
import type { Selection } from './columns/selections.ts';
import { timesOf } from './columns/times.ts';
import type { StretchItem } from './stretch.ts';
import { itemsWith } from './stretch-items.ts';

interface SearchScope {
  /** Items with an event that is asked for, or with a repeat of one: these are the records asked for. */
  items: StretchItem[];
  events: number;
  undated: number;
  /** ms UTC. */
  first: number | null;
  last: number | null;
  /** Items with events of which the case has no bytes. */
  notKept: number;
  includes(event: number): boolean;
}

/** @param selection null: all events */
export function searchScope(db: ReadConnection, selection: Selection | null): SearchScope {
  const { asked, ...counts } = selection ? selected(db, selection) : everything(db);
  const { items, notKept } = itemsWith(db, asked);
  return { ...counts, items, notKept: notKept.length };
}

/** With the numbers of the records that are asked for, ascending; null: all. */
type Found = Omit<SearchScope, 'items' | 'notKept'> & { asked: Uint32Array | null };

/** Of the columns only times are read: a search of everything needs none of the others. */
function everything(db: ReadConnection): Found {
  const one = (sql: string): unknown => db.prepare(sql).pluck().get();
  return {
    asked: null,
    events: one('SELECT (SELECT coalesce(sum(records), 0) FROM evidence) - (SELECT count(*) FROM repeats)') as number,
    ...eventTimes(db),
    includes: () => true,
  };
}

function selected(db: ReadConnection, { bits, count }: Selection): Found {
  const { dated, first, last } = timesOf(eventsOf(db), bits);
  return {
    asked: withRepeats(db, bits),
    events: count,
    undated: count - dated,
    first,
    last,
    includes: (event) => hasBit(bits, event),
  };
}

/** The text may stand in a repeat only, and that in another item. */
function withRepeats(db: ReadConnection, bits: Bits): Uint32Array {
  const asked = bits.slice();
  const repeats = db.prepare('SELECT primary_record, record FROM repeats').raw();
  for (const [event, record] of repeats.iterate() as IterableIterator<[number, number]>) if (hasBit(bits, event)) setBit(asked, record);
  return idsOf(asked);
}
