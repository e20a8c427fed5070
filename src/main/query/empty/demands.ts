// What a filter demands of every event that it could give: the values that its conjunction leaves, and the span of time.

import { matcher } from '../../../shared/filter/glob.ts';
import { inNetwork, looksLikeNetwork, parseNetwork } from '../../../shared/filter/network.ts';
import { resolveTime, type TimeContext, type TimeSpan } from '../../../shared/filter/times.ts';
import { type FilterTree, isFilterField, isTimeField, printField, type TermField } from '../../../shared/filter.ts';

export interface Demands {
  /** Per field, alternatives of which an event must have one; several lists: one of each. */
  values: ReadonlyMap<TermField, readonly (readonly string[])[]>;
  /** Null: the filter says nothing of time. */
  span: TimeSpan | null;
}

/** @param context with which times are resolved; times that mean nothing there are no demand */
export function demandsOf(tree: FilterTree, context: TimeContext): Demands {
  switch (tree.kind) {
    case 'term': {
      const { field, value } = tree;
      if (!isTimeField(field)) return { values: new Map([[field, [[value]]]]), span: null };
      const span = resolveTime(field, value, context);
      return { values: new Map(), span: 'message' in span ? null : span };
    }
    case 'and':
      return tree.of.map((part) => demandsOf(part, context)).reduce(both, NOTHING);
    case 'or':
      return tree.of.map((part) => demandsOf(part, context)).reduce(either);
    // What a filter leaves out it does not demand; events without a time are in the opposite of every span, too.
    case 'not':
      return NOTHING;
  }
}

const NOTHING: Demands = { values: new Map(), span: null };

function both(a: Demands, b: Demands): Demands {
  const values = new Map(a.values);
  for (const [field, lists] of b.values) values.set(field, [...(values.get(field) ?? []), ...lists]);
  if (a.span === null || b.span === null) return { values, span: a.span ?? b.span };
  return { values, span: { from: edge(Math.max, a.span.from, b.span.from), to: edge(Math.min, a.span.to, b.span.to) } };
}

/** Only what every alternative demands is demanded. */
function either(a: Demands, b: Demands): Demands {
  const values = new Map<TermField, string[][]>();
  for (const [field, lists] of a.values) {
    const others = b.values.get(field);
    if (others) values.set(field, [[...new Set([...fewest(lists), ...fewest(others)])]]);
  }
  if (a.span === null || b.span === null) return { values, span: null };
  const open = { from: a.span.from === null || b.span.from === null, to: a.span.to === null || b.span.to === null };
  return {
    values,
    span: {
      from: open.from ? null : Math.min(a.span.from as number, b.span.from as number),
      to: open.to ? null : Math.max(a.span.to as number, b.span.to as number),
    },
  };
}

function edge(of: (a: number, b: number) => number, a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : of(a, b);
}

function fewest(lists: readonly (readonly string[])[]): readonly string[] {
  return lists.reduce((least, list) => (list.length < least.length ? list : least));
}

/** The demanded values of a field, of which an event must have one; empty when the filter demands none. "Absent" is no value. */
export function demanded({ values }: Demands, field: TermField): readonly string[] {
  const lists = values.get(field);
  return lists === undefined ? [] : fewest(lists).filter((value) => value !== '');
}

/** Whether an event must be a reading or a writing call; null: it may be either. */
export function demandedEffect(demands: Demands): 'read' | 'write' | null {
  const is = (demands.values.get('is') ?? []).flat();
  const readOnly = demanded(demands, 'readOnly');
  if (is.includes('read') || (readOnly.length === 1 && readOnly[0] === 'true')) return 'read';
  if (is.includes('write') || (readOnly.length === 1 && readOnly[0] === 'false')) return 'write';
  return null;
}

interface Contradiction {
  /** As it is written in a filter. */
  field: string;
  values: string[];
}

/** Fields of which an event may have several values at once. */
const MANY_VALUED: ReadonlySet<TermField> = new Set(['resource', 'is', 'session', 'evidence', 'tag', 'bookmark', 'label', 'finding']);

/** Demands that no event can meet at once. */
export function contradictionsOf(demands: Demands): Contradiction[] {
  const found: Contradiction[] = [];
  for (const [field, lists] of demands.values) {
    if (!isFilterField(field) || MANY_VALUED.has(field)) continue;
    const pair = firstPair(lists, (a, b) => !a.some((one) => b.some((other) => compatible(field, one, other))));
    if (pair) found.push({ field: printField(field), values: [...pair[0], ...pair[1]] });
  }
  const is = new Set((demands.values.get('is') ?? []).filter((list) => list.length === 1).flat());
  if (is.has('read') && is.has('write')) found.push({ field: 'is', values: ['read', 'write'] });
  const { span } = demands;
  if (span?.from != null && span.to != null && span.from >= span.to) found.push({ field: 'time', values: [] });
  if (span !== null && is.has('undated')) found.push({ field: 'time', values: ['undated'] });
  return found;
}

function firstPair<T>(list: readonly T[], test: (a: T, b: T) => boolean): [T, T] | null {
  for (let i = 0; i < list.length; i++)
    for (let j = i + 1; j < list.length; j++) if (test(list[i] as T, list[j] as T)) return [list[i] as T, list[j] as T];
  return null;
}

/** Whether one value may fulfil both; of two patterns it is not asked further. */
function compatible(field: TermField, a: string, b: string): boolean {
  if (a === '' || b === '') return a === b;
  if (field === 'sourceIPAddress' && (looksLikeNetwork(a) || looksLikeNetwork(b))) {
    const [network, address] = looksLikeNetwork(a) ? [a, b] : [b, a];
    const parsed = parseNetwork(network);
    return typeof parsed === 'string' || looksLikeNetwork(address) || address.includes('*') || inNetwork(address, parsed);
  }
  if (a.includes('*')) return b.includes('*') || matcher(a)(b);
  return b.includes('*') ? matcher(b)(a) : a === b;
}
