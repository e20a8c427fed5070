// The engine's side of the thread that searches: starts searches, tells of their progress, and asks for what they found.
import { Worker } from 'node:worker_threads';
import type { Answer } from '../shared/channels.ts';
import type { HitOrder, SearchAsked, SearchHit, SearchSummary } from '../shared/domain.ts';
import { fromErrorValue, TrailcaseError, toErrorValue } from '../shared/errors.ts';
import type { JobControl } from './jobs/progress.ts';
import type { SearchReply, SearchRequest } from './query/searches-worker.ts';
import { workerFile } from './worker-file.ts';

interface Running {
  onProgress: NonNullable<JobControl['onProgress']>;
  resolve(summary: SearchSummary | null): void;
  reject(error: unknown): void;
}

export class SearchThread {
  private readonly worker: Worker;
  private readonly running = new Map<number, Running>();
  private readonly waiting = new Map<number, (answer: Answer<{ rows: SearchHit[] }>) => void>();
  private closed: () => void = () => {};
  private next = 1;
  /** Why it answers no more. */
  private end: TrailcaseError | null = null;

  constructor(path: string) {
    this.worker = new Worker(workerFile('query/searches-worker'), { workerData: { path } });
    this.worker.on('message', (reply: SearchReply) => this.take(reply));
    const fail = (error: Error): void => {
      this.end ??= new TrailcaseError('ENGINE_STOPPED', `The search thread stopped: ${error.message}`, 'Search again.');
      for (const { reject } of this.running.values()) reject(this.end);
      for (const answer of this.waiting.values()) answer({ ok: false, error: toErrorValue(this.end) });
      this.running.clear();
      this.waiting.clear();
      this.closed();
    };
    this.worker.on('error', fail);
    this.worker.on('exit', () => fail(new Error('it ended')));
  }

  /**
   * Runs a search to its end.
   * @param search number by which it is asked for afterwards
   * @returns null when it was cancelled
   * Errors: ENGINE_STOPPED, FILTER_INVALID, PATTERN_INVALID, and those of opening a case for reading.
   */
  run(search: number, asked: SearchAsked, { signal, onProgress = () => {} }: JobControl): Promise<SearchSummary | null> {
    return new Promise((resolve, reject) => {
      if (this.end) throw this.end;
      this.running.set(search, { onProgress, resolve, reject });
      this.post({ type: 'start', search, asked });
      signal?.addEventListener('abort', () => this.post({ type: 'cancel', search }), { once: true });
    });
  }

  /** Whether it ended unasked: another one has to take its place. */
  get stopped(): boolean {
    return this.end !== null;
  }

  page(search: number, order: HitOrder, offset: number, limit: number): Promise<Answer<{ rows: SearchHit[] }>> {
    if (this.end) return Promise.resolve({ ok: false, error: toErrorValue(this.end) });
    return new Promise((resolve) => {
      const id = this.next++;
      this.waiting.set(id, resolve);
      this.post({ type: 'page', id, search, order, offset, limit });
    });
  }

  /** Lets go of what a search found, and ends it. */
  drop(search: number): void {
    this.post({ type: 'drop', search });
  }

  /** Bookmarks or evidence have changed. */
  forget(): void {
    this.post({ type: 'forget' });
  }

  /** Ends every search and closes its connections first, so that the writer can leave a single file. */
  async close(): Promise<void> {
    if (this.end) return;
    await new Promise<void>((resolve) => {
      this.closed = resolve;
      this.post({ type: 'close' });
    });
    await this.worker.terminate();
  }

  private post(request: SearchRequest): void {
    this.worker.postMessage(request);
  }

  private take(reply: SearchReply): void {
    if (reply.type === 'progress') this.running.get(reply.search)?.onProgress(reply.progress);
    else if (reply.type === 'ended') {
      const { outcome } = reply;
      const run = this.running.get(reply.search);
      this.running.delete(reply.search);
      if ('error' in outcome) run?.reject(fromErrorValue(outcome.error));
      else run?.resolve(outcome.summary);
    } else if (reply.type === 'page') {
      this.waiting.get(reply.id)?.(reply.answer);
      this.waiting.delete(reply.id);
    } else this.closed();
  }
}
