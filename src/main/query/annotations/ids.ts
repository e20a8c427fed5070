// The public ids of all events of a filter, to be annotated one by one.
import { MOST_AT_ONCE } from '../../../shared/annotations.ts';
import { TrailcaseError } from '../../../shared/errors.ts';
import { grouped } from '../../../shared/text.ts';
import { eventId } from '../../case/event-rows.ts';
import type { ReadConnection } from '../../case/open.ts';
import type { JobControl } from '../../jobs/progress.ts';
import { eventsOf } from '../columns/case-events.ts';
import { EventLists } from '../event-list.ts';

/** Rows asked for in one statement. */
const AT_ONCE = 500;

/**
 * In public order. Records that the filter needs are read to the end: nothing that is still uncertain is annotated.
 * Errors: FILTER_INVALID, CANCELLED, TOO_MANY_EVENTS.
 */
export async function idsOfFilter(db: ReadConnection, filter: string, control: JobControl = {}): Promise<string[]> {
  const { count } = await eventsOf(db).selections.select(filter, control);
  refuseTooMany(count);
  const lists = new EventLists(db);
  const ids: string[] = [];
  while (ids.length < count) {
    const rows = await lists.page(filter, 'asc', ids.length, AT_ONCE);
    if (rows.length === 0) break;
    for (const row of rows) ids.push(eventId({ ...row, sha256: row.evidence }));
  }
  return ids;
}

/** Too many for one act. Errors: TOO_MANY_EVENTS, which says what to do instead. */
export function refuseTooMany(events: number): void {
  if (events <= MOST_AT_ONCE) return;
  throw new TrailcaseError(
    'TOO_MANY_EVENTS',
    `The filter leaves ${grouped(events)} events, and at most ${grouped(MOST_AT_ONCE)} are annotated one by one`,
    'Save the filter as a view and annotate that, mark the span of time, or narrow the filter.',
  );
}
