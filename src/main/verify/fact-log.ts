// Compares the facts of a case with the custody log: with the entry of its creation, and with each entry of a change since, in their order.
import type { Finding } from '../../shared/domain.ts';
import { ADDRESS_DATA_FACT } from '../case/address-data.ts';
import { ATTACK_DATA_FACT } from '../case/attack-data.ts';
import { factChanges } from '../case/change-facts.ts';
import type { ReadConnection } from '../case/open.ts';
import { PARSER_VERSION } from '../case/schema.ts';
import { storable } from '../case/term-store.ts';

/** What a fact says where the entry of the creation does not tell of it. */
const UNTOLD: ReadonlyMap<string, string> = new Map([
  ['title', ''],
  ['number', ''],
  ['examiner', ''],
  ['organisation', ''],
  ['timezone', 'UTC'],
]);

interface Fact {
  name: string;
  value: string;
  at: number;
}

/** What an entry says that a fact is from then on. */
interface Told {
  value: string;
  at: number;
  /** Number of the entry. */
  seq: number;
  /** Whether the row must be there: of a fact that the entry of the creation leaves out it need not. */
  needed: boolean;
}

interface Problem {
  /** Number of the entry that tells otherwise. */
  seq: number;
  reason: string;
}

export function verifyFacts(db: ReadConnection): Finding[] {
  const created = db.prepare("SELECT seq, at, detail FROM custody WHERE action = 'create' ORDER BY seq LIMIT 1").get() as
    | { seq: number; at: number; detail: string }
    | undefined;
  if (!created) return [];
  const { seq, at } = created;
  const { caseId = '', facts = {} } = JSON.parse(created.detail) as { caseId?: string; facts?: Record<string, string> };
  const stated: Record<string, string> = { ...facts, caseId };
  const told = new Map<string, Told[]>();
  for (const [name, value] of [...UNTOLD, ...Object.entries({ ...stated, created: String(at) })])
    told.set(name, [{ value: storable(value), at, seq, needed: name in stated }]);
  const problems = [...changesTold(db, told), ...factProblems(db, told, seq), ...parserProblems(db, created)];
  return problems.map((problem) => ({ kind: 'custody', key: String(problem.seq), verdict: 'differing', reason: problem.reason }));
}

/** Adds what the entries of changes tell. @returns those that tell otherwise of what was before */
function changesTold(db: ReadConnection, told: Map<string, Told[]>): Problem[] {
  const problems: Problem[] = [];
  for (const { seq, at, changes } of factChanges(db)) {
    for (const { name, before, after } of changes) {
      const list = told.get(name) ?? [];
      // One that was stated as none is UTC: the change says it so.
      if ((list.at(-1)?.value || UNTOLD.get(name)) !== before)
        problems.push({ seq, reason: `what this entry says the case's ${name} was before is not what the entries before it tell` });
      list.push({ value: after, at, seq, needed: true });
      told.set(name, list);
    }
  }
  return problems;
}

/** @param first number of the entry of the creation */
function factProblems(db: ReadConnection, told: ReadonlyMap<string, readonly Told[]>, first: number): Problem[] {
  const problems: Problem[] = [];
  const stored = new Map<string, Fact[]>();
  for (const fact of db.prepare('SELECT name, value, at FROM case_facts ORDER BY id').all() as Fact[]) {
    // What is stated of these is told of elsewhere: see below, address-data-log.ts and attack-data-log.ts.
    if (fact.name === 'parser' || fact.name === ADDRESS_DATA_FACT || fact.name === ATTACK_DATA_FACT) continue;
    const list = stored.get(fact.name);
    if (list) list.push(fact);
    else stored.set(fact.name, [fact]);
  }
  for (const [name, facts] of stored) {
    const entries = told.get(name);
    if (!entries) problems.push({ seq: first, reason: `the case states something that no entry tells of: ${name}` });
    // The newest of a name counts: so each row must be that of its entry.
    else problems.push(...versionProblems(name, facts, entries));
  }
  for (const [name, entries] of told)
    if (!stored.has(name)) for (const { seq, needed } of entries) if (needed) problems.push({ seq, reason: missing(name, seq === first) });
  return problems;
}

function versionProblems(name: string, facts: readonly Fact[], told: readonly Told[]): Problem[] {
  const problems: Problem[] = [];
  // Where the entry of the creation leaves it out, it may have been stated by changes only.
  const entries = told[0]?.needed === false && facts.length < told.length ? told.slice(1) : told;
  const [first] = told as [Told];
  for (let i = 0; i < Math.max(facts.length, entries.length); i++) {
    const [fact, entry] = [facts[i], entries[i]];
    if (!entry)
      problems.push({
        seq: told.at(-1)?.seq ?? first.seq,
        reason: `the case's ${name} was stated again, of which the custody log does not tell`,
      });
    else if (!fact) problems.push({ seq: entry.seq, reason: missing(name, entry === first) });
    else if (fact.value !== entry.value || fact.at !== entry.at)
      problems.push({
        seq: entry.seq,
        reason: `the case's ${name} is not what ${entry === first ? 'the entry of its creation' : 'the entry of its change'} tells`,
      });
  }
  return problems;
}

const missing = (name: string, isFirst: boolean): string =>
  `the case's ${name} is not there, of which the entry of its ${isFirst ? 'creation' : 'change'} tells`;

function parserProblems(db: ReadConnection, { seq, at }: { seq: number; at: number }): Problem[] {
  const newest = db.prepare("SELECT value, at FROM case_facts WHERE name = 'parser' ORDER BY id DESC LIMIT 1").get() as
    | Pick<Fact, 'value' | 'at'>
    | undefined;
  const rebuilt = db.prepare("SELECT 1 FROM custody WHERE action = 'rebuild'").get() !== undefined;
  // An older one has to be derived anew before it can be read; so what else is here comes from nowhere, or from a newer Trailcase.
  const known = newest?.value === String(PARSER_VERSION) && (rebuilt || newest.at === at);
  return known ? [] : [{ seq, reason: 'the case was derived by a parser that this version does not know' }];
}
