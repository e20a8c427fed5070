// Questions that may take a while: one that nobody waits for any more is dropped before it begins, so that the newest is answered first.
import type { UseQueryOptions } from '@tanstack/react-query';
import type { Args, Result } from '../../shared/channels.ts';
import { call } from './bridge.ts';
import { keyOf } from './queries.ts';

type DroppableChannel =
  | 'events.facets'
  | 'events.histogram'
  | 'events.resources'
  | 'resources.list'
  | 'compare.get'
  | 'questions.get'
  | 'timeline.density'
  | 'timeline.lanes'
  | 'timeline.sessions'
  | 'timeline.markers'
  | 'timeline.backgrounds'
  | 'unusual.actors'
  | 'unusual.get';
type Asked<C extends DroppableChannel> = Omit<Args<C>, 'ticket'>;

// Tickets of several windows go to the same engine.
const ours = crypto.randomUUID();
let last = 0;

async function callDroppable<C extends DroppableChannel>(channel: C, args: Asked<C>, signal: AbortSignal): Promise<Result<C>> {
  const ticket = `${ours} ${++last}`;
  // Where the engine has gone there is nothing left to drop.
  const drop = () => void call('query.drop', { ticket }).catch(() => {});
  signal.addEventListener('abort', drop, { once: true });
  try {
    return await call(channel, { ...args, ticket } as Args<C>);
  } finally {
    signal.removeEventListener('abort', drop);
  }
}

/** Options for useQuery and useQueries. */
export function droppable<C extends DroppableChannel>(path: string, channel: C, args: Asked<C>): UseQueryOptions<Result<C>> {
  return {
    queryKey: keyOf(path, channel, args as Args<C>),
    queryFn: ({ signal }) => callDroppable(channel, args, signal),
  };
}
