// A few worker threads that take tasks from one queue: each always has the next task waiting, so that none stalls.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { TrailcaseError } from '../../shared/errors.ts';

/** Tasks handed to a worker before it answered: one being done, one waiting. */
const IN_FLIGHT = 2;

/** Hardly any object outlives its record: a larger nursery saves no time, measured, and costs 100 MB in two workers. */
const NURSERY_MB = 12;

export function workerCount(): number {
  return Math.max(1, Math.min(8, Number(process.env.TRAILCASE_WORKERS) || availableParallelism()));
}

export class WorkerPool<Task, Result> {
  private readonly workers: Worker[];

  constructor(program: URL, workerData: unknown, count = workerCount()) {
    this.workers = Array.from(
      { length: count },
      () => new Worker(program, { workerData, resourceLimits: { maxYoungGenerationSizeMb: NURSERY_MB } }),
    );
  }

  /**
   * Runs all tasks; results come in the order in which they are finished, with the number of the worker that did them.
   * `onResult` is synchronous: while it runs no further result is taken, which is what keeps memory bounded.
   * Stops handing out tasks when the signal is aborted; tasks under way are finished.
   */
  run(tasks: Iterator<Task>, onResult: (result: Result, worker: number) => void, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      let running = 0;
      let exhausted = false;
      let failed = false;
      const fail = (error: unknown): void => {
        failed = true;
        reject(error);
      };
      const feed = (worker: Worker): void => {
        if (failed) return;
        if (signal?.aborted) exhausted = true;
        if (!exhausted) {
          const next = tasks.next();
          if (next.done) exhausted = true;
          else {
            running++;
            worker.postMessage(next.value);
          }
        }
        if (exhausted && running === 0) resolve();
      };
      this.workers.forEach((worker, number) => {
        worker.on('message', (result: Result) => {
          if (failed) return;
          try {
            running--;
            onResult(result, number);
            feed(worker);
          } catch (error) {
            fail(error);
          }
        });
        worker.on('error', (error) =>
          fail(new TrailcaseError('INTERNAL', `A worker thread failed: ${error.message}`, '', { cause: error })),
        );
        for (let i = 0; i < IN_FLIGHT; i++) feed(worker);
      });
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}
