// Calls to the engine as a window makes them. Before the open case is left the other windows on it are closed: none of them may ask or write in the next
// one. Where it is not left after all, since the next one cannot be opened or made, they come back. One window leaves at a time, and what changes the case
// that is open is done in the order in which it was asked.
import type { Answer, Args, EngineChannel } from '../../shared/channels.ts';
import { TrailcaseError, toErrorValue } from '../../shared/errors.ts';

interface EngineCallContext<Window> {
  engine: {
    /** Path of the case that is open. */
    readonly openCase: string | null;
    call(channel: EngineChannel, args: unknown): Promise<Answer<unknown>>;
  };
  windows: {
    /** @returns brings the windows back that it closed */
    leave(keep: Window): Promise<() => void>;
  };
  previews: { clear(): void };
}

interface Change {
  own: unknown;
  /** Whether it, or one before it that it waits for, leaves the case that is open. */
  leaves: boolean;
  /** Resolves when it, and with that all before it, is done. */
  done: Promise<unknown>;
}

/** By engine: the newest of the calls that change which case is open, while it or one before it is not done. */
const changes = new WeakMap<object, Change>();

export async function callEngine<Window>(
  context: EngineCallContext<Window>,
  own: Window,
  channel: EngineChannel,
  args: unknown,
): Promise<Answer<unknown>> {
  const { engine } = context;
  if (channel !== 'case.open' && channel !== 'case.create' && channel !== 'case.close') return engine.call(channel, args);
  const before = changes.get(engine);
  // That one closes this window, or has.
  if (before?.leaves && before.own !== own) return { ok: false, error: toErrorValue(leftByAnother()) };
  const mine: Change = { own, leaves: before?.leaves === true || leaves(channel, args, engine.openCase), done: Promise.resolve() };
  const answered = (before?.done ?? Promise.resolve()).then(() => {
    // The call before this one may have opened this very case, or closed the one that was open.
    if (!leaves(channel, args, engine.openCase)) return engine.call(channel, args);
    mine.leaves = true;
    return leave(context, own, channel, args);
  });
  mine.done = answered.then(followed, followed);
  changes.set(engine, mine);
  void mine.done.then(() => {
    if (changes.get(engine) === mine) changes.delete(engine);
  });
  return answered;
}

/** Whether a window is leaving the case that is open in the engine, or its call has only just been answered. */
export function isLeaving(engine: object): boolean {
  return changes.get(engine)?.leaves ?? false;
}

/** Resolves when no call is under way that changes which case is open: a page that is loaded anew asks then, and finds the case that will be. */
export async function settled(engine: object): Promise<void> {
  for (let change = changes.get(engine); change; change = changes.get(engine)) await change.done;
}

async function leave<Window>(
  { engine, windows, previews }: EngineCallContext<Window>,
  own: Window,
  channel: EngineChannel,
  args: unknown,
): Promise<Answer<unknown>> {
  const comeBack = await windows.leave(own);
  const answer = await engine.call(channel, args);
  if (answer.ok) previews.clear();
  // The case that was open may have been lost meanwhile: then there is none to come back to.
  else if (engine.openCase !== null) comeBack();
  return answer;
}

/** What follows an answer at once (the window enters its new case, with a number) comes before the next one leaves. */
function followed(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function leftByAnother(): TrailcaseError {
  return new TrailcaseError('CANCELLED', 'Another window is leaving the open case', 'Try again in a moment.');
}

function leaves(channel: EngineChannel, args: unknown, open: string | null): boolean {
  if (open === null) return false;
  if (channel === 'case.close') return true;
  return (channel === 'case.open' || channel === 'case.create') && (args as Args<'case.open'>).path !== open;
}
