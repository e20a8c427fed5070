// The jobs that the window knows of, as one immutable value.
import type { JobStatus } from '../../shared/domain.ts';

export interface JobsState {
  /** Newest last. */
  jobs: readonly JobStatus[];
  /** When the window learnt that a job ended, ms UTC. */
  endedAt: Readonly<Record<string, number>>;
  /** Summaries that the person has put away. */
  dismissed: readonly string[];
}

/** Puts a job's newest status in place. */
export function withJob(before: JobsState, job: JobStatus, now: number): JobsState {
  const at = before.jobs.findIndex((j) => j.id === job.id);
  const jobs = at < 0 ? [...before.jobs, job] : before.jobs.map((j, i) => (i === at ? job : j));
  const ended = job.state !== 'running' && before.endedAt[job.id] === undefined;
  return { ...before, jobs, endedAt: ended ? { ...before.endedAt, [job.id]: now } : before.endedAt };
}
