// A filter as a tree. Made only by the functions below, so that one meaning has one form.
import type { TermField } from './fields.ts';

export interface FilterTerm {
  field: TermField;
  /** Exact text; `*` stands for any run of characters. Empty text: the field is absent or empty. */
  value: string;
  negated: boolean;
}

export interface TermNode {
  kind: 'term';
  field: TermField;
  value: string;
}

export type FilterTree = TermNode | { kind: 'not'; of: FilterTree } | { kind: 'and' | 'or'; of: readonly FilterTree[] };

/** Both of all; groups within are taken in. */
export function and(parts: readonly FilterTree[]): FilterTree {
  return group('and', parts);
}

/** One of all; `parts` are not empty. */
export function or(parts: readonly FilterTree[]): FilterTree {
  return group('or', parts);
}

function group(kind: 'and' | 'or', parts: readonly FilterTree[]): FilterTree {
  const of = parts.flatMap((part) => (part.kind === kind ? part.of : [part]));
  return of.length === 1 ? (of[0] as FilterTree) : { kind, of };
}

export function not(of: FilterTree): FilterTree {
  return of.kind === 'not' ? of.of : { kind: 'not', of };
}

/** The tree of one term. */
export function treeOf({ field, value, negated }: FilterTerm): FilterTree {
  const term: TermNode = { kind: 'term', field, value };
  return negated ? not(term) : term;
}

/** The terms of a filter that is a plain conjunction of terms; null for any other. */
export function plainTerms(tree: FilterTree): FilterTerm[] | null {
  const terms: FilterTerm[] = [];
  for (const part of partsOf(tree)) {
    const term = part.kind === 'not' ? part.of : part;
    if (term.kind !== 'term') return null;
    terms.push({ field: term.field, value: term.value, negated: part.kind === 'not' });
  }
  return terms;
}

/** What stands side by side in a filter: the parts of its outermost conjunction. */
export function partsOf(tree: FilterTree): readonly FilterTree[] {
  return tree.kind === 'and' ? tree.of : [tree];
}

/** Every term in a tree, from left to right. */
export function* termsOf(tree: FilterTree): Generator<TermNode> {
  if (tree.kind === 'term') yield tree;
  else if (tree.kind === 'not') yield* termsOf(tree.of);
  else for (const part of tree.of) yield* termsOf(part);
}
