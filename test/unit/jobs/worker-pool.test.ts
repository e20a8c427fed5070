// The pool with real threads: whatever happens to one of them, or to who takes the results, ends the run, and says what it was.
import { afterEach, expect, test, vi } from 'vitest';
import { WorkerPool } from '../../../src/main/jobs/worker-pool.ts';

// Tests have it replaced, see helpers/setup.ts.
vi.unmock('../../../src/main/jobs/worker-pool.ts');

type Task = { give: number } | { fail: string } | { leave: number };

const PROGRAM = `
import { parentPort, workerData } from 'node:worker_threads';
let told = null;
parentPort.on('message', (task) => {
  if (task.tell !== undefined) told = task.tell;
  else if (task.fail !== undefined) throw new Error(task.fail);
  else if (task.leave !== undefined) process.exit(task.leave);
  else parentPort.postMessage({ given: task.give, told, data: workerData });
});`;

let pool: WorkerPool<Task, { given: number; told: unknown; data: unknown }>;
function threads(count: number): typeof pool {
  pool = new WorkerPool(new URL(`data:text/javascript,${encodeURIComponent(PROGRAM)}`), 'data', count);
  return pool;
}
afterEach(() => pool.close());

const numbers = (count: number): Task[] => Array.from({ length: count }, (_, give) => ({ give }));

test('every task is done once, by threads that know what they were told', async () => {
  const given: number[] = [];
  const workers = new Set<number>();
  threads(2).tell({ tell: 'setup' });
  await pool.run(numbers(200).values(), ({ given: one, told, data }, worker) => {
    expect({ told, data }).toEqual({ told: 'setup', data: 'data' });
    given.push(one);
    workers.add(worker);
  });
  expect(given.sort((a, b) => a - b)).toEqual(numbers(200).map((task) => (task as { give: number }).give));
  expect(workers.size).toBe(2);
});

test('a thread that throws', async () => {
  const run = threads(2).run([...numbers(3), { fail: 'out of order' }].values(), () => {});
  await expect(run).rejects.toMatchObject({ code: 'INTERNAL', message: 'A worker thread failed: out of order' });
});

test.each([0, 1])('a thread that ends with %i', async (leave) => {
  const run = threads(2).run([...numbers(3), { leave }].values(), () => {});
  await expect(run).rejects.toMatchObject({ code: 'INTERNAL', message: expect.stringMatching(/^A worker thread failed: it ended/) });
});

test('a program that cannot be loaded', async () => {
  pool = new WorkerPool(new URL('data:text/javascript,nothing.such()'), null, 1);
  await expect(pool.run(numbers(1).values(), () => {})).rejects.toMatchObject({ code: 'INTERNAL' });
});

test('who takes the results fails: no further one is given', async () => {
  let taken = 0;
  const run = threads(2).run(numbers(20).values(), () => {
    taken++;
    throw new Error('the disk is full');
  });
  await expect(run).rejects.toThrow(/^the disk is full$/);
  await pool.close();
  expect(taken).toBe(1);
});

test('tasks that cannot be had, and a task that cannot be sent', async () => {
  const broken = async function* (): AsyncGenerator<Task> {
    yield { give: 1 };
    throw new Error('the folder is gone');
  };
  await expect(threads(1).run(broken(), () => {})).rejects.toThrow(/^the folder is gone$/);
  await pool.close();
  await expect(threads(1).run([{ give: (() => 1) as never }].values(), () => {})).rejects.toThrow(/could not be cloned/);
});

test('aborted, tasks under way are finished and no further ones are taken', async () => {
  const abort = new AbortController();
  const left = numbers(1000).values();
  let taken = 0;
  await threads(2).run(
    left,
    () => {
      if (++taken === 5) abort.abort();
    },
    abort.signal,
  );
  // Two for each thread were handed out when the fifth result came, beyond it.
  expect(taken).toBeGreaterThanOrEqual(5);
  expect(left.next().value).toEqual({ give: taken });
  expect(taken).toBeLessThanOrEqual(5 + 4);
});
