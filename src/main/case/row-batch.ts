// Rows of one table that are inserted together: a row by itself costs three times as much.
import type { Statement } from 'better-sqlite3';
import type { WriteConnection } from './open.ts';

const ROWS = 50;

type Value = number | string;

export class RowBatch {
  private readonly insertRows: Statement;
  private readonly insertRow: Statement;
  private readonly columns: number;
  private waiting: Value[] = [];

  /** @param columns those that are given, in order; without the row id, which counts on: given, SQLite would copy pages aside all the same */
  constructor(db: WriteConnection, table: string, columns: readonly string[]) {
    this.columns = columns.length;
    // OR FAIL: SQLite copies no page aside to take back one statement of a transaction, since an error takes back the whole transaction.
    const into = `INSERT OR FAIL INTO ${table} (${columns.join(', ')}) VALUES `;
    const row = `(${columns.map(() => '?').join(', ')})`;
    this.insertRows = db.prepare(into + Array.from({ length: ROWS }, () => row).join(', '));
    this.insertRow = db.prepare(into + row);
  }

  /** Rows added last that are not in the table yet. */
  get count(): number {
    return this.waiting.length / this.columns;
  }

  add(...row: Value[]): void {
    const { waiting } = this;
    for (const value of row) waiting.push(value);
    if (waiting.length < ROWS * this.columns) return;
    this.insertRows.run(...waiting);
    waiting.length = 0;
  }

  /** Inserts what still waits: before anything reads the table, and before the transaction ends. */
  flush(): void {
    const { waiting, columns } = this;
    for (let at = 0; at < waiting.length; at += columns) this.insertRow.run(...waiting.slice(at, at + columns));
    waiting.length = 0;
  }

  /** Drops what still waits. */
  forget(): void {
    this.waiting.length = 0;
  }
}
