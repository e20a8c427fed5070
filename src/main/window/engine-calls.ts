// Calls to the engine as a window makes them. Before the open case is left the other windows on it are closed: none of them may ask or write in the next
// one. Where it is not left after all, since the next one cannot be opened or made, they come back.
import type { Answer, Args, EngineChannel } from '../../shared/channels.ts';

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

export async function callEngine<Window>(
  { engine, windows, previews }: EngineCallContext<Window>,
  own: Window,
  channel: EngineChannel,
  args: unknown,
): Promise<Answer<unknown>> {
  if (!leaves(channel, args, engine.openCase)) return engine.call(channel, args);
  const comeBack = await windows.leave(own);
  const answer = await engine.call(channel, args);
  if (answer.ok) previews.clear();
  else comeBack();
  return answer;
}

function leaves(channel: EngineChannel, args: unknown, open: string | null): boolean {
  if (open === null) return false;
  if (channel === 'case.close') return true;
  return (channel === 'case.open' || channel === 'case.create') && (args as Args<'case.open'>).path !== open;
}
