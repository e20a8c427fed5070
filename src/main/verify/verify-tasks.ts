// What a worker of a verification is asked and what it answers: each with its own read-only connection and its own parser.
import type { Finding, VerifyScope } from '../../shared/domain.ts';
import type { SealVerdict } from '../../shared/integrity.ts';
import { EvidenceReader } from '../case/evidence.ts';
import { openForReading, type ReadConnection } from '../case/open.ts';
import { eventsRoot } from '../case/roots.ts';
import { Dictionaries } from '../ingest/dictionaries.ts';
import { checkDetached } from '../seal/check-detached.ts';
import { checkSeals } from '../seal/check-seals.ts';
import { type ContentHash, contentHash } from './content-hash.ts';
import { damage } from './damage.ts';
import { judgeCase } from './digests/gather.ts';
import { type Judgement, NOTHING_JUDGED } from './digests/items.ts';
import { readPublicKeys } from './digests/public-keys.ts';
import { verifyFurtherHashes } from './further-hashes.ts';
import type { KeyFile } from './key-files.ts';
import { verifyColumns } from './verify-columns.ts';
import { type ItemResult, type ItemRow, ItemVerifier } from './verify-item.ts';
import { verifyRepeats } from './verify-repeats.ts';
import { verifyTerms } from './verify-terms.ts';

export type VerifyTask =
  /** `compared`: items of which the hash of the content is wanted, which the digests state. `depth` digests: nothing else is wanted. */
  | { type: 'items'; depth: VerifyScope; ids: number[]; compared: number[] }
  | { type: 'repeats' }
  | { type: 'eventsRoot' }
  | { type: 'structure' }
  | { type: 'seals'; roots: boolean; elsewhere: SealKeptElsewhere | null }
  | { type: 'digests'; keys: KeyFile[]; contents: ReadonlyMap<number, ContentHash> };

/** What was kept apart from the case to check it with. */
export interface SealKeptElsewhere {
  /** A detached seal; null when only the fingerprint is known. */
  text: string | null;
  /** SHA-256 of the public key, lower-case hex; null when it was not noted. */
  fingerprint: string | null;
}

export type VerifyTaskResult =
  | { type: 'items'; result: ItemResult; items: number; notKept: number; altered: number; contents: [id: number, content: ContentHash][] }
  | { type: 'repeats'; differing: number; findings: Finding[] }
  | { type: 'eventsRoot'; root: string }
  | { type: 'structure'; findings: Finding[] }
  | { type: 'seals'; seals: SealVerdict[]; findings: Finding[] }
  | { type: 'digests'; judgement: Judgement; findings: Finding[] };

/** What a worker does with its tasks; it needs no thread. Never throws: what cannot be read is a finding. */
export class TaskRunner {
  private readonly path: string;
  private opened: Opened | null = null;

  constructor(path: string) {
    this.path = path;
  }

  async run(task: VerifyTask): Promise<VerifyTaskResult> {
    try {
      this.opened ??= open(this.path);
    } catch (error) {
      return unopened(task, damage(error));
    }
    return await answer(task, this.opened);
  }

  close(): void {
    this.opened?.db.close();
  }
}

interface Opened {
  db: ReadConnection;
  evidence: EvidenceReader;
  items: ItemVerifier;
}

function open(path: string): Opened {
  const db = openForReading(path);
  const evidence = new EvidenceReader(db);
  return { db, evidence, items: new ItemVerifier(db, evidence, new Dictionaries()) };
}

function answer(task: VerifyTask, opened: Opened): VerifyTaskResult | Promise<VerifyTaskResult> {
  const { db, evidence } = opened;
  switch (task.type) {
    case 'repeats':
      return { type: 'repeats', ...guarded(() => verifyRepeats(db, evidence)) };
    case 'structure':
      return {
        type: 'structure',
        findings: [
          ...guarded(() => verifyStructure(db)).findings,
          ...guarded(() => ({ differing: 0, findings: verifyTerms(db) })).findings,
          ...guarded(() => ({ differing: 0, findings: verifyColumns(db) })).findings,
          ...guarded(() => ({ differing: 0, findings: verifyFurtherHashes(db, evidence) })).findings,
        ],
      };
    case 'eventsRoot': {
      let root = '';
      const failed = guarded(() => {
        root = eventsRoot(db);
        return { differing: 0, findings: [] };
      });
      // Unreadable rows are already a finding of the item that they belong to.
      return { type: 'eventsRoot', root: failed.differing ? '' : root };
    }
    case 'digests': {
      let judgement = NOTHING_JUDGED;
      const { findings } = guarded(() => {
        const keys = task.keys.flatMap(({ content, origin }) => readPublicKeys(Buffer.from(content), origin));
        judgement = judgeCase(db, keys, task.contents);
        return { differing: 0, findings: [] };
      });
      return { type: 'digests', judgement, findings };
    }
    case 'seals':
      return verifySeals(db, task);
    case 'items':
      return verifyItems(opened, task);
  }
}

async function verifySeals(db: ReadConnection, { roots, elsewhere }: Extract<VerifyTask, { type: 'seals' }>): Promise<VerifyTaskResult> {
  try {
    const { seals, findings } = await checkSeals(db, { roots });
    if (elsewhere) findings.push(...(await checkDetached(db, elsewhere.text, elsewhere.fingerprint)));
    return { type: 'seals', seals, findings };
  } catch (error) {
    return { type: 'seals', seals: [], findings: [damage(error)] };
  }
}

const NO_RESULT: ItemResult = { altered: false, notKept: false, bytes: 0, records: 0, differing: 0, findings: [] };

/** The structure is so damaged that this thread could not even begin. */
function unopened(task: VerifyTask, finding: Finding): VerifyTaskResult {
  switch (task.type) {
    case 'repeats':
    case 'structure':
    case 'seals':
      return { type: 'structure', findings: [finding] };
    case 'eventsRoot':
      return { type: 'eventsRoot', root: '' };
    case 'digests':
      return { type: 'digests', judgement: NOTHING_JUDGED, findings: [finding] };
    case 'items': {
      const result: ItemResult = { ...NO_RESULT, altered: true, findings: [finding] };
      return { type: 'items', result, items: task.ids.length, notKept: 0, altered: task.ids.length, contents: [] };
    }
  }
}

/** A damaged file makes SQLite throw anywhere: that is a result, not a crash. */
function guarded(work: () => { differing: number; findings: Finding[] }): { differing: number; findings: Finding[] } {
  try {
    return work();
  } catch (error) {
    return { differing: 1, findings: [damage(error)] };
  }
}

/** Whether tables and indexes agree: lists are read from indexes, proofs from tables. */
function verifyStructure(db: ReadConnection): { differing: number; findings: Finding[] } {
  const answers = db.prepare('PRAGMA integrity_check(20)').pluck().all() as string[];
  const wrong = answers.filter((answer) => answer !== 'ok');
  return {
    differing: 0,
    findings: wrong.map((reason) => ({ kind: 'schema', key: 'case file', verdict: 'altered', reason: reason.replace(/\s+/g, ' ') })),
  };
}

function verifyItems({ db, evidence, items }: Opened, { ids, depth, compared }: Extract<VerifyTask, { type: 'items' }>): VerifyTaskResult {
  const row = db.prepare(
    'SELECT id, lower(hex(sha256)) AS sha256, size, kind, shape, encoding, kept, first_record, records FROM evidence WHERE id = ?',
  );
  const total: ItemResult = { ...NO_RESULT, findings: [] };
  const contents: [number, ContentHash][] = [];
  const wanted = new Set(compared);
  let altered = 0;
  let notKept = 0;
  const verify = (item: ItemRow): ItemResult => {
    if (depth === 'all') return items.verify(item, wanted.has(item.id));
    if (depth === 'hashes') return items.verifyBytes(item);
    return { ...NO_RESULT, findings: [], bytes: item.size, content: contentHash(evidence, item.id) };
  };
  for (const id of ids) {
    let result: ItemResult;
    let key = `item ${id}`;
    try {
      const item = row.get(id) as ItemRow;
      key = item.sha256;
      result = verify(item);
    } catch (error) {
      const finding: Finding = { kind: 'evidence', key, verdict: 'altered', reason: `it cannot be read: ${(error as Error).message}` };
      result = { ...NO_RESULT, altered: true, findings: [finding] };
    }
    total.bytes += result.bytes;
    total.records += result.records;
    total.differing += result.differing;
    total.findings.push(...result.findings);
    if (result.content) contents.push([id, result.content]);
    if (result.altered) altered++;
    if (result.notKept) notKept++;
  }
  return { type: 'items', result: total, items: ids.length, notKept, altered, contents };
}
