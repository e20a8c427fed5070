// The events that were marked in the window, as `export --format csv` and `jsonl` write the events of a filter.
import { TrailcaseError } from '../../shared/errors.ts';
import { toEventRow } from '../case/event-rows.ts';
import type { ReadConnection } from '../case/open.ts';
import { recordPlaces } from '../case/record-places.ts';
import { RowsByNumber } from '../query/search-pages.ts';
import { streamWholeFile } from '../whole-file.ts';
import { csvWriter, jsonlWriter } from './event-rows.ts';

/** Rows written at once. */
const AT_ONCE = 1000;

/**
 * Writes events in the order of their ids, the record that each id names.
 * @returns SHA-256 of the file in lower-case hex
 * Errors: EVENT_MISSING, OUTPUT_EXISTS, OUTPUT_UNWRITABLE.
 */
export async function exportMarked(
  db: ReadConnection,
  ids: readonly string[],
  { format, out, overwrite }: { format: 'csv' | 'jsonl'; out: string; overwrite: boolean },
): Promise<{ path: string; sha256: string; rows: number }> {
  const places = recordPlaces(db);
  const records = ids.map((id) => {
    const record = places.at(id);
    if (record === null) throw new TrailcaseError('EVENT_MISSING', `The case has no event ${id}`, 'It may belong to another case.');
    return record;
  });
  const writer = format === 'csv' ? csvWriter : jsonlWriter;
  const rowsOf = new RowsByNumber(db);
  const { path, sha256 } = await streamWholeFile(out, { overwrite, notOver: db.name }, async (append) => {
    append(Buffer.from(writer.head));
    for (let from = 0; from < records.length; from += AT_ONCE) {
      const part = records.slice(from, from + AT_ONCE);
      const rows = rowsOf.of(part);
      append(Buffer.from(writer.rows(part.flatMap((record) => rows.get(record) ?? []).map(toEventRow))));
    }
  });
  return { path, sha256, rows: records.length };
}
