// The first screen: coverage per account and region, categories, and what was busiest. Who was is asked apart: actors have to be resolved for it.
import type { Result } from '../../shared/channels.ts';
import type { Count, SeenCount } from '../../shared/domain.ts';
import type { ReadConnection } from '../case/open.ts';
import { IdBatches } from './columns/bits.ts';
import { type CaseEvents, eventsOf } from './columns/case-events.ts';
import { timesOf } from './columns/times.ts';
import { facets } from './facets.ts';

type Overview = Result<'case.overview'>;
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
    coverage: coverage(events),
    categories: categories(top.eventCategory ?? [], all.count),
    topApis: top.eventName ?? [],
    topAddresses: top.sourceIPAddress ?? [],
    topErrors: top.errorCode ?? [],
  };
}

/** Records from before eventCategory existed (eventVersion 1.07) have none: they are counted under "not stated". */
function categories(stated: readonly SeenCount[], all: number): Count[] {
  const left = all - stated.reduce((sum, { count }) => sum + count, 0);
  const counts = stated.map(({ value, count }) => ({ value, count }));
  if (left > 0) counts.push({ value: 'not stated', count: left });
  return counts.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** Events per account, region and bin of time, in order of account and region; those without a dated event are left out. */
function coverage(events: CaseEvents): Strip[] {
  const { columns, selections } = events;
  const { time, call } = columns;
  const { bits } = selections.dated(selections.everything());
  const { first, last } = timesOf(events, bits);
  if (first === null || last === null) return [];
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
      const place = (stripOfCall[call[record] as number] as number) * bins + Math.floor(((time[record] as number) - start) / width);
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
