// `export --format csv` and `jsonl`: the events that a filter leaves, in public order, one a line, as `trailcase events` lists them.
import { stringify } from 'csv-stringify/sync';
import type { EventRow } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { EVENT_COLUMNS } from '../case/event-columns.ts';
import { toEventRow } from '../case/event-rows.ts';
import { breathe, type Progress } from '../jobs/progress.ts';
import { eventsOf } from '../query/columns/case-events.ts';
import { EventLists } from '../query/event-list.ts';
import { streamWholeFile } from '../whole-file.ts';
import type { ExportFormat, ExportRequest, ExportResult } from './format.ts';

/** Rows written at once; between them other work is let in. */
const AT_ONCE = 1000;

export interface Writer {
  head: string;
  rows(rows: readonly EventRow[]): string;
}

export const csvWriter: Writer = {
  head: stringify([EVENT_COLUMNS]),
  // A spreadsheet would run what begins like a formula: such cells get an apostrophe.
  rows: (rows) =>
    stringify(
      rows.map((row) => EVENT_COLUMNS.map((column) => row[column])),
      { escape_formulas: true },
    ),
};

export const jsonlWriter: Writer = { head: '', rows: (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join('') };

export const csv: ExportFormat = {
  name: 'csv',
  summary: 'the events of a filter as CSV; cells that a spreadsheet would take for a formula begin with an apostrophe',
  rows: 'events',
  takesFilter: true,
  write: (request) => writeRows(request, csvWriter),
};

export const jsonl: ExportFormat = {
  name: 'jsonl',
  summary: 'the events of a filter, a JSON object a line',
  rows: 'events',
  takesFilter: true,
  write: (request) => writeRows(request, jsonlWriter),
};

async function writeRows({ db, out, overwrite, filter, control }: ExportRequest, writer: Writer): Promise<ExportResult> {
  const selection = await eventsOf(db).selections.select(filter, control);
  const progress: Progress = { phase: 'Writing events', bytes: 0, totalBytes: selection.count, files: 0, totalFiles: 0, events: 0 };
  const { path, sha256 } = await streamWholeFile(out, { overwrite, notOver: db.name }, async (append) => {
    append(Buffer.from(writer.head));
    let waiting: EventRow[] = [];
    const write = async (): Promise<void> => {
      append(Buffer.from(writer.rows(waiting)));
      progress.bytes += waiting.length;
      progress.events += waiting.length;
      waiting = [];
      control.onProgress?.(progress);
      await breathe();
      if (control.signal?.aborted) throw new TrailcaseError('CANCELLED', 'The export was cancelled');
    };
    for (const row of new EventLists(db).iterate(selection, 'asc')) {
      waiting.push(toEventRow(row));
      if (waiting.length === AT_ONCE) await write();
    }
    if (waiting.length > 0) await write();
  });
  return { path, sha256, rows: selection.count, unreadable: selection.unreadable };
}
