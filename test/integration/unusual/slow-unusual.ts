// What is unusual, found the slow and obvious way from records in memory. Addresses here are of documentation ranges, which have no country and no network.
import { zoned } from '../../../src/shared/time.ts';

export interface SlowEvent {
  /** ms UTC. */
  time: number;
  account: string | null;
  outcome: 'allowed' | 'denied' | 'failed';
  /** A sign-in that failed without an error code. */
  isFailedSignIn: boolean;
  /** The resolved actor. */
  who: string;
  /** Values by field; a field that the record has not is missing. */
  values: Record<string, string>;
}

const MINUTE = 60_000;
const FIELDS = ['sourceIPAddress', 'awsRegion', 'tool', 'platform', 'userAgent', 'eventSource', 'eventName', 'accountId'];

const first = (events: readonly SlowEvent[]): number | null => (events.length === 0 ? null : Math.min(...events.map(({ time }) => time)));

/** The facts of an entity. @param own its events; @param all of the case */
export function slowUnusual(own: readonly SlowEvent[], all: readonly SlowEvent[], zone: string) {
  const events = [...own].sort((a, b) => a.time - b.time);
  return {
    changed: slowChanges(events, all),
    hours: slowHours(events, zone),
    bursts: slowBursts(events),
    refusals: slowRefusals(events),
    failedFirst: slowFailedFirst(events.filter(({ isFailedSignIn }) => !isFailedSignIn)),
    signIns: slowSignIns(events),
  };
}

function slowChanges(events: readonly SlowEvent[], all: readonly SlowEvent[]) {
  const before = (time: number) => events.filter((event) => event.time < time);
  const uses = FIELDS.flatMap((field) =>
    [...new Set(events.flatMap(({ values }) => values[field] ?? []))].map((value) => {
      const having = events.filter(({ values }) => values[field] === value);
      return {
        field,
        value,
        at: first(having) as number,
        count: having.length,
        accounts: having.filter(({ time }) => time === first(having)),
      };
    }),
  ).sort((a, b) => a.at - b.at);
  const groups: (typeof uses)[] = [];
  for (const use of uses.filter(({ at }) => before(at).length >= 20)) {
    const group = groups.at(-1);
    const isNear = group && use.at - (group.at(-1)?.at ?? 0) <= 5 * MINUTE && use.at - (group[0]?.at ?? 0) <= 60 * MINUTE;
    if (isNear) group.push(use);
    else groups.push([use]);
  }
  return groups.map((group) => {
    const at = group[0]?.at as number;
    const earlier = before(at);
    return {
      at,
      to: group.at(-1)?.at,
      before: { events: earlier.length, first: events[0]?.time, last: earlier.at(-1)?.time },
      since: { events: events.length - earlier.length, last: events.at(-1)?.time },
      changes: group.map(({ field, value, at: when, count, accounts }) => ({
        field,
        value,
        at: when,
        count,
        valuesBefore: new Set(earlier.flatMap(({ values }) => values[field] ?? [])).size,
        // Of several events in its first second any may be the first one.
        accounts: accounts.map(({ account }) => slowAccount(all, field === 'accountId' ? null : account, field, value, at)),
      })),
    };
  });
}

function slowAccount(all: readonly SlowEvent[], account: string | null, field: string, value: string, at: number) {
  const known = all.filter((event) => event.time < at && (account === null || event.account === account));
  const having = known.filter(({ values }) => values[field] === value);
  return { account, events: known.length, withValue: having.length, first: first(having) };
}

function slowHours(events: readonly SlowEvent[], zone: string) {
  const placed = events.map(({ time }) => {
    const { date, clock } = zoned(time, zone);
    return { time, date, hour: Number(clock.slice(0, 2)) };
  });
  const days = [...new Set(placed.map(({ date }) => date))];
  return days.flatMap((day, i) => {
    const known = placed.filter(({ date }) => date < day);
    if (known.length < 20) return [];
    const around = (hour: number) => known.filter((one) => [23, 0, 1].includes((one.hour - hour + 24) % 24)).length;
    const odd = placed.filter(({ date, hour }) => date === day && around(hour) < known.length / 100);
    if (odd.length === 0) return [];
    const hours = [...new Set(odd.map(({ hour }) => hour))].sort((a, b) => a - b);
    return [
      {
        at: odd[0]?.time,
        day,
        events: odd.length,
        hours: hours.map((hour) => ({ hour, events: odd.filter((one) => one.hour === hour).length, before: around(hour) })),
        before: { events: known.length, days: i, first: known[0]?.time },
      },
    ];
  });
}

function slowBursts(events: readonly SlowEvent[]) {
  const found: { at: number; ms: number; events: number; before: object }[] = [];
  for (const ms of [MINUTE, 5 * MINUTE, 60 * MINUTE]) {
    const starts = [...new Set(events.map(({ time }) => time - (time % ms)))];
    const counted = starts.map((from) => ({ from, own: events.filter(({ time }) => time >= from && time < from + ms) }));
    const peak = counted.find((one) => counted.every(({ own }) => own.length <= one.own.length));
    if (!peak) continue;
    const at = peak.own[0]?.time as number;
    const earlier = counted.filter(({ from }) => from < peak.from);
    const most = earlier.find((one) => earlier.every(({ own }) => own.length <= one.own.length));
    const total = earlier.reduce((sum, { own }) => sum + own.length, 0);
    if (!most || peak.own.length < 10 || peak.own.length < 2 * most.own.length || earlier.length < 5 || total < 20) continue;
    if (found.some((one) => one.at >= peak.from && one.at < peak.from + ms)) continue;
    const sizes = earlier.map(({ own }) => own.length).sort((a, b) => a - b);
    const middle = ((sizes[Math.floor((sizes.length - 1) / 2)] as number) + (sizes[Math.ceil((sizes.length - 1) / 2)] as number)) / 2;
    const before = { stretches: earlier.length, median: middle, most: most.own.length, mostAt: most.own[0]?.time, events: total };
    found.push({ at, ms, events: peak.own.length, before });
  }
  return found;
}

const apiOf = ({ values }: SlowEvent): string => `${values.eventSource ?? ''} ${values.eventName ?? ''}`;

function slowRefusals(events: readonly SlowEvent[]) {
  const runs: SlowEvent[][] = [];
  for (const event of events.filter(({ outcome }) => outcome === 'denied')) {
    const run = runs.at(-1);
    if (run && event.time - (run.at(-1)?.time ?? 0) <= 5 * MINUTE) run.push(event);
    else runs.push([event]);
  }
  return runs.flatMap((run) => {
    const names = [...new Set(run.map(apiOf))].sort();
    const to = run.at(-1)?.time as number;
    const later = events.filter(({ time, outcome }) => time > to && outcome === 'allowed');
    if (names.length < 3) return [];
    const apis = names.map((name) => ({
      name,
      denied: run.filter((event) => apiOf(event) === name).length,
      allowed: first(later.filter((event) => apiOf(event) === name)),
    }));
    return [{ at: run[0]?.time, to, events: run.length, apis, next: first(later) }];
  });
}

function slowFailedFirst(events: readonly SlowEvent[]) {
  return [...new Set(events.map(apiOf))].flatMap((name) => {
    const calls = events.filter((event) => apiOf(event) === name);
    const success = first(calls.filter(({ outcome }) => outcome === 'allowed'));
    const failed = calls.filter(({ outcome, time }) => outcome !== 'allowed' && success !== null && time < success);
    if (failed.length === 0) return [];
    const denied = failed.filter(({ outcome }) => outcome === 'denied').length;
    return [{ name, at: failed[0]?.time, last: failed.at(-1)?.time, failed: failed.length, denied, success }];
  });
}

/** Of each success what failed before it of its actor since that actor's last, and from its address since the last from there. */
function slowSignIns(events: readonly SlowEvent[]) {
  const address = ({ values }: SlowEvent): string | undefined => values.sourceIPAddress;
  const successes = events.filter(({ outcome, values }) => outcome === 'allowed' && values.eventSource === 'signin.amazonaws.com');
  return successes.flatMap((success) => {
    const same = events.filter((event) => apiOf(event) === apiOf(success));
    const before = same.slice(0, same.indexOf(success));
    const since = (isSame: (event: SlowEvent) => boolean): SlowEvent[] => {
      const last = before.findLastIndex((event) => event.outcome === 'allowed' && isSame(event));
      return before.slice(last + 1).filter((event) => event.isFailedSignIn && isSame(event) && event.time < success.time);
    };
    const ofActor = since(({ who }) => who === success.who);
    const fromAddress = address(success) === undefined ? [] : since((event) => address(event) === address(success));
    const failed = before.filter((event) => ofActor.includes(event) || fromAddress.includes(event));
    if (failed.length < 2) return [];
    const different = (values: (string | undefined)[]): number => new Set(values.filter((value) => value !== undefined)).size;
    return [
      {
        name: apiOf(success),
        at: failed[0]?.time,
        last: failed.at(-1)?.time,
        failed: failed.length,
        actors: different(failed.map(({ who }) => who)),
        addresses: different(failed.map(address)),
        sameActor: failed.filter(({ who }) => who === success.who).length,
        sameAddress: failed.filter((event) => address(event) !== undefined && address(event) === address(success)).length,
        success: success.time,
      },
    ];
  });
}
