// Signs of probing: several APIs denied one soon after the other, and calls that failed before the first one that succeeded.
import type { FailedFirst, Refusals } from '../../../shared/unusual.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { ALLOWED, DENIED } from '../columns/outcomes.ts';
import { type Candidate, type Entity, endOf, timeTerm, valueTerm } from './entity.ts';
import { countBefore } from './ordered.ts';
import { isFailedSignIn } from './sign-ins.ts';

/** Denied calls that are no further apart belong together, ms. */
const GAP = 5 * 60_000;
/** Different APIs that must be denied. */
const DISTINCT = 3;

/** The calls of an entity as outcomes and APIs. */
export interface Calls {
  /** By place, as in columns/outcomes.ts. */
  outcome: Uint8Array;
  /** By place: number of its API, an index of `names`. */
  api: Int32Array;
  /** By number. */
  names: ApiName[];
}

export interface ApiName {
  eventSource: string;
  eventName: string;
}

/** The APIs of a case, as far as they were asked for: entities are many, and calls far more than the APIs that one of them has. */
interface Apis {
  /** By row id of a call the number of its API, −1 while it is not known. */
  ofCall: Int32Array;
  names: ApiName[];
  numberOf(call: number): number;
}

const known = new WeakMap<CaseEvents, Apis>();

function apisOf(events: CaseEvents): Apis {
  let apis = known.get(events);
  if (!apis) {
    const [source, name] = [events.dimension('eventSource'), events.dimension('eventName')];
    const numbers = new Map<number, number>();
    const names: ApiName[] = [];
    const numberOf = (call: number): number => {
      const [from, of] = [source.numbers[call] as number, name.numbers[call] as number];
      const key = from * name.size + of;
      let number = numbers.get(key);
      if (number === undefined) {
        number = names.push({ eventSource: source.text(from), eventName: name.text(of) }) - 1;
        numbers.set(key, number);
      }
      return number;
    };
    apis = { ofCall: new Int32Array(name.numbers.length).fill(-1), names, numberOf };
    known.set(events, apis);
  }
  return apis;
}

export function callsOf({ events, records }: Entity): Calls {
  const outcomes = events.outcomes();
  const { ofCall, names, numberOf } = apisOf(events);
  const [outcome, api] = [new Uint8Array(records.length), new Int32Array(records.length)];
  for (let place = 0; place < records.length; place++) {
    const call = events.columns.call[records[place] as number] as number;
    if (ofCall[call] === -1) ofCall[call] = numberOf(call);
    outcome[place] = outcomes.of(records[place] as number);
    api[place] = ofCall[call] as number;
  }
  return { outcome, api, names };
}

/** Denied calls that belong together. */
interface Run {
  /** Places, ascending. */
  places: number[];
  /** By number of a denied API: how often. */
  apis: Map<number, number>;
}

/** Runs of denied calls of at least three APIs, in order of time. */
export function refusals(entity: Entity, calls: Calls): Candidate<Refusals>[] {
  const { api, names } = calls;
  const found = runsOf(entity, calls);
  if (found.length === 0) return [];
  // From the last run to the first, so that each place is looked at once: by API the next call that is allowed.
  const allowed = new Int32Array(names.length).fill(-1);
  let next = -1;
  let place = entity.count;
  return found
    .reverse()
    .map((run) => {
      const at = entity.time(run.places[0] as number);
      // Calls of the run's last second may have been before its end.
      const after = countBefore(entity.times, endOf(entity.time(run.places.at(-1) as number)));
      for (; place > after; place--) {
        if (calls.outcome[place - 1] !== ALLOWED) continue;
        next = place - 1;
        allowed[api[next] as number] = next;
      }
      const later = new Map([...run.apis.keys()].map((number) => [number, allowed[number] as number]));
      const nextAllowed = next;
      return { at, weight: run.apis.size, make: () => refusalsOf(entity, calls, run, later, nextAllowed) };
    })
    .reverse();
}

function runsOf(entity: Entity, { outcome, api }: Calls): Run[] {
  const runs: Run[] = [];
  let run: Run = { places: [], apis: new Map() };
  for (let place = 0; place < entity.count; place++) {
    if (outcome[place] !== DENIED) continue;
    const last = run.places.at(-1);
    if (last === undefined || entity.time(place) - entity.time(last) > GAP) {
      run = { places: [], apis: new Map() };
      runs.push(run);
    }
    run.places.push(place);
    run.apis.set(api[place] as number, (run.apis.get(api[place] as number) ?? 0) + 1);
  }
  return runs.filter(({ apis }) => apis.size >= DISTINCT);
}

/** @param later by number of an API the place of its next allowed call, −1 for none; @param next place of the next allowed call */
function refusalsOf(entity: Entity, { api, names }: Calls, run: Run, later: ReadonlyMap<number, number>, next: number): Refusals {
  const [first, last] = [run.places[0] as number, run.places.at(-1) as number];
  const named = (number: number): ApiName => names[number] as ApiName;
  return {
    kind: 'refusals',
    at: entity.time(first),
    event: entity.id(first),
    filter: entity.within(valueTerm('is', 'denied'), timeTerm(entity.time(first), endOf(entity.time(last)))),
    to: entity.time(last),
    events: run.places.length,
    apis: [...run.apis].map(([number, denied]) => {
      const place = later.get(number) as number;
      return { ...named(number), denied, allowed: place === -1 ? null : entity.time(place) };
    }),
    next: next === -1 ? null : { ...named(api[next] as number), at: entity.time(next), event: entity.id(next) },
  };
}

/** `denied`: of the calls that failed. */
interface FailedCandidate extends Candidate<FailedFirst> {
  denied: number;
}

/**
 * APIs of which calls failed before one succeeded, in order of time. Failures within the second of the success do not count: which was first is not known.
 * Failed sign-ins are told of every success that follows them: see sign-ins.ts.
 */
export function failedFirst(entity: Entity, calls: Calls): FailedCandidate[] {
  const { outcome, api } = calls;
  const found: FailedCandidate[] = [];
  /** By number of an API, places of what failed so far. */
  const waiting = new Map<number, number[]>();
  const done = new Set<number>();
  for (let place = 0; place < entity.count; place++) {
    const number = api[place] as number;
    if (done.has(number) || isFailedSignIn(entity, place)) continue;
    const failed = waiting.get(number);
    if (outcome[place] !== ALLOWED) {
      if (failed) failed.push(place);
      else waiting.set(number, [place]);
      continue;
    }
    done.add(number);
    const before = failed?.filter((one) => entity.time(one) < entity.time(place)) ?? [];
    const [first] = before;
    if (first === undefined) continue;
    const denied = before.filter((one) => outcome[one] === DENIED).length;
    found.push({ at: entity.time(first), weight: before.length, denied, make: () => failedFirstOf(entity, calls, before, place) });
  }
  return found.sort((a, b) => a.at - b.at);
}

/** @param failed places, at least one; @param success place */
function failedFirstOf(entity: Entity, { outcome, api, names }: Calls, failed: readonly number[], success: number): FailedFirst {
  const [first, last] = [failed[0] as number, failed.at(-1) as number];
  const { eventSource, eventName } = names[api[success] as number] as ApiName;
  return {
    kind: 'failed-first',
    at: entity.time(first),
    event: entity.id(first),
    filter: entity.within(
      valueTerm('eventSource', eventSource),
      valueTerm('eventName', eventName),
      timeTerm(entity.time(first), endOf(entity.time(success))),
    ),
    eventSource,
    eventName,
    last: entity.time(last),
    failed: failed.length,
    denied: failed.filter((one) => outcome[one] === DENIED).length,
    success: { at: entity.time(success), event: entity.id(success) },
  };
}
