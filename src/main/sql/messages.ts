// What the process that runs a query and the one that asked for it say to each other.
import type { ErrorValue } from '../../shared/errors.ts';

/** A value of a result: integers beyond 2^53 as bigint, BLOBs as `x'…'`. */
export type Cell = string | number | bigint | null;

/** At which limit a result was cut; null when it is whole. */
export type Cut = 'rows' | 'size' | 'time' | null;

export interface SqlQuestion {
  path: string;
  query: string;
  /** Rows after which the result is cut; null for none. */
  maxRows: number | null;
  /** Characters of all cells after which the result is cut; null for none. */
  maxCharacters: number | null;
  /** Whether to say which event each row is. */
  withEvents: boolean;
}

/** What is known of a result before its first row. */
export interface ResultHead {
  columns: string[];
  hints: string[];
  /** The query of SQLite that it became; null when it runs as it was written. */
  translated: string | null;
  /** Per column, the field of events that it holds, `userIdentity.arn`; null where it is made of something else. */
  origins: (string | null)[];
}

/** Public ids of the events that rows are, in the order of the rows; null for a row that is none. */
export type RowEvents = (string | null)[];

export type SqlMessage =
  | ({ kind: 'begun' } & ResultHead)
  /** Answered with 'more' once they are written. `events`: only where they were asked for. */
  | { kind: 'rows'; rows: Cell[][]; events: RowEvents | null }
  | { kind: 'end'; cut: Exclude<Cut, 'time'> }
  | { kind: 'failed'; error: ErrorValue };
