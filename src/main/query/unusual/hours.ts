// Days on which an entity acted in hours of the day in which it hardly ever did on the days before.

import { or } from '../../../shared/filter/tree.ts';
import type { FilterTree } from '../../../shared/filter.ts';
import { BASELINE, type OddHours } from '../../../shared/unusual.ts';
import { LocalTime } from '../local-time.ts';
import { type Candidate, type Entity, timeTerm } from './entity.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** An hour of the day is usual when, with the one before and the one after it, it had this share of the events before: nobody keeps hours to the minute. */
const USUAL_SHARE = 0.01;

/** One fact for each such day with at least BASELINE events on the days before it, in order of time. */
export function oddHours(entity: Entity): Candidate<OddHours>[] {
  const facts: Candidate<OddHours>[] = [];
  const local = localTimes(entity);
  /** By hour of the day, on the days before. */
  const before = new Uint32Array(24);
  let days = 0;
  for (let begin = 0; begin < local.length; days++) {
    const from = begin;
    const day = Math.floor((local[from] as number) / DAY);
    let to = from;
    // A clock that is set back at midnight shows a day twice.
    while (to < local.length && Math.floor((local[to] as number) / DAY) <= day) to++;
    if (from >= BASELINE) {
      const odd = oddPlaces(local, from, to, before);
      const known = before.slice();
      const daysBefore = days;
      const [first] = odd;
      if (first !== undefined)
        facts.push({
          at: entity.time(first),
          weight: odd.length,
          make: () => factOf(entity, local, odd, known, { events: from, days: daysBefore, first: entity.time(0) }),
        });
    }
    for (let place = from; place < to; place++) count(before, hourOf(local[place] as number));
    begin = to;
  }
  return facts;
}

/** Places of a day's events in hours that are not usual. @param before by hour of the day, all of the `from` events before */
function oddPlaces(local: Float64Array, from: number, to: number, before: Uint32Array): number[] {
  const odd: number[] = [];
  for (let place = from; place < to; place++) if (around(before, hourOf(local[place] as number)) < USUAL_SHARE * from) odd.push(place);
  return odd;
}

/** @param odd places, at least one; @param known by hour of the day, on the days before */
function factOf(entity: Entity, local: Float64Array, odd: readonly number[], known: Uint32Array, before: OddHours['before']): OddHours {
  const first = odd[0] as number;
  const hours = new Uint32Array(24);
  for (const place of odd) count(hours, hourOf(local[place] as number));
  const occurring = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => (hours[hour] as number) > 0);
  return {
    kind: 'hours',
    at: entity.time(first),
    event: entity.id(first),
    filter: entity.within(spansOf(odd.map((place) => [entity.time(place), local[place] as number]))),
    day: new Date(local[first] as number).toISOString().slice(0, 10),
    events: odd.length,
    hours: occurring.map((hour) => ({ hour, events: hours[hour] as number, before: around(known, hour) })),
    before,
  };
}

function localTimes({ times, zone }: Entity): Float64Array {
  const clock = new LocalTime(zone);
  return times.map((time) => clock.at(time));
}

function hourOf(local: number): number {
  return Math.floor(local / HOUR) % 24;
}

/** Events in an hour, the one before and the one after it. */
function around(hours: Uint32Array, hour: number): number {
  return (hours[(hour + 23) % 24] as number) + (hours[hour] as number) + (hours[(hour + 1) % 24] as number);
}

function count(hours: Uint32Array, hour: number): void {
  hours[hour] = (hours[hour] as number) + 1;
}

/** The hours in which events are, neighbours as one span. @param moments instants (ms UTC) and what the clock showed, in order */
function spansOf(moments: readonly [instant: number, local: number][]): FilterTree {
  const spans: [from: number, to: number][] = [];
  for (const [instant, local] of moments) {
    const from = instant - (local % HOUR);
    const last = spans.at(-1);
    // An hour in which the clock is set back is longer.
    if (last && from <= last[1]) last[1] = Math.max(last[1], from + HOUR);
    else spans.push([from, from + HOUR]);
  }
  return or(spans.map(([from, to]) => timeTerm(from, to)));
}
