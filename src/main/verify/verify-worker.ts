// Worker thread of a verification: its own read-only connection, its own parser.

import { parentPort, workerData } from 'node:worker_threads';
import type { Finding } from '../../shared/domain.ts';
import { EvidenceReader } from '../case/evidence.ts';
import { openForReading, type ReadConnection } from '../case/open.ts';
import { eventsRoot } from '../case/roots.ts';
import { Dictionaries } from '../ingest/extract.ts';
import { damage } from './damage.ts';
import { judgeCase } from './digests/gather.ts';
import type { Judgement } from './digests/judge.ts';
import { readPublicKeys } from './digests/public-keys.ts';
import { type ItemResult, type ItemRow, ItemVerifier } from './verify-item.ts';
import { verifyRepeats } from './verify-repeats.ts';
import { verifyTerms } from './verify-terms.ts';

export type VerifyTask =
  | { type: 'items'; ids: number[] }
  | { type: 'repeats' }
  | { type: 'eventsRoot' }
  | { type: 'structure' }
  | { type: 'digests'; keys: KeyFile[] };

/** Public keys that the examiner named. */
export interface KeyFile {
  origin: string;
  content: Uint8Array;
}

export type VerifyTaskResult =
  | { type: 'items'; result: ItemResult; items: number; notKept: number; altered: number }
  | { type: 'repeats'; differing: number; findings: Finding[] }
  | { type: 'eventsRoot'; root: string }
  | { type: 'structure'; findings: Finding[] }
  | { type: 'digests'; judgement: Judgement; findings: Finding[] };

const port = parentPort;
if (port) {
  let opened: Opened | null = null;
  port.on('message', (task: VerifyTask) => {
    try {
      opened ??= open((workerData as { path: string }).path);
    } catch (error) {
      port.postMessage(unopened(task, damage(error)));
      return;
    }
    port.postMessage(answer(task, opened));
  });
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

function answer(task: VerifyTask, { db, evidence, items }: Opened): VerifyTaskResult {
  switch (task.type) {
    case 'repeats':
      return { type: 'repeats', ...guarded(() => verifyRepeats(db, evidence)) };
    case 'structure':
      return {
        type: 'structure',
        findings: [
          ...guarded(() => verifyStructure(db)).findings,
          ...guarded(() => ({ differing: 0, findings: verifyTerms(db) })).findings,
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
        judgement = judgeCase(
          db,
          task.keys.flatMap(({ content, origin }) => readPublicKeys(Buffer.from(content), origin)),
        );
        return { differing: 0, findings: [] };
      });
      return { type: 'digests', judgement, findings };
    }
    case 'items':
      return verifyItems(db, items, task.ids);
  }
}

const NOTHING_JUDGED: Judgement = { digests: [], logs: [], gaps: [], keysFrom: [] };

/** The structure is so damaged that this thread could not even begin. */
function unopened(task: VerifyTask, finding: Finding): VerifyTaskResult {
  switch (task.type) {
    case 'repeats':
    case 'structure':
      return { type: 'structure', findings: [finding] };
    case 'eventsRoot':
      return { type: 'eventsRoot', root: '' };
    case 'digests':
      return { type: 'digests', judgement: NOTHING_JUDGED, findings: [finding] };
    case 'items': {
      const result: ItemResult = { altered: true, notKept: false, bytes: 0, records: 0, differing: 0, findings: [finding] };
      return { type: 'items', result, items: task.ids.length, notKept: 0, altered: task.ids.length };
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

function verifyItems(db: ReadConnection, verifier: ItemVerifier, ids: number[]): VerifyTaskResult {
  const row = db.prepare(
    'SELECT id, lower(hex(sha256)) AS sha256, size, kind, shape, encoding, kept, first_record, records FROM evidence WHERE id = ?',
  );
  const total: ItemResult = { altered: false, notKept: false, bytes: 0, records: 0, differing: 0, findings: [] };
  let altered = 0;
  let notKept = 0;
  for (const id of ids) {
    let result: ItemResult;
    let key = `item ${id}`;
    try {
      const item = row.get(id) as ItemRow;
      key = item.sha256;
      result = verifier.verify(item);
    } catch (error) {
      const finding: Finding = { kind: 'evidence', key, verdict: 'altered', reason: `it cannot be read: ${(error as Error).message}` };
      result = { altered: true, notKept: false, bytes: 0, records: 0, differing: 0, findings: [finding] };
    }
    total.bytes += result.bytes;
    total.records += result.records;
    total.differing += result.differing;
    total.findings.push(...result.findings);
    if (result.altered) altered++;
    if (result.notKept) notKept++;
  }
  return { type: 'items', result: total, items: ids.length, notKept, altered };
}
