// How many problems of each code a case has.
import type { ProblemCount } from '../../shared/domain.ts';
import type { ReadConnection } from './open.ts';

/** Most first; equal counts in order of code. */
export function problemCounts(db: ReadConnection): ProblemCount[] {
  return db.prepare('SELECT code, count(*) AS count FROM problems GROUP BY code ORDER BY count DESC, code').all() as ProblemCount[];
}

/** What came between two counts. Problems only grow. */
export function problemsSince(before: readonly ProblemCount[], after: readonly ProblemCount[]): ProblemCount[] {
  const known = new Map(before.map(({ code, count }) => [code, count]));
  return after
    .map(({ code, count }) => ({ code, count: count - (known.get(code) ?? 0) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}
