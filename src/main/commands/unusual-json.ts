// What is unusual as commands print it with --json: times as ISO 8601, each fact with its sentence.
import type { Changed, Unusual, UnusualActors, UnusualFact } from '../../shared/unusual.ts';
import { changeSentence, comparedSentence, factSentence } from '../../shared/unusual-words.ts';
import { isoTime } from '../case/event-rows.ts';

/** Members that are times (ms UTC). */
const TIMES = new Set(['at', 'to', 'first', 'last', 'mostAt', 'allowed', 'comparedFrom']);

/** @param zone in which sentences tell times */
export function listedUnusual(found: Unusual, zone: string): object {
  const { facts, ...rest } = found;
  return { ...withTimes(rest), compared: comparedSentence(found, zone), facts: facts.map((fact) => listedFact(fact, zone)) };
}

export function listedActors({ rows, ...counts }: UnusualActors, zone: string): object {
  return {
    ...counts,
    rows: rows.map(({ change, signs, ...row }) => ({
      ...withTimes(row),
      change: change && listedFact(change, zone),
      signs: signs.map((sign) => listedFact(sign, zone)),
    })),
  };
}

function listedFact(fact: UnusualFact, zone: string): object {
  const listed = { ...withTimes(fact), text: factSentence(fact, zone) };
  return fact.kind === 'changed' ? { ...listed, changes: listedChanges(fact, zone) } : listed;
}

function listedChanges(fact: Changed, zone: string): object[] {
  return fact.changes.map((change) => ({ ...withTimes(change), text: changeSentence(change, fact, zone) }));
}

function withTimes<T extends object>(value: T): T {
  return JSON.parse(JSON.stringify(value, (key, member) => (TIMES.has(key) && typeof member === 'number' ? isoTime(member) : member)));
}
