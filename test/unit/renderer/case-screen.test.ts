// Which case the window shows: always the one that is open in the engine, whatever was asked for meanwhile, and however it ended.
import { beforeEach, expect, test, vi } from 'vitest';
import type { Answer } from '../../../src/shared/channels.ts';
import type { CaseInfo } from '../../../src/shared/domain.ts';

type Listener = (event: KeyboardEvent) => void;
const listeners: Listener[] = [];

/** The engine, and what it has open; it answers changes when it is told to, and everything else at once. */
const engine = {
  open: null as string | null,
  launch: { openCase: null as string | null, importPaths: [] as string[] },
  wanted: null as { openCase: string | null; importPaths: string[] } | null,
  /** Files that are away. */
  away: [] as string[],
  /** Files in whose place is another case now. */
  replaced: [] as string[],
  calls: [] as string[],
  waiting: [] as (() => void)[],
  holds: false,
};
const caseOf = (path: string) =>
  ({ case: { path, title: `of ${path}`, caseId: engine.replaced.includes(path) ? 'another' : 'as before' } }) as CaseInfo;
const refused = (code: string): Answer<never> => ({ ok: false, error: { code, message: code, advice: '' } as never });

function answered(channel: string, path: string): Answer<unknown> {
  if (channel === 'case.close') engine.open = null;
  else if (channel === 'case.open' && (path.startsWith('/missing') || engine.away.includes(path))) {
    if (engine.open === path) engine.open = null;
    return refused('CASE_MISSING');
  } else if (channel === 'case.create' && path.startsWith('/there')) return refused('CASE_EXISTS');
  else engine.open = path;
  return { ok: true, value: engine.open === null ? {} : caseOf(engine.open) };
}

async function call(channel: string, { path = '', paths }: { path?: string; paths?: string[] }): Promise<Answer<unknown>> {
  if (/^case\./.test(channel)) {
    engine.calls.push(`${channel} ${path}`.trim());
    if (engine.holds) await new Promise<void>((resolve) => engine.waiting.push(resolve));
    return answered(channel, path);
  }
  if (channel === 'app.state')
    return { ok: true, value: { ...engine.launch, openCase: engine.open ?? engine.launch.openCase, examiner: 'E', timezone: 'UTC' } };
  if (channel === 'app.window') return { ok: true, value: { number: 1, view: null, drafts: engine.open } };
  if (channel === 'app.wanted') {
    const { wanted } = engine;
    engine.wanted = null;
    return { ok: true, value: { wanted } };
  }
  engine.calls.push(`${channel} ${paths} into ${engine.open}`);
  return paths?.includes('/gone') ? refused('IMPORT_PATH_MISSING') : { ok: true, value: {} };
}

vi.stubGlobal('window', { addEventListener: (_type: string, listener: Listener) => listeners.push(listener), trailcase: { call } });
const { CaseScreen } = await import('../../../src/renderer/state/case-screen.ts');
const { beforeLeaving } = await import('../../../src/renderer/state/leaving.ts');

beforeEach(() => {
  Object.assign(engine, {
    open: null,
    launch: { openCase: null, importPaths: [] },
    wanted: null,
    away: [],
    replaced: [],
    calls: [],
    waiting: [],
    holds: false,
  });
});

/** Whether a key that is pressed now reaches the views. */
function isHeard(): boolean {
  let isTaken = false;
  const stopImmediatePropagation = () => {
    isTaken = true;
  };
  for (const listener of listeners) listener({ key: 'a', preventDefault: () => {}, stopImmediatePropagation } as unknown as KeyboardEvent);
  return !isTaken;
}

/** A window whose page has loaded, on a case or on the start screen. */
async function screenOn(path: string | null) {
  engine.open = path;
  const lefts: string[] = [];
  const screen = new CaseScreen({ forget: () => {}, left: () => lefts.push('left'), entered: () => {} });
  await screen.load();
  lefts.length = 0;
  engine.calls.length = 0;
  const shown = () => {
    const { phase } = screen.state;
    return phase.name === 'case' ? phase.info.case.path : phase.name;
  };
  const answerNext = async () => {
    await vi.waitFor(() => expect(engine.waiting).not.toHaveLength(0));
    engine.waiting.shift()?.();
  };
  const codeOf = (work: Promise<void>) => work.then(() => null).catch((thrown) => thrown.value.code as string);
  return { screen, shown, lefts, answerNext, codeOf };
}

test.each([
  ['closed', '/one', 'close', '/one', 'start'],
  ['left for another', '/one', 'open', '/two', '/two'],
  ['left for a new one', '/one', 'create', '/new', '/new'],
  ['made on the start screen', null, 'create', '/new', '/new'],
] as const)('while a case is %s that is shown, and no key reaches what is below', async (_what, from, act, path, to) => {
  const { screen, shown, answerNext } = await screenOn(from);
  engine.holds = true;
  const seen: unknown[] = [];
  const stop = beforeLeaving(async () => void seen.push(screen.state.changing, isHeard()));
  const done = act === 'close' ? screen.close() : act === 'open' ? screen.open(path) : screen.create(path, {}, []);
  await vi.waitFor(() => expect(engine.waiting).toHaveLength(1));
  expect(screen.state.changing).toEqual({ act, path });
  expect([shown(), isHeard()]).toEqual([from ?? 'start', false]);
  expect(seen).toEqual([{ act, path }, false]);
  await answerNext();
  await done;
  stop();
  expect([shown(), screen.state.changing, isHeard()]).toEqual([to, null, true]);
});

test.each([
  ['opened', (screen: InstanceType<typeof CaseScreen>) => screen.open('/missing'), 'CASE_MISSING'],
  ['made', (screen: InstanceType<typeof CaseScreen>) => screen.create('/there', {}, []), 'CASE_EXISTS'],
] as const)('what cannot be %s leaves all as it was', async (_what, ask, code) => {
  for (const from of ['/one', null]) {
    const { screen, shown, lefts, codeOf } = await screenOn(from);
    expect(await codeOf(ask(screen))).toBe(code);
    expect([shown(), screen.state.changing, isHeard(), lefts]).toEqual([from ?? 'start', null, true, []]);
  }
});

test('of two openings in a row the second leaves the first, and no input comes between', async () => {
  const { screen, shown, lefts, answerNext } = await screenOn('/one');
  engine.holds = true;
  const left: string[] = [];
  const stop = beforeLeaving(async () => void left.push(shown()));
  const first = screen.open('/two');
  const second = screen.open('/three');
  await answerNext();
  await first;
  await vi.waitFor(() => expect(engine.waiting).toHaveLength(1));
  expect(screen.state.changing).toEqual({ act: 'open', path: '/three' });
  expect(isHeard()).toBe(false);
  await answerNext();
  await second;
  stop();
  expect([shown(), left, lefts.length]).toEqual(['/three', ['/one', '/two'], 2]);
});

test('a case that is opened while the one on screen is being closed opens from the start screen; closing none asks nothing', async () => {
  const { screen, shown } = await screenOn('/one');
  await Promise.all([screen.close(), screen.close(), screen.open('/two')]);
  expect(engine.calls).toEqual(['case.close', 'case.open /two']);
  expect(shown()).toBe('/two');
});

test('an import that does not begin in a case that was just made does not unmake it', async () => {
  const { screen, shown, codeOf } = await screenOn(null);
  expect(await codeOf(screen.create('/new', {}, ['/gone']))).toBeNull();
  expect(shown()).toBe('/new');
});

test('paths that were chosen for one case are not offered to the next', async () => {
  const { screen } = await screenOn('/one');
  screen.choose(['/logs']);
  await screen.open('/missing').catch(() => {});
  expect(screen.state.chosen).toEqual(['/logs']);
  await screen.open('/two');
  expect(screen.state.chosen).toBeNull();
});

test.each([
  ['one that opens', { openCase: '/two', importPaths: ['/logs'] }, '/two', ['case.open /two', 'import.start /logs into /two']],
  ['one that does not', { openCase: '/missing', importPaths: [] }, '/one', ['case.open /missing']],
  [
    'one to be made of something',
    { openCase: '/missing', importPaths: ['/logs'] },
    '/missing',
    ['case.open /missing', 'case.create /missing', 'import.start /logs into /missing'],
  ],
  ['the same again', { openCase: '/one', importPaths: ['/logs'] }, '/one', ['case.open /one', 'import.start /logs into /one']],
  ['nothing', null, '/one', []],
])('a second start asks for a case, %s: the open one is never closed for it', async (_what, wanted, shownThen, calls) => {
  const { screen, shown } = await screenOn('/one');
  engine.wanted = wanted;
  await screen.takeWanted();
  expect(shown()).toBe(shownThen);
  expect(engine.open).toBe(shownThen);
  expect(engine.calls).toEqual(calls);
});

test('what a second start asked for while the page was loading comes after what is open', async () => {
  engine.wanted = { openCase: '/missing', importPaths: [] };
  const { shown } = await screenOn('/one');
  expect(shown()).toBe('/one');
  engine.wanted = { openCase: '/two', importPaths: [] };
  expect((await screenOn('/one')).shown()).toBe('/two');
});

test.each([
  ['opened', '/two', ['case.open /two']],
  ['made', '/missing', ['case.open /missing', 'case.create /missing']],
])('what is to go into a case that is %s does not meet another that is asked for meanwhile', async (_what, openCase, calls) => {
  const { screen, shown, answerNext } = await screenOn('/one');
  engine.holds = true;
  engine.wanted = { openCase, importPaths: ['/logs'] };
  const taken = screen.takeWanted();
  await vi.waitFor(() => expect(engine.waiting).toHaveLength(1));
  const next = screen.open('/three');
  engine.holds = false;
  await answerNext();
  await Promise.all([taken, next]);
  expect(engine.calls).toEqual([...calls, `import.start /logs into ${openCase}`, 'case.open /three']);
  expect(shown()).toBe('/three');
});

test.each([
  ['a case is open', '/one'],
  ['none is', null],
])('what a start names without a case is offered, not taken, where %s; to what is chosen already', async (_what, open) => {
  const { screen, shown } = await screenOn(open);
  screen.choose(['/a']);
  engine.wanted = { openCase: null, importPaths: ['/logs', '/a'] };
  await screen.takeWanted();
  expect(screen.state.chosen).toEqual(['/a', '/logs']);
  expect([shown(), engine.calls]).toEqual([open ?? 'start', []]);
});

test('a case that the engine let go is not on screen any more, with the reason, until one is open; that is told once', async () => {
  const { screen, shown, lefts, codeOf } = await screenOn('/one');
  const error = { code: 'CASE_MISSING', message: 'There is no case', advice: '' };
  engine.away = ['/one'];
  // Whoever asked for it hears nothing: the start screen tells.
  const reopened = codeOf(screen.open('/one'));
  // Pushed before the answer.
  const told = screen.lose({ path: '/one', error });
  expect(await reopened).toBeNull();
  await told;
  expect([shown(), lefts]).toEqual(['start', ['left']]);
  expect(screen.state.lost).toMatchObject({ path: '/one', title: 'of /one', error: { code: 'CASE_MISSING' }, tried: 0 });
  expect(await codeOf(screen.open('/one'))).toBeNull();
  expect(await codeOf(screen.open('/one'))).toBeNull();
  expect([shown(), screen.state.lost?.path, screen.state.lost?.tried]).toEqual(['start', '/one', 2]);
  // Another one that is not there is told where it was asked for.
  expect(await codeOf(screen.open('/missing'))).toBe('CASE_MISSING');
  expect([shown(), screen.state.lost?.tried]).toEqual(['start', 2]);
  engine.away = [];
  await screen.open('/one');
  expect([shown(), screen.state.lost]).toEqual(['/one', null]);
});

test.each(['on screen', 'lost'])(
  'another case in the place of the one that is %s is another one: nothing of the former is held',
  async (was) => {
    const { screen, shown, lefts } = await screenOn('/one');
    if (was === 'lost') {
      engine.away = ['/one'];
      await screen.open('/one');
      engine.away = [];
    }
    lefts.length = 0;
    await screen.open('/one');
    // The same one, opened anew, is gone on with.
    expect(lefts).toEqual(was === 'lost' ? ['left'] : []);
    engine.replaced = ['/one'];
    await screen.open('/one');
    expect([shown(), lefts.length]).toEqual(['/one', was === 'lost' ? 2 : 1]);
  },
);

test('in the place of a case that was on screen and is away none is made, whatever a start wants to import into it', async () => {
  const { screen, shown } = await screenOn('/one');
  engine.away = ['/one'];
  engine.wanted = { openCase: '/one', importPaths: ['/logs'] };
  await screen.takeWanted();
  expect([shown(), screen.state.lost?.path, engine.calls]).toEqual(['start', '/one', ['case.open /one']]);
  engine.wanted = { openCase: '/one', importPaths: ['/logs'] };
  await screen.takeWanted();
  expect([shown(), screen.state.lost?.tried, engine.calls]).toEqual(['start', 1, ['case.open /one', 'case.open /one']]);
});

test.each(['/one', '/two'])('what was asked for before that is told stays: %s', async (next) => {
  const { screen, shown, codeOf } = await screenOn('/one');
  engine.away = ['/one'];
  expect(await codeOf(screen.open('/one'))).toBeNull();
  engine.away = [];
  const opened = screen.open(next);
  await screen.lose({ path: '/one', error: { code: 'CASE_MISSING', message: 'There is no case', advice: '' } });
  await opened;
  expect([shown(), screen.state.lost]).toEqual([next, null]);
});

test.each([
  ['a case that is missing', '/missing', [], 'start'],
  ['a case to be made', '/missing', ['/logs'], '/missing'],
  ['none', null, [], 'start'],
])('at the start: %s', async (_what, openCase, importPaths, shownThen) => {
  engine.launch = { openCase, importPaths: [...importPaths] };
  const { shown } = await screenOn(null);
  expect(shown()).toBe(shownThen);
});
