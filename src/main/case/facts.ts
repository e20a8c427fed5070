// What the examiner says about the case: versioned rows, the newest of a name counts.
import type { CaseFacts } from '../../shared/domain.ts';
import { knownZone } from '../../shared/time.ts';
import type { ReadConnection, WriteConnection } from './open.ts';
import { storable } from './term-store.ts';

const NAMES = ['title', 'number', 'examiner', 'organisation', 'timezone'] as const;

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

/** Adds the given facts as new versions. */
export function writeFacts(db: WriteConnection, facts: Partial<CaseFacts>, at: number): void {
  const insert = db.prepare('INSERT INTO case_facts (at, name, value) VALUES (?, ?, ?)');
  for (const name of NAMES) {
    const value = facts[name];
    if (value !== undefined) insert.run(at, name, storable(value));
  }
}

export function writeIdentity(db: WriteConnection, caseId: string, at: number): void {
  const insert = db.prepare('INSERT INTO case_facts (at, name, value) VALUES (?, ?, ?)');
  insert.run(at, 'caseId', caseId);
  insert.run(at, 'created', String(at));
}
