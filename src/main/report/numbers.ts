// The case in numbers, as the report's summary prints them.
import { eventTimes } from '../case/event-times.ts';
import type { ReadConnection } from '../case/open.ts';

export interface CaseNumbers {
  items: number;
  /** Bytes of all items as delivered. */
  bytes: number;
  notKept: number;
  kinds: { kind: string; items: number; bytes: number }[];
  /** Files met that could not be read at all: no item exists for them. */
  unread: number;
  /** records = events + sightings + conflicts + recordProblems */
  records: number;
  events: number;
  sightings: number;
  conflicts: number;
  recordProblems: number;
  problems: number;
  undated: number;
  /** ms UTC; null when no event is dated. */
  first: number | null;
  last: number | null;
  accounts: string[];
  regions: string[];
}

/** Counts what the case holds. Lists are sorted by their text. */
export function loadNumbers(db: ReadConnection): CaseNumbers {
  const row = <T>(sql: string): T => db.prepare(sql).get() as T;
  const totals = row<{ items: number; bytes: number; notKept: number; records: number }>(
    'SELECT count(*) AS items, coalesce(sum(size), 0) AS bytes, coalesce(sum(kept = 0), 0) AS notKept, coalesce(sum(records), 0) AS records FROM evidence',
  );
  const repeats = row<{ sightings: number; conflicts: number }>(
    "SELECT coalesce(sum(relation <> 'conflict'), 0) AS sightings, coalesce(sum(relation = 'conflict'), 0) AS conflicts FROM repeats",
  );
  const problems = row<{ problems: number; recordProblems: number }>(
    'SELECT count(*) AS problems, coalesce(sum(is_record), 0) AS recordProblems FROM problems',
  );
  const { unread } = row<{ unread: number }>('SELECT count(*) AS unread FROM found_at WHERE evidence IS NULL');
  const terms = (column: 'account' | 'region'): string[] =>
    db.prepare(`SELECT value FROM terms WHERE id IN (SELECT ${column} FROM calls) ORDER BY value`).pluck().all() as string[];
  return {
    ...totals,
    ...repeats,
    ...problems,
    ...eventTimes(db),
    unread,
    records: totals.records + problems.recordProblems,
    events: totals.records - repeats.sightings - repeats.conflicts,
    kinds: db
      .prepare('SELECT kind, count(*) AS items, sum(size) AS bytes FROM evidence GROUP BY kind ORDER BY kind')
      .all() as CaseNumbers['kinds'],
    accounts: terms('account'),
    regions: terms('region'),
  };
}
