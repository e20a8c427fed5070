// Leaving a case from a window: the other windows on it go before, and come back where it is not left after all.
import { expect, test, vi } from 'vitest';
import { callEngine, isLeaving, settled } from '../../../src/main/window/engine-calls.ts';
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

test('where the case that was open is lost meanwhile there is none to come back to', async () => {
  const engine = {
    openCase: '/one' as string | null,
    call: async () => {
      engine.openCase = null;
      return MISSING;
    },
  };
  const comeBack = vi.fn();
  const windows = { leave: async () => comeBack };
  expect(await callEngine({ engine, windows, previews: { clear() {} } }, 'window 2', 'case.open', { path: '/one-moved' })).toBe(MISSING);
  expect(comeBack).not.toHaveBeenCalled();
});

test('nobody leaves where no case is open, where that one is opened again, and at any other call', async () => {
  expect(await happens(null, 'case.open', { path: '/one' }, MISSING)).toEqual(['case.open']);
  expect(await happens('/one', 'case.open', { path: '/one' })).toEqual(['case.open']);
  expect(await happens('/one', 'case.info', {})).toEqual(['case.info']);
});

/** An engine with a case open that answers each call when it is told to, and one window on it, which takes a new number with each case it enters. */
function slow() {
  const own = { number: 3 as number | null };
  const answers: (() => void)[] = [];
  const engine = {
    openCase: '/one' as string | null,
    call: (_channel: string, args: unknown) =>
      new Promise<Answer<unknown>>((resolve) => {
        answers.push(() => {
          const { path } = args as { path: string };
          if (path !== '/missing') engine.openCase = path;
          resolve(path === '/missing' ? MISSING : DONE);
        });
      }),
  };
  const windows = {
    leave: async (keep: { number: number | null }) => {
      const { number } = keep;
      keep.number = null;
      return () => {
        keep.number = number;
      };
    },
  };
  const open = async (path: string, by = own): Promise<Answer<unknown>> => {
    const answer = await callEngine({ engine, windows, previews: { clear() {} } }, by, 'case.open', { path });
    if (answer.ok) by.number ??= 1;
    return answer;
  };
  const answerNext = async (): Promise<void> => {
    await vi.waitFor(() => expect(answers).not.toHaveLength(0));
    answers.shift()?.();
  };
  return { own, engine, open, answerNext };
}

test('of two openings from one window the second leaves when the window has entered the first, and keeps its number where it fails', async () => {
  const { own, engine, open, answerNext } = slow();
  const both = [open('/two'), open('/missing')];
  await answerNext();
  await answerNext();
  expect(await Promise.all(both)).toEqual([DONE, MISSING]);
  expect(engine.openCase).toBe('/two');
  expect(own.number).toBe(1);
});

test('while a window leaves, another one does not, and it is known until the window has entered', async () => {
  const { engine, open, answerNext } = slow();
  expect(isLeaving(engine)).toBe(false);
  const opening = open('/two');
  expect(isLeaving(engine)).toBe(true);
  expect(await open('/three', { number: 4 })).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
  await answerNext();
  await opening;
  expect(isLeaving(engine)).toBe(true);
  await vi.waitFor(() => expect(isLeaving(engine)).toBe(false));
});

test('a page that is loaded anew finds the case that is open once the change is over, be it the first to be opened', async () => {
  const { engine, open, answerNext } = slow();
  for (const [was, path, then] of [
    ['/one', '/two', '/two'],
    ['/two', '/missing', '/two'],
    [null, '/three', '/three'],
  ] as const) {
    engine.openCase = was;
    const opening = open(path);
    const asked = settled(engine).then(() => engine.openCase);
    await answerNext();
    expect(await asked).toBe(then);
    await opening;
  }
  await settled(engine);
});

test('of two openings the second counts, also where it is of the case that is still open', async () => {
  const { engine, open, answerNext } = slow();
  const both = [open('/two'), open('/one')];
  await answerNext();
  await answerNext();
  await Promise.all(both);
  expect(engine.openCase).toBe('/one');
});

test('windows that come back to one case at once are all answered, and one that leaves it then waits for them', async () => {
  const { engine, open, answerNext } = slow();
  const others = [open('/one', { number: 1 }), open('/one', { number: 2 })];
  const leaving = open('/two');
  for (let n = 0; n < 3; n++) await answerNext();
  expect(await Promise.all(others)).toEqual([DONE, DONE]);
  expect(await leaving).toEqual(DONE);
  expect(engine.openCase).toBe('/two');
});
