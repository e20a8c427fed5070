// Rows of a filtered list by number: pages of 200 from the engine, only those near what is in view.
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Result } from '../../../shared/channels.ts';
import type { WindowEventRow } from '../../../shared/domain.ts';
import { call } from '../../data/bridge.ts';
import { keyOf, useCase } from '../../data/queries.ts';
import { PAGE, pagesFor } from './page-numbers.ts';

/** While the scroll bar is dragged across millions of rows, pages are asked for only when it rests this long (ms). */
const REST_MS = 70;

export interface EventRows {
  /** The row, or undefined while it is on its way. */
  row(index: number): WindowEventRow | undefined;
  error: unknown;
  retry(): void;
}

export function useEventRows(filter: string, order: 'asc' | 'desc', range: { first: number; end: number }, total: number): EventRows {
  const path = useCase().case.path;
  const client = useQueryClient();
  const wanted = pagesFor(range.first, range.end, total);
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
  const argsOf = (page: number) => ({ filter, order, offset: page * PAGE, limit: PAGE });
  const answers = useQueries({
    queries: asked.map((page) => ({
      queryKey: keyOf(path, 'events.page', argsOf(page)),
      queryFn: () => call('events.page', argsOf(page)),
    })),
  });
  const pages = new Map<number, readonly WindowEventRow[]>();
  for (const page of wanted) {
    // What was fetched before is shown at once, even while the scroll bar moves.
    const kept = client.getQueryData<Result<'events.page'>>(keyOf(path, 'events.page', argsOf(page)));
    if (kept) pages.set(page, kept.rows);
  }
  asked.forEach((page, i) => {
    const rows = answers[i]?.data?.rows;
    if (rows) pages.set(page, rows);
  });
  const failed = answers.find((answer) => answer.error);
  return {
    row: (index) => pages.get(Math.floor(index / PAGE))?.[index % PAGE],
    error: failed?.error ?? null,
    retry: () => {
      for (const answer of answers) if (answer.error) void answer.refetch();
    },
  };
}
