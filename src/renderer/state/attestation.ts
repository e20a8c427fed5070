// What AWS's digests say of this case: asked for once by the view that shows it, and again when the answer has become stale.
import { useEffect, useRef } from 'react';
import type { JobStatus } from '../../shared/domain.ts';
import type { Attestation } from '../../shared/integrity.ts';
import { attempt, noticeError } from '../components/notices.tsx';
import { errorOf } from '../data/bridge.ts';
import { useCall, useCase } from '../data/queries.ts';
import { useJobs } from './jobs.ts';
import { startVerify } from './verify.ts';

interface AskedAttestation {
  /** Null: not judged since the case was opened, or evidence came in after that. */
  attestation: Attestation | null;
  /** The verification that is on its way and will judge the digests. */
  job: JobStatus | null;
  /** The newest verification ended without an answer. */
  failed: JobStatus | null;
  error: unknown;
  /** The first answer is still on its way. */
  loading: boolean;
  judge(): void;
}

/** @param start whether to have the digests judged where they were not yet */
export function useAttestation(start = false): AskedAttestation {
  const info = useCase();
  const asked = useCall('integrity.get', {}, { keep: true });
  const { jobs } = useJobs();
  const verifications = jobs.filter((job) => job.kind === 'verify' && job.scope !== 'hashes');
  const job = verifications.find((one) => one.state === 'running') ?? null;
  const last = verifications.at(-1);
  const attestation = asked.data?.attestation ?? null;

  // The same evidence is asked about once: a person who cancels is not asked against their will.
  const evidence = `${info.case.path} ${info.evidence.items} ${info.evidence.bytes}`;
  const tried = useRef('');
  // Between the start of a job and its first status nothing else tells that it runs.
  const started = useRef<string | null>(null);
  const silent = started.current !== null && !jobs.some((one) => one.id === started.current);
  const busy = silent || jobs.some((one) => one.state === 'running');
  const due = start && asked.data?.attestation === null && !asked.isFetching && !busy && info.evidence.items > 0;
  useEffect(() => {
    if (!due || tried.current === evidence) return;
    tried.current = evidence;
    started.current = '';
    startVerify('digests').then(
      (jobId) => {
        started.current = jobId;
      },
      (thrown) => {
        started.current = null;
        // Another job was quicker: when it has ended, the question stands again.
        if (errorOf(thrown).code === 'JOB_RUNNING') tried.current = '';
        else noticeError(thrown);
      },
    );
  }, [due, evidence]);

  return {
    attestation,
    job,
    failed: last && (last.state === 'failed' || last.state === 'cancelled') ? last : null,
    error: asked.error,
    loading: asked.data === undefined && asked.error === null,
    judge: () => attempt(startVerify('digests')),
  };
}
