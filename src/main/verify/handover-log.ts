// Compares what came of handover lists with the custody entries of the imports that compared them.
import type { Finding } from '../../shared/domain.ts';
import { handoverRoot } from '../case/handovers.ts';
import type { ReadConnection } from '../case/open.ts';

/** Imports of before version 3 stated no root: of theirs nothing can be said. */
export function verifyHandovers(db: ReadConnection): Finding[] {
  const told = db
    .prepare("SELECT seq, detail ->> '$.handover.root' AS root FROM custody WHERE action = 'import' AND root IS NOT NULL ORDER BY seq")
    .all() as { seq: number; root: string }[];
  if (told.length === 0) return [];
  const ids = db.prepare('SELECT id FROM handovers ORDER BY id').pluck().all() as number[];
  const stored = new Set(ids.map((id) => handoverRoot(db, id)));
  return told
    .filter(({ root }) => !stored.has(root))
    .map(({ seq }) => ({
      kind: 'custody',
      key: String(seq),
      verdict: 'broken',
      reason: 'what came of its handover list is not what this entry left',
    }));
}
