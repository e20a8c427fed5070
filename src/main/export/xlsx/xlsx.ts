// `export --format xlsx`: events as a workbook, on as many sheets as it takes, and a last sheet that says what it is.
import { caseZone } from '../../case/facts.ts';
import { checkTarget, streamWholeFile } from '../../whole-file.ts';
import { type ChosenEvents, chosenEvents } from '../events/chosen.ts';
import type { RowFormat } from '../events/row-format.ts';
import { rowBatches } from '../events/write-rows.ts';
import type { ExportFormat, ExportRequest, ExportResult } from '../format.ts';
import { aboutLines, aboutSheet } from './about.ts';
import { EventSheet, eventColumns } from './event-sheet.ts';
import { packageParts, sheetFile, sheetHead, sheetTail, titleRow } from './parts.ts';
import { type Part, writeZip } from './zip.ts';

/** Rows of a sheet, the first one with the titles. Source: Microsoft, "Excel specifications and limits". */
const ROWS_OF_SHEET = 1_048_576;

export const xlsx: ExportFormat = {
  name: 'xlsx',
  summary: 'the events of a filter as a workbook for Excel or LibreOffice, on as many sheets as it takes; every text is written as text',
  rows: 'events',
  takesFilter: true,
  ending: '.xlsx',
  write: (request) => writeWorkbook(request),
};

/** @param rowsOfSheet most rows of a sheet, with the titles */
export async function writeWorkbook(request: ExportRequest, rowsOfSheet = ROWS_OF_SHEET): Promise<ExportResult> {
  const { db, out, overwrite } = request;
  checkTarget(out, { overwrite, notOver: db.name });
  const events = await chosenEvents(request);
  const { path, sha256 } = await streamWholeFile(out, { overwrite, notOver: db.name }, (append) =>
    writeZip(workbook(request, events, rowsOfSheet - 1), append),
  );
  return { path, sha256, rows: events.count, unreadable: events.unreadable };
}

/** The parts of the workbook; the last one tells of the others, so that it has to be asked for after them. */
function workbook({ db, control }: ExportRequest, events: ChosenEvents, perSheet: number): Part[] {
  const sheets = Math.max(1, Math.ceil(events.count / perSheet));
  const zone = caseZone(db);
  const columns = eventColumns(zone);
  const format = new EventSheet(zone, perSheet);
  const rows = new RowPieces(rowBatches(db, events, format as RowFormat, control));
  const names = Array.from({ length: sheets }, (_, i) => (sheets === 1 ? 'Events' : `Events ${i + 1}`));
  async function* sheet(index: number): AsyncGenerator<Buffer> {
    const count = Math.min(perSheet, events.count - index * perSheet);
    yield Buffer.from(sheetHead(columns, index === 0) + titleRow(columns));
    yield* rows.next(count);
    yield Buffer.from(sheetTail(columns.length, count + 1, true));
  }
  async function* about(): AsyncGenerator<Buffer> {
    await rows.end();
    yield aboutSheet(aboutLines(db, events, format.undated, format.altered, sheets));
  }
  return [
    ...Object.entries(packageParts([...names, 'About'])).map(([name, text]) => ({ name, content: () => [Buffer.from(text)] })),
    ...names.map((_, index) => ({ name: sheetFile(index), content: () => sheet(index) })),
    { name: sheetFile(sheets), content: about },
  ];
}

/** Rows that come in batches, given out in other portions. */
class RowPieces {
  private readonly batches: AsyncIterator<string[]>;
  private batch: string[] = [];

  constructor(batches: AsyncIterable<string[]>) {
    this.batches = batches[Symbol.asyncIterator]();
  }

  /** The next so many rows, or what there is of them. */
  async *next(count: number): AsyncGenerator<Buffer> {
    let left = count;
    while (left > 0) {
      if (this.batch.length === 0) {
        const { value, done } = await this.batches.next();
        if (done) return;
        this.batch = value;
      }
      const piece = this.batch.splice(0, left);
      left -= piece.length;
      yield Buffer.from(piece.join(''));
    }
  }

  /** After the last row: what comes after it in the batches' own work. */
  async end(): Promise<void> {
    await this.batches.next();
  }
}
