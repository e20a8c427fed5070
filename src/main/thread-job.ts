// A thread that does one job: what it says until its end, and how it is cancelled.
import type { MessagePort, Worker } from 'node:worker_threads';
import { type ErrorValue, fromErrorValue, TrailcaseError } from '../shared/errors.ts';
import type { JobControl, Progress } from './jobs/progress.ts';

export type ThreadReply<T> = { type: 'progress'; progress: Progress } | { type: 'done'; made: T } | { type: 'failed'; error: ErrorValue };

interface Thread {
  worker: Worker;
  /** On which it answers. */
  line: Pick<Worker | MessagePort, 'on'>;
  /** Tells it to end early. */
  cancel: () => void;
  /** Subject of what is told where the thread ends by itself: `The export`. */
  what: string;
}

/** What the job came to; when it settles, the thread has ended. Errors: those of the job, ENGINE_STOPPED where the thread ended without a word. */
export async function madeByThread<T>({ worker, line, cancel, what }: Thread, { signal, onProgress = () => {} }: JobControl): Promise<T> {
  try {
    return await new Promise((resolve, reject) => {
      line.on('message', (reply: ThreadReply<T>) => {
        if (reply.type === 'progress') onProgress(reply.progress);
        else if (reply.type === 'done') resolve(reply.made);
        else reject(fromErrorValue(reply.error));
      });
      const fail = (why: string): void => reject(new TrailcaseError('ENGINE_STOPPED', `${what} stopped: ${why}`, 'Start it again.'));
      worker.on('error', (error) => fail(error.message));
      worker.on('exit', () => fail('its thread ended'));
      if (signal?.aborted) cancel();
      else signal?.addEventListener('abort', cancel, { once: true });
    });
  } finally {
    signal?.removeEventListener('abort', cancel);
    await worker.terminate();
  }
}
