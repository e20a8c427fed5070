// What a rule is that infers who issued a key where no record proves it.
import { type Actor, actorOfArn } from '../../actors/actor-of.ts';
import type { KeyFacts } from '../credentials.ts';
import type { LineageIndex } from '../lineage-index.ts';
import { actorRef, keyRef, type Link, type Ref, refId } from '../link.ts';
import type { Unread } from '../unread.ts';

export interface Rule {
  /** May stand beside a proven edge from a service or from an actor without a key, of which it tells more. */
  besideProven: boolean;
  /**
   * The edges that lead to a temporary key, the one to follow first.
   * @param proven edges that are proven
   * @param unread takes what is not read; the rules before this one have put theirs there
   */
  parents(key: KeyFacts, index: LineageIndex, proven: readonly Link[], unread: Unread): Link[];
  /** Keys, as terms, among which are all those to which `parents` finds an edge from this end. @param unread as above */
  candidates(from: Ref, index: LineageIndex, unread: Unread): readonly number[];
}

/** How far apart a session's creation date and the event that began it may lie, ms: both are whole seconds of AWS's clocks. */
export const NEAR_MS = 10_000;

/** Records that one rule reads for one end. */
export const READ = 500;

/** AWS, "AssumeRole": no session of a role lasts longer, ms. */
export const LONGEST_MS = 12 * 3_600_000;

/** Who made a call: its key, or where it has none, the actor. Null where the record tells neither. */
export function callerOf(index: LineageIndex, record: number): Ref | null {
  const key = index.callerKey(record);
  if (key !== null) return keyRef(key);
  const who = index.callerWho(record);
  return who === null ? null : actorRef(who);
}

/** Calls by who made them, in the order of their first calls; without those that tell no caller, or name the key itself. */
export function byCaller(index: LineageIndex, records: readonly number[], key: KeyFacts): { from: Ref; records: number[] }[] {
  const callers = new Map<string, { from: Ref; records: number[] }>();
  for (const record of records) {
    const from = callerOf(index, record);
    if (from === null || from.value === key.value) continue;
    const known = callers.get(refId(from)) ?? { from, records: [] };
    known.records.push(record);
    callers.set(refId(from), known);
  }
  return [...callers.values()];
}

export function inferred(how: string, from: Ref, key: KeyFacts, why: string, records: readonly number[] = []): Link {
  return { from, to: keyRef(key.value), certainty: 'inferred', how, why, records };
}

/** Whole seconds between two instants, as words. */
export function apart(ms: number, other: number): string {
  const seconds = Math.round(Math.abs(ms - other) / 1000);
  return seconds === 0 ? 'in the same second' : `${seconds} s apart`;
}

/** The role that an ARN of a role, or of a session of one, names; null for any other. */
export function roleOf(arn: string | null): Actor | null {
  const actor = actorOfArn(arn ?? '');
  return actor?.type === 'role' ? actor : null;
}

/** Principal ids, by record. */
export function principals(index: LineageIndex) {
  const dimension = index.events.dimension('principalId');
  const numberOf = (record: number): number => dimension.numbers[index.identityOf(record)] as number;
  return {
    dimension,
    numberOf,
    principalOf: (record: number): string | null => (numberOf(record) === 0 ? null : dimension.text(numberOf(record))),
  };
}
