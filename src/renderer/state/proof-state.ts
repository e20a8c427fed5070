// What is known about the proof of this case: nothing yet, verified, or contradicted. Pure.
import type { CustodyRow, JobStatus, VerifySummary } from '../../shared/domain.ts';

export type ProofState =
  | { name: 'none' }
  | { name: 'running'; fraction: number | null }
  | { name: 'ok'; at: number; since: 'import' | null }
  | { name: 'failed'; at: number };

/** Whether a stored verification found nothing wrong: its detail says so, or else its outcome. */
function rowIsOk(row: CustodyRow): boolean {
  try {
    const detail: unknown = JSON.parse(row.detail);
    if (typeof detail === 'object' && detail !== null && 'ok' in detail && typeof detail.ok === 'boolean') return detail.ok;
  } catch {
    // Not JSON: the outcome decides.
  }
  return /^(ok|done|success|verified|clean|valid)/i.test(row.outcome);
}

/** From the custody log and this window's own newest verification. */
export function proofState(
  custody: readonly CustodyRow[],
  own: { summary: VerifySummary; at: number } | null,
  running: JobStatus | null,
): ProofState {
  if (running) return { name: 'running', fraction: running.fraction };
  const finished = custody.filter((row) => !/cancel|start/i.test(row.outcome));
  const logged = finished.findLast((row) => /verif/i.test(row.action));
  const at = Math.max(own?.at ?? 0, logged?.at ?? 0);
  if (at === 0) return { name: 'none' };
  const ok = own && own.at >= (logged?.at ?? 0) - 5000 ? own.summary.ok : logged ? rowIsOk(logged) : false;
  if (!ok) return { name: 'failed', at };
  const importedAfter = finished.some((row) => /import/i.test(row.action) && row.at > at);
  return { name: 'ok', at, since: importedAfter ? 'import' : null };
}
