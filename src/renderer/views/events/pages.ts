// Rows of a list by number: pages from the engine, only those near what is in view.
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Args, Result } from '../../../shared/channels.ts';
import type { WindowEventRow } from '../../../shared/domain.ts';
import { call } from '../../data/bridge.ts';
import { keyOf, useCase } from '../../data/queries.ts';
import { PAGE, pagesFor } from './page-numbers.ts';

/** While the scroll bar is dragged across millions of rows, pages are asked for only when it rests this long (ms). */
const REST_MS = 70;

interface Rows<Row> {
  /** The row, or undefined while it is on its way. */
  row(index: number): Row | undefined;
  error: unknown;
  retry(): void;
}

type PagedChannel = 'events.page' | 'search.page' | 'annotations.list' | 'annotations.history';

interface Wanted<C extends PagedChannel> {
  /** Rows in view. */
  range: { first: number; end: number };
  /** Rows that there are. */
  total: number;
  /** More rows may come behind the others: a page that was not full is then asked for again. */
  grows?: boolean;
  /** Rows of a page, and how many around the view are fetched ahead. */
  page?: number;
  ahead?: number;
  argsOf: (offset: number, limit: number) => Args<C>;
}

export function useRows<C extends PagedChannel>(channel: C, wish: Wanted<C>): Rows<Result<C>['rows'][number]> {
  type Row = Result<C>['rows'][number];
  const { range, total, grows = false, page: size = PAGE, ahead, argsOf } = wish;
  const path = useCase().case.path;
  const client = useQueryClient();
  const wanted = pagesFor(range.first, range.end, total, size, ahead);
  const wantedKey = wanted.join(',');
  const [settled, setSettled] = useState('');
  useEffect(() => {
    // Neighbouring pages follow at once, jumps only at rest.
    const near = wantedKey.split(',').some((page) => settled.split(',').includes(page));
    if (near) {
      setSettled(wantedKey);
      return;
    }
    const timer = setTimeout(() => setSettled(wantedKey), settled === '' ? 0 : REST_MS);
    return () => clearTimeout(timer);
  }, [wantedKey, settled]);

  const asked = wanted.filter((page) => settled.split(',').includes(String(page)));
  const keyOfPage = (page: number) => keyOf(path, channel, argsOf(page * size, size));
  const answers = useQueries({
    queries: asked.map((page) => ({ queryKey: keyOfPage(page), queryFn: () => call(channel, argsOf(page * size, size)) })),
  });
  const pages = new Map<number, readonly Row[]>();
  for (const page of wanted) {
    // What was fetched before is shown at once, even while the scroll bar moves.
    const kept = client.getQueryData<Result<C>>(keyOfPage(page));
    if (kept) pages.set(page, kept.rows);
  }
  asked.forEach((page, i) => {
    const rows = answers[i]?.data?.rows;
    if (rows) pages.set(page, rows);
  });
  const grown = answers.filter(({ data, isFetching, isError }, i) => {
    const due = Math.min(size, total - (asked[i] as number) * size);
    return grows && data !== undefined && data.rows.length < due && !isFetching && !isError;
  });
  useEffect(() => {
    for (const answer of grown) void answer.refetch();
  });
  const failed = answers.find((answer) => answer.error);
  return {
    row: (index) => pages.get(Math.floor(index / size))?.[index % size],
    error: failed?.error ?? null,
    retry: () => {
      for (const answer of answers) if (answer.error) void answer.refetch();
    },
  };
}

/** Rows of a filtered list. */
export function useEventRows(
  filter: string,
  order: 'asc' | 'desc',
  range: { first: number; end: number },
  total: number,
): Rows<WindowEventRow> {
  return useRows('events.page', { range, total, argsOf: (offset, limit) => ({ filter, order, offset, limit }) });
}
