// places.csv: every place in which an item was found, for a person with a spreadsheet. The proof of it is inventory.jsonl.
import type { ReadConnection } from '../../case/open.ts';
import { csvLine } from '../../safe-text.ts';

const COLUMNS = ['item', 'size', 'kind', 'encoding', 'kept', 'source', 'acquired', 'path', 'modified'] as const;

/** Lines, the header first. A place whose file could not be read has no item. */
export function* places(db: ReadConnection): Generator<string> {
  yield csvLine(COLUMNS);
  const time = (column: string): string => `strftime('%Y-%m-%dT%H:%M:%fZ', ${column} / 1000.0, 'unixepoch')`;
  const rows = db
    .prepare(
      `SELECT lower(hex(e.sha256)), e.size, e.kind, e.encoding, iif(e.kept, 'yes', 'no'), s.path, ${time('s.at')}, f.path, ${time('f.modified')}
       FROM found_at f JOIN sources s ON s.id = f.source LEFT JOIN evidence e ON e.id = f.evidence ORDER BY f.source, f.path, 1`,
    )
    .raw()
    .iterate() as IterableIterator<(string | number | null)[]>;
  for (const row of rows) yield csvLine(row);
}
