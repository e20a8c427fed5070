// What the view of resources offers: kinds to choose from, and whether a row's counts lead to its events. Pure, tested.
import type { KindCount, ResourceRow } from '../../../shared/resources.ts';
import { grouped } from '../../../shared/text.ts';
import { oneLine } from '../../components/visible-text.ts';

/** No kind is called so. */
export const ALL_KINDS = '*';

/** @param chosen stands there also while nothing is of this kind */
export function kindOptions(kinds: readonly KindCount[], chosen: string): { value: string; label: string }[] {
  const all = kinds.reduce((sum, { resources }) => sum + resources, 0);
  const missing = chosen !== ALL_KINDS && !kinds.some(({ kind }) => kind === chosen) ? [{ kind: chosen, resources: 0 }] : [];
  const word = (kind: string): string => (kind === '' ? 'kind not known' : oneLine(kind));
  return [
    { value: ALL_KINDS, label: `All kinds (${grouped(all)})` },
    ...[...kinds, ...missing].map(({ kind, resources }) => ({ value: kind, label: `${word(kind)} (${grouped(resources)})` })),
  ];
}

/** Whether `resource:` of a row's text leaves what the row counts: a mere name may be that of others too, or stand in other places of a record. */
export function opensItsEvents({ kind, value }: Pick<ResourceRow, 'kind' | 'value'>): boolean {
  return (kind !== '' || value.startsWith('arn:')) && !value.includes('*');
}
