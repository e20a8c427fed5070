// Leaving a case from a window: the other windows on it go before, and come back where it is not left after all.
import { expect, test } from 'vitest';
import { callEngine } from '../../../src/main/window/engine-calls.ts';
import type { Answer, EngineChannel } from '../../../src/shared/channels.ts';

const DONE: Answer<unknown> = { ok: true, value: {} };
const MISSING: Answer<unknown> = { ok: false, error: { code: 'CASE_MISSING', message: 'There is no case', advice: '' } };

/** What happens, in order, at one call while a case is open, or none. */
async function happens(open: string | null, channel: EngineChannel, args: unknown, answer = DONE): Promise<string[]> {
  const seen: string[] = [];
  const windows = {
    leave: async (own: string) => {
      seen.push(`${own} leaves`);
      return () => seen.push('others come back');
    },
  };
  const previews = { clear: () => seen.push('previews go') };
  const call = async (asked: string): Promise<Answer<unknown>> => {
    seen.push(asked);
    return answer;
  };
  expect(await callEngine({ engine: { openCase: open, call }, windows, previews }, 'window 2', channel, args)).toBe(answer);
  return seen;
}

test.each<[EngineChannel, unknown]>([
  ['case.open', { path: '/two' }],
  ['case.create', { path: '/two', facts: {} }],
  ['case.close', {}],
])('%s: the others are gone before the engine is asked, and come back if it refuses', async (channel, args) => {
  expect(await happens('/one', channel, args)).toEqual(['window 2 leaves', channel, 'previews go']);
  expect(await happens('/one', channel, args, MISSING)).toEqual(['window 2 leaves', channel, 'others come back']);
});

test('nobody leaves where no case is open, where that one is opened again, and at any other call', async () => {
  expect(await happens(null, 'case.open', { path: '/one' }, MISSING)).toEqual(['case.open']);
  expect(await happens('/one', 'case.open', { path: '/one' })).toEqual(['case.open']);
  expect(await happens('/one', 'case.info', {})).toEqual(['case.info']);
});
