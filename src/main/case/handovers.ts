// Handover lists with which deliveries were compared, line by line.
import type { WriteConnection } from './open.ts';
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

export function storeHandover(
  db: WriteConnection,
  list: { path: string; sha256: string; lines: number },
  lines: readonly HandoverLine[],
): void {
  db.transaction(() => {
    const { lastInsertRowid } = db
      .prepare('INSERT INTO handovers (at, path, sha256, lines) VALUES (?, ?, ?, ?)')
      .run(Date.now(), storable(list.path), list.sha256, list.lines);
    const insert = db.prepare(
      'INSERT INTO handover_lines (handover, path, algorithm, hash, verdict, evidence) VALUES (?, ?, ?, ?, ?, (SELECT id FROM evidence WHERE sha256 = ?))',
    );
    for (const { path, algorithm, hash, verdict, item } of lines)
      insert.run(lastInsertRowid, storable(path), algorithm, hash, verdict, item);
  }).immediate();
}
