// What the examiner says about the case: versioned rows, the newest of a name counts.
import type { CaseFacts } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { FACT_NAMES, FACT_WORDS, type FactName, LONGEST_FACT } from '../../shared/facts.ts';
import { grouped } from '../../shared/text.ts';
import { knownZone } from '../../shared/time.ts';
import type { ReadConnection, WriteConnection } from './open.ts';
import { storable } from './term-store.ts';

/** Facts plus the case's identity, given once at creation. */
export interface StoredFacts extends CaseFacts {
  caseId: string;
  /** ms UTC */
  created: number;
}

export function readFacts(db: ReadConnection): StoredFacts {
  const rows = db.prepare('SELECT name, value FROM case_facts ORDER BY id').all() as { name: string; value: string }[];
  const newest = new Map(rows.map(({ name, value }) => [name, value]));
  const fact = (name: string): string => newest.get(name) ?? '';
  return {
    title: fact('title'),
    number: fact('number'),
    examiner: fact('examiner'),
    organisation: fact('organisation'),
    timezone: fact('timezone') || 'UTC',
    caseId: fact('caseId'),
    created: Number(fact('created')),
  };
}

/** The zone by whose clock times of the case are shown and read: the case's, or UTC where this computer does not know it. Never throws for a zone. */
export function caseZone(db: ReadConnection): string {
  return knownZone(readFacts(db).timezone);
}

/** All values that some facts have had, oldest first. */
export function everStated(db: ReadConnection, ...names: FactName[]): string[] {
  const places = names.map(() => '?').join(', ');
  return db
    .prepare(`SELECT value FROM case_facts WHERE name IN (${places}) ORDER BY id`)
    .pluck()
    .all(...names) as string[];
}

/** Those of earlier cases may be longer: only what is stated anew is looked at. Errors: BAD_REQUEST. */
export function mustFit(facts: Partial<CaseFacts>): void {
  const long = FACT_NAMES.find((name) => (facts[name]?.length ?? 0) > LONGEST_FACT);
  if (long === undefined) return;
  const given = facts[long]?.length ?? 0;
  throw new TrailcaseError(
    'BAD_REQUEST',
    `The ${FACT_WORDS[long]} has ${grouped(given)} characters, more than ${grouped(LONGEST_FACT)}`,
    'Shorten it; what is long belongs in a finding or a note.',
  );
}

/** Adds the given facts as new versions. */
export function writeFacts(db: WriteConnection, facts: Partial<CaseFacts>, at: number): void {
  const insert = db.prepare('INSERT INTO case_facts (at, name, value) VALUES (?, ?, ?)');
  for (const name of FACT_NAMES) {
    const value = facts[name];
    if (value !== undefined) insert.run(at, name, storable(value));
  }
}

export function writeIdentity(db: WriteConnection, caseId: string, at: number): void {
  const insert = db.prepare('INSERT INTO case_facts (at, name, value) VALUES (?, ?, ?)');
  insert.run(at, 'caseId', caseId);
  insert.run(at, 'created', String(at));
}
