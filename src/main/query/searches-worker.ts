// Worker thread that runs the searches of the open case and answers with what they found: neither waits for the query thread, nor it for them.
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer } from '../../shared/channels.ts';
import type { HitOrder, SearchAsked, SearchHit, SearchSummary } from '../../shared/domain.ts';
import { type ErrorValue, TrailcaseError, toErrorValue } from '../../shared/errors.ts';
import { openForReading, type ReadConnection } from '../case/open.ts';
import type { Progress } from '../jobs/progress.ts';
import { SearchPages } from './search-pages.ts';
import { SearchRun } from './search-run.ts';

/** Searches are told apart by a number that whoever starts them gives. */
export type SearchRequest =
  | { type: 'start'; search: number; asked: SearchAsked }
  | { type: 'cancel'; search: number }
  /** Lets go of what was found. */
  | { type: 'drop'; search: number }
  | { type: 'page'; id: number; search: number; order: HitOrder; offset: number; limit: number }
  /** Bookmarks or evidence have changed. */
  | { type: 'forget' }
  /** Ends every search and lets go of the case. */
  | { type: 'close' };

export type SearchReply =
  | { type: 'progress'; search: number; progress: Progress }
  /** `summary` null: cancelled. */
  | { type: 'ended'; search: number; outcome: { summary: SearchSummary | null } | { error: ErrorValue } }
  | { type: 'page'; id: number; answer: Answer<{ rows: SearchHit[] }> }
  | { type: 'closed' };

class SearchThread {
  private readonly path: string;
  private readonly send: (reply: SearchReply) => void;
  private readonly runs = new Map<number, { run: SearchRun; controller: AbortController; done: Promise<void> }>();
  /** Opened with the first page that is asked for. */
  private reader: { db: ReadConnection; pages: SearchPages } | null = null;

  constructor(path: string, send: (reply: SearchReply) => void) {
    this.path = path;
    this.send = send;
  }

  take(request: SearchRequest): void {
    if (request.type === 'start') this.start(request.search, request.asked);
    else if (request.type === 'cancel') this.runs.get(request.search)?.controller.abort();
    else if (request.type === 'drop') this.drop(request.search);
    else if (request.type === 'page') this.send({ type: 'page', id: request.id, answer: this.page(request) });
    else if (request.type === 'forget') this.reader?.pages.forget();
    else void this.close();
  }

  private start(search: number, asked: SearchAsked): void {
    const run = new SearchRun(this.path, asked);
    const controller = new AbortController();
    const onProgress = (progress: Progress): void => this.send({ type: 'progress', search, progress });
    const done = run.run({ signal: controller.signal, onProgress }).then(
      (summary) => this.send({ type: 'ended', search, outcome: { summary } }),
      (error) => this.send({ type: 'ended', search, outcome: { error: toErrorValue(error) } }),
    );
    this.runs.set(search, { run, controller, done });
  }

  private drop(search: number): void {
    this.runs.get(search)?.controller.abort();
    this.runs.delete(search);
  }

  private page({ search, order, offset, limit }: Extract<SearchRequest, { type: 'page' }>): Answer<{ rows: SearchHit[] }> {
    try {
      const run = this.runs.get(search)?.run;
      if (!run) throw new TrailcaseError('BAD_REQUEST', 'This search is no longer kept', 'Search again.');
      this.reader ??= this.read();
      return { ok: true, value: { rows: run.page(this.reader.db, this.reader.pages, order, offset, limit) } };
    } catch (error) {
      return { ok: false, error: toErrorValue(error) };
    }
  }

  private read(): { db: ReadConnection; pages: SearchPages } {
    const db = openForReading(this.path);
    return { db, pages: new SearchPages(db) };
  }

  private async close(): Promise<void> {
    const runs = [...this.runs.values()];
    for (const { controller } of runs) controller.abort();
    await Promise.all(runs.map(({ done }) => done));
    this.reader?.db.close();
    this.send({ type: 'closed' });
  }
}

const port = parentPort;
if (port) {
  const thread = new SearchThread((workerData as { path: string }).path, (reply) => port.postMessage(reply));
  port.on('message', (request: SearchRequest) => thread.take(request));
}
