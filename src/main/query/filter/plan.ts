// From the tree of a filter to a plan: what is asked of which column, of which span of time, of which records.
import { TrailcaseError } from '../../../shared/errors.ts';
import { resolveTime } from '../../../shared/filter/times.ts';
import { not, or } from '../../../shared/filter/tree.ts';
import { type FilterTree, fieldOfHas, isTimeField, type TermNode } from '../../../shared/filter.ts';
import type { AnnotationAsk } from '../annotations/event-marks.ts';
import { columnPlan } from './columns.ts';
import { type Combination, type Condition, joined, negation } from './condition.ts';
import type { FilterContext } from './context.ts';
import { findingPlan } from './finding-term.ts';
import { recordPredicate } from './record-terms.ts';
import { settingSourceIdentity } from './source-identity.ts';
import { annotationPlan, sessionCondition, wordPlan } from './words.ts';

export type Plan =
  | Condition
  /** Dated, and in [from, to): ms UTC, null where it is open. */
  | { kind: 'span'; from: number | null; to: number | null }
  | { kind: 'dated' }
  /** As it is stored. */
  | { kind: 'eventId'; stored: Buffer | string }
  /** Events of the items whose hash is like this. */
  | { kind: 'items'; glob: string }
  /** A condition over `records r` that no column answers. */
  | { kind: 'records'; where: string; params: readonly string[] }
  /** Sign-ins that failed: records of them are read once for a case, whatever the filter. */
  | { kind: 'failed-sign-ins' }
  /** Events with bookmarks or tags. */
  | { kind: 'annotated'; ask: AnnotationAsk }
  /** What only the record itself can tell. */
  | { kind: 'raw'; term: TermNode }
  | { kind: 'and' | 'or'; of: readonly Plan[] }
  | { kind: 'not'; of: Plan };

/** @param times of the case, and the case itself, whose findings are asked. Errors: FILTER_INVALID for a time that means nothing in its zone. */
export function planOf(tree: FilterTree, times: FilterContext): Plan {
  switch (tree.kind) {
    case 'term':
      return planOfTerm(tree, times);
    case 'not':
      return opposite(planOf(tree.of, times));
    default:
      return group(
        tree.kind,
        gathered(tree).map((part) => planOf(part, times)),
      );
  }
}

function opposite(plan: Plan): Plan {
  return plan.kind === 'combination' ? negation(plan) : { kind: 'not', of: plan };
}

/** Conditions over one combination become one. */
function group(kind: 'and' | 'or', parts: readonly Plan[]): Plan {
  const byCombination = new Map<Combination, Condition[]>();
  const others: Plan[] = [];
  for (const part of parts) {
    if (part.kind === 'combination') byCombination.set(part.of, [...(byCombination.get(part.of) ?? []), part]);
    else others.push(part);
  }
  const conditions = [...byCombination.values()].map((some) => joined(kind, some));
  const all = [...conditions, ...others];
  return all.length === 1 ? (all[0] as Plan) : { kind, of: all };
}

/** `-a -b` is asked as NOT (a OR b): alternatives may become one condition. */
function gathered({ kind, of }: { kind: 'and' | 'or'; of: readonly FilterTree[] }): readonly FilterTree[] {
  const excluded = of.flatMap((part) => (part.kind === 'not' ? [part.of] : []));
  if (kind === 'or' || excluded.length < 2) return of;
  return [...of.filter((part) => part.kind !== 'not'), not(or(excluded))];
}

function planOfTerm(term: TermNode, times: FilterContext): Plan {
  const { field, value } = term;
  if (recordPredicate(term)) return { kind: 'raw', term };
  if (field === 'is') return wordPlan(term);
  if (field === 'session') return sessionCondition(term);
  if (field === 'tag' || field === 'bookmark' || field === 'label') return annotationPlan(field, value);
  if (field === 'finding') return findingPlan(times.db, term);
  if (field === 'has') {
    const of = fieldOfHas(value);
    return of === 'time' ? { kind: 'dated' } : opposite(planOfTerm({ kind: 'term', field: of, value: '' }, times));
  }
  if (isTimeField(field)) {
    const span = resolveTime(field, value, times);
    // Told before, with its column: see selections.ts.
    if ('message' in span) throw invalid(1, `${field}: ${span.message}`, span.mend);
    return { kind: 'span', from: span.from, to: span.to };
  }
  const plan = columnPlan(term);
  if (!plan) throw new Error(`no column answers ${field}`);
  // The column is of the sessions that bear it.
  if (field === 'sourceIdentity') return { kind: value === '' ? 'and' : 'or', of: [plan, planOf(settingSourceIdentity(value), times)] };
  return plan;
}

/** Whether a plan asks which sign-ins failed. */
export function asksSignIns(plan: Plan): boolean {
  switch (plan.kind) {
    case 'failed-sign-ins':
      return true;
    case 'not':
      return asksSignIns(plan.of);
    case 'and':
    case 'or':
      return plan.of.some(asksSignIns);
    default:
      return false;
  }
}

/** The terms of a plan that need the record, each once. */
export function rawTerms(plan: Plan): TermNode[] {
  const found = new Map<string, TermNode>();
  const walk = (part: Plan): void => {
    if (part.kind === 'raw') found.set(rawKey(part.term), part.term);
    else if (part.kind === 'not') walk(part.of);
    else if (part.kind === 'and' || part.kind === 'or') part.of.forEach(walk);
  };
  walk(plan);
  return [...found.values()];
}

export function rawKey({ field, value }: TermNode): string {
  return JSON.stringify([field, value]);
}

/** A plan that every event fulfils which the given one leaves, and that asks no record: what needs it counts as yes, below a NOT as no. */
export function atMost(plan: Plan, below = false): Plan {
  switch (plan.kind) {
    case 'raw':
      return { kind: below ? 'or' : 'and', of: [] };
    case 'not':
      return { kind: 'not', of: atMost(plan.of, !below) };
    case 'and':
    case 'or':
      return { kind: plan.kind, of: plan.of.map((part) => atMost(part, below)) };
    default:
      return plan;
  }
}

export function invalid(column: number, message: string, mend: string): TrailcaseError {
  const sentence = mend.replace(/^./, (c) => c.toUpperCase());
  return new TrailcaseError('FILTER_INVALID', `Column ${column}: ${message}`, /[.?!]$/.test(sentence) ? sentence : `${sentence}.`);
}
