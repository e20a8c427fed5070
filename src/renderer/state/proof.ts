// The state of proof of this case, for every screen.
import { useCall } from '../data/queries.ts';
import { useJobs, verifySummary } from './jobs.ts';
import { type ProofState, proofState } from './proof-state.ts';

export function useProof(): ProofState {
  const custody = useCall('custody.list', {});
  const { jobs, endedAt } = useJobs();
  const verifications = jobs.filter((job) => job.kind === 'verify');
  const running = verifications.find((job) => job.state === 'running') ?? null;
  const done = verifications.findLast((job) => verifySummary(job) !== null);
  const summary = verifySummary(done);
  return proofState(custody.data?.rows ?? [], done && summary ? { summary, at: endedAt[done.id] ?? 0 } : null, running);
}
