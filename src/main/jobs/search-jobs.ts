// The searches of an open case: each is a job, and of the newest few what they found is kept.
import type { Args, PushValue, Result } from '../../shared/channels.ts';
import type { SearchAsked } from '../../shared/domain.ts';
import { fromErrorValue, TrailcaseError } from '../../shared/errors.ts';
import { SearchThread } from '../search-thread.ts';
import type { JobList } from './job-list.ts';

/** Searches whose hits are kept. */
const KEPT = 4;

interface Kept {
  /** By which the thread knows it. */
  number: number;
  asked: SearchAsked;
  stale: boolean;
}

export class SearchJobs {
  private readonly path: string;
  private readonly jobs: JobList;
  /** By id of the job, oldest first. */
  private readonly kept = new Map<string, Kept>();
  /** Made with the first search. */
  private thread: SearchThread | null = null;
  private next = 1;

  /** @param path of the open case */
  constructor(path: string, jobs: JobList) {
    this.path = path;
    this.jobs = jobs;
  }

  /** Starts a search and returns the id of its job; one that still runs is cancelled. */
  start(asked: SearchAsked): string {
    for (const { id, kind } of this.jobs.running()) if (kind === 'search') this.jobs.cancel(id);
    if (!this.thread || this.thread.stopped) this.thread = new SearchThread(this.path);
    const { thread } = this;
    const number = this.next++;
    const jobId = this.jobs.start('search', async (control) => {
      const summary = await thread.run(number, asked, control);
      return { summary, cancelled: summary === null };
    });
    this.kept.set(jobId, { number, asked, stale: false });
    for (const [oldest, { number: old }] of this.kept) {
      if (this.kept.size <= KEPT) break;
      this.kept.delete(oldest);
      thread.drop(old);
    }
    return jobId;
  }

  /** Errors: BAD_REQUEST for a search that is not kept, or an order in time while it runs. */
  async page({ jobId, order, offset, limit }: Args<'search.page'>): Promise<Result<'search.page'>> {
    const kept = this.kept.get(jobId);
    if (!kept || !this.thread) throw new TrailcaseError('BAD_REQUEST', 'This search is no longer kept', 'Search again.');
    const answer = await this.thread.page(kept.number, order, offset, limit);
    if (!answer.ok) throw fromErrorValue(answer.error);
    return answer.value;
  }

  list(): Result<'search.list'> {
    return { searches: [...this.kept].map(([jobId, { asked, stale }]) => ({ jobId, ...asked, stale })) };
  }

  /** What was stored changed: rows are read anew. Where evidence was added, searches may lack it; by another zone the filter of one may leave other events. */
  changed(what: PushValue<'changed'>['what']): void {
    for (const kept of this.kept.values()) if (what === 'evidence' || (what === 'zone' && kept.asked.filter !== '')) kept.stale = true;
    this.thread?.forget();
  }

  /** Ends every search and lets go of the case. */
  async close(): Promise<void> {
    await this.thread?.close();
  }
}
