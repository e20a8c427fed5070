// Whether the records of a case are still those that were read: what was made from them is kept until they are not.
import type { ReadConnection } from './open.ts';

/** Acts that leave every record, its number and what repeats it as they were. */
const OTHER_ACTS = [
  ...['open', 'facts', 'annotate', 'work', 'take over', 'attack-data', 'view', 'acknowledge', 'seal', 'verify', 'export'],
  ...['report', 'report-pack', 'report-settings', 'report-logo', 'redaction-salt'],
]
  .map((action) => `'${action}'`)
  .join(', ');

/** What is made of the records of a case, per connection: made anew once they are others. */
export function whileRecordsStay<T>(make: (db: ReadConnection) => T): (db: ReadConnection) => T {
  const kept = new WeakMap<ReadConnection, { state: string; made: T }>();
  return (db) => {
    const state = recordsState(db);
    const before = kept.get(db);
    if (before?.state === state) return before.made;
    const made = make(db);
    kept.set(db, { state, made });
    return made;
  };
}

/** Changes with every import and everything else that adds, takes away or relates records. */
export function recordsState(db: ReadConnection): string {
  const acts = `SELECT max(seq) FROM custody WHERE action NOT IN (${OTHER_ACTS})`;
  return `${db.prepare('SELECT max(id) FROM records').pluck().get()} ${db.prepare(acts).pluck().get()}`;
}
