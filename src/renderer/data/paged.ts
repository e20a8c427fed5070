// Rows of a long list by number: pages from the engine, only those in view.
import { useQueries } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Args, Result } from '../../shared/channels.ts';
import { call } from './bridge.ts';
import { keyOf, useCase } from './queries.ts';

type PagedChannel = 'evidence.list' | 'evidence.problems' | 'integrity.items' | 'addresses.list' | 'actors.list' | 'keys.list';
type Row<C extends PagedChannel> = Result<C>['rows'][number];

const PAGE = 200;

interface Paged<C extends PagedChannel> {
  first: Result<C> | undefined;
  total: number;
  row(index: number): Row<C> | undefined;
  onRange(first: number, end: number): void;
  error: unknown;
  retry(): void;
}

/** `args` without offset and limit. The first page is always asked for: it brings the total. */
export function usePaged<C extends PagedChannel>(channel: C, args: Omit<Args<C>, 'offset' | 'limit'>): Paged<C> {
  const path = useCase().case.path;
  const [range, setRange] = useState('0');
  const pages = [...new Set([0, ...range.split(',').map(Number)])];
  const answers = useQueries({
    queries: pages.map((page) => {
      const whole = { ...args, offset: page * PAGE, limit: PAGE } as Args<C>;
      return { queryKey: keyOf(path, channel, whole), queryFn: () => call(channel, whole) };
    }),
  });
  const results = answers.map((answer) => answer.data as Result<C> | undefined);
  const onRange = useCallback((first: number, end: number) => {
    const from = Math.floor(first / PAGE);
    const to = Math.floor(Math.max(first, end - 1) / PAGE);
    setRange(Array.from({ length: to - from + 1 }, (_, i) => from + i).join(','));
  }, []);
  return {
    first: results[0],
    total: results[0]?.total ?? 0,
    row: (index) => {
      const at = pages.indexOf(Math.floor(index / PAGE));
      return results[at]?.rows[index % PAGE] as Row<C> | undefined;
    },
    onRange,
    error: answers.find((answer) => answer.error)?.error ?? null,
    retry: () => {
      for (const answer of answers) if (answer.error) void answer.refetch();
    },
  };
}
