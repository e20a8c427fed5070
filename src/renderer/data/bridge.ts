// Calls across the bridge, with answers unwrapped: a value, or a thrown CallError that keeps code and advice.
import type { Args, Channel, Push, PushValue, Result } from '../../shared/channels.ts';
import type { ErrorValue } from '../../shared/errors.ts';

/** A call that the engine or the main process answered with an error. */
export class CallError extends Error {
  readonly value: ErrorValue;
  readonly channel: string;

  constructor(channel: string, value: ErrorValue) {
    super(value.message);
    this.name = 'CallError';
    this.value = value;
    this.channel = channel;
  }
}

/** Sends one call and unwraps its answer. Throws `CallError`. */
export async function call<C extends Channel>(channel: C, args: Args<C>): Promise<Result<C>> {
  const answer = await window.trailcase.call(channel, args);
  if (answer.ok) return answer.value;
  throw new CallError(channel, answer.error);
}

/** Listens to a push; returns the function that stops it. */
export function listen<P extends Push>(push: P, listener: (value: PushValue<P>) => void): () => void {
  return window.trailcase.on(push, listener);
}

/** An error as it is shown; its code may be one that this window does not know. */
export type ShownError = Omit<ErrorValue, 'code'> & { code: string };

/** Code, sentence and next step of anything thrown, for the screen. */
export function errorOf(thrown: unknown): ShownError {
  if (thrown instanceof CallError) return thrown.value;
  // The error of a job comes as a plain value.
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'message' in thrown && 'advice' in thrown) {
    return { code: String(thrown.code), message: String(thrown.message), advice: String(thrown.advice) };
  }
  return {
    code: 'INTERNAL',
    message: thrown instanceof Error ? thrown.message : String(thrown),
    advice: 'Try again. If it fails again, close the case and open it anew; nothing stored is lost.',
  };
}
