// The engine's session as the window drives it: calls by channel, jobs awaited, what it pushes remembered.

import { CaseSession } from '../../src/main/case-session.ts';
import { type Args, type EngineChannel, engineChannels, type PushValue, pushes, type Result } from '../../src/shared/channels.ts';

type JobChannel =
  | 'import.start'
  | 'verify.start'
  | 'seal.start'
  | 'report.start'
  | 'report.pack'
  | 'report.check'
  | 'search.start'
  | 'export.start';

export interface Driven {
  /** Answers a call, or throws its error's code. */
  ask<C extends EngineChannel>(channel: C, args: Args<C>): Promise<Result<C>>;
  /** Starts a job and waits for its end. */
  job<C extends JobChannel>(channel: C, args: Args<C>): Promise<PushValue<'job'>>;
  /** The end of a job that was started with `ask`. */
  ended(jobId: string): Promise<PushValue<'job'>>;
  /** What was said to have changed, in order. */
  changes: string[];
  /** Cases that were let go without another one in their place, in order. */
  lost: PushValue<'lost'>[];
  close(): Promise<void>;
}

export function session(): Driven {
  const changes: string[] = [];
  const lost: PushValue<'lost'>[] = [];
  const ended = new Map<string, PushValue<'job'>>();
  const waiting = new Map<string, (status: PushValue<'job'>) => void>();
  const driven = new CaseSession((push, value) => {
    if (push === 'changed') changes.push((value as PushValue<'changed'>).what);
    if (push === 'lost') lost.push(pushes.lost.parse(value));
    if (push !== 'job') return;
    const status = value as PushValue<'job'>;
    if (status.state === 'running') return;
    ended.set(status.id, status);
    waiting.get(status.id)?.(status);
  });
  const ask = async <C extends EngineChannel>(channel: C, args: Args<C>): Promise<Result<C>> => {
    const answer = await driven.answer(channel, engineChannels[channel].args.parse(args));
    if (!answer.ok) throw Object.assign(new Error(answer.error.message), answer.error);
    return engineChannels[channel].result.parse(answer.value) as Result<C>;
  };
  const endOf = async (jobId: string): Promise<PushValue<'job'>> =>
    ended.get(jobId) ?? (await new Promise<PushValue<'job'>>((resolve) => waiting.set(jobId, resolve)));
  return {
    ask,
    changes,
    lost,
    async job(channel, args) {
      const { jobId } = (await ask(channel, args)) as { jobId: string };
      return endOf(jobId);
    },
    ended: endOf,
    close: () => driven.close(),
  };
}
