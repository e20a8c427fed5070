// Whether the records of a case are still those that were read: what was made from them is kept until they are not.
import type { ReadConnection } from './open.ts';

/** Acts that leave every record, its number and what repeats it as they were. */
const OTHER_ACTS = [
  ...['open', 'facts', 'annotate', 'work', 'take over', 'attack-data', 'view', 'acknowledge', 'seal', 'verify', 'export'],
  ...['report', 'report-pack', 'report-settings', 'report-logo', 'redaction-salt'],
]
  .map((action) => `'${action}'`)
  .join(', ');

/** Changes with every import and everything else that adds, takes away or relates records. */
export function recordsState(db: ReadConnection): string {
  const acts = `SELECT max(seq) FROM custody WHERE action NOT IN (${OTHER_ACTS})`;
  return `${db.prepare('SELECT max(id) FROM records').pluck().get()} ${db.prepare(acts).pluck().get()}`;
}
