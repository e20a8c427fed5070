// Two fingerprints of a case: one over its evidence, one over its events. Equal for equal evidence, however it was imported.
import { createHash } from 'node:crypto';
import type { ReadConnection } from './open.ts';

/**
 * SHA-256 of the evidence manifest: a line per item, `HASH  evidence/HASH` (bytes kept) or `HASH  not-kept/HASH`,
 * sorted by hash, each ended by a line feed: the form that `sha256sum --check` reads.
 */
export function evidenceRoot(db: ReadConnection): string {
  const root = createHash('sha256');
  for (const line of evidenceManifest(db)) root.update(line);
  return root.digest('hex');
}

/** The lines of the evidence manifest, in order. */
export function* evidenceManifest(db: ReadConnection): Generator<string> {
  const rows = db.prepare('SELECT lower(hex(sha256)), kept FROM evidence ORDER BY sha256').raw().iterate() as IterableIterator<[string, number]>;
  for (const [hash, kept] of rows) yield `${hash}  ${kept ? 'evidence' : 'not-kept'}/${hash}\n`;
}

/**
 * SHA-256 of the events manifest: a line per record that is an event or a sighting, `ITEMHASH OFFSET LENGTH RELATION`,
 * in order of item hash, offset, length; RELATION is `event`, `sighting` or `conflict`; each ended by a line feed.
 */
export function eventsRoot(db: ReadConnection): string {
  const root = createHash('sha256');
  const items = db.prepare('SELECT id, lower(hex(sha256)), first_record, records FROM evidence WHERE records > 0 ORDER BY sha256').raw().all() as [number, string, number, number][];
  const records = db
    .prepare(
      `SELECT r.offset, r.length, coalesce(d.relation, 'event') FROM records r LEFT JOIN repeats d ON d.record = r.id
       WHERE r.id >= ? AND r.id < ? ORDER BY r.offset, r.length`,
    )
    .raw();
  for (const [, hash, first, count] of items) {
    let lines = '';
    for (const [offset, length, relation] of records.iterate(first, first + count) as IterableIterator<[number, number, string]>) {
      lines += `${hash} ${offset} ${length} ${relation}\n`;
      if (lines.length > 100_000) {
        root.update(lines);
        lines = '';
      }
    }
    root.update(lines);
  }
  return root.digest('hex');
}
