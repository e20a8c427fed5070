// The busiest minute, five minutes and hour of an entity, where they are far above all that was before them.
import { BASELINE, type Burst } from '../../../shared/unusual.ts';
import { type Entity, timeTerm } from './entity.ts';

const MINUTE = 60_000;
const LENGTHS = [MINUTE, 5 * MINUTE, 60 * MINUTE] as const;

/** So many events at least, and so many times as many as in any stretch before. */
const FEWEST = 10;
const TIMES = 2;
/** Stretches with events that there must be before. */
const STRETCHES = 5;

/** Events that follow one another in one stretch of the clock. */
interface Stretch {
  /** ms UTC. */
  from: number;
  /** Place of its first event. */
  place: number;
  events: number;
}

/** In order of length. A longer stretch around a shorter one that is told is the same burst, and left out. */
export function bursts(entity: Entity): Burst[] {
  const found: Burst[] = [];
  for (const ms of LENGTHS) {
    const burst = busiest(entity, ms);
    if (burst && !found.some(({ at }) => Math.floor(at / ms) === Math.floor(burst.at / ms))) found.push(burst);
  }
  return found;
}

function busiest(entity: Entity, ms: number): Burst | null {
  const stretches = stretchesOf(entity, ms);
  const peak = highest(stretches);
  if (!peak || peak.events < FEWEST || peak.place < BASELINE) return null;
  const before = stretches.filter(({ from }) => from < peak.from);
  const most = highest(before);
  if (!most || before.length < STRETCHES || peak.events < TIMES * most.events) return null;
  return {
    kind: 'burst',
    at: entity.time(peak.place),
    event: entity.id(peak.place),
    filter: entity.within(timeTerm(peak.from, peak.from + ms)),
    ms,
    events: peak.events,
    before: {
      stretches: before.length,
      median: median(before.map(({ events }) => events)),
      most: most.events,
      mostAt: entity.time(most.place),
      events: peak.place,
    },
  };
}

/** Stretches of the clock with events, in order of time. They begin at whole multiples of their length in UTC. */
function stretchesOf({ times }: Entity, ms: number): Stretch[] {
  const stretches: Stretch[] = [];
  let last: Stretch | undefined;
  for (let place = 0; place < times.length; place++) {
    const at = times[place] as number;
    if (last && at < last.from + ms) last.events++;
    else {
      last = { from: Math.floor(at / ms) * ms, place, events: 1 };
      stretches.push(last);
    }
  }
  return stretches;
}

/** The first of those with most events. */
function highest(stretches: readonly Stretch[]): Stretch | undefined {
  let found: Stretch | undefined;
  for (const stretch of stretches) if (stretch.events > (found?.events ?? 0)) found = stretch;
  return found;
}

function median(counts: readonly number[]): number {
  const sorted = [...counts].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
