// Who the actors of the events in view are: asked for all rows of a moment at once, kept per event.
import { useQuery } from '@tanstack/react-query';
import type { Result } from '../../shared/channels.ts';
import { call } from './bridge.ts';
import { useCase } from './queries.ts';

export type Who = Result<'actors.names'>['names'][number];

interface Waiting {
  id: string;
  resolve(who: Who): void;
  reject(error: unknown): void;
}

/** More than this many are asked for in several calls. */
const AT_ONCE = 500;

const NOBODY: Who = { who: null, name: null, learnt: false };

let waiting: Waiting[] = [];

/** Asks with all who ask in the same turn of the event loop. */
function whoOf(id: string): Promise<Who> {
  return new Promise((resolve, reject) => {
    waiting.push({ id, resolve, reject });
    if (waiting.length === 1) setTimeout(send, 0);
  });
}

function send(): void {
  const all = waiting;
  waiting = [];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const some = all.slice(from, from + AT_ONCE);
    call('actors.names', { ids: some.map(({ id }) => id) }).then(
      ({ names }) => {
        for (const [i, { resolve }] of some.entries()) resolve(names[i] ?? NOBODY);
      },
      (error: unknown) => {
        for (const { reject } of some) reject(error);
      },
    );
  }
}

/** The resolved actor of an event; null until it is known, and where nobody is named. @param eventId public id */
export function useWho(eventId: string): Who | null {
  const { path } = useCase().case;
  const asked = useQuery({ queryKey: ['case', path, 'actors.names', { id: eventId }], queryFn: () => whoOf(eventId) });
  return asked.data?.who == null ? null : asked.data;
}
