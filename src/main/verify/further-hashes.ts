// The further hashes of items (MD5, SHA-1), where they were asked for, against the bytes.
import { createHash } from 'node:crypto';
import type { Finding } from '../../shared/domain.ts';
import type { EvidenceReader } from '../case/evidence.ts';
import type { ReadConnection } from '../case/open.ts';

interface Stated {
  evidence: number;
  sha256: string;
  kept: number;
  algorithm: string;
  value: string;
}

/** Of items whose bytes were not kept nothing can be said. */
export function verifyFurtherHashes(db: ReadConnection, evidence: EvidenceReader): Finding[] {
  const rows = db
    .prepare(
      `SELECT h.evidence, lower(hex(e.sha256)) AS sha256, e.kept, h.algorithm, h.value FROM item_hashes h LEFT JOIN evidence e ON e.id = h.evidence
       ORDER BY h.evidence, h.algorithm`,
    )
    .all() as Stated[];
  const findings: Finding[] = [];
  for (const { evidence: id, sha256, kept, algorithm, value } of rows) {
    if (kept === 0) continue;
    const reason = reasonAgainst(evidence, id, algorithm, value);
    if (reason) findings.push({ kind: 'evidence', key: sha256 || `item ${id}`, verdict: 'differing', reason });
  }
  return findings;
}

function reasonAgainst(evidence: EvidenceReader, id: number, algorithm: string, value: string): string | null {
  if (algorithm !== 'md5' && algorithm !== 'sha1') return `it is said to have a hash of an unknown kind, ${algorithm}`;
  const hash = createHash(algorithm);
  for (const chunk of evidence.deliveredChunks(id)) hash.update(chunk);
  const found = hash.digest('hex');
  return found === value ? null : `its stored bytes have the ${algorithm === 'md5' ? 'MD5' : 'SHA-1'} ${found}, not the one that is listed`;
}
