// A condition of which two things are known: what certainly fulfils it, and what may. Where the table cannot say exactly what a term of the filter asks, the
// scoping finds too much rather than too little: also below a NOT, where "too much" is the other side.

export interface Bounds {
  /** SQL, never NULL: true for every row that fulfils the term, and perhaps for others. */
  upper: string;
  /** SQL, never NULL: true only for rows that fulfil it, perhaps not for all. */
  lower: string;
}

const TRUE = 'TRUE';
const FALSE = 'FALSE';

export const EVERYTHING: Bounds = { upper: TRUE, lower: TRUE };

export function exactly(sql: string): Bounds {
  return { upper: sql, lower: sql };
}

/** What is known from one side only. */
export function atMost(upper: string, lower = FALSE): Bounds {
  return { upper, lower };
}

function negated(sql: string): string {
  if (sql === TRUE) return FALSE;
  return sql === FALSE ? TRUE : `NOT (${sql})`;
}

export function not({ upper, lower }: Bounds): Bounds {
  return { upper: negated(lower), lower: negated(upper) };
}

export function joined(kind: 'and' | 'or', parts: readonly Bounds[]): Bounds {
  const one = (side: keyof Bounds): string =>
    joinedSql(
      kind,
      parts.map((part) => part[side]),
    );
  return { upper: one('upper'), lower: one('lower') };
}

/** Conditions joined, without what says nothing. */
export function joinedSql(kind: 'and' | 'or', parts: readonly string[]): string {
  const [neutral, decisive] = kind === 'and' ? [TRUE, FALSE] : [FALSE, TRUE];
  if (parts.includes(decisive)) return decisive;
  const some = [...new Set(parts.filter((part) => part !== neutral))];
  if (some.length === 0) return neutral;
  return some.length === 1 ? (some[0] as string) : `(${some.join(kind === 'and' ? ' AND ' : ' OR ')})`;
}
