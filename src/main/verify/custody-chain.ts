// Recomputes the custody chain: every hash from its entry, every link from the entry before.
import type { CustodyRow, Finding } from '../../shared/domain.ts';
import { CHAIN_START, custodyHash } from '../case/custody.ts';
import type { ReadConnection } from '../case/open.ts';
import { evidenceRoot, inventoryRoot } from '../case/roots.ts';

/** What cannot be seen here: a tail cut off, or the whole chain written anew. Only a copy kept elsewhere shows that. */
export function verifyCustody(db: ReadConnection): { entries: number; findings: Finding[] } {
  const findings: Finding[] = [];
  let previous = CHAIN_START;
  let seq = 0;
  const rows = db
    .prepare('SELECT seq, at, who, action, tool, outcome, detail, previous, hash FROM custody ORDER BY seq')
    .all() as CustodyRow[];
  const broken = (row: CustodyRow, reason: string): void =>
    void findings.push({ kind: 'custody', key: String(row.seq), verdict: 'broken', reason });
  for (const row of rows) {
    if (row.seq !== seq + 1) broken(row, `entry ${seq + 1} is missing before it`);
    else if (row.previous !== previous) broken(row, 'it does not continue the entry before it');
    if (custodyHash(row) !== row.hash) broken(row, 'its hash does not fit its content');
    previous = row.hash;
    seq = row.seq;
  }
  if (rows[0]?.action !== 'create')
    findings.push({ kind: 'custody', key: '1', verdict: 'missing', reason: 'the log does not begin with the creation of the case' });
  findings.push(...compareWithLastImport(db, rows));
  return { entries: rows.length, findings };
}

/**
 * Whether the last import has not compared repeated deliveries: killed, or under way elsewhere, it has begun and nothing says how it ended; or it says
 * itself that it could not.
 */
export function importUnfinished(db: ReadConnection): boolean {
  const last = db
    .prepare(
      "SELECT outcome, detail ->> '$.compared' AS compared FROM custody WHERE action IN ('import', 'recover') ORDER BY seq DESC LIMIT 1",
    )
    .get() as { outcome: string; compared: number | null } | undefined;
  return last?.outcome === 'started' || last?.compared === 0;
}

/** The last import, the recovery of one, or a rebuilding of what is derived, wrote down the roots that it left: the case must still have them. */
function compareWithLastImport(db: ReadConnection, rows: CustodyRow[]): Finding[] {
  const last = rows.findLast((row) => ['import', 'recover', 'rebuild'].includes(row.action));
  if (!last || last.outcome === 'started') return [];
  let stated: { evidenceRoot?: unknown; inventoryRoot?: unknown };
  try {
    stated = JSON.parse(last.detail) as typeof stated;
  } catch {
    return [];
  }
  const broken = (reason: string): Finding => ({ kind: 'custody', key: String(last.seq), verdict: 'broken', reason });
  if (stated.evidenceRoot !== evidenceRoot(db))
    return [broken('the evidence is not what this entry left: items were added, removed or changed since')];
  if (stated.inventoryRoot !== inventoryRoot(db))
    return [broken('the inventory is not what this entry left: where, when, by whom or as what items were found was changed since')];
  return [];
}
