// What the process that runs a query and the one that asked for it say to each other.
import type { ErrorValue } from '../../shared/errors.ts';

/** A value of a result: integers beyond 2^53 as bigint, BLOBs as `x'…'`. */
export type Cell = string | number | bigint | null;

export interface SqlQuestion {
  path: string;
  query: string;
  /** Rows after which the result is cut; null for none. */
  maxRows: number | null;
}

export type SqlMessage =
  | { kind: 'begun'; columns: string[]; hints: string[] }
  /** Answered with 'more' once they are written. */
  | { kind: 'rows'; rows: Cell[][] }
  | { kind: 'end'; cut: 'rows' | null }
  | { kind: 'failed'; error: ErrorValue };
