// All rows of a case, through the list that everything else shows.
import { FROM_RECORDS, ROW_COLUMNS, type StoredRow } from '../../src/main/case/event-rows.ts';
import type { ReadConnection } from '../../src/main/case/open.ts';
import { eventsOf } from '../../src/main/query/columns/case-events.ts';
import { EventLists, type Order } from '../../src/main/query/event-list.ts';

/** Every event in public order. */
export function everyEvent(db: ReadConnection, order: Order = 'asc'): StoredRow[] {
  return [...new EventLists(db).iterate(eventsOf(db).selections.everything(), order)];
}

/** Every record, those that repeat an event too, in order of their ids. */
export function everyRecord(db: ReadConnection): StoredRow[] {
  return db.prepare(`SELECT ${ROW_COLUMNS} ${FROM_RECORDS} ORDER BY r.id`).all() as StoredRow[];
}
