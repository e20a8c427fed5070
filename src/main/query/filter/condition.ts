// Conditions in SQL over one table of combinations, and how they join: each is asked once per combination, not once per record.
import { TERM_IDS, termHash } from '../../case/term-hash.ts';

export type Value = string | number | Buffer;

/** The combination that a condition is about, and its table. */
export const COMBINATIONS = { call: 'calls', identity: 'identities', origin: 'origins' } as const;
export type Combination = keyof typeof COMBINATIONS;

export interface Condition {
  kind: 'combination';
  of: Combination;
  /** Over a row `x` of the combination's table. */
  where: string;
  params: Value[];
  /** Where it says that a column of the combination has one of some values, as stored: alternatives of this kind become one. */
  equals?: { column: string; values: readonly string[] };
}

export function condition(of: Combination, where: string, params: Value[] = []): Condition {
  return { kind: 'combination', of, where, params };
}

/** Not true: an unknown is the opposite of true as well, so that a filter and its negation leave every event between them. */
export function negation({ of, where, params }: Condition): Condition {
  return condition(of, `(${where}) IS NOT 1`, params);
}

/** A column of a combination has one of some values, as stored. */
export function equals(of: Combination, column: string, values: readonly string[]): Condition {
  const marks = values.map(() => '?').join(', ');
  // A value of the list has a hash of the list, so that the two lists say no more than the pairs would.
  const ids = TERM_IDS.replace('hash = ?', `hash IN (${marks})`).replace('value = ?', `value IN (${marks})`);
  const params = values.length === 1 ? [termHash(values[0] as string), ...values] : [...values.map(termHash), ...values];
  return { ...condition(of, `x.${column} IN (${values.length === 1 ? TERM_IDS : ids})`, params), equals: { column, values } };
}

/** Alternatives that name values of one column, as one. */
function merged(conditions: readonly Condition[]): Condition[] {
  const lists = new Map<string, { of: Combination; column: string; values: string[] }>();
  const others: Condition[] = [];
  for (const one of conditions) {
    const { of, equals: own } = one;
    if (!own) others.push(one);
    else {
      const list = lists.get(own.column) ?? { of, column: own.column, values: [] };
      list.values.push(...own.values);
      lists.set(own.column, list);
    }
  }
  return [...[...lists.values()].map(({ of, column, values }) => equals(of, column, values)), ...others];
}

/** All or one of several conditions over the same combination, at least one. */
export function joined(operator: 'AND' | 'OR', parts: readonly Condition[]): Condition {
  return balanced(operator, operator === 'OR' ? merged(parts) : parts);
}

/** In halves: SQLite limits how deep an expression may be, and a row of ANDs is as deep as it is long. */
function balanced(operator: 'AND' | 'OR', parts: readonly Condition[]): Condition {
  const [first] = parts as [Condition];
  if (parts.length === 1) return first;
  if (parts.length <= 8) {
    return condition(
      first.of,
      parts.map(({ where }) => `(${where})`).join(` ${operator} `),
      parts.flatMap(({ params }) => params),
    );
  }
  const middle = parts.length >> 1;
  return balanced(operator, [balanced(operator, parts.slice(0, middle)), balanced(operator, parts.slice(middle))]);
}
