// Pairs of filters that are often compared: before and after a moment, an entity and the rest of its account, two keys. Pure.
import { and, type FilterTree, not, or, type TermNode } from './filter/tree.ts';
import { type FilterField, parseFilter, printTree } from './filter.ts';
import { valueInTerm } from './filter-edit.ts';
import { isoUtc } from './time.ts';

/** Two filters in canonical form. */
export interface Pair {
  a: string;
  b: string;
}

function treeOf(filter: string): FilterTree | null {
  const parsed = parseFilter(filter);
  return 'problem' in parsed ? null : parsed.tree;
}

/**
 * What a filter leaves before a moment, and from then on; null when it does not parse.
 * @param time as a filter takes it, or ms UTC
 */
export function beforeAndAfter(filter: string, time: string | number): Pair | null {
  const tree = treeOf(filter);
  if (!tree) return null;
  const value = typeof time === 'number' ? isoUtc(time) : time;
  return {
    a: printTree(and([tree, { kind: 'term', field: 'before', value }])),
    b: printTree(and([tree, { kind: 'term', field: 'after', value }])),
  };
}

/** What a filter leaves, and all other events of some accounts: of the whole case where none is given; null when it does not parse. */
export function againstTheRest(filter: string, accounts: readonly string[]): Pair | null {
  const tree = treeOf(filter);
  if (!tree) return null;
  const within = accounts.length === 0 ? [] : [or(accounts.map((value): FilterTree => ({ kind: 'term', field: 'accountId', value })))];
  return { a: printTree(tree), b: printTree(and([...within, not(tree)])) };
}

/** Two values of a field: two keys, two actors, two addresses. */
export function twoValues(field: FilterField, a: string, b: string): Pair {
  return { a: printTree(termOf(field, a)), b: printTree(termOf(field, b)) };
}

/**
 * The events of a page, and those of another value of the same field.
 * @returns null where the page is not of one value of that field: its events are then told by something else, as a role's by its id
 */
export function besidePage(page: string, field: FilterField, value: string): Pair | null {
  const tree = treeOf(page);
  const other = termOf(field, value);
  if (tree?.kind !== 'term' || tree.field !== field || tree.value === other.value) return null;
  return { a: printTree(tree), b: printTree(other) };
}

function termOf(field: FilterField, value: string): TermNode {
  return { kind: 'term', field, value: valueInTerm(field, value) };
}
