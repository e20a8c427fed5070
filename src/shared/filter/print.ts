// A filter back as text, in canonical form: what is printed parses to the same tree, and prints the same again.
import { printField, quote } from './fields.ts';
import { type FilterTerm, type FilterTree, treeOf } from './tree.ts';

export function printTree(tree: FilterTree): string {
  switch (tree.kind) {
    case 'term':
      return `${printField(tree.field)}:${printValue(tree.value)}`;
    case 'not':
      return tree.of.kind === 'term' ? `-${printTree(tree.of)}` : `NOT (${printTree(tree.of)})`;
    case 'and':
      return tree.of.map(within).join(' ');
    case 'or':
      return tree.of.map(within).join(' OR ');
  }
}

/** A group within a group stands in parentheses, so that nobody has to know which binds more. */
function within(part: FilterTree): string {
  return part.kind === 'and' || part.kind === 'or' ? `(${printTree(part)})` : printTree(part);
}

export function printValue(value: string): string {
  return /^[^\s"\\()]*$/.test(value) ? value : quote(value);
}

/** Prints one term in canonical form; values that need it are quoted. */
export function printTerm(term: FilterTerm): string {
  return printTree(treeOf(term));
}

/** Prints terms in canonical form. */
export function printFilter(terms: readonly FilterTerm[]): string {
  return terms.map(printTerm).join(' ');
}
