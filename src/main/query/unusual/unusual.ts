// What is unusual in the events of an entity, by columns alone: first uses against what was before, odd hours, bursts, signs of probing.
import { BASELINE, FACT_KINDS, MOST_FACTS, type Unusual, type UnusualFact } from '../../../shared/unusual.ts';
import { caseZone } from '../../case/facts.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { unreadableOf } from '../columns/outcomes.ts';
import type { Selection } from '../columns/selections.ts';
import { atOnce } from '../pieces.ts';
import { bursts } from './bursts.ts';
import { type ChangeGroup, changedFacts, changeGroups } from './changes.ts';
import { type Candidate, Entity } from './entity.ts';
import { oddHours } from './hours.ts';
import { ordered } from './ordered.ts';
import { callsOf, failedFirst, refusals } from './refusals.ts';
import { signIns } from './sign-ins.ts';

/** @param filter that of the entity, which gives the selection */
export function unusual(events: CaseEvents, filter: string, selection: Selection): Unusual {
  const entity = new Entity(events, filter, ordered(events, selection), caseZone(events.db));
  const left: Unusual['left'] = {};
  const calls = callsOf(entity);
  const groups = most(changeGroups(entity), left, 'changed', weightOfGroup);
  const facts: UnusualFact[] = [
    ...atOnce(changedFacts(events, groups)),
    ...bursts(entity),
    ...made(oddHours(entity), left, 'hours'),
    ...made(refusals(entity, calls), left, 'refusals'),
    ...made(failedFirst(entity, calls), left, 'failed-first'),
    ...made(signIns(entity, calls), left, 'sign-ins'),
  ];
  const { count } = entity;
  return {
    filter,
    events: count,
    undated: selection.count - count,
    first: count === 0 ? null : entity.time(0),
    last: count === 0 ? null : entity.time(count - 1),
    comparedFrom: comparedFrom(entity),
    facts: facts.sort((a, b) => a.at - b.at || FACT_KINDS.indexOf(a.kind) - FACT_KINDS.indexOf(b.kind)),
    left,
    unreadable: unreadableOf(events, selection),
  };
}

/** Time of the first event with at least BASELINE events before it. */
function comparedFrom({ times }: Entity): number | null {
  const last = times[BASELINE - 1];
  return times.find((time, place) => place >= BASELINE && time > (last as number)) ?? null;
}

function weightOfGroup({ fields, entity, before }: ChangeGroup): number {
  // Of equally many fields, what came after most events.
  return fields + before / (entity.count + 1);
}

/** Of some, in order of time, the MOST_FACTS with the greatest weight; how many are left out goes into `left`. */
function most<T extends { at: number }>(
  all: readonly T[],
  left: Unusual['left'],
  kind: UnusualFact['kind'],
  weight: (one: T) => number,
): T[] {
  if (all.length <= MOST_FACTS) return [...all];
  left[kind] = all.length - MOST_FACTS;
  const heaviest = [...all].sort((a, b) => weight(b) - weight(a) || a.at - b.at).slice(0, MOST_FACTS);
  return heaviest.sort((a, b) => a.at - b.at);
}

function made<F>(candidates: readonly Candidate<F>[], left: Unusual['left'], kind: UnusualFact['kind']): F[] {
  return most(candidates, left, kind, ({ weight }) => weight).map((candidate) => candidate.make());
}
