// What a filter needs to know of a case: its zone, and the time of its first and last event.
import type { TimeContext } from '../../../shared/filter/times.ts';
import { caseZone } from '../../case/facts.ts';
import type { ReadConnection } from '../../case/open.ts';

export interface FilterContext extends TimeContext {
  db: ReadConnection;
}

/** A filter that leaves no repeat of an event. */
export const NOT_A_REPEAT = 'NOT EXISTS (SELECT 1 FROM repeats d WHERE d.record = r.id)';

/** The context of an open case, read anew: it is cheap. Call it while no statement of the connection is being walked. */
export function filterContext(db: ReadConnection): FilterContext {
  const end = (direction: 'ASC' | 'DESC'): number | null =>
    (db
      .prepare(
        `SELECT r.time FROM records r INDEXED BY records_by_time WHERE r.time IS NOT NULL AND ${NOT_A_REPEAT} ORDER BY r.time ${direction} LIMIT 1`,
      )
      .pluck()
      .get() as number | undefined) ?? null;
  return { db, zone: caseZone(db), firstEvent: end('ASC'), lastEvent: end('DESC') };
}
