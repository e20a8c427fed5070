// Asks for the counts of facets in as few questions as there are filters and orders among them.
import { useQueries } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Result } from '../../../shared/channels.ts';
import type { ColumnFacet } from '../../../shared/facets.ts';
import { droppable } from '../../data/droppable.ts';
import { useCase } from '../../data/queries.ts';
import { facetQuestions } from './questions.ts';

type FacetCounts = NonNullable<Result<'events.facets'>['facets'][ColumnFacet]>;

export interface CountedFacet {
  /** Undefined while they are on their way. */
  counts: FacetCounts | undefined;
  /** Events among which it was counted. */
  total: number;
  /** Counted for a filter before this one. */
  isStale: boolean;
  error: unknown;
  retry: () => void;
}

/** The engine counts no values of this field. */
const NOT_COUNTED: FacetCounts = { distinct: 0, found: 0, values: [] };

type Counted = { counts: FacetCounts; total: number };

/** @param top values wanted of each; @param search text that they must hold */
export function useFacets(
  filter: string,
  fields: readonly ColumnFacet[],
  isRarest: (field: ColumnFacet) => boolean,
  { top, search = '' }: { top: number; search?: string },
): (field: ColumnFacet) => CountedFacet {
  const path = useCase().case.path;
  const questions = facetQuestions(filter, fields, isRarest);
  const answers = useQueries({ queries: questions.map((question) => droppable(path, 'events.facets', { ...question, top, search })) });
  // While a field is counted anew its last counts stay, whichever question they came with: rows must not go from under the keyboard.
  const last = useRef(new Map<ColumnFacet, Counted>());
  const fresh = new Set<ColumnFacet>();
  questions.forEach(({ names }, i) => {
    const data = answers[i]?.data;
    for (const field of data ? names : []) {
      fresh.add(field);
      last.current.set(field, { counts: data?.facets[field] ?? NOT_COUNTED, total: data?.total ?? 0 });
    }
  });
  return (field) => {
    const answer = answers[questions.findIndex(({ names }) => names.includes(field))];
    return {
      counts: last.current.get(field)?.counts,
      total: last.current.get(field)?.total ?? 0,
      isStale: !fresh.has(field),
      error: answer?.error ?? null,
      retry: () => void answer?.refetch(),
    };
  };
}
