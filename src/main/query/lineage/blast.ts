// Everything done with some credentials together: counts, and the filter that gives the events.

import { or, termsOf } from '../../../shared/filter/tree.ts';
import { type FilterTree, printTree } from '../../../shared/filter.ts';
import type { Blast } from '../../../shared/lineage.ts';
import { grouped, plural } from '../../../shared/text.ts';
import { countBits, hasBit, IdBatches, noBits, setBit } from '../columns/bits.ts';
import { DENIED } from '../columns/outcomes.ts';
import { timesOf } from '../columns/times.ts';
import { countFacets } from '../facets.ts';
import type { LineageIndex } from './lineage-index.ts';
import type { Ref } from './link.ts';

/** Stands for any text in a term of a filter: what holds one cannot be asked for exactly. */
const ANY = '*';

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
): { blast: Blast; notes: string[] } {
  const { credentials, events } = index;
  const flags = new Uint8Array(credentials.keyOf.length);
  for (const identity of asked?.identities ?? []) flags[identity] = 1;
  const own = credentials.keysOf(asked?.identities ?? []);
  const keys = new Set(own);
  /** Keys of which the term of what was asked about does not find all events. */
  const others: string[] = [];
  for (const { kind, value } of refs) {
    if (kind !== 'key') continue;
    const term = credentials.term(value);
    const identities = credentials.identitiesWith(credentials.keyOf, term);
    if (!keys.has(term) || identities.some((identity) => flags[identity] === 0)) others.push(value);
    keys.add(term);
    for (const identity of identities) flags[identity] = 1;
  }
  const bits = noBits(events.last);
  events.recordsOf('identity', flags.length).forEach(flags, (record) => {
    if (hasBit(events.all, record)) setBit(bits, record);
  });
  const selection = { bits, count: countBits(bits), unreadable: [] };
  const { accountId, awsRegion, readOnly } = countFacets(events, selection, { names: ['accountId', 'awsRegion', 'readOnly'], top: 0 });
  const { first, last } = timesOf(events, bits);
  const { filter, note } = filterOf(others, asked?.term ?? null);
  const blast = {
    keys: keys.size,
    events: selection.count,
    first,
    last,
    writes: readOnly?.values.find(({ value }) => value === 'false')?.count ?? 0,
    denied: deniedAmong(index, bits),
    accounts: (accountId?.values ?? []).map(({ value, count }) => ({ value, count })),
    regions: (awsRegion?.values ?? []).map(({ value, count }) => ({ value, count })),
    filter,
  };
  const unreadable = events.outcomes().unreadable(bits).length;
  const doubt =
    unreadable === 0
      ? []
      : [`${plural(unreadable, 'item')} could not be read, or not wholly: of the denied, failed sign-ins may be missing.`];
  return { blast, notes: [...(note === null ? [] : [note]), ...doubt] };
}

/** @returns with why there is none */
function filterOf(keys: readonly string[], asked: FilterTree | null): { filter: string | null; note: string | null } {
  const terms: FilterTree[] = [
    ...(asked ? [asked] : []),
    ...keys.map((value): FilterTree => ({ kind: 'term', field: 'accessKeyId', value })),
  ];
  if (terms.length === 0) return { filter: null, note: null };
  const tree = or(terms);
  if ([...termsOf(tree)].some(({ value }) => value.includes(ANY)))
    return {
      filter: null,
      note: `A name or key here holds ${ANY}, which stands for any text in a filter: none gives exactly these events.`,
    };
  const filter = printTree(tree);
  if (filter.length > LONGEST_FILTER) return { filter: null, note: `${grouped(keys.length)} keys are too many for one filter.` };
  return { filter, note: null };
}

function deniedAmong({ events }: LineageIndex, bits: ReturnType<typeof noBits>): number {
  const outcomes = events.outcomes();
  let denied = 0;
  const batches = new IdBatches(bits);
  for (let n = batches.next(); n > 0; n = batches.next())
    for (let i = 0; i < n; i++) if (outcomes.of(batches.ids[i] as number) === DENIED) denied++;
  return denied;
}
