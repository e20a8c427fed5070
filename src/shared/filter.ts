// The filter language's text form: one language in the window, on the command line and in reports. docs/filters.md shows it by examples.
// Parsing, printing and what needs no case; SQL is in main/query.
import { isTimeField } from './filter/fields.ts';
import { type ParsedFilter, parseFilter } from './filter/parser.ts';
import { printTree } from './filter/print.ts';
import type { FilterProblem } from './filter/problem.ts';
import { resolveTime, type TimeContext } from './filter/times.ts';
import { and, type FilterTerm, plainTerms, treeOf } from './filter/tree.ts';
import { valueInTerm } from './filter-edit.ts';

export {
  FILTER_FIELDS,
  type FilterField,
  IS_VALUES,
  isFilterField,
  isTimeField,
  pathOf,
  printField,
  type TermField,
  type TimeField,
} from './filter/fields.ts';
export { fieldOfHas, type ParsedFilter, parseFilter } from './filter/parser.ts';
export { printFilter, printTerm, printTree } from './filter/print.ts';
export type { FilterProblem } from './filter/problem.ts';
export type { TimeContext } from './filter/times.ts';
export type { FilterTerm, FilterTree, TermNode } from './filter/tree.ts';

/** What is wrong with a filter only in a certain case: a time that means nothing, or two things, in its zone. */
export function problemInCase({ places }: ParsedFilter, context: TimeContext): FilterProblem | null {
  for (const [{ field, value }, { from, to }] of places) {
    const span = isTimeField(field) ? resolveTime(field, value, context) : null;
    if (span && 'message' in span)
      return { column: from + 1, length: to - from, message: `${field}: ${span.message}`, mend: span.mend, mended: null };
  }
  return null;
}

/** Filter text in canonical form; text that does not parse stays as it is. */
export function canonicalFilter(text: string): string {
  const parsed = parseFilter(text);
  return 'problem' in parsed ? text : printTree(parsed.tree);
}

/**
 * Adds a term to filter text unless it is already there; the opposite term is replaced. A filter with alternatives is put in parentheses.
 * Text that does not parse is kept. The value is text of a log: one that looks like a network does not become one.
 */
export function addTerm(text: string, added: FilterTerm): string {
  const term = { ...added, value: valueInTerm(added.field, added.value) };
  const parsed = parseFilter(text);
  if ('problem' in parsed) return `${text} ${printTree(treeOf(term))}`.trim();
  const others = (parsed.tree.kind === 'and' ? parsed.tree.of : [parsed.tree]).filter((part) => {
    const [same] = plainTerms(part) ?? [];
    return !(same && same.field === term.field && same.value === term.value && part.kind !== 'or');
  });
  return printTree(and([...others, treeOf(term)]));
}
