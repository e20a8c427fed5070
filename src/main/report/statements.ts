// Statements of a connection, compiled once: a report asks the same few questions for each of ten thousand exhibits.
import type { Statement } from 'better-sqlite3';
import type { ReadConnection } from '../case/open.ts';

const known = new WeakMap<ReadConnection, Map<string, Statement>>();

/** The statement of a text; never one that is iterated while another use of it goes on, nor one with `pluck` or `raw` switched on. */
export function statement(db: ReadConnection, sql: string): Statement {
  let own = known.get(db);
  if (!own) {
    own = new Map();
    known.set(db, own);
  }
  let one = own.get(sql);
  if (!one) {
    one = db.prepare(sql);
    own.set(sql, one);
  }
  return one;
}
