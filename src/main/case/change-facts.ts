// Changing what the examiner says about the case: each change adds a version with its entry in the custody log, which names the old and the new value.
import type { CaseFacts } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { FACT_NAMES, type FactChange, type FactName, factsNamed } from '../../shared/facts.ts';
import { isTimeZone, knownZone } from '../../shared/time.ts';
import type { CaseFile } from './case-file.ts';
import { chainEnd } from './custody.ts';
import { caseZone, mustFit, readFacts, writeFacts } from './facts.ts';
import type { ReadConnection } from './open.ts';
import { storable } from './term-store.ts';

/** The action of custody entries that tell of changed facts. */
export const FACTS_ACTION = 'facts';

/**
 * Adds versions of the facts that are given and differ, with one custody entry for all of them; nothing where none does.
 * @returns what changed, and the number of the entry
 * Errors: BAD_REQUEST for a time zone that is none, and for what is too long.
 */
export function changeFacts(file: CaseFile, facts: Partial<CaseFacts>, at = Date.now()): { changes: FactChange[]; entry: number | null } {
  const { db } = file;
  return db.transaction(() => {
    const now = readFacts(db);
    const changes = FACT_NAMES.flatMap((name): FactChange[] => {
      const given = facts[name];
      const after = given === undefined ? now[name] : storable(given);
      return after === now[name] ? [] : [{ name, before: now[name], after }];
    });
    if (changes.length === 0) return { changes, entry: null };
    const zone = changes.find(({ name }) => name === 'timezone')?.after;
    if (zone !== undefined && !isTimeZone(zone))
      throw new TrailcaseError('BAD_REQUEST', `"${zone}" is not a time zone`, 'Write one as Asia/Kolkata.');
    mustFit(Object.fromEntries(changes.map(({ name, after }) => [name, after])));
    const part = (which: 'before' | 'after') => Object.fromEntries(changes.map((change) => [change.name, change[which]]));
    // By whoever was the examiner until now: nobody can have another one say it.
    file.record(
      {
        action: FACTS_ACTION,
        outcome: `changed: ${factsNamed(changes.map(({ name }) => name))}`,
        detail: { before: part('before'), after: part('after') },
      },
      at,
    );
    writeFacts(db, part('after'), at);
    return { changes, entry: chainEnd(db).seq };
  })();
}

/** What an entry of that action tells, in order of the facts; an altered one may hold anything, of which nothing is told. */
export function factChangesIn(detail: string): FactChange[] {
  const { before, after } = partsOf(detail);
  return FACT_NAMES.flatMap((name): FactChange[] => {
    const [old, now] = [before[name], after[name]];
    return typeof old === 'string' && typeof now === 'string' ? [{ name, before: old, after: now }] : [];
  });
}

type Part = Partial<Record<FactName, unknown>>;

function partsOf(detail: string): Record<'before' | 'after', Part> {
  const part = (value: unknown): Part => (typeof value === 'object' && value !== null ? value : {});
  try {
    const parsed = part(JSON.parse(detail)) as { before?: unknown; after?: unknown };
    return { before: part(parsed.before), after: part(parsed.after) };
  } catch {
    return { before: {}, after: {} };
  }
}

interface ChangeEntry {
  seq: number;
  at: number;
  who: string;
  changes: FactChange[];
}

/** Entries after the given one that tell of changed facts, in their order. */
export function factChanges(db: ReadConnection, after = 0): ChangeEntry[] {
  const entries = db
    .prepare('SELECT seq, at, who, detail FROM custody WHERE action = ? AND seq > ? ORDER BY seq')
    .all(FACTS_ACTION, after) as (Omit<ChangeEntry, 'changes'> & { detail: string })[];
  return entries.map(({ detail, ...entry }) => ({ ...entry, changes: factChangesIn(detail) }));
}

/** The zone by whose clock times were shown as of a custody entry. */
export function zoneAsOf(db: ReadConnection, entry: number): string {
  for (const { changes } of factChanges(db, entry)) {
    const change = changes.find(({ name }) => name === 'timezone');
    if (change) return knownZone(change.before);
  }
  return caseZone(db);
}

interface FactsStated {
  entry: number;
  at: number;
  who: string;
  /** Of the creation `before` is null: nothing was stated. */
  changes: { name: FactName; before: string | null; after: string }[];
}

/** How the facts became what they are, oldest first: what was stated when the case was made, and each change. */
export function factHistory(db: ReadConnection): FactsStated[] {
  const created = db.prepare("SELECT seq AS entry, at, who FROM custody WHERE action = 'create' ORDER BY seq LIMIT 1").get() as
    | Omit<FactsStated, 'changes'>
    | undefined;
  const first = new Map<string, string>();
  for (const { name, value } of db.prepare('SELECT name, value FROM case_facts ORDER BY id').all() as { name: string; value: string }[])
    if (!first.has(name)) first.set(name, value);
  return [
    ...(created ? [{ ...created, changes: FACT_NAMES.map((name) => ({ name, before: null, after: first.get(name) ?? '' })) }] : []),
    ...factChanges(db).map(({ seq, ...entry }) => ({ entry: seq, ...entry })),
  ];
}
