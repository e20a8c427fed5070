// Compares the facts of a case with the custody entry of its creation: they are stated once, and none may be stated otherwise later.
import type { Finding } from '../../shared/domain.ts';
import { ADDRESS_DATA_FACT } from '../case/address-data.ts';
import { ATTACK_DATA_FACT } from '../case/attack-data.ts';
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

export function verifyFacts(db: ReadConnection): Finding[] {
  const created = db.prepare("SELECT at, detail FROM custody WHERE action = 'create' ORDER BY seq LIMIT 1").get() as
    | { at: number; detail: string }
    | undefined;
  if (!created) return [];
  const { caseId = '', facts = {} } = JSON.parse(created.detail) as { caseId?: string; facts?: Record<string, string> };
  const told = new Map([...UNTOLD, ...Object.entries({ ...facts, caseId, created: String(created.at) })]);
  const stored = db.prepare('SELECT name, value, at FROM case_facts ORDER BY id').all() as Fact[];
  const rebuilt = db.prepare("SELECT 1 FROM custody WHERE action = 'rebuild'").get() !== undefined;
  return [...factProblems(stored, told, created.at, { ...facts, caseId }), ...parserProblems(stored, rebuilt ? null : created.at)].map(
    (reason) => ({ kind: 'custody', key: '1', verdict: 'differing', reason }),
  );
}

function factProblems(stored: Fact[], told: ReadonlyMap<string, string>, at: number, needed: Record<string, string>): string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const fact of stored) {
    // What is stated of these may change: see below, address-data-log.ts and attack-data-log.ts.
    if (fact.name === 'parser' || fact.name === ADDRESS_DATA_FACT || fact.name === ATTACK_DATA_FACT) continue;
    const value = told.get(fact.name);
    if (value === undefined) problems.push(`the case states something that no entry tells of: ${fact.name}`);
    // The newest of a name would count.
    else if (seen.has(fact.name)) problems.push(`the case's ${fact.name} was stated again, of which the custody log does not tell`);
    else if (fact.value !== storable(value) || fact.at !== at)
      problems.push(`the case's ${fact.name} is not what the entry of its creation tells`);
    seen.add(fact.name);
  }
  for (const name of Object.keys(needed))
    if (!seen.has(name)) problems.push(`the case's ${name} is not there, of which the entry of its creation tells`);
  return problems;
}

/** @param at when it must have been stated; null where it was stated again */
function parserProblems(stored: Fact[], at: number | null): string[] {
  const newest = stored.findLast(({ name }) => name === 'parser');
  // An older one has to be derived anew before it can be read; so what else is here comes from nowhere, or from a newer Trailcase.
  const known = newest?.value === String(PARSER_VERSION) && (at === null || newest.at === at);
  return known ? [] : ['the case was derived by a parser that this version does not know'];
}
