// From the tree of a filter to one condition in SQL; terms that need the record are left to the caller.
import { TrailcaseError } from '../../../shared/errors.ts';
import { resolveTime, type TimeContext } from '../../../shared/filter/times.ts';
import { not, or } from '../../../shared/filter/tree.ts';
import { type FilterTree, fieldOfHas, isTimeField, type TermNode } from '../../../shared/filter.ts';
import { columnCondition } from './columns.ts';
import { type Condition, joined, negation } from './condition.ts';
import type { FilterContext } from './context.ts';
import { recordPredicate } from './record-terms.ts';
import { sessionCondition, wordCondition } from './words.ts';

/** Times as they are read where there is no case. */
export const NO_CASE: TimeContext = { zone: 'UTC', firstEvent: null, lastEvent: null };

export type TermCompiler = (term: TermNode) => Condition;

/** The condition of a whole tree. */
export function compileTree(tree: FilterTree, ofTerm: TermCompiler): Condition {
  switch (tree.kind) {
    case 'term':
      return ofTerm(tree);
    case 'not':
      return negation(compileTree(tree.of, ofTerm));
    default:
      if (tree.of.length === 0) return { of: null, where: '1', params: [] };
      return joined(
        tree.kind === 'and' ? 'AND' : 'OR',
        gathered(tree).map((part) => compileTree(part, ofTerm)),
      );
  }
}

/** `-a -b` is asked as NOT (a OR b): alternatives may become one condition. */
function gathered({ kind, of }: { kind: 'and' | 'or'; of: readonly FilterTree[] }): readonly FilterTree[] {
  const excluded = of.flatMap((part) => (part.kind === 'not' ? [part.of] : []));
  if (kind === 'or' || excluded.length < 2) return of;
  return [...of.filter((part) => part.kind !== 'not'), not(or(excluded))];
}

/** Compiles terms that columns answer. Errors: FILTER_INVALID for a time that means nothing in the case's zone. */
export function termCompiler(context: FilterContext | null): TermCompiler {
  const compile: TermCompiler = (term) => {
    const { field, value } = term;
    if (field === 'is') return wordCondition(term);
    if (field === 'session') return sessionCondition(term);
    if (field === 'has') {
      const of = fieldOfHas(value);
      if (of === 'time') return { of: null, where: 'r.time IS NOT NULL', params: [] };
      return negation(compile({ kind: 'term', field: of, value: '' }));
    }
    if (isTimeField(field)) {
      const span = resolveTime(field, value, context ?? NO_CASE);
      // Told before, with its column: see compileFilter.
      if ('message' in span) throw invalid(1, `${field}: ${span.message}`, span.mend);
      return timeCondition(span.from, span.to);
    }
    const condition = columnCondition(term);
    if (!condition) throw new Error(`no column answers ${field}`);
    return condition;
  };
  return compile;
}

function timeCondition(from: number | null, to: number | null): Condition {
  const where: string[] = [];
  const params: number[] = [];
  if (from !== null) {
    where.push('r.time >= ?');
    params.push(from);
  }
  if (to !== null) {
    where.push('r.time < ?');
    params.push(to);
  }
  return { of: null, where: where.join(' AND '), params };
}

export function needsRecord(tree: FilterTree): boolean {
  if (tree.kind === 'term') return recordPredicate(tree) !== null;
  return tree.kind === 'not' ? needsRecord(tree.of) : tree.of.some(needsRecord);
}

export function invalid(column: number, message: string, mend: string): TrailcaseError {
  const sentence = mend.replace(/^./, (c) => c.toUpperCase());
  return new TrailcaseError('FILTER_INVALID', `Column ${column}: ${message}`, /[.?!]$/.test(sentence) ? sentence : `${sentence}.`);
}
