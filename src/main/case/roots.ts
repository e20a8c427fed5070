// Fingerprints of a case: over its evidence and over its events, equal for equal evidence however it was imported; and over
// its inventory, which ties to the custody log what cannot be derived from bytes: where, when and by whom items were found.
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
  const rows = db.prepare('SELECT lower(hex(sha256)), kept FROM evidence ORDER BY sha256').raw().iterate() as IterableIterator<
    [string, number]
  >;
  for (const [hash, kept] of rows) yield `${hash}  ${kept ? 'evidence' : 'not-kept'}/${hash}\n`;
}

/**
 * SHA-256 of the events manifest: a line per record that is an event or a sighting, `ITEMHASH OFFSET LENGTH RELATION`
 * (`LENGTH/STEPS` where the record is wrapped),
 * in order of item hash, offset, length; RELATION is `event`, `sighting` or `conflict`; each ended by a line feed.
 */
export function eventsRoot(db: ReadConnection): string {
  const root = createHash('sha256');
  const items = db
    .prepare('SELECT id, lower(hex(sha256)), first_record, records FROM evidence WHERE records > 0 ORDER BY sha256')
    .raw()
    .all() as [number, string, number, number][];
  const records = db
    .prepare(
      `SELECT r.offset, r.length || coalesce('/' || s.value, ''), coalesce(d.relation, 'event')
       FROM records r LEFT JOIN repeats d ON d.record = r.id LEFT JOIN decoding_steps s ON s.id = r.steps
       WHERE r.id >= ? AND r.id < ? ORDER BY r.offset, r.length, s.value`,
    )
    .raw();
  for (const [, hash, first, count] of items) {
    let lines = '';
    for (const [offset, length, relation] of records.iterate(first, first + count) as IterableIterator<[number, string, string]>) {
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

const INVENTORY = [
  'SELECT lower(hex(sha256)), size, kind, encoding FROM evidence ORDER BY sha256',
  'SELECT id, kind, path, at, who, tool, options FROM sources ORDER BY id',
  'SELECT lower(hex(e.sha256)), f.source, f.path, f.modified FROM found_at f LEFT JOIN evidence e ON e.id = f.evidence ORDER BY f.source, f.path, 1',
  'SELECT lower(hex(e.sha256)), p.source, p.path, p.code, p.detail FROM problems p LEFT JOIN evidence e ON e.id = p.evidence WHERE p.source IS NOT NULL ORDER BY p.source, p.path, p.code, p.detail, 1',
];

/** SHA-256 over items, sources, places and problems of places: a JSON array per row, each ended by a line feed, in an order that does not depend on which worker was done first. */
export function inventoryRoot(db: ReadConnection): string {
  const root = createHash('sha256');
  for (const sql of INVENTORY) {
    for (const row of db.prepare(sql).raw().iterate() as IterableIterator<unknown[]>) root.update(`${JSON.stringify(row)}\n`);
  }
  return root.digest('hex');
}
