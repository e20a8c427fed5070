// A sign of guessed passwords: sign-ins that failed before one of the same actor, or from the same address, succeeded.
import { or } from '../../../shared/filter/tree.ts';
import type { SignIns } from '../../../shared/unusual.ts';
import { isSignInService } from '../../decode/sign-in.ts';
import { hasBit } from '../columns/bits.ts';
import type { Dimension } from '../columns/dimension.ts';
import { ALLOWED } from '../columns/outcomes.ts';
import { type Candidate, type Entity, endOf, timeTerm, valueTerm } from './entity.ts';
import type { ApiName, Calls } from './refusals.ts';

/** Failures that are told: a single one is a slip of the hand. */
const LEAST = 2;

export function isFailedSignIn({ events, records }: Entity, place: number): boolean {
  return hasBit(events.failedSignIns().all().bits, records[place] as number);
}

/** A reduced copy without an answer: nothing says that it succeeded. */
function isUntold({ events, records }: Entity, place: number): boolean {
  return hasBit(events.failedSignIns().all().untold, records[place] as number);
}

/** A success, and the failures before it. */
interface Guessed {
  /** Places, in order of time. */
  failed: number[];
  success: number;
}

/**
 * In order of the first failure. What is told of a success: all failures of its actor since that actor's success before it, and all from its address since the
 * success before it from there. Failures within the second of the success do not count: which was first is not known.
 */
export function signIns(entity: Entity, calls: Calls): Candidate<SignIns>[] {
  const { api, names } = calls;
  if (entity.events.failedSignIns().all().count === 0) return [];
  /** By number of an API, as far as the entity has it. */
  const isSignIn: boolean[] = [];
  const [who, address] = columnsOf(entity);
  /** By number of an API, and by number of an actor or an address, places of what failed. */
  const waiting = [new Map<string, number[]>(), new Map<string, number[]>()] as const;
  const found: Guessed[] = [];
  for (let place = 0; place < entity.count; place++) {
    const number = api[place] as number;
    isSignIn[number] ??= isSignInService((names[number] as ApiName).eventSource);
    if (!isSignIn[number]) continue;
    const keys = [keyOf(number, who(place)), keyOf(number, address(place))] as const;
    if (isFailedSignIn(entity, place)) {
      keys.forEach((key, i) => {
        const own = waiting[i as 0 | 1];
        const known = key === null ? undefined : own.get(key);
        if (known) known.push(place);
        else if (key !== null) own.set(key, [place]);
      });
      continue;
    }
    if (calls.outcome[place] !== ALLOWED || isUntold(entity, place)) continue;
    const failed = new Set<number>();
    keys.forEach((key, i) => {
      const own = waiting[i as 0 | 1];
      if (key === null) return;
      for (const one of own.get(key) ?? []) if (entity.time(one) < entity.time(place)) failed.add(one);
      own.delete(key);
    });
    if (failed.size >= LEAST) found.push({ failed: [...failed].sort((a, b) => a - b), success: place });
  }
  return found
    .map((guessed) => ({
      at: entity.time(guessed.failed[0] as number),
      weight: guessed.failed.length,
      make: () => signInsOf(entity, calls, guessed),
    }))
    .sort((a, b) => a.at - b.at);
}

type NumberAt = (place: number) => number;

/** Of the event at a place the number of its actor, and of its address. */
function columnsOf({ events, records }: Entity): [who: NumberAt, address: NumberAt] {
  const { identity, origin } = events.columns;
  const [who, address] = [events.dimension('who'), events.dimension('sourceIPAddress')];
  return [
    (place) => who.numbers[identity[records[place] as number] as number] as number,
    (place) => address.numbers[origin[records[place] as number] as number] as number,
  ];
}

/** Null where the record names none. */
function keyOf(api: number, number: number): string | null {
  return number === 0 ? null : `${api} ${number}`;
}

function signInsOf(entity: Entity, { api, names }: Calls, { failed, success }: Guessed): SignIns {
  const [who, address] = columnsOf(entity);
  const [first, last] = [failed[0] as number, failed.at(-1) as number];
  const { eventSource, eventName } = names[api[success] as number] as ApiName;
  const different = (of: NumberAt): number => new Set(failed.map(of).filter((number) => number !== 0)).size;
  const same = (of: NumberAt): number => (of(success) === 0 ? 0 : failed.filter((one) => of(one) === of(success)).length);
  const [name, from] = [
    textOf(entity.events.dimension('who'), who(success)),
    textOf(entity.events.dimension('sourceIPAddress'), address(success)),
  ];
  const whose = [...(name === null ? [] : [valueTerm('who', name)]), ...(from === null ? [] : [valueTerm('sourceIPAddress', from)])];
  return {
    kind: 'sign-ins',
    at: entity.time(first),
    event: entity.id(first),
    filter: entity.within(
      valueTerm('eventSource', eventSource),
      valueTerm('eventName', eventName),
      // Where the entity is one of them, its events are all of that side.
      ...(whose.some((one) => entity.isAbout(one)) ? [] : [or(whose)]),
      timeTerm(entity.time(first), endOf(entity.time(success))),
    ),
    eventSource,
    eventName,
    last: entity.time(last),
    failed: failed.length,
    actors: different(who),
    addresses: different(address),
    sameActor: same(who),
    sameAddress: same(address),
    success: { at: entity.time(success), event: entity.id(success), who: name, sourceIPAddress: from },
  };
}

function textOf(dimension: Dimension, number: number): string | null {
  return number === 0 ? null : dimension.text(number);
}
