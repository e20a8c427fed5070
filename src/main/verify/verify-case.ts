// Every proof of this version, joined: evidence hashes, re-derivation of every event, repeats, custody chain, seals, AWS's digests, schema.
// It reads only: a write-protected case is verified without a byte of it changing.
import type { Finding, VerifyScope, VerifySummary } from '../../shared/domain.ts';
import type { SealVerdict } from '../../shared/integrity.ts';
import { openForReading, type ReadConnection } from '../case/open.ts';
import { evidenceRoot } from '../case/roots.ts';
import type { JobControl, Progress } from '../jobs/progress.ts';
import { WorkerPool } from '../jobs/worker-pool.ts';
import { workerFile } from '../worker-file.ts';
import { verifyAddressData } from './address-data-log.ts';
import { verifyAnnotations } from './annotation-log.ts';
import { verifyAttackData } from './attack-data-log.ts';
import type { ContentHash } from './content-hash.ts';
import { verifyCustody } from './custody-chain.ts';
import { readOr } from './damage.ts';
import { overviewOf } from './digests/chains.ts';
import { comparedItems } from './digests/gather.ts';
import { type Judgement, NOTHING_JUDGED } from './digests/items.ts';
import { verifyFacts } from './fact-log.ts';
import { countsOf, judgedAs, LISTED, numberOf, worstFirst } from './findings.ts';
import { verifyHandovers } from './handover-log.ts';
import type { KeyFile } from './key-files.ts';
import { verifyWatchLists } from './list-log.ts';
import { verifyReports } from './report-log.ts';
import { verifySchema } from './schema-check.ts';
import type { SealKeptElsewhere, VerifyTask, VerifyTaskResult } from './verify-tasks.ts';
import { verifyViews } from './view-log.ts';
import { verifyWork } from './work-log.ts';

const PHASES: Record<VerifyScope, string> = {
  all: 'Checking evidence and events',
  hashes: 'Checking hashes of the evidence',
  digests: 'Reading logs',
};

interface Sized {
  id: number;
  size: number;
}

/** Items per task: enough work to outweigh a message. */
const TASK_BYTES = 2_000_000;
const TASK_ITEMS = 64;

interface VerifyOptions {
  /** Left out: everything. */
  scope?: VerifyScope;
  /** Files of AWS's public keys, beside those in the evidence. */
  keys?: readonly KeyFile[];
  /** A seal that was kept elsewhere, or the fingerprint of its key. */
  seal?: SealKeptElsewhere | null;
  /** Findings kept in the result, of those that contradict and of those that are not proven; the counts go on. */
  listed?: number;
}

export interface Verified {
  summary: VerifySummary;
  /** All that was judged of digests and logs. */
  judgement: Judgement;
  /** The signal stopped it: counts are partial then. */
  cancelled: boolean;
}

/**
 * Verifies a case file.
 * @returns the summary with its findings, worst first
 * Errors: those of opening a case for reading.
 */
export async function verifyCase(path: string, control: JobControl = {}, options: VerifyOptions = {}): Promise<Verified> {
  const { scope = 'all' } = options;
  const started = performance.now();
  const db = openForReading(path);
  try {
    const verification = new Verification(db, scope, control);
    if (scope !== 'digests') verification.readLogs();
    const pool = new WorkerPool<VerifyTask, VerifyTaskResult>(workerFile('verify/verify-worker'), { path });
    try {
      await verification.run(pool, options);
    } finally {
      await pool.close();
    }
    const { judgement } = verification;
    return {
      cancelled: control.signal?.aborted === true,
      judgement,
      summary: verification.summary((performance.now() - started) / 1000, options.listed ?? LISTED),
    };
  } finally {
    db.close();
  }
}

class Verification {
  judgement: Judgement = NOTHING_JUDGED;
  private readonly db: ReadConnection;
  private readonly scope: VerifyScope;
  private readonly control: JobControl;
  private readonly findings: Finding[] = [];
  private readonly evidence = { checked: 0, altered: 0, notKept: 0 };
  private readonly events = { checked: 0, differing: 0 };
  private readonly progress: Progress = { phase: '', bytes: 0, totalBytes: 0, files: 0, totalFiles: 0, events: 0 };
  private entries = 0;
  private eventsRoot = '';
  private seals: SealVerdict[] = [];
  /** Of logs, by row id. */
  private readonly contents = new Map<number, ContentHash>();

  constructor(db: ReadConnection, scope: VerifyScope, control: JobControl) {
    this.db = db;
    this.scope = scope;
    this.control = control;
  }

  /** What needs no worker: short tables. */
  readLogs(): void {
    const { db, findings } = this;
    const custody = readOr(findings, { entries: 0, findings: [] }, () => verifyCustody(db));
    this.entries = custody.entries;
    const schema = readOr(findings, [], () => verifySchema(db));
    const annotations = readOr(findings, [], () => verifyAnnotations(db));
    const views = readOr(findings, [], () => verifyViews(db));
    const facts = readOr(findings, [], () => verifyFacts(db));
    const handovers = readOr(findings, [], () => verifyHandovers(db));
    const addressData = readOr(findings, [], () => verifyAddressData(db));
    const lists = readOr(findings, [], () => verifyWatchLists(db));
    const work = readOr(findings, [], () => verifyWork(db));
    const attack = readOr(findings, [], () => verifyAttackData(db));
    findings.push(...custody.findings, ...schema, ...annotations, ...views, ...facts, ...handovers, ...addressData, ...lists);
    const reports = readOr(findings, [], () => verifyReports(db));
    findings.push(...work, ...attack, ...reports);
  }

  async run(pool: WorkerPool<VerifyTask, VerifyTaskResult>, { keys = [], seal = null }: VerifyOptions): Promise<void> {
    const { db, findings, scope, control, progress } = this;
    const compared = scope === 'hashes' ? [] : readOr(findings, [], () => comparedItems(db));
    const items = readOr(findings, [], () => db.prepare('SELECT id, size FROM evidence ORDER BY id').all() as Sized[]);
    const comparedIds = new Set(compared);
    const wanted = scope === 'digests' ? items.filter(({ id }) => comparedIds.has(id)) : items;
    progress.phase = PHASES[scope];
    progress.totalBytes = wanted.reduce((sum, item) => sum + item.size, 0);
    progress.totalFiles = wanted.length;
    control.onProgress?.(progress);
    const take = (result: VerifyTaskResult): void => {
      this.take(result);
      control.onProgress?.(progress);
    };
    await pool.run(this.tasks(wanted, comparedIds, seal), take, control.signal);
    if (scope === 'hashes' || control.signal?.aborted) return;
    progress.phase = "Judging AWS's digests";
    control.onProgress?.(progress);
    await pool.run([{ type: 'digests' as const, keys: [...keys], contents: this.contents }].values(), take, control.signal);
  }

  private *tasks(items: readonly Sized[], compared: ReadonlySet<number>, seal: SealKeptElsewhere | null): Generator<VerifyTask> {
    const { scope } = this;
    if (scope === 'all') {
      yield { type: 'repeats' };
      yield { type: 'eventsRoot' };
      yield { type: 'structure' };
    }
    if (scope !== 'digests') yield { type: 'seals', roots: scope === 'all', elsewhere: seal };
    let task: Extract<VerifyTask, { type: 'items' }> = { type: 'items', depth: scope, ids: [], compared: [] };
    let bytes = 0;
    for (const { id, size } of items) {
      if (task.ids.length > 0 && (bytes + size > TASK_BYTES || task.ids.length >= TASK_ITEMS)) {
        yield task;
        task = { type: 'items', depth: scope, ids: [], compared: [] };
        bytes = 0;
      }
      task.ids.push(id);
      if (compared.has(id)) task.compared.push(id);
      bytes += size;
    }
    if (task.ids.length > 0) yield task;
  }

  private take(result: VerifyTaskResult): void {
    const { findings, evidence, events, progress } = this;
    switch (result.type) {
      case 'eventsRoot':
        this.eventsRoot = result.root;
        break;
      case 'structure':
        findings.push(...result.findings);
        break;
      case 'repeats':
        events.differing += result.differing;
        findings.push(...result.findings);
        break;
      case 'seals':
        this.seals = result.seals;
        findings.push(...result.findings);
        break;
      case 'digests':
        this.judgement = result.judgement;
        findings.push(...result.findings, ...judgedAs([this.judgement.digests, this.judgement.logs, this.judgement.lake], ['invalid']));
        break;
      case 'items':
        if (this.scope !== 'digests') evidence.checked += result.items - result.notKept;
        evidence.altered += result.altered;
        evidence.notKept += result.notKept;
        events.checked += result.result.records;
        events.differing += result.result.differing;
        findings.push(...result.result.findings);
        for (const [id, content] of result.contents) this.contents.set(id, content);
        progress.bytes += result.result.bytes;
        progress.files += result.items;
        progress.events += result.result.records;
    }
  }

  summary(seconds: number, most: number): VerifySummary {
    const { db, findings, evidence, events, judgement, scope } = this;
    const broken = findings.filter((finding) => finding.kind === 'custody').length;
    const count = (sql: string): number => readOr(findings, 0, () => db.prepare(sql).pluck().get() as number);
    const all = scope === 'all';
    // Repeats were compared too; an event counts once, however often it was delivered.
    const repeats = all ? count('SELECT count(*) FROM repeats') : 0;
    const evidenceRootHex = scope === 'digests' ? '' : readOr(findings, '', () => evidenceRoot(db));
    const { digests, logs, lake, gaps, chains, keys, keysAbsent, attestation } = judgement;
    return {
      ok: findings.length === 0,
      scope,
      evidence,
      events: { checked: Math.max(0, events.checked - repeats), differing: events.differing },
      custody: { entries: this.entries, broken },
      seals: this.seals,
      digests: countsOf(digests),
      logs: { ...countsOf(logs), unattested: numberOf(logs, 'unattested') },
      ...(lake.length > 0 && { lake: { ...countsOf(lake), unattested: numberOf(lake, 'unattested') } }),
      attestation,
      gaps,
      roots: { evidence: evidenceRootHex, events: this.eventsRoot },
      seconds: Math.round(seconds * 1000) / 1000,
      keysFrom: [...new Set(keys.map((key) => key.origin))].sort(),
      chains: chains.map(overviewOf),
      keys,
      keysAbsent,
      unproven: judgedAs([digests, logs, lake], ['missing', 'unverifiable', 'unattested']).slice(0, most),
      items: worstFirst(findings).slice(0, most),
      itemsCut: findings.length > most,
    };
  }
}
