// Terms about what no column holds: paths into the record, and resources. Predicates on the parsed record.

import { matcher } from '../../../shared/filter/glob.ts';
import { type FilterTree, fieldOfHas, pathOf, type TermNode } from '../../../shared/filter.ts';
import { at } from '../../decode/record-path.ts';
import { namesAny, resourcePredicate } from './resource-term.ts';

export type Predicate = (record: unknown) => boolean;

/** The predicate of a term that asks for more than columns hold; null for every other term. */
export function recordPredicate({ field, value }: TermNode): Predicate | null {
  if (field === 'has') return recordPredicate({ kind: 'term', field: fieldOfHas(value), value: '' }) && present(fieldOfHas(value));
  const path = pathOf(field);
  if (path === null && field !== 'resource') return null;
  if (value === '') {
    const has = present(field);
    return (record) => !has(record);
  }
  if (path === null) return resourcePredicate(value);
  const fits = matcher(value);
  return (record) => at(record, path, (found) => some(found, fits));
}

/** Whether a filter asks for what only records tell. */
export function needsRecord(tree: FilterTree): boolean {
  if (tree.kind === 'term') return recordPredicate(tree) !== null;
  return tree.kind === 'not' ? needsRecord(tree.of) : tree.of.some(needsRecord);
}

/** Whether a record has something there: not null, and not an empty text. */
function present(field: TermNode['field']): Predicate {
  const path = pathOf(field);
  if (path === null) return namesAny;
  return (record) => at(record, path, (found) => found !== null && found !== undefined && found !== '');
}

/** Whether a text, number or boolean here fits: also in lists, not within objects. */
function some(value: unknown, fits: (text: string) => boolean): boolean {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string' || typeof next === 'number' || typeof next === 'boolean') {
      if (fits(String(next))) return true;
    } else if (Array.isArray(next)) for (const element of next) open.push(element);
  }
  return false;
}
