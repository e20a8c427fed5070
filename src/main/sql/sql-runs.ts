// Queries that the window runs and writes to files: each goes by an id of the window's, and can be cancelled by it.
import { TrailcaseError } from '../../shared/errors.ts';
import type { SqlCell, SqlExport, SqlFormat, SqlQuery, SqlResult } from '../../shared/sql.ts';
import { streamWholeFile } from '../whole-file.ts';
import type { Cell } from './messages.ts';
import { csvRow, jsonNames, jsonRow } from './row-text.ts';
import { runQuery } from './run-query.ts';

/** Characters of all cells that the window takes at most. */
const MAX_CHARACTERS = 32 * 1024 * 1024;
/** Queries at a time: each may want a gigabyte of memory. */
const MOST = 3;
/** Characters written to a file at once. */
const PIECE = 64 * 1024;

interface Running {
  controller: AbortController;
  done: Promise<unknown>;
}

export class SqlRuns {
  private readonly running = new Map<string, Running>();
  private readonly mayStart: () => void;

  /** @param mayStart throws while nothing may be started */
  constructor(mayStart: () => void = () => {}) {
    this.mayStart = mayStart;
  }

  /**
   * Runs a query over the case at `path`, at most `maxRows` rows of it.
   * Errors: those of `runQuery`, JOB_RUNNING, BAD_REQUEST for an id that is running.
   */
  run(path: string, { id, query, seconds, maxRows }: SqlQuery & { maxRows: number }): Promise<SqlResult> {
    return this.start(id, async (signal) => {
      const begun = performance.now();
      const result: SqlResult = { columns: [], origins: [], rows: [], events: [], cut: null, hints: [], translated: null, seconds: 0 };
      const limits = { timeout: seconds * 1000, maxRows, maxCharacters: MAX_CHARACTERS };
      result.cut = await runQuery(path, query, limits, signal, {
        withEvents: true,
        begun: async ({ columns, hints, translated, origins }) => void Object.assign(result, { columns, hints, translated, origins }),
        rows: async (rows, events) => {
          for (const row of rows) result.rows.push(row.map(shown));
          result.events.push(...(events ?? []));
        },
      });
      result.seconds = (performance.now() - begun) / 1000;
      return result;
    });
  }

  /**
   * Writes the whole result to a file, which comes into being whole or not at all.
   * @param written told of the file before the call ends, e.g. to enter it into the custody log
   * Errors: those of `run`, SQL_TIME when the time was not enough, OUTPUT_EXISTS, OUTPUT_UNWRITABLE.
   */
  export(
    path: string,
    { id, query, seconds, format, out, overwrite }: SqlQuery & ExportTarget,
    written: (file: SqlExport) => Promise<void>,
  ): Promise<SqlExport> {
    return this.start(id, async (signal) => {
      const file = await streamWholeFile(out, { overwrite, notOver: path }, async (append) => {
        const writer = format === 'csv' ? csvPieces() : jsonPieces();
        let rows = 0;
        let piece = '';
        const write = (line: string): void => {
          piece += line === '' ? '' : `${line}\n`;
          if (piece.length >= PIECE) flush();
        };
        const flush = (): void => {
          append(Buffer.from(piece, 'utf8'));
          piece = '';
        };
        const cut = await runQuery(path, query, { timeout: seconds * 1000, maxRows: null }, signal, {
          begun: async ({ columns }) => write(writer.head(columns)),
          rows: async (some) => {
            for (const row of some) write(writer.row(row));
            rows += some.length;
          },
        });
        if (cut === 'time') throw tooLong(seconds);
        flush();
        return rows;
      });
      const summary = { path: file.path, sha256: file.sha256, rows: file.result };
      await written(summary);
      return summary;
    });
  }

  /** Ends a query; nothing when none goes by this id, since it may just have ended. */
  cancel(id: string): void {
    this.running.get(id)?.controller.abort();
  }

  /** Ends all and waits until they are gone: one that reads keeps the case from being left as a single file. */
  async stop(): Promise<void> {
    const all = [...this.running.values()];
    for (const { controller } of all) controller.abort();
    await Promise.allSettled(all.map(({ done }) => done));
  }

  private async start<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.mayStart();
    if (this.running.has(id)) throw new TrailcaseError('BAD_REQUEST', `A query with the id ${id} is running`);
    if (this.running.size >= MOST)
      throw new TrailcaseError('JOB_RUNNING', `${MOST} queries are running`, 'Wait for one of them or cancel it.');
    const controller = new AbortController();
    const done = work(controller.signal);
    this.running.set(id, { controller, done });
    try {
      return await done;
    } finally {
      this.running.delete(id);
    }
  }
}

interface ExportTarget {
  format: SqlFormat;
  out: string;
  overwrite: boolean;
}

function tooLong(seconds: number): TrailcaseError {
  return new TrailcaseError(
    'SQL_TIME',
    `The query took longer than ${seconds} s: nothing was written`,
    'Raise the time limit, or narrow the query down.',
  );
}

/** A value for the window. */
function shown(cell: Cell): SqlCell {
  if (typeof cell === 'bigint' || (typeof cell === 'number' && !Number.isFinite(cell))) return { number: String(cell) };
  return cell;
}

interface Pieces {
  /** The first line; empty for none. */
  head(columns: string[]): string;
  row(row: Cell[]): string;
}

const csvPieces = (): Pieces => ({ head: csvRow, row: csvRow });

function jsonPieces(): Pieces {
  let names: string[] = [];
  return {
    head: (columns) => {
      names = jsonNames(columns);
      return '';
    },
    row: (row) => jsonRow(names, row),
  };
}
