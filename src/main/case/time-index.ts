// The index on time, left out while very many records are added in one transaction and made anew at its end: sorted once, it costs half.
import type { WriteConnection } from './open.ts';

const NAME = 'records_by_time';

/** Bytes of one record and what stands around it, as JSON: at least, in what is so large that it matters. */
const RECORD_BYTES = 1000;

/**
 * Drops the index inside the caller's transaction, which a kill takes back whole. Only where nobody reads by this connection meanwhile.
 * @param bytes of the file whose records are about to be added
 * @returns makes the index again, to be called before the transaction ends; null when too few records are added: then nothing was done
 */
export function dropTimeIndex(db: WriteConnection, bytes: number): (() => void) | null {
  const records = (db.prepare('SELECT max(id) FROM records').pluck().get() as number | null) ?? 0;
  if (records * RECORD_BYTES > bytes) return null;
  // The words of the schema as they are: they are checked.
  const sql = db.prepare("SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?").pluck().get(NAME) as string | undefined;
  if (sql === undefined) return null;
  db.exec(`DROP INDEX ${NAME}`);
  return () => {
    // Sorting takes a thread of its own beside the one that reads and writes.
    const threads = db.pragma('threads', { simple: true });
    db.pragma('threads = 1');
    db.exec(sql);
    db.pragma(`threads = ${threads}`);
  };
}
