// What the case has of each account and region: events, deliveries, and days without either. One walk over the columns.

import { zoned } from '../../../shared/time.ts';
import { instantOf, offsetAt } from '../../../shared/timeline-picture/axis.ts';
import type { ReadConnection } from '../../case/open.ts';
import { IdBatches } from '../../query/columns/bits.ts';
import { eventsOf } from '../../query/columns/case-events.ts';
import { type Deliveries, deliveriesIn } from '../../query/empty/deliveries.ts';
import { inShownOrder } from '../item-order.ts';
import type { Redaction } from '../redaction/redaction.ts';

/** Places that are listed: names in a log may be invented. */
const MOST_PLACES = 120;
/** Days that are named of one place. */
const MOST_DAYS = 8;
const DAY = 86_400_000;
/** A case that spans more days, or more days of all places, is not counted by days. */
const MOST_DAYS_COUNTED = 20_000;
const MOST_CELLS = 50_000_000;

export interface PlaceFacts {
  /** Empty where records do not say. */
  account: string;
  region: string;
  events: number;
  /** Of its events; ms UTC. */
  first: number | null;
  last: number | null;
  /** Log files whose names say that they are of it. */
  logFiles: number;
  firstDelivery: number | null;
  lastDelivery: number | null;
  /** Of the days between its first and last event or delivery; null: too many to count. `named`: the first, as `2026-02-21`. */
  days: { all: number; without: number; named: string[] } | null;
}

export interface Coverage {
  /** In order of account and region. */
  places: PlaceFacts[];
  more: number;
}

interface Place extends Omit<PlaceFacts, 'days'> {
  /** Per day of the case, 1 where it has something. */
  marks: Uint8Array;
}

/** @param zone IANA name whose days are counted; @param redaction of a redacted report: its order tells nothing of account numbers */
export function coverageOf(db: ReadConnection, zone: string, redaction: Redaction | null = null): Coverage {
  const events = eventsOf(db);
  const deliveries = deliveriesIn(db);
  const { call, time } = events.columns;
  const [account, region] = [events.dimension('accountId'), events.dimension('awsRegion')];
  const days = daysOf(events.tallyOfAll('call', account.numbers.length), deliveries, zone);
  const places = new Map<string, Place>();
  const placeOf = (accountText: string, regionText: string): Place => {
    const key = `${accountText} ${regionText}`;
    let place = places.get(key);
    if (!place) {
      const nothing = { events: 0, first: null, last: null, logFiles: 0, firstDelivery: null, lastDelivery: null };
      const marks = new Uint8Array(days.isCounted(places.size + 1) ? days.count : 0);
      place = { account: accountText, region: regionText, ...nothing, marks };
      places.set(key, place);
    }
    return place;
  };
  const ofCall: Place[] = [];
  const tally = events.tallyOfAll('call', account.numbers.length);
  for (let id = 0; id < account.numbers.length; id++)
    if ((tally.count[id] as number) > 0)
      ofCall[id] = placeOf(account.text(account.numbers[id] as number), region.text(region.numbers[id] as number));
  const batches = new IdBatches(events.all);
  for (let n = batches.next(); n > 0; n = batches.next()) {
    for (let i = 0; i < n; i++) {
      const record = batches.ids[i] as number;
      const place = ofCall[call[record] as number] as Place;
      const at = time[record] as number;
      place.events++;
      // Undated: on no day.
      if (Number.isNaN(at)) continue;
      if (place.first === null || at < place.first) place.first = at;
      if (place.last === null || at > place.last) place.last = at;
      if (place.marks.length > 0) place.marks[days.at(at)] = 1;
    }
  }
  for (const { account: of, region: where, at } of deliveries) {
    const place = placeOf(of, where);
    place.logFiles = at.length;
    place.firstDelivery = at[0] ?? null;
    place.lastDelivery = at.at(-1) ?? null;
    if (place.marks.length > 0) for (const one of at) place.marks[days.at(one)] = 1;
  }
  const all = inShownOrder({ redaction }, places.values(), ({ account: of, region: where }) => `${of} ${where}`);
  return {
    places: all.slice(0, MOST_PLACES).map(({ marks, ...place }) => ({ ...place, days: without(marks, days) })),
    more: Math.max(0, all.length - MOST_PLACES),
  };
}

interface Days {
  count: number;
  isCounted(places: number): boolean;
  /** Number of the day of an instant. */
  at(ms: number): number;
  text(day: number): string;
}

/** The days of the zone's calendar from the first event or delivery to the last. */
function daysOf({ first, last }: { first: Float64Array; last: Float64Array }, deliveries: readonly Deliveries[], zone: string): Days {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let id = 0; id < first.length; id++) {
    from = Math.min(from, first[id] as number);
    to = Math.max(to, last[id] as number);
  }
  for (const { at } of deliveries) {
    from = Math.min(from, at[0] ?? from);
    to = Math.max(to, at.at(-1) ?? to);
  }
  const count = Number.isFinite(from) ? Math.ceil((to - from) / DAY) + 2 : 0;
  if (count === 0 || count > MOST_DAYS_COUNTED) return { count: 0, isCounted: () => false, at: () => 0, text: () => '' };
  const start = Math.floor((from + offsetAt(from, zone)) / DAY) * DAY;
  // Days are as long as the zone's clock makes them.
  const begins = Float64Array.from({ length: count + 1 }, (_, day) => instantOf(start + day * DAY, zone));
  return {
    count,
    isCounted: (places) => places * count <= MOST_CELLS,
    at(ms) {
      let day = Math.min(count - 1, Math.max(0, Math.floor((ms - (begins[0] as number)) / DAY)));
      while (day > 0 && ms < (begins[day] as number)) day--;
      while (day < count - 1 && ms >= (begins[day + 1] as number)) day++;
      return day;
    },
    // Noon, so that no change of the clock moves it to another day.
    text: (day) => zoned(((begins[day] as number) + (begins[day + 1] as number)) / 2, zone).date,
  };
}

function without(marks: Uint8Array, days: Days): PlaceFacts['days'] {
  if (marks.length === 0) return null;
  const [first, last] = [marks.indexOf(1), marks.lastIndexOf(1)];
  if (first < 0) return { all: 0, without: 0, named: [] };
  const named: string[] = [];
  let count = 0;
  for (let day = first; day <= last; day++) {
    if (marks[day] === 1) continue;
    count++;
    if (named.length < MOST_DAYS) named.push(days.text(day));
  }
  return { all: last - first + 1, without: count, named };
}
