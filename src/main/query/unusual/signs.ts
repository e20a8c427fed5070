// What tells of an entity without any earlier behaviour: signs of probing, of each kind the greatest, and how much they weigh in a list of many.
import { BASELINE, type Sign } from '../../../shared/unusual.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { ALLOWED } from '../columns/outcomes.ts';
import type { Candidate, Entity } from './entity.ts';
import { callsOf, failedFirst, refusals } from './refusals.ts';
import { signIns } from './sign-ins.ts';

/**
 * Calls of one API that were denied before one was allowed: a single one happens to anybody whose permissions are being set up. Of few events it is much, and there
 * is nothing else to tell them by.
 */
const LEAST_DENIED = { few: 1, more: 2 } as const;

export interface Signs {
  /** Of each kind the greatest; of equal ones the first. */
  candidates: Candidate<Sign>[];
  /** APIs refused in one run. */
  apis: number;
  /** Tries of one API that AWS refused before one succeeded, sign-ins among them. */
  tries: number;
  /** Failures of one API, for whatever reason, before one succeeded. */
  failures: number;
  /** Whether it is more than a failure now and then. */
  isProbing: boolean;
}

const NONE: Signs = { candidates: [], apis: 0, tries: 0, failures: 0, isProbing: false };

/** Whether there may be any: most entities never failed, and need not be looked at. */
export function mayHaveSigns(events: CaseEvents, records: Uint32Array): boolean {
  const outcomes = events.outcomes();
  for (let place = 0; place < records.length; place++) if (outcomes.of(records[place] as number) !== ALLOWED) return true;
  return false;
}

export function signsOf(entity: Entity): Signs {
  const calls = callsOf(entity);
  const refused = greatest(refusals(entity, calls), ({ weight }) => weight);
  // What was denied tells more than a name that does not exist.
  const failed = greatest(failedFirst(entity, calls), ({ denied, weight }) => denied + weight / (entity.count + 1));
  const guessed = greatest(signIns(entity, calls), ({ weight }) => weight);
  const candidates: Candidate<Sign>[] = [refused, failed, guessed].filter((one) => one !== undefined);
  if (candidates.length === 0) return NONE;
  const denied = failed?.denied ?? 0;
  return {
    candidates: candidates.sort((a, b) => a.at - b.at),
    apis: refused?.weight ?? 0,
    tries: Math.max(denied, guessed?.weight ?? 0),
    failures: failed?.weight ?? 0,
    isProbing: refused !== undefined || guessed !== undefined || denied >= LEAST_DENIED[entity.count <= BASELINE ? 'few' : 'more'],
  };
}

function greatest<C extends Candidate<unknown>>(candidates: readonly C[], weight: (one: C) => number): C | undefined {
  let most: C | undefined;
  for (const one of candidates) if (!most || weight(one) > weight(most)) most = one;
  return most;
}
