// Reads stretches of records in worker threads, or in this thread when little is to be read: results in order, progress, cancelling.

import { EvidenceReader } from '../case/evidence.ts';
import type { ReadConnection } from '../case/open.ts';
import { breathe, type JobControl, type Progress } from '../jobs/progress.ts';
import { WorkerPool, workerCount } from '../jobs/worker-pool.ts';
import { workerFile } from '../worker-file.ts';
import { type SizedTask, type StretchItem, type StretchTask, stretchTasks } from './stretch.ts';

/** What every reading of stretches tells of a task. */
export interface StretchResult {
  /** Of the task. */
  number: number;
  /** Bytes of content that were read. */
  bytes: number;
  /** Items that could not be read, or not wholly. */
  unreadable: number[];
}

/** What a worker does with its tasks; it needs no thread. */
export interface StretchRunner<Result extends StretchResult> {
  /** Never throws: what cannot be read is told. */
  run(task: StretchTask): Result;
  close(): void;
}

/** What is done with each stretch, in a thread or here. */
interface StretchWork<Data, Result extends StretchResult> {
  /** In words, for who waits. */
  phase: string;
  /** Source path of the worker's program: see workerFile. */
  program: string;
  /** What a worker is started with. */
  data: Data;
  Runner: new (data: Data) => StretchRunner<Result>;
  /** Even a small part may take long: never in this thread, where nothing could cancel it. */
  mayBeSlow?: boolean;
}

export interface StretchesRead {
  /** As delivered. */
  bytes: number;
  /** Of content. */
  contentBytes: number;
  /** Hashes of the items that could not be read, or not wholly; sorted. */
  unreadable: string[];
  cancelled: boolean;
}

/** With less to read, as delivered, threads would take longer to start than the work does. */
const WORTH_THREADS = 4_000_000;

/**
 * Reads items.
 * @param onResult given the result of each task in order of the tasks, so that it does not vary with the number of workers. The work waits
 *   for it; after a cancel it is not called any more.
 * Errors: those of opening a case for reading.
 */
export async function readStretches<Data, Result extends StretchResult>(
  db: ReadConnection,
  items: readonly StretchItem[],
  work: StretchWork<Data, Result>,
  onResult: (result: Result) => void | Promise<void>,
  control: JobControl,
): Promise<StretchesRead> {
  const { signal } = control;
  const bytes = items.reduce((sum, { size }) => sum + size, 0);
  const progress: Progress = { phase: work.phase, bytes: 0, totalBytes: bytes, files: 0, totalFiles: items.length, events: 0 };
  const unreadable = new Set<number>();
  let contentBytes = 0;
  let told: Promise<void> = Promise.resolve();
  const inOrder = new InOrder<Result>((result) => {
    told = told.then(() => (signal?.aborted ? undefined : onResult(result)));
    // Its failure is heard where it is awaited: before the next task, and at the end.
    told.catch(() => {});
  });
  const sizes: Omit<SizedTask, 'task'>[] = [];
  const take = (result: Result): void => {
    contentBytes += result.bytes;
    for (const item of result.unreadable) unreadable.add(item);
    const { files, bytes: size, records } = sizes[result.number] as Omit<SizedTask, 'task'>;
    progress.files += files;
    progress.bytes += size;
    progress.events += records;
    control.onProgress?.(progress);
    inOrder.take(result.number, result);
  };
  async function* tasks(): AsyncGenerator<StretchTask> {
    for (const { task, ...size } of stretchTasks(items, new EvidenceReader(db))) {
      // A slow reader of the results holds the work up, instead of memory filling.
      await told;
      sizes.push(size);
      yield task;
    }
  }
  control.onProgress?.(progress);
  const isLittle = bytes < WORTH_THREADS;
  if (isLittle && !work.mayBeSlow) await here(work, tasks(), take, signal);
  else await inThreads(work, isLittle ? 1 : workerCount(), tasks(), take, signal);
  await told;
  const sha256 = db.prepare('SELECT lower(hex(sha256)) FROM evidence WHERE id = ?').pluck();
  return {
    bytes,
    contentBytes,
    unreadable: [...unreadable].map((id) => sha256.get(id) as string).sort(),
    cancelled: signal?.aborted === true,
  };
}

async function here<Data, Result extends StretchResult>(
  { data, Runner }: StretchWork<Data, Result>,
  tasks: AsyncGenerator<StretchTask>,
  take: (result: Result) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const runner = new Runner(data);
  try {
    for await (const task of tasks) {
      await breathe();
      if (signal?.aborted) return;
      take(runner.run(task));
    }
  } finally {
    runner.close();
  }
}

/** Workers only read: a cancel ends them in the middle of their tasks. */
async function inThreads<Data, Result extends StretchResult>(
  { program, data }: StretchWork<Data, Result>,
  threads: number,
  tasks: AsyncGenerator<StretchTask>,
  take: (result: Result) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const pool = new WorkerPool<StretchTask, Result>(workerFile(program), data, threads);
  let onAbort = (): void => {};
  const cancelled = new Promise<void>((resolve) => {
    onAbort = resolve;
  });
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();
  try {
    await Promise.race([pool.run(tasks, take, signal), cancelled]);
  } finally {
    signal?.removeEventListener('abort', onAbort);
    await pool.close();
  }
}

/** Hands on what comes in any order in the order of its numbers. */
class InOrder<T> {
  private readonly waiting = new Map<number, T>();
  private readonly give: (one: T) => void;
  private next = 0;

  constructor(give: (one: T) => void) {
    this.give = give;
  }

  take(number: number, one: T): void {
    this.waiting.set(number, one);
    for (let ready = this.waiting.get(this.next); ready !== undefined; ready = this.waiting.get(this.next)) {
      this.waiting.delete(this.next++);
      this.give(ready);
    }
  }
}
