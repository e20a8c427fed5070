// What is known about the proof of this case: nothing yet, verified, or contradicted and perhaps acknowledged. Pure.
import type { CustodyRow, JobStatus, VerifySummary } from '../../shared/domain.ts';

export interface Acknowledged {
  /** ms UTC. */
  at: number;
  who: string;
  text: string;
}

export type ProofState =
  | { name: 'none' }
  | { name: 'running'; fraction: number | null }
  | { name: 'ok'; at: number; since: 'import' | null }
  | { name: 'failed'; at: number; acknowledged: Acknowledged | null };

/** A verification of this window, and when the window learnt that it had ended. */
interface OwnVerification {
  summary: Pick<VerifySummary, 'ok' | 'scope'>;
  at: number;
}

/** The window learns of the end of a job this much (ms) after its entry was written, at most. */
const DELAY = 5000;

interface Tested {
  at: number;
  ok: boolean;
  /** Position in the custody log; null where nothing was logged. */
  seq: number | null;
}

/** What a stored entry says in its detail; nothing where it is not JSON. */
function detailOf(row: CustodyRow): Record<string, unknown> {
  try {
    const detail: unknown = JSON.parse(row.detail);
    return typeof detail === 'object' && detail !== null ? (detail as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Whether a stored verification found nothing wrong: its detail says so, or else its outcome. */
function rowIsOk(row: CustodyRow): boolean {
  const { ok } = detailOf(row);
  return typeof ok === 'boolean' ? ok : /^(ok|done|success|verified|clean|valid)/i.test(row.outcome);
}

/** A test of a part proves nothing of the whole; that it found a contradiction counts all the same. */
const counts = (ok: boolean, scope: unknown): boolean => !ok || scope === undefined || scope === 'all';

/** The newest verification that counts. */
function newest(custody: readonly CustodyRow[], own: readonly OwnVerification[]): Tested | null {
  const row = custody.findLast((one) => /verif/i.test(one.action) && counts(rowIsOk(one), detailOf(one).scope));
  const logged: Tested | null = row ? { at: row.at, ok: rowIsOk(row), seq: row.seq } : null;
  const mine = own.findLast(({ summary }) => counts(summary.ok, summary.scope));
  if (!mine || (logged && mine.at < logged.at)) return logged;
  // The same one, in the log and in this window: the log knows where it stands.
  if (logged && mine.summary.ok === logged.ok && mine.at - logged.at <= DELAY) return logged;
  return { at: mine.at, ok: mine.summary.ok, seq: null };
}

/**
 * The written acknowledgement of a failure. What was logged is acknowledged by an entry after it. What this window found without an
 * entry (AWS's digests, asked of again whenever the case is opened) stays acknowledged until evidence is added: it is the same failure.
 */
function acknowledgement(custody: readonly CustodyRow[], failed: Tested): Acknowledged | null {
  const after = failed.seq ?? custody.findLast((row) => /import/i.test(row.action))?.seq ?? 0;
  const row = custody.findLast((one) => one.action === 'acknowledge' && one.seq > after);
  if (!row) return null;
  const { text } = detailOf(row);
  return { at: row.at, who: row.who, text: typeof text === 'string' ? text : '' };
}

/**
 * From the custody log and this window's own verifications.
 * @param own oldest first
 */
export function proofState(
  custody: readonly CustodyRow[],
  own: readonly OwnVerification[],
  running: Pick<JobStatus, 'fraction'> | null,
): ProofState {
  if (running) return { name: 'running', fraction: running.fraction };
  const finished = custody.filter((row) => !/cancel|start/i.test(row.outcome));
  const tested = newest(finished, own);
  if (!tested) return { name: 'none' };
  if (!tested.ok) return { name: 'failed', at: tested.at, acknowledged: acknowledgement(custody, tested) };
  const importedAfter = finished.some((row) => /import/i.test(row.action) && row.at > tested.at);
  return { name: 'ok', at: tested.at, since: importedAfter ? 'import' : null };
}
