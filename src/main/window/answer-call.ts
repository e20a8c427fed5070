// Checks a call against the channel map, passes it to main or to the engine, and checks the answer in the same way.
import { z } from 'zod';
import {
  type Answer,
  type Args,
  type Channel,
  channels,
  type EngineChannel,
  engineChannels,
  type MainChannel,
  type Result,
} from '../../shared/channels.ts';
import { type ErrorCode, toErrorValue } from '../../shared/errors.ts';
import { faultOf, isTooLong } from '../../shared/given.ts';

/** One function per channel that main answers itself. */
export type MainHandlers = { [C in MainChannel]: (args: Args<C>) => Promise<Result<C>> | Result<C> };

export interface CallTargets {
  handlers: MainHandlers;
  engine(channel: EngineChannel, args: unknown): Promise<Answer<unknown>>;
  /** Sees every call that succeeded. */
  followed(channel: Channel, args: unknown, value: unknown): void;
}

/** Checks name and arguments against the channel map, calls, and checks the answer in the same way. */
export async function answerCall(options: CallTargets, channel: unknown, args: unknown): Promise<Answer<unknown>> {
  if (!isChannel(channel)) return refusal('BAD_REQUEST', `There is no channel ${JSON.stringify(channel)}.`);
  const asked = channels[channel].args.safeParse(args);
  if (!asked.success) return refused(channel, args, asked.error);
  const answer = await handle(options, channel, asked.data);
  if (!answer.ok) return answer;
  const value = channels[channel].result.safeParse(answer.value);
  if (!value.success) return refusal('INTERNAL', `Wrong answer from ${channel}: ${z.prettifyError(value.error)}`);
  options.followed(channel, asked.data, value.data);
  return { ok: true, value: value.data };
}

async function handle(options: CallTargets, channel: Channel, args: unknown): Promise<Answer<unknown>> {
  try {
    if (isEngineChannel(channel)) return await options.engine(channel, args);
    const handler = options.handlers[channel] as (args: unknown) => unknown;
    return { ok: true, value: await handler(args) };
  } catch (thrown) {
    return { ok: false, error: toErrorValue(thrown) };
  }
}

/** What is too long was written by a person; anything else that does not fit was not. */
function refused(channel: Channel, args: unknown, error: z.ZodError): Answer<never> {
  if (!isTooLong(error)) return refusal('BAD_REQUEST', `Wrong arguments for ${channel}: ${z.prettifyError(error)}`);
  return { ok: false, error: { code: 'BAD_REQUEST', message: faultOf(error, args, 'text'), advice: 'Make it shorter, and try again.' } };
}

export function refusal(code: ErrorCode, message: string): Answer<never> {
  return { ok: false, error: { code, message, advice: 'This is a fault of Trailcase: please report it with this text.' } };
}

const isChannel = (name: unknown): name is Channel => typeof name === 'string' && Object.hasOwn(channels, name);
const isEngineChannel = (name: Channel): name is EngineChannel => Object.hasOwn(engineChannels, name);
