// Everything that a case says: row by row from all of its tables, and as the list of events shows it.
import { openForReading } from '../../../src/main/case/open.ts';
import { sqlite } from '../../helpers/cases.ts';
import { everyEvent } from '../../helpers/events.ts';

/** All columns, but what means nothing: where the records of an item begin that has none. */
const COLUMNS: Record<string, string> = {
  evidence: 'id, sha256, size, kind, shape, encoding, kept, iif(records = 0, 0, first_record), records',
};

/** Names of a case's tables. */
export function tablesOf(path: string): string[] {
  const db = sqlite(path, { readonly: true });
  try {
    return db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all() as string[];
  } finally {
    db.close();
  }
}

/** The given tables and the schema in one text; 'unreadable' where SQLite gives up. */
export function saying(path: string, tables: readonly string[]): string {
  try {
    const db = sqlite(path, { readonly: true });
    try {
      const plain = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
      // Not from an index: those are for SQLite, and hold nothing that the tables do not.
      const rows = tables.map((table) =>
        db
          .prepare(`SELECT ${COLUMNS[table] ?? '*'} FROM ${table} NOT INDEXED`)
          .raw()
          .all(),
      );
      const schema = db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema').raw().all();
      const reader = openForReading(path);
      const listed = everyEvent(reader);
      reader.close();
      return JSON.stringify([rows, schema, listed], plain);
    } finally {
      db.close();
    }
  } catch (error) {
    return `unreadable: ${(error as Error).message}`;
  }
}
