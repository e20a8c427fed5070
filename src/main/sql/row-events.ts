// Which event a row of a result is: by the record that the translation carried along, or by a column of the result that names one.
import { eventId, parseEventId, STEPS } from '../case/event-rows.ts';
import type { ReadConnection } from '../case/open.ts';

/** Columns that name an event, in lower case: that of cloudtrail_logs, and the public id in the view `events`. */
const RECORD = 'trailcase_record';
const PUBLIC_ID = 'id';

/** Public ids are remembered up to this many records: a record may be in several rows. */
const REMEMBERED = 10_000;

/**
 * @param columns names of the result's columns, the carried one among them
 * @param carried whether the last column is the record, which the query did not ask for
 * @returns what gives the public id of a row's event, or null for a row that is none
 */
export function rowEvents(db: ReadConnection, columns: readonly string[], carried: boolean): (row: readonly unknown[]) => string | null {
  const names = columns.map((name) => name.toLowerCase());
  const record = carried ? columns.length - 1 : names.indexOf(RECORD);
  const idOf = idOfRecord(db);
  if (record >= 0) return (row) => (typeof row[record] === 'bigint' ? idOf(row[record]) : null);
  const id = names.indexOf(PUBLIC_ID);
  return (row) => {
    const value = row[id];
    return typeof value === 'string' && parseEventId(value) ? value : null;
  };
}

function idOfRecord(db: ReadConnection): (record: bigint) => string | null {
  const find = db.prepare(
    `SELECT lower(hex(e.sha256)) AS sha256, r.offset, r.length, ${STEPS} AS steps FROM records r JOIN evidence e ON e.id = r.evidence WHERE r.id = ?`,
  );
  const known = new Map<bigint, string | null>();
  return (record) => {
    let id = known.get(record);
    if (id === undefined) {
      const place = find.get(record) as Parameters<typeof eventId>[0] | undefined;
      id = place ? eventId(place) : null;
      if (known.size >= REMEMBERED) known.clear();
      known.set(record, id);
    }
    return id;
  };
}
