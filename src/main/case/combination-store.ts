// One table of combinations in the case: from ids of terms to a row id.
import type { Statement } from 'better-sqlite3';
import type { Combination } from '../../shared/parsed-item.ts';
import { COMBINATION_TABLES } from './combination-tables.ts';
import { FingerprintTable, numbersFingerprint } from './fingerprints.ts';
import type { WriteConnection } from './open.ts';
import { RowBatch } from './row-batch.ts';

export class CombinationStore {
  /**
   * Fingerprints of all combinations in the table, with their ids: most that are asked for are new, and the index need not be asked. A text as the key
   * of each would take ten times the memory.
   */
  private readonly known: FingerprintTable;
  private readonly termsOf: Statement;
  private readonly last: Statement;
  private readonly rows: RowBatch;
  private next = 1;

  constructor(db: WriteConnection, kind: Combination) {
    const { table, columns } = COMBINATION_TABLES[kind];
    this.termsOf = db.prepare(`SELECT ${columns.join(', ')} FROM ${table} WHERE id = ?`).raw();
    this.last = db.prepare(`SELECT max(id) FROM ${table}`).pluck();
    this.rows = new RowBatch(db, table, columns);
    this.readNext();
    this.known = new FingerprintTable(this.next);
    const stored = db
      .prepare(`SELECT id, ${columns.join(', ')} FROM ${table}`)
      .raw()
      .iterate() as IterableIterator<number[]>;
    for (const [id, ...terms] of stored) this.known.add(numbersFingerprint(terms), id as number);
  }

  /** @param terms their ids, 0 for none */
  idOf(terms: readonly number[]): number {
    const id = this.next;
    const known = this.known.findOrAdd(numbersFingerprint(terms), id, (candidate) => this.has(candidate, terms));
    if (known !== 0) return known;
    this.rows.add(...terms);
    this.next++;
    return id;
  }

  /** To be called before anything reads the table, and before the transaction ends. */
  flush(): void {
    this.rows.flush();
  }

  /** To be called after a rollback. Fingerprints may stay: the row that they lead to is compared. */
  forget(): void {
    this.rows.forget();
    this.readNext();
  }

  private has(candidate: number, terms: readonly number[]): boolean {
    if (candidate >= this.next - this.rows.count) this.rows.flush();
    const stored = this.termsOf.get(candidate) as number[] | undefined;
    return stored?.every((term, i) => term === terms[i]) === true;
  }

  private readNext(): void {
    this.next = ((this.last.get() as number | null) ?? 0) + 1;
  }
}
