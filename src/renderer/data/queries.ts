// Cached answers of the engine: one key shape (case, channel, arguments), stale only when the engine says so.
import { keepPreviousData, QueryClient, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { Args, EngineChannel, PushValue, Result } from '../../shared/channels.ts';
import type { CaseInfo } from '../../shared/domain.ts';
import type { TimeContext } from '../../shared/filter.ts';
import { knownZone } from '../../shared/time.ts';
import { call } from './bridge.ts';

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Stored evidence changes only through us, and the engine pushes `changed` when it does.
        staleTime: Number.POSITIVE_INFINITY,
        // Pages scrolled past are dropped: tens of millions of rows must not pile up here.
        gcTime: 60_000,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}

const CaseContext = createContext<CaseInfo | null>(null);
export const CaseProvider = CaseContext.Provider;

/** The open case as the engine last described it. Only below the case shell. */
export function useCase(): CaseInfo {
  const info = useContext(CaseContext);
  if (!info) throw new Error('useCase outside an open case');
  return info;
}

/** The case's time zone, or UTC where this computer does not know it. */
export function useZone(): string {
  return knownZone(useCase().case.timezone);
}

/** What times in filters are resolved with. */
export function timesOf({ case: facts, firstEvent, lastEvent }: CaseInfo): TimeContext {
  const ms = (time: string | null): number | null => (time === null ? null : Date.parse(time));
  return { zone: knownZone(facts.timezone), firstEvent: ms(firstEvent), lastEvent: ms(lastEvent) };
}

export function keyOf<C extends EngineChannel>(path: string, channel: C, args: Args<C>) {
  return ['case', path, channel, args] as const;
}

interface CallOptions {
  enabled?: boolean;
  /** Show the previous answer while the next one is on its way. */
  keep?: boolean;
}

/** Asks the engine and keeps the answer. */
export function useCall<C extends EngineChannel>(channel: C, args: Args<C>, options: CallOptions = {}): UseQueryResult<Result<C>> {
  const path = useCase().case.path;
  return useQuery<Result<C>>({
    queryKey: keyOf(path, channel, args),
    queryFn: () => call(channel, args),
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepPreviousData as never } : {}),
  });
}

const BOOKMARK_CHANNELS = new Set<string>([
  'bookmarks.list',
  'annotations.list',
  'annotations.get',
  'annotations.history',
  'annotations.tags',
  'annotations.marks',
  'filter.complete',
  'events.position',
  'actors.list',
  'keys.list',
  'addresses.list',
  'notes.get',
  'events.detail',
  'questions.get',
  'events.page',
  'events.count',
  'events.facets',
  'events.resources',
  'resources.list',
  'events.histogram',
  'empty.explain',
  'search.page',
  'timeline.lanes',
  'timeline.density',
  'timeline.sessions',
  'timeline.markers',
]);

/** What a job other than an import may change: the verdicts, the seals, and the log of what was done. */
const CASE_CHANNELS = new Set<string>([
  'case.info',
  'case.overview',
  'custody.list',
  'empty.explain',
  'integrity.get',
  'integrity.items',
  'integrity.digests',
  'integrity.item',
  'report.settings',
  'seals.list',
  'timeline.backgrounds',
]);

/** What findings are made of: their events, bookmarks and views are told with them. */
const ofFindings = (channel: string): boolean => /^(findings|storyline|attack)\./.test(channel);

/** Asks again what is on screen about a filter, for which more records were read. */
export function invalidateFilter(client: QueryClient, filter: string): void {
  void client.invalidateQueries({
    predicate: ({ queryKey: [what, , channel, args] }) => {
      const asked = args as { filter?: unknown; kind?: unknown } | undefined;
      // The page of a resource asks by its kind and value, of which its filter follows.
      return what === 'case' && (asked?.filter === filter || (channel === 'pivot' && asked?.kind === 'resource'));
    },
  });
}

/** Asks again what was told only in part, since records are read for it that have not been read yet. */
export function invalidateReading(client: QueryClient): void {
  void client.invalidateQueries({
    predicate: ({ queryKey: [what], state }) =>
      what === 'case' && (state.data as { reading?: { state?: unknown } } | undefined)?.reading?.state === 'running',
  });
}

/** Marks stale what a `changed` push touches; what is on screen is asked for again. */
export function invalidate(client: QueryClient, what: PushValue<'changed'>['what']): void {
  void client.invalidateQueries({
    predicate: ({ queryKey }) => {
      if (queryKey[0] !== 'case') return false;
      const channel = String(queryKey[2]);
      // Asking it again would search again: that is for the person to say.
      if (channel === 'search.start') return false;
      // Fields, facets and filters follow from watch lists and from what tells countries; times in filters, days and nights from the zone.
      if (what === 'evidence' || what === 'lists' || what === 'zone') return true;
      if (what !== 'case' && ofFindings(channel)) return true;
      if (what === 'views') return channel === 'views.list' || channel === 'custody.list' || channel === 'case.info';
      // Filters may ask for findings as they do for bookmarks.
      if (what === 'bookmarks' || what === 'findings')
        return BOOKMARK_CHANNELS.has(channel) || channel === 'custody.list' || channel === 'case.info';
      return CASE_CHANNELS.has(channel);
    },
  });
}
