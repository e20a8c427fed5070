// Takes one container apart in a thread of its own, batch by batch.
import { Worker } from 'node:worker_threads';
import { TrailcaseError } from '../../../shared/errors.ts';
import { workerFile } from '../../worker-file.ts';
import type { ContainerBatch, ContainerRequest } from './container-worker.ts';

/**
 * Gives the container's members in batches, one of them read ahead. Never throws for what is wrong with a container: the last batch says so.
 * Errors: INTERNAL when the thread fails.
 */
export async function* expand(open: Omit<ContainerRequest & { type: 'open' }, 'type'>): AsyncGenerator<ContainerBatch> {
  const worker = new Worker(workerFile('acquire/containers/container-worker'));
  try {
    worker.postMessage({ type: 'open', ...open } satisfies ContainerRequest);
    let coming = answerOf(worker);
    for (;;) {
      const batch = await coming;
      if (!batch.done) {
        coming = answerOf(worker);
        worker.postMessage({ type: 'next' } satisfies ContainerRequest);
      }
      yield batch;
      if (batch.done) return;
    }
  } finally {
    await worker.terminate();
  }
}

function answerOf(worker: Worker): Promise<ContainerBatch> {
  const answer = new Promise<ContainerBatch>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', (error) => reject(new TrailcaseError('INTERNAL', `A worker thread failed: ${(error as Error).message}`)));
  });
  // Whoever stops early never asks: that is no unhandled failure.
  answer.catch(() => {});
  return answer;
}
