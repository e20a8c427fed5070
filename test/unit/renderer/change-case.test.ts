// Between leaving a case and the other one's answer, the views that are still on screen take no input.
import { expect, test, vi } from 'vitest';

type Listener = (event: KeyboardEvent) => void;
const listeners: Listener[] = [];
vi.stubGlobal('window', { addEventListener: (_type: string, listener: Listener) => listeners.push(listener) });
const { beforeLeaving, changeCase } = await import('../../../src/renderer/state/leaving.ts');

/** Whether a key that is pressed now reaches the views. */
function isHeard(): boolean {
  let isTaken = false;
  const stop = () => {
    isTaken = true;
  };
  for (const listener of listeners)
    listener({ key: 'a', preventDefault: () => {}, stopImmediatePropagation: stop } as unknown as KeyboardEvent);
  return !isTaken;
}

test.each([
  ['it opens', async () => {}, null],
  ['it does not open', () => Promise.reject(new Error('missing')), 'missing'],
] as const)('no key reaches the case that is left, until the other one has answered: %s', async (_what, answer, told) => {
  const seen: [string, boolean][] = [];
  const see = (what: string) => seen.push([what, isHeard()]);
  const stop = beforeLeaving(async () => void see('left'));
  see('before');
  const changing = changeCase(
    (isChanging) => see(`shown ${isChanging}`),
    async () => {
      see('asked');
      await answer();
    },
  );
  const error = await changing.then(
    () => null,
    (thrown: Error) => thrown.message,
  );
  stop();
  expect(error).toBe(told);
  expect(seen).toEqual([
    ['before', true],
    ['shown true', false],
    ['left', false],
    ['asked', false],
    ['shown false', true],
  ]);
});
