// What a filter needs to know of a case: its zone, and the time of its first and last event.
import type { TimeContext } from '../../../shared/filter/times.ts';
import { eventTimes } from '../../case/event-times.ts';
import { caseZone } from '../../case/facts.ts';
import type { ReadConnection } from '../../case/open.ts';

export interface FilterContext extends TimeContext {
  db: ReadConnection;
}

/** The context of an open case, read anew: it is cheap. Call it while no statement of the connection is being walked. */
export function filterContext(db: ReadConnection): FilterContext {
  const { first, last } = eventTimes(db);
  return { db, zone: caseZone(db), firstEvent: first, lastEvent: last };
}
