// Takes containers apart in a thread of its own, one after the other, batch by batch.
import { Worker } from 'node:worker_threads';
import { TrailcaseError } from '../../../shared/errors.ts';
import { workerFile } from '../../worker-file.ts';
import type { ContainerBatch, ContainerRequest } from './container-worker.ts';

/** Close it when it is needed no more: a thread that waits keeps the process alive. */
export class Expander {
  /** Started for the first container, and again after one that was not read to its end: archives may come by the thousand. */
  private worker: Worker | null = null;

  /**
   * Gives a container's members in batches, one of them read ahead. Never throws for what is wrong with a container: the last batch says so.
   * One container at a time.
   * Errors: INTERNAL when the thread fails.
   */
  async *expand(open: Omit<ContainerRequest & { type: 'open' }, 'type'>): AsyncGenerator<ContainerBatch> {
    const worker = this.started();
    let done = false;
    try {
      worker.postMessage({ type: 'open', ...open } satisfies ContainerRequest);
      let coming = answerOf(worker);
      while (!done) {
        const batch = await coming;
        done = batch.done;
        if (!done) {
          coming = answerOf(worker);
          worker.postMessage({ type: 'next' } satisfies ContainerRequest);
        }
        yield batch;
      }
    } finally {
      if (!done) await this.close();
    }
  }

  private started(): Worker {
    this.worker ??= new Worker(workerFile('acquire/containers/container-worker'));
    return this.worker;
  }

  async close(): Promise<void> {
    const { worker } = this;
    this.worker = null;
    await worker?.terminate();
  }
}

function answerOf(worker: Worker): Promise<ContainerBatch> {
  const answer = new Promise<ContainerBatch>((resolve, reject) => {
    const failed = (error: unknown): void =>
      reject(new TrailcaseError('INTERNAL', `A worker thread failed: ${(error as Error).message}`, '', { cause: error }));
    worker.once('error', failed);
    worker.once('message', (batch) => {
      worker.off('error', failed);
      resolve(batch);
    });
  });
  // Whoever stops early never asks: that is no unhandled failure.
  answer.catch(() => {});
  return answer;
}
