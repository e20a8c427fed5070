// Conditions over one kind of combination, and how they join: each is asked once per combination, or once per value, not once per record.
import type { ColumnField } from './columns.ts';

/** A combination that columns refer to, and its table. */
const COMBINATIONS = { call: 'calls', identity: 'identities', origin: 'origins' } as const;
export type Combination = keyof typeof COMBINATIONS;

/** What is asked of a combination. Of a field that it has not, every test but `not` is false. */
export type Test =
  /** One of some values, as stored. */
  | { kind: 'values'; field: ColumnField; values: readonly string[] }
  /** A value whose text fits. */
  | { kind: 'text'; field: ColumnField; fits: (text: string) => boolean }
  /** An address in a network, as `10.0.0.0/8`. */
  | { kind: 'network'; text: string }
  /** Any value, also the empty text. */
  | { kind: 'any'; field: ColumnField }
  | { kind: 'and' | 'or'; of: readonly Test[] }
  | { kind: 'not'; of: Test };

export interface Condition {
  kind: 'combination';
  of: Combination;
  test: Test;
}

export function condition(of: Combination, test: Test): Condition {
  return { kind: 'combination', of, test };
}

export function negation({ of, test }: Condition): Condition {
  return condition(of, { kind: 'not', of: test });
}

/** All or one of several conditions over the same combination, at least one. */
export function joined(kind: 'and' | 'or', parts: readonly Condition[]): Condition {
  const [{ of }] = parts as [Condition];
  const tests = parts.map(({ test }) => test);
  const all = kind === 'or' ? merged(tests) : tests;
  return condition(of, all.length === 1 ? (all[0] as Test) : { kind, of: all });
}

/** Alternatives that name values of one field, as one. */
function merged(tests: readonly Test[]): Test[] {
  const lists = new Map<ColumnField, string[]>();
  const others: Test[] = [];
  for (const test of tests) {
    if (test.kind !== 'values') others.push(test);
    else lists.set(test.field, [...(lists.get(test.field) ?? []), ...test.values]);
  }
  return [...[...lists].map(([field, values]): Test => ({ kind: 'values', field, values })), ...others];
}
