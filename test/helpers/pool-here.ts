// Stands in for the worker threads of a verification: the same work, in this thread. A thread takes half a second to start; the work of a
// small case takes a few milliseconds.
import { TaskRunner, type VerifyTask, type VerifyTaskResult } from '../../src/main/verify/verify-worker.ts';

type Pools = typeof import('../../src/main/jobs/worker-pool.ts');

class PoolHere {
  private readonly tasks: TaskRunner;

  constructor(path: string) {
    this.tasks = new TaskRunner(path);
  }

  async run(tasks: Iterator<VerifyTask>, onResult: (result: VerifyTaskResult, worker: number) => void): Promise<void> {
    for (let next = tasks.next(); !next.done; next = tasks.next()) {
      // As between threads: what cannot be copied cannot be a task or a result.
      const task = structuredClone(next.value);
      onResult(structuredClone(await this.tasks.run(task)), 0);
    }
  }

  async close(): Promise<void> {
    this.tasks.close();
  }
}

/** For `vi.mock` of the module of worker pools: verification works in this thread, all else in threads as ever. */
export async function poolsHere(original: () => Promise<unknown>): Promise<unknown> {
  const pools = (await original()) as Pools;
  const WorkerPool = class {
    constructor(program: URL, data: { path: string }, count?: number) {
      // biome-ignore lint/correctness/noConstructorReturn: one of two classes, depending on the program.
      return program.pathname.includes('verify-worker') ? new PoolHere(data.path) : new pools.WorkerPool(program, data, count);
    }
  };
  return { ...pools, WorkerPool };
}
