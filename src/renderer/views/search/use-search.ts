// The search that answers a question: started once, found again when one comes back to it, started anew only when the person says so.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { JobStatus, SearchAsked } from '../../../shared/domain.ts';
import { call } from '../../data/bridge.ts';
import { keyOf, useCall, useCase } from '../../data/queries.ts';
import { useJobs } from '../../state/jobs.ts';
import type { ViewState } from '../../state/view-state.ts';

export interface AskedSearch {
  /** Null while it is being started. */
  jobId: string | null;
  /** Its newest status. */
  job: JobStatus | undefined;
  /** Evidence was added since it began, or its filter's times are read in another zone now. */
  stale: boolean;
  /** The engine no longer has what it found. */
  gone: boolean;
  /** It could not be started. */
  error: unknown;
  again(): void;
}

/** What the view's state asks; null for nothing. */
export function questionOf({ search, filter }: Pick<ViewState, 'search' | 'filter'>): SearchAsked | null {
  if (search === null || search.text === '') return null;
  return { text: search.text, regex: search.regex, ignoreCase: !search.matchCase, filter: search.everything ? '' : filter };
}

const NOTHING: SearchAsked = { text: '', regex: false, ignoreCase: false, filter: '' };

export function useSearch(question: SearchAsked | null): AskedSearch {
  const path = useCase().case.path;
  const client = useQueryClient();
  const { jobs } = useJobs();
  const asked = question ?? NOTHING;
  const started = useQuery({
    queryKey: keyOf(path, 'search.start', asked),
    queryFn: async () => {
      const { jobId } = await call('search.start', asked);
      void client.invalidateQueries({ queryKey: keyOf(path, 'search.list', {}) });
      return jobId;
    },
    enabled: question !== null,
    // As long as the case is open: the engine keeps the newest searches.
    gcTime: Number.POSITIVE_INFINITY,
  });
  const kept = useCall('search.list', {});
  const jobId = started.isFetching ? null : (started.data ?? null);
  const entry = kept.data?.searches.find((one) => one.jobId === jobId);
  const { refetch } = started;
  return {
    jobId,
    job: jobs.find((job) => job.id === jobId),
    stale: entry?.stale ?? false,
    gone: jobId !== null && kept.data !== undefined && !kept.isFetching && entry === undefined,
    error: started.error,
    again: useCallback(() => void refetch(), [refetch]),
  };
}
