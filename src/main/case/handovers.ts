// Handover lists with which deliveries were compared, line by line.
import { createHash } from 'node:crypto';
import type { ReadConnection, WriteConnection } from './open.ts';
import { storable } from './term-store.ts';

export interface HandoverLine {
  /** As the list names it; of an extra file as it was delivered. */
  path: string;
  /** `sha256`, `sha1` or `md5`. */
  algorithm: string;
  /** Lower-case hex: as listed; of an extra file its own. */
  hash: string;
  verdict: 'matched' | 'different' | 'missing' | 'extra';
  /** SHA-256 of the item, or null. */
  item: Buffer | null;
}

/** Returns the root of what was stored, for the custody log. */
export function storeHandover(
  db: WriteConnection,
  list: { path: string; sha256: string; lines: number },
  lines: readonly HandoverLine[],
): string {
  return db
    .transaction(() => {
      const { lastInsertRowid } = db
        .prepare('INSERT INTO handovers (at, path, sha256, lines) VALUES (?, ?, ?, ?)')
        .run(Date.now(), storable(list.path), list.sha256, list.lines);
      const insert = db.prepare(
        'INSERT INTO handover_lines (handover, path, algorithm, hash, verdict, evidence) VALUES (?, ?, ?, ?, ?, (SELECT id FROM evidence WHERE sha256 = ?))',
      );
      for (const { path, algorithm, hash, verdict, item } of lines)
        insert.run(lastInsertRowid, storable(path), algorithm, hash, verdict, item);
      return handoverRoot(db, Number(lastInsertRowid));
    })
    .immediate();
}

/** SHA-256 over JSON arrays, one a line: the list, then its lines in order, each with the hash of the item that it means. */
export function handoverRoot(db: ReadConnection, id: number): string {
  const root = createHash('sha256');
  const add = (row: unknown): void => void root.update(`${JSON.stringify(row)}\n`);
  add(db.prepare('SELECT at, path, sha256, lines FROM handovers WHERE id = ?').raw().get(id));
  const lines = db
    .prepare(
      `SELECT l.path, l.algorithm, l.hash, l.verdict, lower(hex(e.sha256)) FROM handover_lines l LEFT JOIN evidence e ON e.id = l.evidence
       WHERE l.handover = ? ORDER BY l.id`,
    )
    .raw();
  for (const line of lines.iterate(id)) add(line);
  return root.digest('hex');
}
