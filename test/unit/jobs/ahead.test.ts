// Work that goes ahead: results in order, never more begun than allowed, failures in their place, and nothing left running when nobody takes any more.
import { expect, test } from 'vitest';
import { ahead } from '../../../src/main/jobs/ahead.ts';

/** Numbers from 1 on; `given` tells how many were asked for. */
function source(count: number, failsAfter = false) {
  const state = { given: 0, ended: false };
  async function* numbers(): AsyncGenerator<number> {
    try {
      for (let n = 1; n <= count; n++) {
        state.given = n;
        yield n;
      }
      if (failsAfter) throw new Error('the source failed');
    } finally {
      state.ended = true;
    }
  }
  return { state, numbers: numbers() };
}

/** Work that ends when it is told to. */
function work() {
  const ends = new Map<number, { done: (made: string) => void; failed: (error: Error) => void }>();
  const begin = (n: number): Promise<string> => new Promise((done, failed) => void ends.set(n, { done, failed }));
  return { ends, begin };
}

/** All that can happen without anything else happening has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('what is made comes in the order of the source, whichever is done first', async () => {
  const { ends, begin } = work();
  const made = ahead(source(3).numbers, begin, 5);
  const first = made.next();
  await settled();
  for (const n of [3, 1, 2]) ends.get(n)?.done(`made ${n}`);
  const rest: string[] = [];
  const { value } = await first;
  for await (const one of made) rest.push(one);
  expect([value, ...rest]).toEqual(['made 1', 'made 2', 'made 3']);
});

test('so many are begun as are allowed, without anyone asking for them; one more for each that is taken', async () => {
  const { ends, begin } = work();
  const { state, numbers } = source(10);
  const made = ahead(numbers, begin, 3);
  const first = made.next();
  await settled();
  // The first is waited for, so it counts no longer.
  expect([...ends.keys()]).toEqual([1, 2, 3, 4]);
  ends.get(1)?.done('');
  await first;
  await settled();
  expect(ends.size).toBe(4);
  void made.next();
  await settled();
  expect([...ends.keys()]).toEqual([1, 2, 3, 4, 5]);
  expect(state.given).toBe(5);
  for (const { done } of ends.values()) done('');
});

test('work that fails does so in its place; nothing more is begun, and what was begun is waited for', async () => {
  const { ends, begin } = work();
  const { state, numbers } = source(10);
  const made = ahead(numbers, begin, 3);
  const first = made.next();
  await settled();
  ends.get(2)?.failed(new Error('the second failed'));
  ends.get(1)?.done('made 1');
  expect(await first).toEqual({ value: 'made 1', done: false });
  const second = expect(made.next()).rejects.toThrow('the second failed');
  await settled();
  const begun = ends.size;
  for (const { done } of ends.values()) done('');
  await second;
  expect([ends.size, state.ended, (await made.next()).done]).toEqual([begun, true, true]);
});

test('a source that fails is told of after all that came before', async () => {
  const taken: number[] = [];
  const take = async (): Promise<void> => {
    for await (const n of ahead(source(3, true).numbers, async (n) => n, 2)) taken.push(n);
  };
  await expect(take()).rejects.toThrow('the source failed');
  expect(taken).toEqual([1, 2, 3]);
});

test('when nobody takes any more the source is ended, and what was begun is waited for', async () => {
  const { ends, begin } = work();
  const { state, numbers } = source(10);
  const made = ahead(numbers, begin, 3);
  const first = made.next();
  await settled();
  ends.get(1)?.done('');
  await first;
  let over = false;
  const end = made.return(undefined).then(() => {
    over = true;
  });
  await settled();
  expect(over).toBe(false);
  for (const { done } of ends.values()) done('');
  await end;
  expect([state.ended, state.given]).toEqual([true, 4]);
});

test('of a source that has nothing nothing comes', async () => {
  expect(await ahead(source(0).numbers, async (n) => n, 2).next()).toEqual({ value: undefined, done: true });
});
