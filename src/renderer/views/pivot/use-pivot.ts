// Asks for all about an entity: again and again while records are being read for it.
import { useQuery } from '@tanstack/react-query';
import type { Args } from '../../../shared/channels.ts';
import type { PivotKind } from '../../../shared/pivots.ts';
import { call } from '../../data/bridge.ts';
import { keyOf, useCase } from '../../data/queries.ts';

/** ms between two questions while records are being read. */
const AGAIN_MS = 400;

/** Under which a page is kept. */
export function pivotKey(path: string, { kind, value }: Args<'pivot'>) {
  return keyOf(path, 'pivot', { kind, value });
}

export function usePivot(kind: PivotKind, value: string) {
  const { path } = useCase().case;
  return useQuery({
    queryKey: pivotKey(path, { kind, value }),
    queryFn: () => call('pivot', { kind, value }),
    refetchInterval: ({ state: { data } }) => (data?.reading?.state === 'running' ? AGAIN_MS : false),
  });
}
