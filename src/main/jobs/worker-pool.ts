// A few worker threads that take tasks from one queue: each always has the next task waiting, so that none stalls.
import { availableParallelism } from 'node:os';
import { type Transferable, Worker } from 'node:worker_threads';
import { TrailcaseError } from '../../shared/errors.ts';

/** Tasks handed to a worker before it answered: one being done, one waiting. */
const IN_FLIGHT = 2;

/**
 * Hardly any object outlives its record: a larger nursery saves no time, measured, and costs 100 MB in two workers. With less than 2 GB for the rest, V8
 * collects when that has doubled, not only when it is four times as large, which costs another 50 MB. The most that was needed of it is 760 MB, for five
 * million problems in one item.
 */
const HEAP = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 2000 };

export function workerCount(): number {
  return Math.max(1, Math.min(8, Number(process.env.TRAILCASE_WORKERS) || availableParallelism()));
}

export class WorkerPool<Task, Result> {
  private readonly workers: Worker[];
  private closing = false;

  constructor(program: URL, workerData: unknown, count = workerCount()) {
    this.workers = Array.from({ length: count }, () => new Worker(program, { workerData, resourceLimits: HEAP }));
  }

  /** Tells every worker what it has to know before its first task and was not known when the threads were started. */
  tell(message: unknown): void {
    for (const worker of this.workers) worker.postMessage(message);
  }

  /**
   * Runs all tasks; results come in the order in which they are finished, with the number of the worker that did them.
   * `onResult` is synchronous: while it runs no further result is taken, which is what keeps memory bounded.
   * Stops handing out tasks when the signal is aborted, or whoever gives them fails; tasks under way are finished.
   * @param tasks may have to wait for the next task: it is asked for one only when a worker is free for it
   * @param transferOf memory of a task that moves to the worker instead of being copied
   */
  run(
    tasks: Iterator<Task> | AsyncIterator<Task>,
    onResult: (result: Result, worker: number) => void,
    signal?: AbortSignal,
    transferOf: (task: Task) => Transferable[] = () => [],
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      let running = 0;
      let asking = 0;
      let exhausted = false;
      let failed = false;
      let without: { error: unknown } | null = null;
      const fail = (error: unknown): void => {
        failed = true;
        stopListening();
        reject(error);
      };
      const settle = (): void => {
        if (failed || !exhausted || running > 0 || asking > 0) return;
        stopListening();
        if (without === null) resolve();
        else reject(without.error);
      };
      const hand = (worker: Worker, next: IteratorResult<Task>): void => {
        if (failed) return;
        if (next.done) exhausted = true;
        else {
          running++;
          worker.postMessage(next.value, transferOf(next.value));
        }
      };
      const feed = (worker: Worker): void => {
        if (failed) return;
        if (signal?.aborted) exhausted = true;
        if (!exhausted) {
          const next = tasks.next();
          if (next instanceof Promise) {
            asking++;
            next.then(
              (given) => {
                asking--;
                hand(worker, given);
                settle();
              },
              (error) => {
                asking--;
                exhausted = true;
                without ??= { error };
                settle();
              },
            );
          } else hand(worker, next);
        }
        settle();
      };
      const listeners = this.workers.map((worker, number) => {
        const onMessage = (result: Result): void => {
          if (failed) return;
          try {
            running--;
            onResult(result, number);
            feed(worker);
          } catch (error) {
            fail(error);
          }
        };
        const onError = (error: unknown): void =>
          fail(new TrailcaseError('INTERNAL', `A worker thread failed: ${(error as Error).message}`, '', { cause: error }));
        // Whoever waits for its result would wait for ever.
        const onExit = (): void => {
          if (!this.closing) fail(new TrailcaseError('INTERNAL', 'A worker thread failed: it ended before its work was done'));
        };
        worker.on('message', onMessage);
        worker.on('error', onError);
        worker.on('exit', onExit);
        return { worker, onMessage, onError, onExit };
      });
      const stopListening = (): void => {
        for (const { worker, onMessage, onError, onExit } of listeners)
          worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      };
      for (let i = 0; i < IN_FLIGHT; i++) for (const worker of this.workers) feed(worker);
    });
  }

  async close(): Promise<void> {
    this.closing = true;
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}
