// Further hashes of items as delivered: old handover lists know MD5 and SHA-1 only.
import type { WriteConnection } from './open.ts';

/** @param hashes lower-case hex by algorithm; those that are there already are left */
export function storeHashes(db: WriteConnection, evidence: number, hashes: Record<string, string>): void {
  const known = db.prepare('SELECT 1 FROM item_hashes WHERE evidence = ? AND algorithm = ?');
  const insert = db.prepare('INSERT INTO item_hashes (evidence, algorithm, value) VALUES (?, ?, ?)');
  for (const [algorithm, value] of Object.entries(hashes)) if (!known.get(evidence, algorithm)) insert.run(evidence, algorithm, value);
}
