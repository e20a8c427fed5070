// Problems of what could not be read within archives. No item came of it, so no row of the inventory is its own: it counts at the archive in which it lies.
import type { ReadConnection } from '../case/open.ts';

/** By row id of the archive, the innermost of which the case has the hash. */
export function memberProblems(db: ReadConnection): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  const unread = db
    .prepare("SELECT source, path, count(*) AS count FROM problems WHERE evidence IS NULL AND instr(path, '!') > 0 GROUP BY source, path")
    .all() as { source: number; path: string; count: number }[];
  if (unread.length === 0) return counts;
  const places = db
    .prepare("SELECT f.source, f.path, f.evidence FROM evidence e JOIN found_at f ON f.evidence = e.id WHERE e.kind = 'container'")
    .all() as { source: number; path: string; evidence: number }[];
  const containers = new Map(places.map(({ source, path, evidence }) => [keyOf(source, path), evidence]));
  for (const { source, path, count } of unread) {
    // The name of a member may have the mark in it, too.
    for (let end = path.lastIndexOf('!'); end > 0; end = path.lastIndexOf('!', end - 1)) {
      const container = containers.get(keyOf(source, path.slice(0, end)));
      if (container === undefined) continue;
      counts.set(container, (counts.get(container) ?? 0) + count);
      break;
    }
  }
  return counts;
}

function keyOf(source: number, path: string): string {
  return `${source} ${path}`;
}
