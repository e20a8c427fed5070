// Conditions in SQL, and how they join: those over one combination are asked once per combination, not once per record.
import { TERM_IDS, termHash } from '../../case/term-hash.ts';

export type Value = string | number | Buffer;

/** The combination that a condition is about, and its table. */
export const COMBINATIONS = { call: 'calls', identity: 'identities', origin: 'origins' } as const;
export type Combination = keyof typeof COMBINATIONS;

export interface Condition {
  /** Over a row `x` of the combination's table; over `records r` where there is none. */
  of: Combination | null;
  where: string;
  params: Value[];
  /** Where it says that a column of the combination has one of some values, as stored: alternatives of this kind become one. */
  equals?: { column: string; values: readonly string[] };
}

/** A condition over `records r`. */
export function overRecords({ of, where, params }: Condition): Condition {
  return of === null
    ? { of, where, params }
    : { of: null, where: `r.${of} IN (SELECT x.id FROM ${COMBINATIONS[of]} x WHERE ${where})`, params };
}

/** Not true: an unknown is the opposite of true as well, so that a filter and its negation leave every event between them. */
export function negation({ of, where, params }: Condition): Condition {
  return { of, where: `(${where}) IS NOT 1`, params };
}

/** A column of a combination has one of some values, as stored. */
export function equals(of: Combination, column: string, values: readonly string[]): Condition {
  const marks = values.map(() => '?').join(', ');
  // A value of the list has a hash of the list, so that the two lists say no more than the pairs would.
  const ids = TERM_IDS.replace('hash = ?', `hash IN (${marks})`).replace('value = ?', `value IN (${marks})`);
  const params = values.length === 1 ? [termHash(values[0] as string), ...values] : [...values.map(termHash), ...values];
  return { of, where: `x.${column} IN (${values.length === 1 ? TERM_IDS : ids})`, params, equals: { column, values } };
}

/** Alternatives that name values of one column, as one. */
function merged(conditions: readonly Condition[]): Condition[] {
  const lists = new Map<string, { of: Combination; column: string; values: string[] }>();
  const others: Condition[] = [];
  for (const condition of conditions) {
    const { of, equals: own } = condition;
    if (of === null || !own) others.push(condition);
    else {
      const list = lists.get(`${of}.${own.column}`) ?? { of, column: own.column, values: [] };
      list.values.push(...own.values);
      lists.set(`${of}.${own.column}`, list);
    }
  }
  return [...[...lists.values()].map(({ of, column, values }) => equals(of, column, values)), ...others];
}

/** All or one of several conditions. */
export function joined(operator: 'AND' | 'OR', parts: readonly Condition[]): Condition {
  const conditions = operator === 'OR' ? merged(parts) : parts;
  const groups = new Map<Combination | null, Condition[]>();
  for (const condition of conditions) groups.set(condition.of, [...(groups.get(condition.of) ?? []), condition]);
  const folded = [...groups].map(([of, parts]) => balanced(operator, of, parts));
  if (folded.length === 1) return folded[0] as Condition;
  return balanced(operator, null, folded.map(overRecords));
}

/** In halves: SQLite limits how deep an expression may be, and a row of ANDs is as deep as it is long. */
function balanced(operator: 'AND' | 'OR', of: Combination | null, parts: readonly Condition[]): Condition {
  if (parts.length === 1) return parts[0] as Condition;
  if (parts.length <= 8) {
    return { of, where: parts.map(({ where }) => `(${where})`).join(` ${operator} `), params: parts.flatMap(({ params }) => params) };
  }
  const middle = parts.length >> 1;
  return balanced(operator, of, [balanced(operator, of, parts.slice(0, middle)), balanced(operator, of, parts.slice(middle))]);
}
