// How questions get from filter text to events.
import type { ReadConnection } from '../../case/open.ts';
import { eventsOf } from './case-events.ts';
import type { Selection } from './selections.ts';

/** Errors: FILTER_INVALID, CANCELLED. */
export type Select = (filter: string) => Selection | Promise<Selection>;

/** All that a filter leaves: records that it needs are read first. */
export function whole(db: ReadConnection): Select {
  return (filter) => eventsOf(db).selections.select(filter);
}
