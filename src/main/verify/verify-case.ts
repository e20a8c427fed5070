// Every proof of this version, joined: evidence hashes, re-derivation of every event, repeats, custody chain, schema.
// It reads only: a write-protected case is verified without a byte of it changing.
import type { Finding, VerifySummary } from '../../shared/domain.ts';
import { openForReading } from '../case/open.ts';
import { evidenceRoot } from '../case/roots.ts';
import type { JobControl, Progress } from '../jobs/progress.ts';
import { WorkerPool } from '../jobs/worker-pool.ts';
import { workerFile } from '../worker-file.ts';
import { verifyAnnotations } from './annotation-log.ts';
import { verifyCustody } from './custody-chain.ts';
import { readOr } from './damage.ts';
import type { Judged, Judgement, Verdict } from './digests/judge.ts';
import { verifySchema } from './schema-check.ts';
import type { KeyFile, VerifyTask, VerifyTaskResult } from './verify-worker.ts';

/** Items per task: enough work to outweigh a message. */
const TASK_BYTES = 2_000_000;
const TASK_ITEMS = 64;

/** Findings kept in a result; the counts go on. */
const LISTED = 1000;

const RANK: Record<Finding['verdict'], number> = {
  altered: 0,
  invalid: 1,
  broken: 2,
  missing: 3,
  differing: 4,
  extra: 5,
  unverifiable: 6,
  unattested: 7,
};

/**
 * Verifies a case file.
 * @param keys files of AWS's public keys, beside those in the evidence
 * @returns the summary with its findings, worst first; `cancelled` when the signal stopped it, then counts are partial
 * Errors: those of opening a case for reading.
 */
export async function verifyCase(
  path: string,
  control: JobControl = {},
  keys: KeyFile[] = [],
): Promise<{ summary: VerifySummary; cancelled: boolean }> {
  const started = performance.now();
  const db = openForReading(path);
  const findings: Finding[] = [];
  const evidence = { checked: 0, altered: 0, notKept: 0 };
  const events = { checked: 0, differing: 0 };
  let eventsRootHex = '';
  let judgement: Judgement = { digests: [], logs: [], gaps: [], keysFrom: [] };
  try {
    const custody = readOr(findings, { entries: 0, findings: [] }, () => verifyCustody(db));
    const schema = readOr(findings, [], () => verifySchema(db));
    const annotations = readOr(findings, [], () => verifyAnnotations(db));
    findings.push(...custody.findings, ...schema, ...annotations);
    const items = readOr(
      findings,
      [],
      () => db.prepare('SELECT id, size, records FROM evidence ORDER BY id').all() as { id: number; size: number; records: number }[],
    );
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
        tasks(items, keys),
        (result) => {
          if (result.type === 'eventsRoot') eventsRootHex = result.root;
          else if (result.type === 'structure') findings.push(...result.findings);
          else if (result.type === 'digests') {
            judgement = result.judgement;
            findings.push(...result.findings, ...listed(judgement, ['invalid']));
          } else if (result.type === 'repeats') {
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
    const count = (sql: string): number => readOr(findings, 0, () => db.prepare(sql).pluck().get() as number);
    // Repeats were compared too; an event counts once, however often it was delivered.
    events.checked -= Math.min(events.checked, count('SELECT count(*) FROM repeats'));
    const evidenceRootHex = readOr(findings, '', () => evidenceRoot(db));
    findings.sort(
      (a, b) => RANK[a.verdict] - RANK[b.verdict] || compare(a.kind, b.kind) || compare(a.key, b.key) || compare(a.reason, b.reason),
    );
    return {
      cancelled: control.signal?.aborted === true,
      summary: {
        ok: findings.length === 0,
        scope: 'all',
        evidence,
        events,
        custody: { entries: custody.entries, broken },
        seals: [],
        digests: counted(judgement.digests),
        logs: { ...counted(judgement.logs), unattested: number(judgement.logs, 'unattested') },
        attestation: attestation(judgement),
        gaps: judgement.gaps,
        roots: { evidence: evidenceRootHex, events: eventsRootHex },
        seconds: Math.round(performance.now() - started) / 1000,
        keysFrom: judgement.keysFrom,
        unproven: listed(judgement, ['missing', 'unverifiable']).slice(0, LISTED),
        items: findings.slice(0, LISTED),
        itemsCut: findings.length > LISTED,
      },
    };
  } finally {
    db.close();
  }
}

function* tasks(items: { id: number; size: number }[], keys: KeyFile[]): Generator<VerifyTask> {
  yield { type: 'digests', keys };
  yield { type: 'repeats' };
  yield { type: 'eventsRoot' };
  yield { type: 'structure' };
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

function number(list: Judged[], verdict: Verdict): number {
  return list.filter((judged) => judged.verdict === verdict).length;
}

function counted(list: Judged[]): VerifySummary['digests'] {
  return {
    valid: number(list, 'valid'),
    invalid: number(list, 'invalid'),
    missing: number(list, 'missing'),
    unverifiable: number(list, 'unverifiable'),
  };
}

/** Judged digests and logs with one of the given verdicts, as findings. */
function listed({ digests, logs }: Judgement, verdicts: readonly ('invalid' | 'missing' | 'unverifiable')[]): Finding[] {
  return [...digests, ...logs].flatMap(({ kind, key, verdict, reason }) => {
    const wanted = verdicts.find((one) => one === verdict);
    return wanted ? [{ kind, key, verdict: wanted, reason }] : [];
  });
}

/** `full`: every log in the case is attested, and nothing that a digest names is missing. */
function attestation({ digests, logs }: Judgement): VerifySummary['attestation'] {
  const valid = number(logs, 'valid');
  if (valid === 0) return 'none';
  const whole = valid === logs.length && digests.every(({ verdict }) => verdict === 'valid');
  return whole ? 'full' : 'partial';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
