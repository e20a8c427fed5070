// Which events an export is of: those of a filter, in public order, or named ones, in the order in which they are named.

import { TrailcaseError } from '../../../shared/errors.ts';
import { canonicalFilter } from '../../../shared/filter.ts';
import { recordPlaces } from '../../case/record-places.ts';
import { eventsOf } from '../../query/columns/case-events.ts';
import { EventLists } from '../../query/event-list.ts';
import type { ExportRequest } from '../format.ts';
import { AT_ONCE, type EventSource } from './write-rows.ts';

export interface ChosenEvents extends EventSource {
  /** The filter in canonical form; null: they were named one by one. */
  filter: string | null;
  /** Hashes of items of which the filter asks records that could not be read, or not wholly. */
  unreadable: readonly string[];
}

/** Errors: FILTER_INVALID, EVENT_MISSING, CANCELLED. */
export async function chosenEvents({ db, filter, ids = null, control }: ExportRequest): Promise<ChosenEvents> {
  if (ids === null) {
    const selection = await eventsOf(db).selections.select(filter, control);
    return {
      filter: filter.trim() === '' ? '' : canonicalFilter(filter),
      count: selection.count,
      unreadable: selection.unreadable,
      batches: () => new EventLists(db).batches(selection, AT_ONCE),
    };
  }
  const places = recordPlaces(db);
  const records = ids.map((id) => {
    const record = places.at(id);
    if (record === null) throw new TrailcaseError('EVENT_MISSING', `The case has no event ${id}`, 'It may belong to another case.');
    return record;
  });
  return {
    filter: null,
    count: records.length,
    unreadable: [],
    *batches() {
      for (let from = 0; from < records.length; from += AT_ONCE) yield records.slice(from, from + AT_ONCE);
    },
  };
}
