// Fingerprints of a case: over its evidence and over its events, equal for equal evidence however it was imported; and over
// its inventory, which ties to the custody log what cannot be derived from bytes: where, when and by whom items were found.
// Each can be taken of a case as it was at an earlier moment, since rows are only ever added.
import { createHash } from 'node:crypto';
import type { Moment } from './moment.ts';
import type { ReadConnection } from './open.ts';
import { relationsAt } from './relations-then.ts';

/** Characters of lines that are hashed together. */
const HASHED_AT_ONCE = 64 * 1024;

/** Larger than any row id: the case as it is now. */
const NOW = Number.MAX_SAFE_INTEGER;

/**
 * SHA-256 of the evidence manifest: a line per item, `HASH  evidence/HASH` (bytes kept) or `HASH  not-kept/HASH`,
 * sorted by hash, each ended by a line feed: the form that `sha256sum --check` reads.
 */
export function evidenceRoot(db: ReadConnection, then: Moment | null = null): string {
  return hashOf(evidenceManifest(db, then));
}

/** SHA-256 of lines. They are joined first: a call for each costs more than its bytes. */
class LinesHash {
  private readonly hash = createHash('sha256');
  private waiting = '';

  add(line: string): void {
    this.waiting += line;
    if (this.waiting.length < HASHED_AT_ONCE) return;
    this.hash.update(this.waiting);
    this.waiting = '';
  }

  end(): string {
    return this.hash.update(this.waiting).digest('hex');
  }
}

function hashOf(lines: Iterable<string>): string {
  const hash = new LinesHash();
  for (const line of lines) hash.add(line);
  return hash.end();
}

/** The lines of the evidence manifest, in order. */
export function* evidenceManifest(db: ReadConnection, then: Moment | null = null): Generator<string> {
  // What was kept only later has its bytes in rows that were added later.
  const kept =
    then === null
      ? 'e.kept'
      : `e.kept AND NOT EXISTS (SELECT 1 FROM evidence_bytes b WHERE b.evidence = e.id AND b.seq = 0 AND b.id > :evidenceBytes)`;
  const rows = db
    .prepare(`SELECT lower(hex(e.sha256)), ${kept} FROM evidence e WHERE e.id <= :evidence ORDER BY e.sha256`)
    .raw()
    .iterate({ evidence: NOW, ...then }) as IterableIterator<[string, number]>;
  for (const [hash, isKept] of rows) yield manifestLine(hash, isKept);
}

function manifestLine(hash: string, isKept: number): string {
  return `${hash}  ${isKept ? 'evidence' : 'not-kept'}/${hash}\n`;
}

/**
 * SHA-256 of the events manifest: a line per record that is an event or a sighting, `ITEMHASH OFFSET LENGTH RELATION`
 * (`LENGTH/STEPS` where the record is wrapped),
 * in order of item hash, offset, length; RELATION is `event`, `sighting` or `conflict`; each ended by a line feed.
 */
export function eventsRoot(db: ReadConnection, then: Moment | null = null): string {
  const root = createHash('sha256');
  for (const lines of eventsManifest(db, then)) root.update(lines);
  return root.digest('hex');
}

/** The lines of the events manifest, in order, many at a time. */
export function* eventsManifest(db: ReadConnection, then: Moment | null = null): Generator<string> {
  const items = db
    .prepare('SELECT id, lower(hex(sha256)), first_record, records FROM evidence WHERE records > 0 AND id <= ? ORDER BY sha256')
    .raw()
    .all(then?.evidence ?? NOW) as [number, string, number, number][];
  const records = db
    .prepare(
      `SELECT r.offset, r.length || coalesce('/' || s.value, ''), coalesce(d.relation, 'event'), r.id
       FROM records r LEFT JOIN repeats d ON d.record = r.id LEFT JOIN decoding_steps s ON s.id = r.steps
       WHERE r.id >= ? AND r.id < ? ORDER BY r.offset, r.length, s.value`,
    )
    .raw();
  const otherwise = then === null ? null : relationsAt(db, then);
  for (const [, hash, first, count] of items) {
    let lines = '';
    const rows = records.iterate(first, first + count) as IterableIterator<[number, string, string, number]>;
    for (const [offset, length, relation, id] of rows) {
      lines += `${hash} ${offset} ${length} ${otherwise?.get(id) ?? relation}\n`;
      if (lines.length > 100_000) {
        yield lines;
        lines = '';
      }
    }
    yield lines;
  }
}

const ITEMS = 'SELECT lower(hex(sha256)), size, kind, encoding FROM evidence WHERE id <= :evidence ORDER BY sha256';

const PLACES = [
  'SELECT id, kind, path, at, who, tool, options FROM sources WHERE id <= :sources ORDER BY id',
  `SELECT lower(hex(e.sha256)), f.source, f.path, f.modified FROM found_at f LEFT JOIN evidence e ON e.id = f.evidence
   WHERE f.id <= :foundAt ORDER BY f.source, f.path, 1`,
  `SELECT lower(hex(e.sha256)), p.source, p.path, p.code, p.detail FROM problems p LEFT JOIN evidence e ON e.id = p.evidence
   WHERE p.source IS NOT NULL AND p.id <= :problems ORDER BY p.source, p.path, p.code, p.detail, 1`,
];

/** SHA-256 over items, sources, places and problems of places: of the lines of `inventory`. */
export function inventoryRoot(db: ReadConnection, then: Moment | null = null): string {
  return hashOf(inventory(db, then));
}

/** Items, sources, places and problems of places: a JSON array per row, each ended by a line feed, in an order that does not depend on which worker was done first. */
export function* inventory(db: ReadConnection, then: Moment | null = null): Generator<string> {
  yield* inventoryOf(db, ITEMS, then);
  yield* inventoryOfPlaces(db, then);
}

function* inventoryOfPlaces(db: ReadConnection, then: Moment | null): Generator<string> {
  for (const sql of PLACES) yield* inventoryOf(db, sql, then);
}

function* inventoryOf(db: ReadConnection, sql: string, then: Moment | null): Generator<string> {
  const limits: Record<string, number> = then === null ? { evidence: NOW, sources: NOW, foundAt: NOW, problems: NOW } : { ...then };
  for (const row of db.prepare(sql).raw().iterate(limits) as IterableIterator<unknown[]>) yield inventoryLine(row);
}

function inventoryLine(row: unknown[]): string {
  return `${JSON.stringify(row)}\n`;
}

/** Both roots that the custody log states of an import, as they are now. The items, which stand in both in one order, are read once. */
export function rootsNow(db: ReadConnection): { evidenceRoot: string; inventoryRoot: string } {
  const evidence = new LinesHash();
  const all = new LinesHash();
  const items = db.prepare('SELECT lower(hex(sha256)), size, kind, encoding, kept FROM evidence ORDER BY sha256').raw();
  for (const [hash, size, kind, encoding, isKept] of items.iterate() as IterableIterator<[string, number, string, string, number]>) {
    evidence.add(manifestLine(hash, isKept));
    all.add(inventoryLine([hash, size, kind, encoding]));
  }
  for (const line of inventoryOfPlaces(db, null)) all.add(line);
  return { evidenceRoot: evidence.end(), inventoryRoot: all.end() };
}
