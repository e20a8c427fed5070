// Worker thread of a verification: its own read-only connection, its own parser.
import { parentPort, workerData } from 'node:worker_threads';
import type { Finding } from '../../shared/domain.ts';
import { EvidenceReader } from '../case/evidence.ts';
import { openForReading, type ReadConnection } from '../case/open.ts';
import { eventsRoot } from '../case/roots.ts';
import { Dictionaries } from '../ingest/extract.ts';
import { type ItemResult, type ItemRow, ItemVerifier } from './verify-item.ts';
import { verifyRepeats } from './verify-repeats.ts';

export type VerifyTask = { type: 'items'; ids: number[] } | { type: 'repeats' } | { type: 'eventsRoot' };

export type VerifyTaskResult =
  | { type: 'items'; result: ItemResult; items: number; notKept: number; altered: number }
  | { type: 'repeats'; differing: number; findings: Finding[] }
  | { type: 'eventsRoot'; root: string };

const port = parentPort;
if (port) {
  let db: ReadConnection | null = null;
  let items: ItemVerifier | null = null;
  port.on('message', (task: VerifyTask) => {
    db ??= openForReading((workerData as { path: string }).path);
    const evidence = new EvidenceReader(db);
    if (task.type === 'repeats') {
      port.postMessage({ type: 'repeats', ...guarded(() => verifyRepeats(db as ReadConnection, evidence)) } satisfies VerifyTaskResult);
    } else if (task.type === 'eventsRoot') {
      let root = '';
      const failed = guarded(() => {
        root = eventsRoot(db as ReadConnection);
        return { differing: 0, findings: [] };
      });
      // Unreadable rows are already a finding of the item that they belong to.
      port.postMessage({ type: 'eventsRoot', root: failed.differing ? '' : root } satisfies VerifyTaskResult);
    } else {
      items ??= new ItemVerifier(db, evidence, new Dictionaries());
      port.postMessage(verifyItems(db, items, task.ids));
    }
  });
}

/** A damaged file makes SQLite throw anywhere: that is a result, not a crash. */
function guarded(work: () => { differing: number; findings: Finding[] }): { differing: number; findings: Finding[] } {
  try {
    return work();
  } catch (error) {
    return { differing: 1, findings: [{ kind: 'schema', key: 'case file', verdict: 'altered', reason: `it cannot be read: ${(error as Error).message}` }] };
  }
}

function verifyItems(db: ReadConnection, verifier: ItemVerifier, ids: number[]): VerifyTaskResult {
  const row = db.prepare('SELECT id, lower(hex(sha256)) AS sha256, size, kind, encoding, kept, first_record, records FROM evidence WHERE id = ?');
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
