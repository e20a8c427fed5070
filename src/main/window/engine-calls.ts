// Calls to the engine as a window makes them. Before the open case is left the other windows on it are closed: none of them may ask or write in the next
// one. Where it is not left after all, since the next one cannot be opened or made, they come back. One window leaves at a time.
import type { Answer, Args, EngineChannel } from '../../shared/channels.ts';
import { TrailcaseError, toErrorValue } from '../../shared/errors.ts';

export interface EngineCallContext<Window> {
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

/** By engine: the window that is leaving its open case, and when it, or the last of its calls that waited for one another, is done. */
const leavings = new WeakMap<object, { own: unknown; done: Promise<unknown> }>();

export async function callEngine<Window>(
  context: EngineCallContext<Window>,
  own: Window,
  channel: EngineChannel,
  args: unknown,
): Promise<Answer<unknown>> {
  const { engine } = context;
  if (!leaves(channel, args, engine.openCase)) return engine.call(channel, args);
  const before = leavings.get(engine);
  // That one closes this window, or has.
  if (before && before.own !== own) return { ok: false, error: toErrorValue(leftByAnother()) };
  const answered = (before?.done ?? Promise.resolve()).then(() => leave(context, own, channel, args));
  const mine = { own, done: answered.then(followed, followed) };
  leavings.set(engine, mine);
  void mine.done.then(() => {
    if (leavings.get(engine) === mine) leavings.delete(engine);
  });
  return answered;
}

/** Whether a window is leaving the case that is open in the engine, or its call has only just been answered. */
export function isLeaving(engine: object): boolean {
  return leavings.has(engine);
}

async function leave<Window>(
  { engine, windows, previews }: EngineCallContext<Window>,
  own: Window,
  channel: EngineChannel,
  args: unknown,
): Promise<Answer<unknown>> {
  // The call before this one may have opened this very case, or closed the one that was open.
  if (!leaves(channel, args, engine.openCase)) return engine.call(channel, args);
  const comeBack = await windows.leave(own);
  const answer = await engine.call(channel, args);
  if (answer.ok) previews.clear();
  else comeBack();
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
