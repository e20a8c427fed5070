// The first screen: coverage per account and region, categories, and what was busiest. Who was is asked apart: actors have to be resolved for it.
import type { Result } from '../../shared/channels.ts';
import type { Count, SeenCount } from '../../shared/domain.ts';
import type { ReadConnection } from '../case/open.ts';
import type { JobControl } from '../jobs/progress.ts';
import { bulkOf } from './bulk.ts';
import { type Bits, countBits, IdBatches, intersect } from './columns/bits.ts';
import { type CaseEvents, eventsOf } from './columns/case-events.ts';
import { timesOf } from './columns/times.ts';
import { facets } from './facets.ts';

type Overview = Result<'case.overview'>;
type SignInCounts = Result<'case.signIns'>;
type Strip = Overview['coverage'][number];

const HOUR = 3_600_000;
/** Widths of a bin: the narrowest with which the period fits into MAX_BINS. */
const WIDTHS = [HOUR, 6 * HOUR, 24 * HOUR, 7 * 24 * HOUR, 28 * 24 * HOUR, 364 * 24 * HOUR];
const MAX_BINS = 400;
const TOP = 8;

export function overview(db: ReadConnection): Overview {
  const events = eventsOf(db);
  const all = events.selections.everything();
  const top = facets(events, all, ['eventName', 'sourceIPAddress', 'errorCode', 'eventCategory'], TOP);
  return {
    ...coverage(events),
    categories: categories(top.eventCategory ?? [], all.count),
    topApis: top.eventName ?? [],
    topAddresses: top.sourceIPAddress ?? [],
    topErrors: top.errorCode ?? [],
  };
}

/** The part of the time that nearly all events are in, where it is worth telling. */
export function bulk(db: ReadConnection): Result<'case.bulk'> {
  const events = eventsOf(db);
  return { bulk: heapOf(events)?.bulk ?? null };
}

/** The sign-ins that failed, which have no error code: their records are read for it. Errors: CANCELLED. */
export async function signInCounts(db: ReadConnection, control: JobControl): Promise<SignInCounts> {
  const events = eventsOf(db);
  const signIns = events.failedSignIns();
  await signIns.read(control);
  return { failed: countBits(intersect(events.all.slice(), signIns.all().bits)), unreadable: signIns.unreadable(events.all).length };
}

/** Records from before eventCategory existed (eventVersion 1.07) have none: they are counted under "not stated". */
function categories(stated: readonly SeenCount[], all: number): Count[] {
  const left = all - stated.reduce((sum, { count }) => sum + count, 0);
  const counts = stated.map(({ value, count }) => ({ value, count }));
  if (left > 0) counts.push({ value: 'not stated', count: left });
  return counts.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

function coverage(events: CaseEvents): Pick<Overview, 'coverage' | 'bulk'> {
  const found = heapOf(events);
  if (!found) return { coverage: [], bulk: null };
  const { bits, first, last, bulk } = found;
  return {
    coverage: stripsIn(events, bits, first, last),
    bulk: bulk && { ...bulk, coverage: stripsIn(events, bits, bulk.from, bulk.to - 1) },
  };
}

/** Of all dated events; null where there is none. */
function heapOf(events: CaseEvents) {
  const { selections } = events;
  const { bits } = selections.dated(selections.everything());
  const { first, last } = timesOf(events, bits);
  return first === null || last === null ? null : { bits, first, last, bulk: bulkOf(events, bits, { first, last }) };
}

/**
 * Events per account, region and bin of time, in order of account and region; those without a dated event are left out.
 * @param bits dated events
 * @param first ms UTC: of those between this time and `last`, both included
 */
function stripsIn(events: CaseEvents, bits: Bits, first: number, last: number): Strip[] {
  const { time, call } = events.columns;
  const width = WIDTHS.find((w) => (last - first) / w < MAX_BINS) ?? Math.ceil((last - first) / MAX_BINS);
  const start = Math.floor(first / width) * width;
  const bins = Math.floor((last - start) / width) + 1;
  const { strips, stripOfCall } = stripsOf(events, start, width);
  const counts = new Float64Array(strips.length * bins);
  const batches = new IdBatches(bits);
  const { ids } = batches;
  for (let n = batches.next(); n > 0; n = batches.next()) {
    for (let i = 0; i < n; i++) {
      const record = ids[i] as number;
      const at = time[record] as number;
      if (at < first || at > last) continue;
      const place = (stripOfCall[call[record] as number] as number) * bins + Math.floor((at - start) / width);
      counts[place] = (counts[place] as number) + 1;
    }
  }
  strips.forEach((strip, i) => {
    strip.counts = [...counts.subarray(i * bins, (i + 1) * bins)];
    strip.events = strip.counts.reduce((sum, count) => sum + count, 0);
  });
  return strips.filter((strip) => strip.events > 0);
}

function stripsOf({ db }: CaseEvents, start: number, binMs: number): { strips: Strip[]; stripOfCall: Uint32Array } {
  const calls = db
    .prepare(
      `SELECT c.id, coalesce(a.value, '') AS account, coalesce(g.value, '') AS region
       FROM calls c LEFT JOIN terms a ON a.id = c.account LEFT JOIN terms g ON g.id = c.region ORDER BY 2, 3`,
    )
    .all() as { id: number; account: string; region: string }[];
  const strips: Strip[] = [];
  const stripOfCall = new Uint32Array(calls.reduce((most, { id }) => Math.max(most, id), 0) + 1);
  for (const { id, account, region } of calls) {
    const strip = strips.at(-1);
    if (strip?.account !== account || strip.region !== region) strips.push({ account, region, events: 0, start, binMs, counts: [] });
    stripOfCall[id] = strips.length - 1;
  }
  return { strips, stripOfCall };
}
