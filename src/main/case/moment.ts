// A moment in the life of a case, as the newest rows that it had: tables only grow, so that what a case held then can be read later.
import type { ReadConnection } from './open.ts';

/** Highest row id of each table; 0 where it was empty. */
export interface Moment {
  evidence: number;
  evidenceBytes: number;
  sources: number;
  foundAt: number;
  problems: number;
}

const TABLES: Record<keyof Moment, string> = {
  evidence: 'evidence',
  evidenceBytes: 'evidence_bytes',
  sources: 'sources',
  foundAt: 'found_at',
  problems: 'problems',
};

export const MOMENT_PARTS = Object.keys(TABLES) as (keyof Moment)[];

/** The moment at which the case is now. */
export function momentNow(db: ReadConnection): Moment {
  const last = (table: string): number => db.prepare(`SELECT coalesce(max(id), 0) FROM ${table}`).pluck().get() as number;
  return Object.fromEntries(MOMENT_PARTS.map((part) => [part, last(TABLES[part])])) as unknown as Moment;
}

export function sameMoment(a: Moment, b: Moment): boolean {
  return MOMENT_PARTS.every((part) => a[part] === b[part]);
}
