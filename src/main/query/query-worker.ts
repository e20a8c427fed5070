// Worker thread that answers questions about the open case, so that a slow one never blocks the engine or a job.
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer, EngineChannel } from '../../shared/channels.ts';
import { toErrorValue } from '../../shared/errors.ts';
import type { FilterReading } from '../../shared/filter-reading.ts';
import { CaseQueries, isQueryChannel } from './case-queries.ts';

export interface QueryRequest {
  id: number;
  /** `ids`: the public ids of all events of a filter. */
  channel: EngineChannel | 'ids' | 'forget' | 'close';
  args: unknown;
}

export interface QueryReply {
  id: number;
  answer: Answer<unknown>;
}

/** Told unasked. */
export interface QueryNews {
  reading: FilterReading;
}

/** Ms without a question after which something is made ahead. */
const IDLE = 100;

const port = parentPort;
if (port) {
  let queries: CaseQueries | null = null;
  let unanswered = 0;
  let idle: NodeJS.Timeout | undefined;
  const warmSoon = (): void => {
    clearTimeout(idle);
    idle = setTimeout(() => {
      try {
        if (unanswered === 0 && queries?.warm()) warmSoon();
      } catch {
        // Whoever asks for it is told what is wrong.
      }
    }, IDLE);
  };
  port.on('message', async ({ id, channel, args }: QueryRequest) => {
    let answer: Answer<unknown>;
    unanswered++;
    clearTimeout(idle);
    try {
      queries ??= new CaseQueries((workerData as { path: string }).path, (reading) => port.postMessage({ reading } satisfies QueryNews));
      let value: unknown = {};
      if (channel === 'forget') queries.forget();
      else if (channel === 'close') await queries.close();
      else if (channel === 'ids') value = await queries.ids((args as { filter: string }).filter);
      // The arguments were parsed with the channel's schema before they came here.
      else if (isQueryChannel(channel, queries)) value = await queries.answers[channel](args as never);
      else throw new Error(`no question is called ${channel}`);
      answer = { ok: true, value };
    } catch (error) {
      answer = { ok: false, error: toErrorValue(error) };
    }
    port.postMessage({ id, answer } satisfies QueryReply);
    unanswered--;
    if (channel === 'close') port.close();
    else warmSoon();
  });
}
