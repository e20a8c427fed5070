// The state of proof of this case, for every screen.
import { useCall } from '../data/queries.ts';
import { useJobs, verifySummary } from './jobs.ts';
import { type ProofState, proofState } from './proof-state.ts';

export function useProof(): ProofState {
  const custody = useCall('custody.list', {});
  const { jobs, endedAt } = useJobs();
  // What the window asks by itself is no verification that anyone waits for.
  const running = jobs.find((job) => job.kind === 'verify' && job.state === 'running' && job.scope !== 'digests') ?? null;
  const own = jobs.flatMap((job) => {
    const summary = verifySummary(job);
    return summary ? [{ summary, at: endedAt[job.id] ?? 0 }] : [];
  });
  return proofState(custody.data?.rows ?? [], own, running);
}
