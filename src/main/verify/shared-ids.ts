// Which records have the same eventID: found anew, in one pass over all of them, whatever the case says of repeats.
import { FingerprintTable, textFingerprint, uuidFingerprint } from '../case/fingerprints.ts';
import type { ReadConnection } from '../case/open.ts';

/**
 * Row ids of records that share their eventID, group by group. Sorting all ids in SQLite takes five times as long: fingerprints in memory,
 * eleven bytes a record, say who may be equal, and those are compared.
 */
export function* sharedIds(db: ReadConnection): Generator<number[]> {
  const count = db.prepare('SELECT count(*) FROM records').pluck().get() as number;
  const table = new FingerprintTable(count);
  const alike = new Map<number, number[]>();
  const rows = db.prepare('SELECT id, event_id FROM records WHERE event_id IS NOT NULL').raw().iterate() as IterableIterator<
    [number, Buffer | string | number]
  >;
  for (const [record, id] of rows) {
    const fingerprint = Buffer.isBuffer(id) && id.length === 16 ? uuidFingerprint(id, 0) : textFingerprint(keyOf(id));
    const first = table.findOrAdd(fingerprint, record, () => true);
    if (first === 0) continue;
    const others = alike.get(first);
    if (others) others.push(record);
    else alike.set(first, [record]);
  }
  const idOf = db.prepare('SELECT event_id FROM records WHERE id = ?').pluck();
  for (const [first, others] of alike) {
    const groups = new Map<string, number[]>();
    for (const record of [first, ...others]) {
      const key = keyOf(idOf.get(record) as Buffer | string | number);
      const group = groups.get(key);
      if (group) group.push(record);
      else groups.set(key, [record]);
    }
    for (const group of groups.values()) if (group.length > 1) yield group;
  }
}

/** Text and bytes are never equal, as in SQLite. */
function keyOf(id: Buffer | string | number): string {
  return Buffer.isBuffer(id) ? `x${id.toString('hex')}` : `${typeof id} ${id}`;
}
