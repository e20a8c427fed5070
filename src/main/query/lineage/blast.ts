// Everything done with some credentials together: counts, and the filter that gives the events.

import { or } from '../../../shared/filter/tree.ts';
import { type FilterTree, printTree } from '../../../shared/filter.ts';
import type { Blast } from '../../../shared/lineage.ts';
import { countBits, hasBit, IdBatches, noBits, setBit } from '../columns/bits.ts';
import { timesOf } from '../columns/times.ts';
import { countFacets } from '../facets.ts';
import type { LineageIndex } from './lineage-index.ts';
import type { Ref } from './link.ts';

/** Characters of a filter that any view of the window takes: shared/channels.ts. */
const LONGEST_FILTER = 10_000;

/**
 * @param refs whose credentials, each once
 * @param asked identities of the actor or session that was asked about, with the term that finds them; null for a key
 */
export function blastOf(
  index: LineageIndex,
  refs: readonly Ref[],
  asked: { identities: readonly number[]; term: FilterTree } | null,
): Blast {
  const { credentials, events } = index;
  const keys = refs.filter(({ kind }) => kind === 'key').map(({ value }) => value);
  const flags = new Uint8Array(credentials.keyOf.length);
  for (const identity of asked?.identities ?? []) flags[identity] = 1;
  for (const key of keys) for (const identity of credentials.identitiesWith(credentials.keyOf, credentials.term(key))) flags[identity] = 1;
  const bits = noBits(events.last);
  events.recordsOf('identity', flags.length).forEach(flags, (record) => {
    if (hasBit(events.all, record)) setBit(bits, record);
  });
  const selection = { bits, count: countBits(bits), unreadable: [] };
  const { accountId, awsRegion, readOnly } = countFacets(events, selection, { names: ['accountId', 'awsRegion', 'readOnly'], top: 0 });
  const { first, last } = timesOf(events, bits);
  return {
    keys: keys.length,
    events: selection.count,
    first,
    last,
    writes: readOnly?.values.find(({ value }) => value === 'false')?.count ?? 0,
    denied: deniedAmong(index, bits),
    accounts: (accountId?.values ?? []).map(({ value, count }) => ({ value, count })),
    regions: (awsRegion?.values ?? []).map(({ value, count }) => ({ value, count })),
    filter: filterOf(keys, asked?.term ?? null),
  };
}

function filterOf(keys: readonly string[], asked: FilterTree | null): string | null {
  const terms: FilterTree[] = [
    ...(asked ? [asked] : []),
    ...keys.map((value): FilterTree => ({ kind: 'term', field: 'accessKeyId', value })),
  ];
  if (terms.length === 0) return null;
  const filter = printTree(or(terms));
  return filter.length > LONGEST_FILTER ? null : filter;
}

function deniedAmong({ events }: LineageIndex, bits: ReturnType<typeof noBits>): number {
  const outcomes = events.outcomeOfCalls();
  let denied = 0;
  const batches = new IdBatches(bits);
  for (let n = batches.next(); n > 0; n = batches.next())
    for (let i = 0; i < n; i++) if (outcomes[events.columns.call[batches.ids[i] as number] as number] === 1) denied++;
  return denied;
}
