// Every proof of this version, joined: evidence hashes, re-derivation of every event, repeats, custody chain, schema.
// It reads only: a write-protected case is verified without a byte of it changing.
import type { Finding, VerifySummary } from '../../shared/domain.ts';
import { openForReading } from '../case/open.ts';
import { evidenceRoot } from '../case/roots.ts';
import type { JobControl, Progress } from '../jobs/progress.ts';
import { WorkerPool } from '../jobs/worker-pool.ts';
import { workerFile } from '../worker-file.ts';
import { verifyCustody } from './custody-chain.ts';
import { verifySchema } from './schema-check.ts';
import type { VerifyTask, VerifyTaskResult } from './verify-worker.ts';

/** Items per task: enough work to outweigh a message. */
const TASK_BYTES = 2_000_000;
const TASK_ITEMS = 64;

/** Findings kept in a result; the counts go on. */
const LISTED = 1000;

const RANK: Record<Finding['verdict'], number> = { altered: 0, broken: 1, missing: 2, differing: 3, extra: 4 };

/**
 * Verifies a case file.
 * @returns the summary with its findings, worst first; `cancelled` when the signal stopped it, then counts are partial
 * Errors: those of opening a case for reading.
 */
export async function verifyCase(path: string, control: JobControl = {}): Promise<{ summary: VerifySummary; cancelled: boolean }> {
  const started = performance.now();
  const db = openForReading(path);
  const findings: Finding[] = [];
  const evidence = { checked: 0, altered: 0, notKept: 0 };
  const events = { checked: 0, differing: 0 };
  let eventsRootHex = '';
  try {
    const custody = verifyCustody(db);
    const schema = verifySchema(db);
    findings.push(...custody.findings, ...schema);
    const items = db.prepare('SELECT id, size, records FROM evidence ORDER BY id').all() as { id: number; size: number; records: number }[];
    const progress: Progress = {
      phase: 'Checking evidence and events',
      bytes: 0,
      totalBytes: items.reduce((sum, item) => sum + item.size, 0),
      files: 0,
      totalFiles: items.length,
      events: 0,
    };
    control.onProgress?.(progress);
    const pool = new WorkerPool<VerifyTask, VerifyTaskResult>(workerFile('verify/verify-worker'), { path });
    try {
      await pool.run(
        tasks(items),
        (result) => {
          if (result.type === 'eventsRoot') eventsRootHex = result.root;
          else if (result.type === 'repeats') {
            events.differing += result.differing;
            findings.push(...result.findings);
          } else {
            evidence.checked += result.items - result.notKept;
            evidence.altered += result.altered;
            evidence.notKept += result.notKept;
            events.checked += result.result.records;
            events.differing += result.result.differing;
            findings.push(...result.result.findings);
            progress.bytes += result.result.bytes;
            progress.files += result.items;
            progress.events += result.result.records;
          }
          control.onProgress?.(progress);
        },
        control.signal,
      );
    } finally {
      await pool.close();
    }
    const broken = findings.filter((finding) => finding.kind === 'custody').length;
    const counts = (kind: string): number => db.prepare('SELECT count(*) FROM evidence WHERE kind = ?').pluck().get(kind) as number;
    const digests = counts('digest');
    // Repeats were compared too; an event counts once, however often it was delivered.
    events.checked -= Math.min(events.checked, db.prepare('SELECT count(*) FROM repeats').pluck().get() as number);
    findings.sort((a, b) => RANK[a.verdict] - RANK[b.verdict] || compare(a.kind, b.kind) || compare(a.key, b.key) || compare(a.reason, b.reason));
    return {
      cancelled: control.signal?.aborted === true,
      summary: {
        ok: findings.length === 0,
        evidence,
        events,
        custody: { entries: custody.entries, broken },
        seals: [],
        // AWS's signed digests are kept and listed; this version does not check them: unverifiable, not invalid.
        digests: { valid: 0, invalid: 0, missing: 0, unverifiable: digests },
        logs: { valid: 0, invalid: 0, missing: 0, unverifiable: 0, unattested: counts('log') + counts('insight') },
        attestation: 'none',
        gaps: [],
        roots: { evidence: evidenceRoot(db), events: eventsRootHex },
        seconds: Math.round(performance.now() - started) / 1000,
        items: findings.slice(0, LISTED),
        itemsCut: findings.length > LISTED,
      },
    };
  } finally {
    db.close();
  }
}

function* tasks(items: { id: number; size: number }[]): Generator<VerifyTask> {
  yield { type: 'repeats' };
  yield { type: 'eventsRoot' };
  let ids: number[] = [];
  let bytes = 0;
  for (const { id, size } of items) {
    if (ids.length > 0 && (bytes + size > TASK_BYTES || ids.length >= TASK_ITEMS)) {
      yield { type: 'items', ids };
      ids = [];
      bytes = 0;
    }
    ids.push(id);
    bytes += size;
  }
  if (ids.length > 0) yield { type: 'items', ids };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
