// Jobs as the engine reports them: a store outside React that components subscribe to.
import { useSyncExternalStore } from 'react';
import type { ImportSummary, JobStatus, SearchSummary, VerifySummary } from '../../shared/domain.ts';
import type { ExportSummary } from '../../shared/exports.ts';
import type { SealSummary } from '../../shared/integrity.ts';
import type { PackSummary, ReportCheck, ReportSummary } from '../../shared/report.ts';
import { type JobsState, withJob } from './job-list.ts';

const EMPTY: JobsState = { jobs: [], endedAt: {}, dismissed: [] };
let state = EMPTY;
const listeners = new Set<() => void>();

function set(next: JobsState): void {
  state = next;
  for (const listener of listeners) listener();
}

export const jobStore = {
  put: (job: JobStatus) => set(withJob(state, job, Date.now())),
  dismiss: (id: string) => set({ ...state, dismissed: [...state.dismissed, id] }),
  clear: () => set(EMPTY),
  /** The engine died: what was running will not report again. */
  engineStopped: () => {
    for (const job of state.jobs.filter((j) => j.state === 'running')) {
      jobStore.put({
        ...job,
        state: 'failed',
        error: {
          code: 'ENGINE_STOPPED',
          message: `The engine stopped during this ${job.kind}.`,
          advice: 'Start it again; what was stored before is kept.',
        },
      });
    }
  },
};

/** The status in which a job ends, when it has. */
export function jobEnd(id: string): Promise<JobStatus> {
  return new Promise((resolve) => {
    const look = (): void => {
      const job = state.jobs.find((one) => one.id === id);
      if (!job || job.state === 'running') return;
      listeners.delete(look);
      resolve(job);
    };
    listeners.add(look);
    look();
  });
}

export function useJobs(): JobsState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

/** The newest job of a kind, running or ended. */
export function useLatestJob(kind: JobStatus['kind']): JobStatus | undefined {
  return useJobs().jobs.findLast((job) => job.kind === kind);
}

export function importSummary(job: JobStatus | undefined): ImportSummary | null {
  return job?.kind === 'import' && job.summary && 'records' in job.summary ? job.summary : null;
}

export function verifySummary(job: JobStatus | undefined): VerifySummary | null {
  return job?.kind === 'verify' && job.summary && 'custody' in job.summary ? job.summary : null;
}

export function reportSummary(job: JobStatus | undefined): ReportSummary | null {
  return job?.kind === 'report' && job.summary && 'redacted' in job.summary ? job.summary : null;
}

export function packSummary(job: JobStatus | undefined): PackSummary | null {
  return job?.kind === 'pack' && job.summary && 'reports' in job.summary ? job.summary : null;
}

export function reportCheck(job: JobStatus | undefined): ReportCheck | null {
  return job?.kind === 'check' && job.summary && 'lines' in job.summary ? job.summary : null;
}

export function searchSummary(job: JobStatus | undefined): SearchSummary | null {
  return job?.kind === 'search' && job.summary && 'hits' in job.summary ? job.summary : null;
}

export function exportSummary(job: JobStatus | undefined): ExportSummary | null {
  return job?.kind === 'export' && job.summary && 'leftOut' in job.summary ? job.summary : null;
}

export function sealSummary(job: JobStatus | undefined): SealSummary | null {
  return job?.kind === 'seal' && job.summary && 'seal' in job.summary ? job.summary : null;
}
