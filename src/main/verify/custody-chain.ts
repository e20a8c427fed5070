// Recomputes the custody chain: every hash from its entry, every link from the entry before.
import type { CustodyRow, Finding } from '../../shared/domain.ts';
import { CHAIN_START, custodyHash } from '../case/custody.ts';
import type { ReadConnection } from '../case/open.ts';
import { evidenceRoot } from '../case/roots.ts';

/** What cannot be seen here: a tail cut off, or the whole chain written anew. Only a copy kept elsewhere shows that. */
export function verifyCustody(db: ReadConnection): { entries: number; findings: Finding[] } {
  const findings: Finding[] = [];
  let previous = CHAIN_START;
  let seq = 0;
  const rows = db.prepare('SELECT seq, at, who, action, tool, outcome, detail, previous, hash FROM custody ORDER BY seq').all() as CustodyRow[];
  const broken = (row: CustodyRow, reason: string): void => void findings.push({ kind: 'custody', key: String(row.seq), verdict: 'broken', reason });
  for (const row of rows) {
    if (row.seq !== seq + 1) broken(row, `entry ${seq + 1} is missing before it`);
    else if (row.previous !== previous) broken(row, 'it does not continue the entry before it');
    if (custodyHash(row) !== row.hash) broken(row, 'its hash does not fit its content');
    previous = row.hash;
    seq = row.seq;
  }
  if (rows[0]?.action !== 'create') findings.push({ kind: 'custody', key: '1', verdict: 'missing', reason: 'the log does not begin with the creation of the case' });
  findings.push(...compareWithLastImport(db, rows));
  return { entries: rows.length, findings };
}

/** The last import wrote down the evidence root that it left: the evidence must still have it. */
function compareWithLastImport(db: ReadConnection, rows: CustodyRow[]): Finding[] {
  const last = rows.findLast((row) => row.action === 'import' || row.action === 'recover');
  if (!last || last.outcome === 'started' || last.action === 'recover') return [];
  let stated: unknown;
  try {
    stated = (JSON.parse(last.detail) as { evidenceRoot?: unknown }).evidenceRoot;
  } catch {
    return [];
  }
  if (stated === evidenceRoot(db)) return [];
  return [{ kind: 'custody', key: String(last.seq), verdict: 'broken', reason: 'the evidence is not what this import left: items were added, removed or changed since' }];
}
