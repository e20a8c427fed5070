// Making what lives beside the case, in one connection alone, on a connection that was opened for reading: that could not write to the case even so.
import type { ReadConnection } from './open.ts';

/** For views of the connection's own. */
export function unguarded(db: ReadConnection, work: () => void): void {
  const guarded = db.pragma('query_only', { simple: true });
  db.pragma('query_only = OFF');
  try {
    work();
  } finally {
    db.pragma(`query_only = ${guarded}`);
  }
}
