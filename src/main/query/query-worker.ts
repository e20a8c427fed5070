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

/** Nobody waits for the answer to a question any more. */
export interface QueryDrop {
  drop: number;
}

export interface QueryReply {
  id: number;
  answer: Answer<unknown>;
}

/** Told unasked. */
export interface QueryNews {
  reading: FilterReading;
}

/** Ms without a question after which something is made ahead, and between two parts of it. */
const IDLE = 100;
const BETWEEN = 10;

const port = parentPort;
if (port) {
  let queries: CaseQueries | null = null;
  let unanswered = 0;
  let idle: NodeJS.Timeout | undefined;
  const stops = new Map<number, AbortController>();
  const warmSoon = (wait = IDLE): void => {
    clearTimeout(idle);
    idle = setTimeout(() => {
      try {
        if (unanswered === 0 && queries?.warm()) warmSoon(BETWEEN);
      } catch {
        // Whoever asks for it is told what is wrong.
      }
    }, wait);
  };
  port.on('message', async (message: QueryRequest | QueryDrop) => {
    if ('drop' in message) {
      stops.get(message.drop)?.abort();
      return;
    }
    const { id, channel, args } = message;
    let answer: Answer<unknown>;
    const stop = new AbortController();
    stops.set(id, stop);
    unanswered++;
    clearTimeout(idle);
    try {
      queries ??= new CaseQueries((workerData as { path: string }).path, (reading) => port.postMessage({ reading } satisfies QueryNews));
      let value: unknown = {};
      if (channel === 'forget') queries.forget();
      else if (channel === 'close') await queries.close();
      else if (channel === 'ids') value = await queries.ids((args as { filter: string }).filter);
      // The arguments were parsed with the channel's schema before they came here.
      else if (isQueryChannel(channel, queries)) value = await queries.answer(channel, args, stop.signal);
      else throw new Error(`no question is called ${channel}`);
      answer = { ok: true, value };
    } catch (error) {
      answer = { ok: false, error: toErrorValue(error) };
    }
    port.postMessage({ id, answer } satisfies QueryReply);
    stops.delete(id);
    unanswered--;
    if (channel === 'close') port.close();
    else warmSoon();
  });
}
