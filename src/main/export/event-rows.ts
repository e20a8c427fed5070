// `export --format csv`, `jsonl` and `timesketch`: events in public order, one a line.
import { aboutCallsOf } from '../query/window-row.ts';
import { checkTarget, streamWholeFile } from '../whole-file.ts';
import { chosenEvents } from './events/chosen.ts';
import { CSV_HEAD, csvRows } from './events/csv.ts';
import { jsonlRows } from './events/jsonl.ts';
import type { RowFormat } from './events/row-format.ts';
import { timesketchRows } from './events/timesketch.ts';
import { rowBatches } from './events/write-rows.ts';
import type { ExportFormat, ExportRequest, ExportResult } from './format.ts';

export const csv: ExportFormat = {
  name: 'csv',
  summary: 'the events of a filter as CSV; cells that a spreadsheet would take for a formula begin with an apostrophe',
  rows: 'events',
  takesFilter: true,
  write: (request) => writeRows(request, CSV_HEAD, csvRows as RowFormat),
};

export const jsonl: ExportFormat = {
  name: 'jsonl',
  summary: 'the events of a filter, a JSON object a line',
  rows: 'events',
  takesFilter: true,
  write: (request) => writeRows(request, '', jsonlRows as RowFormat),
};

export const timesketch: ExportFormat = {
  name: 'timesketch',
  summary: 'the dated events of a filter as Timesketch imports them; the name of the file has to end in .jsonl',
  rows: 'events',
  takesFilter: true,
  ending: '.jsonl',
  write: (request) => writeRows(request, '', timesketchRows((record) => aboutCallsOf(request.db, { ...NAMELESS, record })) as RowFormat),
};

/** An event of which no column says what it is. */
const NAMELESS = { eventName: null, eventCategory: null };

async function writeRows(request: ExportRequest, head: string, format: RowFormat): Promise<ExportResult> {
  const { db, out, overwrite, control } = request;
  checkTarget(out, { overwrite, notOver: db.name });
  const events = await chosenEvents(request);
  const {
    path,
    sha256,
    result: rows,
  } = await streamWholeFile(out, { overwrite, notOver: db.name }, async (append) => {
    let count = 0;
    append(Buffer.from(head));
    for await (const batch of rowBatches(db, events, format, control)) {
      for (const row of batch) if (row !== '') count++;
      append(Buffer.from(batch.join('')));
    }
    return count;
  });
  return { path, sha256, rows, ...(rows < events.count && { leftOut: events.count - rows }), unreadable: events.unreadable };
}
