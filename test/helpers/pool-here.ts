// Stands in for the worker threads of imports and verifications: the same work, in this thread. A thread takes some tenths of a second to start;
// the work of a small case takes a few milliseconds. Where a test says how many threads there are (TRAILCASE_WORKERS), there are threads; so there
// are in every process that a test starts.
import type { Transferable } from 'node:worker_threads';
import { FileReader, type WorkerSetup } from '../../src/main/ingest/file-reader.ts';
import { breathe } from '../../src/main/jobs/progress.ts';
import { TaskRunner } from '../../src/main/verify/verify-tasks.ts';
import { TrailcaseError } from '../../src/shared/errors.ts';

type Pools = typeof import('../../src/main/jobs/worker-pool.ts');

/** What a worker program does with its tasks. */
interface Work {
  tell(message: any): void;
  run(task: any): Promise<{ result: unknown; memory: Transferable[] }>;
  close(): void;
}

function verifying({ path }: { path: string }): Work {
  const runner = new TaskRunner(path);
  return { tell: () => {}, run: async (task) => ({ result: await runner.run(task), memory: [] }), close: () => runner.close() };
}

function importing(): Work {
  let reader: FileReader | null = null;
  return {
    tell: (setup: WorkerSetup) => {
      reader = new FileReader(setup);
    },
    run: async (request) => (reader as FileReader).read(request),
    close: () => {},
  };
}

const PROGRAMS: readonly (readonly [name: string, work: (data: any) => Work])[] = [
  ['verify-worker', verifying],
  ['import-worker', importing],
];

class PoolHere {
  private readonly work: Work;

  constructor(work: Work) {
    this.work = work;
  }

  tell(message: unknown): void {
    this.work.tell(structuredClone(message));
  }

  async run(
    tasks: Iterator<unknown> | AsyncIterator<unknown>,
    onResult: (result: unknown, worker: number) => void,
    signal?: AbortSignal,
    transferOf: (task: unknown) => Transferable[] = () => [],
  ): Promise<void> {
    while (!signal?.aborted) {
      const next = await tasks.next();
      if (next.done) return;
      // As between threads: others have their turn, and what cannot be copied or moved cannot be a task or a result.
      await breathe();
      const task = structuredClone(next.value, { transfer: transferOf(next.value) as never[] });
      onResult(await this.resultOf(task), 0);
    }
  }

  /** Errors: as of a thread that throws, or whose result cannot be sent. */
  private async resultOf(task: unknown): Promise<unknown> {
    try {
      const { result, memory } = await this.work.run(task);
      return structuredClone(result, { transfer: memory as never[] });
    } catch (cause) {
      throw new TrailcaseError('INTERNAL', `A worker thread failed: ${(cause as Error).message}`, '', { cause });
    }
  }

  async close(): Promise<void> {
    this.work.close();
  }
}

/** For `vi.mock` of the module of worker pools. */
export async function poolsHere(original: () => Promise<unknown>): Promise<unknown> {
  const pools = (await original()) as Pools;
  const WorkerPool = class {
    constructor(program: URL, data: any, count?: number) {
      const work = process.env.TRAILCASE_WORKERS ? undefined : PROGRAMS.find(([name]) => program.pathname.includes(name))?.[1];
      // biome-ignore lint/correctness/noConstructorReturn: one of two classes, depending on the program.
      return work ? new PoolHere(work(data)) : new pools.WorkerPool(program, data, count);
    }
  };
  return { ...pools, WorkerPool };
}
