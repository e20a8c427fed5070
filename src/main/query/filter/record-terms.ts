// Terms about what no column holds: paths into the record, and resources. Predicates on the parsed record.

import { matcher } from '../../../shared/filter/glob.ts';
import { type FilterTree, fieldOfHas, pathOf, type TermNode } from '../../../shared/filter.ts';

export type Predicate = (record: unknown) => boolean;

/** Parts of a record that name what a call was about. */
const ABOUT = ['resources', 'requestParameters', 'responseElements'];

/** The predicate of a term that asks for more than columns hold; null for every other term. */
export function recordPredicate({ field, value }: TermNode): Predicate | null {
  if (field === 'has') return recordPredicate({ kind: 'term', field: fieldOfHas(value), value: '' }) && present(fieldOfHas(value));
  const path = pathOf(field);
  if (path === null && field !== 'resource') return null;
  if (value === '') {
    const has = present(field);
    return (record) => !has(record);
  }
  const fits = matcher(value);
  if (path === null) return (record) => ABOUT.some((part) => some(member(record, part), (text) => fits(text), true));
  return (record) => at(record, path, (found) => some(found, fits, false));
}

/** Whether a filter asks for what only records tell. */
export function needsRecord(tree: FilterTree): boolean {
  if (tree.kind === 'term') return recordPredicate(tree) !== null;
  return tree.kind === 'not' ? needsRecord(tree.of) : tree.of.some(needsRecord);
}

/** Whether a record has something there: not null, and not an empty text. */
function present(field: TermNode['field']): Predicate {
  const path = pathOf(field);
  if (path === null) return (record) => ABOUT.some((part) => some(member(record, part), (text) => text !== '', true));
  return (record) => at(record, path, (found) => found !== null && found !== undefined && found !== '');
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

/** Whether something at a path fulfils a test. Lists on the way are gone through; `*` is any name. */
function at(record: unknown, path: readonly string[], test: (found: unknown) => boolean): boolean {
  // A stack of its own: records may be nested deeper than calls can be.
  const open: { value: unknown; depth: number }[] = [{ value: record, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (depth === path.length) {
      if (test(value)) return true;
      continue;
    }
    const key = path[depth] as string;
    if (Array.isArray(value)) {
      if (/^\d+$/.test(key) && Number(key) < value.length) open.push({ value: value[Number(key)], depth: depth + 1 });
      for (const element of value) if (typeof element === 'object') open.push({ value: element, depth });
    } else if (typeof value === 'object' && value !== null) {
      if (key === '*') for (const inner of Object.values(value)) open.push({ value: inner, depth: depth + 1 });
      else if (Object.hasOwn(value, key)) open.push({ value: (value as Record<string, unknown>)[key], depth: depth + 1 });
    }
  }
  return false;
}

/** Whether a text, number or boolean here fits: also in lists; within objects only when `deep`, and there only texts. */
function some(value: unknown, fits: (text: string) => boolean, deep: boolean): boolean {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string') {
      if (fits(next)) return true;
    } else if (typeof next === 'number' || typeof next === 'boolean') {
      if (!deep && fits(String(next))) return true;
    } else if (Array.isArray(next)) for (const element of next) open.push(element);
    else if (deep && typeof next === 'object' && next !== null) for (const element of Object.values(next)) open.push(element);
  }
  return false;
}
