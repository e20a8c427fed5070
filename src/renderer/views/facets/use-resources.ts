// Asks which resources events name: again and again while their records are being read.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Result } from '../../../shared/channels.ts';
import { droppable } from '../../data/droppable.ts';
import { useCase } from '../../data/queries.ts';
import type { FacetOrder } from './questions.ts';
import type { CountedFacet } from './use-facets.ts';

/** ms between two questions while records are being read. */
const AGAIN_MS = 400;

export type ResourceCounts = Result<'events.resources'>;

export interface CountedResources extends CountedFacet {
  /** The whole answer; undefined while it is on its way. */
  answer: ResourceCounts | undefined;
}

/** @param isAsked whether the answer is on screen: without it no record is read */
export function useResources(
  filter: string,
  isAsked: boolean,
  order: FacetOrder,
  { top, search = '' }: { top: number; search?: string },
): CountedResources {
  const path = useCase().case.path;
  const asked = useQuery({
    ...droppable(path, 'events.resources', { filter, order, top, search }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => (data?.reading?.state === 'running' ? AGAIN_MS : false),
  });
  const { data: answer, error, isPlaceholderData, refetch } = asked;
  return { answer, counts: answer, total: answer?.read ?? 0, isStale: isPlaceholderData, error, retry: () => void refetch() };
}
