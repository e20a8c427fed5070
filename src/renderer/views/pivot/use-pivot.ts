// Asks for all about an entity: again and again while records are being read for it.
import { useQuery } from '@tanstack/react-query';
import type { PivotKind } from '../../../shared/pivots.ts';
import { call } from '../../data/bridge.ts';
import { keyOf, useCase } from '../../data/queries.ts';

/** ms between two questions while records are being read. */
const AGAIN_MS = 400;

export function usePivot(kind: PivotKind, value: string) {
  const { path } = useCase().case;
  return useQuery({
    queryKey: keyOf(path, 'pivot', { kind, value }),
    queryFn: () => call('pivot', { kind, value }),
    refetchInterval: ({ state: { data } }) => (data?.reading?.state === 'running' ? AGAIN_MS : false),
  });
}
