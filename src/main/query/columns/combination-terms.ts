// A table of combinations in memory, column by column: read once, in one pass, for all of its fields.
import { COMBINATION_TABLES } from '../../case/combination-tables.ts';
import type { ReadConnection } from '../../case/open.ts';
import type { Combination } from '../filter/condition.ts';

/** By column: of each row id the id of its term, 0 for none. */
export type CombinationTerms = ReadonlyMap<string, Uint32Array>;

export function combinationTerms(db: ReadConnection, of: Combination): CombinationTerms {
  const { table, columns } = COMBINATION_TABLES[of];
  const last = (db.prepare(`SELECT max(id) FROM ${table}`).pluck().get() as number | null) ?? 0;
  const terms = columns.map(() => new Uint32Array(last + 1));
  const rows = db
    .prepare(`SELECT id, ${columns.join(', ')} FROM ${table}`)
    .raw()
    .iterate() as IterableIterator<number[]>;
  for (const row of rows) {
    const id = row[0] as number;
    for (let i = 0; i < terms.length; i++) (terms[i] as Uint32Array)[id] = row[i + 1] as number;
  }
  return new Map(columns.map((column, i) => [column, terms[i] as Uint32Array]));
}
