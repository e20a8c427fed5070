// The engine's side of the query worker: questions in, answers out, by number.
import { Worker } from 'node:worker_threads';
import type { Answer, EngineChannel } from '../shared/channels.ts';
import { TrailcaseError, toErrorValue } from '../shared/errors.ts';
import type { QueryReply, QueryRequest } from './query/query-worker.ts';
import { workerFile } from './worker-file.ts';

export class QueryThread {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, (answer: Answer<unknown>) => void>();
  private next = 1;

  constructor(path: string) {
    this.worker = new Worker(workerFile('query/query-worker'), { workerData: { path } });
    this.worker.on('message', ({ id, answer }: QueryReply) => {
      this.waiting.get(id)?.(answer);
      this.waiting.delete(id);
    });
    const fail = (error: Error): void => {
      const value = toErrorValue(new TrailcaseError('ENGINE_STOPPED', `The query thread stopped: ${error.message}`, 'Try again.'));
      for (const answer of this.waiting.values()) answer({ ok: false, error: value });
      this.waiting.clear();
    };
    this.worker.on('error', fail);
    this.worker.on('exit', () => fail(new Error('it ended')));
  }

  ask(channel: EngineChannel | 'forget' | 'close', args: unknown): Promise<Answer<unknown>> {
    return new Promise((resolve) => {
      const id = this.next++;
      this.waiting.set(id, resolve);
      this.worker.postMessage({ id, channel, args } satisfies QueryRequest);
    });
  }

  /** Closes its connection first, so that the writer can leave a single file. */
  async close(): Promise<void> {
    await this.ask('close', {});
    await this.worker.terminate();
  }
}
