// Every count that an explanation rests on, and nothing else: from the columns of the case.
import type { Seen } from '../../../shared/empty.ts';
import { and, type FilterTree } from '../../../shared/filter/tree.ts';
import { printTree } from '../../../shared/filter.ts';
import type { ReadConnection } from '../../case/open.ts';
import type { JobControl } from '../../jobs/progress.ts';
import { forEachBit } from '../columns/bits.ts';
import { type CaseEvents, eventsOf } from '../columns/case-events.ts';
import type { Selection } from '../columns/selections.ts';
import { timesOf } from '../columns/times.ts';
import { needsRecord } from '../filter/record-terms.ts';

/** Records that are read for one count: where columns leave more of them, it is not counted. */
const READ_AT_MOST = 20_000;

/** What the case has of one account and region. */
export interface PlaceEvents {
  account: string;
  region: string;
  /** In the whole case; ms UTC. */
  first: number | null;
  last: number | null;
  /** In the span. */
  events: number;
  /** Per bin of the span, 1 where it has an event. */
  bins: Uint8Array;
}

/** Equal parts of a span; the last one may reach beyond it. */
export interface Bins {
  from: number;
  to: number;
  /** ms. */
  width: number;
  count: number;
}

export interface EventCounts {
  /** Events that a filter gives; null where very many records would have to be read. Errors: FILTER_INVALID, CANCELLED. */
  seen(tree: FilterTree): Promise<Seen | null>;
  /** Per account and region, in order of both; '' where an event does not say. */
  places(bins: Bins): PlaceEvents[];
}

export function countsOf(db: ReadConnection, control: JobControl): EventCounts {
  const events = eventsOf(db);
  return {
    async seen(tree) {
      const { selections } = events;
      const filter = printTree(tree);
      const ready = selections.ready(filter);
      if (ready) return seenIn(events, ready);
      const columns = and((tree.kind === 'and' ? tree.of : [tree]).filter((part) => !needsRecord(part)));
      if ((await selections.select(printTree(columns), control)).count > READ_AT_MOST) return null;
      return seenIn(events, await selections.select(filter, control));
    },
    places: (bins) => placeEvents(events, bins),
  };
}

function seenIn(events: CaseEvents, { bits, count }: Selection): Seen {
  const { first, last } = timesOf(events, bits);
  return { count, first, last };
}

function placeEvents({ db, all, columns: { call, time } }: CaseEvents, bins: Bins): PlaceEvents[] {
  const places: PlaceEvents[] = [];
  const placeOfCall: PlaceEvents[] = [];
  const calls = db
    .prepare(
      `SELECT c.id, coalesce(a.value, '') AS account, coalesce(g.value, '') AS region
       FROM calls c LEFT JOIN terms a ON a.id = c.account LEFT JOIN terms g ON g.id = c.region ORDER BY 2, 3`,
    )
    .iterate() as IterableIterator<{ id: number; account: string; region: string }>;
  for (const { id, account, region } of calls) {
    const previous = places.at(-1);
    const isSame = previous?.account === account && previous.region === region;
    const place = isSame ? previous : { account, region, first: null, last: null, events: 0, bins: new Uint8Array(bins.count) };
    if (!isSame) places.push(place);
    placeOfCall[id] = place;
  }
  forEachBit(all, (record) => {
    const at = time[record] as number;
    const place = placeOfCall[call[record] as number];
    if (!place || Number.isNaN(at)) return;
    if (place.first === null || at < place.first) place.first = at;
    if (place.last === null || at > place.last) place.last = at;
    if (at < bins.from || at >= bins.to) return;
    place.events++;
    place.bins[Math.floor((at - bins.from) / bins.width)] = 1;
  });
  return places;
}
