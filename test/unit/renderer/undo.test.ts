// Undo: what was done is taken back in reverse order, once each, and a refusal leaves everything as it was.
import { expect, test } from 'vitest';
import { ChangedSince, type Deed, Partly, UndoStack } from '../../../src/renderer/state/undo-stack.ts';

/** Deeds that set a value, and what was called. */
function bench() {
  const stack = new UndoStack();
  const log: string[] = [];
  const deed = (words: string, fails = false): Deed => ({
    words,
    undo: async () => {
      log.push(`undo ${words}`);
      if (fails) throw new Error('refused');
    },
    redo: async () => void log.push(`redo ${words}`),
  });
  return { stack, log, deed };
}

test('acts are taken back and done again in their order', async () => {
  const { stack, log, deed } = bench();
  expect(stack.state).toEqual({ undo: null, redo: null });
  stack.did(deed('a'));
  stack.did(deed('b'));
  expect(stack.state).toEqual({ undo: 'b', redo: null });
  await stack.undo();
  expect(stack.state).toEqual({ undo: 'a', redo: 'b' });
  await stack.undo();
  expect(await stack.undo()).toBeNull();
  await stack.redo();
  await stack.redo();
  expect(await stack.redo()).toBeNull();
  expect(log).toEqual(['undo b', 'undo a', 'redo a', 'redo b']);
  expect(stack.state).toEqual({ undo: 'b', redo: null });
});

test('a new act forgets what was taken back before it', async () => {
  const { stack, deed } = bench();
  stack.did(deed('a'));
  await stack.undo();
  stack.did(deed('b'));
  expect(stack.state).toEqual({ undo: 'b', redo: null });
  expect(await stack.redo()).toBeNull();
});

test('what the engine refuses stays where it was, to be tried again', async () => {
  const { stack, log, deed } = bench();
  stack.did(deed('a', true));
  await expect(stack.undo()).rejects.toThrow('refused');
  expect(stack.state).toEqual({ undo: 'a', redo: null });
  await expect(stack.undo()).rejects.toThrow('refused');
  expect(log).toEqual(['undo a', 'undo a']);
});

test('an act that was changed since is dropped, so that those before it are within reach; of a part it is told how much', async () => {
  const { stack, log, deed } = bench();
  const changed = () => Promise.reject(new ChangedSince('The mark'));
  stack.did({ ...deed('a'), undo: () => Promise.resolve(new Partly(1, 3)) });
  stack.did({ ...deed('b'), undo: changed });
  await expect(stack.undo()).rejects.toThrow('The mark was changed since');
  expect(stack.state).toEqual({ undo: 'a', redo: null });
  expect(await stack.undo()).toEqual({ words: 'a', partly: '1 of 3; what was changed since is left as it is' });
  expect(await stack.redo()).toEqual({ words: 'a', partly: null });
  stack.did({ ...deed('c'), redo: changed });
  await stack.undo();
  await expect(stack.redo()).rejects.toThrow('The mark was changed since');
  expect(stack.state).toEqual({ undo: 'a', redo: null });
  expect(log).toEqual(['redo a', 'undo c']);
});

test('one runs at a time, and what is done meanwhile comes on top', async () => {
  const { stack, log, deed } = bench();
  let answer = () => {};
  const waiting = new Promise<void>((resolve) => {
    answer = resolve;
  });
  stack.did({ ...deed('a'), undo: () => waiting.then(() => log.push('undo a')) });
  const first = stack.undo();
  expect(await stack.undo()).toBeNull();
  stack.did(deed('b'));
  expect(log).toEqual([]);
  answer();
  await first;
  expect(log).toEqual(['undo a']);
  // a is taken back, b was done after that: b is what there is to take back, a second time a is not.
  expect(stack.state).toEqual({ undo: 'b', redo: null });
  await stack.undo();
  expect(await stack.undo()).toBeNull();
  expect(log).toEqual(['undo a', 'undo b']);
});

test('another case has nothing to take back; listeners are told of every change', async () => {
  const { stack, deed } = bench();
  const told: (string | null)[] = [];
  const stop = stack.subscribe(() => told.push(stack.state.undo));
  stack.did(deed('a'));
  const running = stack.undo();
  stack.clear();
  await running;
  expect(stack.state).toEqual({ undo: null, redo: null });
  for (let i = 0; i < 150; i++) stack.did(deed(String(i)));
  stop();
  stack.clear();
  expect(told.slice(0, 2)).toEqual(['a', null]);
  expect(told.at(-1)).toBe('149');
});
