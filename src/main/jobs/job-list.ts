// Long work as the window and the command line see it: status with rate and time left, cancel, a summary at the end.
import { randomUUID } from 'node:crypto';
import type { JobStatus } from '../../shared/domain.ts';
import { TrailcaseError, toErrorValue } from '../../shared/errors.ts';
import type { JobControl, Progress } from './progress.ts';

/** Statuses are sent at most this often: a pipe has no back-pressure. */
const INTERVAL_MS = 100;

/** Finished jobs remembered. */
const REMEMBERED = 20;

type Summary = NonNullable<JobStatus['summary']>;

/** One piece of long work. Resolves with its summary, if it has one, and whether it was cancelled. */
type Work = (control: JobControl) => Promise<{ summary: Summary | null; cancelled: boolean }>;

export class JobList {
  private readonly jobs = new Map<string, { status: JobStatus; controller: AbortController; done: Promise<void> }>();
  private readonly send: (status: JobStatus) => void;
  private readonly mayStart: () => void;

  /**
   * @param send called with the newest status, at most 10 times a second per job and once at its end
   * @param mayStart throws while nothing may be started
   */
  constructor(send: (status: JobStatus) => void, mayStart: () => void = () => {}) {
    this.send = send;
    this.mayStart = mayStart;
  }

  /** Starts work and returns its id at once. @param told what its status tells from the first on. Errors: those of `mayStart`. */
  start(kind: JobStatus['kind'], work: Work, told: Pick<JobStatus, 'scope'> = {}): string {
    this.mayStart();
    const id = randomUUID();
    const status: JobStatus = {
      id,
      kind,
      ...told,
      state: 'running',
      phase: 'Starting',
      fraction: null,
      bytes: 0,
      totalBytes: 0,
      files: 0,
      totalFiles: 0,
      events: 0,
      rate: 0,
      secondsLeft: null,
      summary: null,
      error: null,
    };
    const controller = new AbortController();
    // What came last is sent in any case, and nothing after its end.
    const thinned = thin(() => status.state === 'running' && this.send({ ...status }));
    const started = performance.now();
    const onProgress = (progress: Progress): void => {
      Object.assign(status, progress, pace(progress, (performance.now() - started) / 1000));
      thinned();
    };
    const done = work({ signal: controller.signal, onProgress })
      .then(({ summary, cancelled }) => {
        status.state = cancelled ? 'cancelled' : 'done';
        status.summary = summary;
      })
      .catch((error) => {
        status.state = 'failed';
        status.error = toErrorValue(error);
      })
      .then(() => {
        status.secondsLeft = null;
        if (status.state === 'done') status.fraction = 1;
        this.send({ ...status });
        this.forgetOldest();
      });
    this.jobs.set(id, { status, controller, done });
    this.send({ ...status });
    return id;
  }

  list(): JobStatus[] {
    return [...this.jobs.values()].map(({ status }) => ({ ...status }));
  }

  running(): JobStatus[] {
    return this.list().filter((job) => job.state === 'running');
  }

  /** Errors: BAD_REQUEST. */
  cancel(id: string): void {
    const job = this.jobs.get(id);
    if (!job) throw new TrailcaseError('BAD_REQUEST', `There is no job ${id}`);
    job.controller.abort();
  }

  /** Resolves when the job is no longer running; at once for one that is not known. */
  async ended(id: string): Promise<void> {
    await this.jobs.get(id)?.done;
  }

  /** Cancels everything, waits until it has ended, and forgets it: it was of the case that is being left. */
  async stop(): Promise<void> {
    const stopped = [...this.jobs];
    for (const [, { controller }] of stopped) controller.abort();
    await Promise.all(stopped.map(([, job]) => job.done));
    for (const [id] of stopped) this.jobs.delete(id);
  }

  private forgetOldest(): void {
    for (const [id, { status }] of this.jobs) {
      if (this.jobs.size <= REMEMBERED) return;
      if (status.state !== 'running') this.jobs.delete(id);
    }
  }
}

/** Part done, events a second, and seconds left, from what was done so far. */
export function pace(progress: Progress, seconds: number): { fraction: number | null; rate: number; secondsLeft: number | null } {
  const fraction = progress.totalBytes > 0 ? Math.min(1, progress.bytes / progress.totalBytes) : null;
  return {
    fraction,
    rate: seconds > 0 ? Math.round(progress.events / seconds) : 0,
    secondsLeft: fraction !== null && fraction > 0.02 ? Math.round((seconds / fraction) * (1 - fraction)) : null,
  };
}

/** At most one call per interval; the latest state is what gets sent, at the end of the interval at the latest: it may last. */
function thin(send: () => void): () => void {
  let last = 0;
  let due = false;
  const now = (): void => {
    due = false;
    last = performance.now();
    send();
  };
  return () => {
    const wait = last + INTERVAL_MS - performance.now();
    if (wait <= 0) now();
    else if (!due) {
      due = true;
      setTimeout(now, wait).unref();
    }
  };
}
