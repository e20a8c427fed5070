// Everything in a case that is derived from the bytes of its evidence can be thrown away and derived anew: by whoever knows how to parse.
// The one place where tables that otherwise only grow are emptied; the custody log says that it was done.
import type { ReadConnection, WriteConnection } from './open.ts';

const EMPTIED = [
  'repeats',
  'content_blocks',
  'record_columns',
  'key_events',
  'records',
  'calls',
  'identities',
  'origins',
  'terms',
  'decoding_steps',
] as const;

const PARSER = 'parser';

/** Version of the parser that derived the events of a case; 1 where a case says nothing. */
export function parserOf(db: ReadConnection): number {
  return Number(db.prepare('SELECT value FROM case_facts WHERE name = ? ORDER BY id DESC LIMIT 1').pluck().get(PARSER) ?? 1);
}

export function writeParser(db: WriteConnection, version: number, at = Date.now()): void {
  db.prepare('INSERT INTO case_facts (at, name, value) VALUES (?, ?, ?)').run(at, PARSER, String(version));
}

/**
 * Empties what is derived, lets it be derived anew, and puts the triggers back: all or nothing.
 * @param derive adds rows for every kept item, and says of each item what it is now
 */
export function deriveAnew(db: WriteConnection, derive: () => void): void {
  db.transaction(() => {
    const triggers = db
      .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN (SELECT value FROM json_each(?))")
      .all(JSON.stringify([...EMPTIED, 'problems', 'evidence'])) as { name: string; sql: string }[];
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
    for (const table of EMPTIED) db.exec(`DELETE FROM ${table}`);
    // Problems of places were met while reading files, and those of items of which only the hash is here in their bytes: no bytes give them again.
    db.exec('DELETE FROM problems WHERE source IS NULL AND coalesce(evidence, 0) NOT IN (SELECT id FROM evidence WHERE kept = 0)');
    derive();
    for (const { sql } of triggers) db.exec(sql);
  }).immediate();
}
