// Asks for resources and the history of one: again and again while their records are being read.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Args, Result } from '../../../shared/channels.ts';
import { call } from '../../data/bridge.ts';
import { droppable } from '../../data/droppable.ts';
import { keyOf, useCase } from '../../data/queries.ts';

/** ms between two questions while records are being read. */
const AGAIN_MS = 400;

/** When to ask again. */
function whileReading({ state: { data } }: { state: { data?: Pick<Result<'resources.list'>, 'reading'> | undefined } }): number | false {
  return data?.reading?.state === 'running' ? AGAIN_MS : false;
}

export function useResourceList(question: Omit<Args<'resources.list'>, 'ticket'>) {
  const path = useCase().case.path;
  return useQuery({ ...droppable(path, 'resources.list', question), placeholderData: keepPreviousData, refetchInterval: whileReading });
}

/** Of the resource that a text names. */
export function useResourceHistory(value: string) {
  const path = useCase().case.path;
  const ask = (named: string) => ({
    queryKey: keyOf(path, 'resources.history', { value: named }),
    queryFn: () => call('resources.history', { value: named }),
    refetchInterval: whileReading,
  });
  const byName = useQuery(ask(value));
  const { history = null, reading = null } = byName.data ?? {};
  // A name finds the records that bear it; others of the same resource may have only its id.
  const id = history !== null && reading === null ? history.id : value;
  const byId = useQuery({ ...ask(id), enabled: id !== value });
  return id !== value && byId.data !== undefined ? byId : byName;
}
