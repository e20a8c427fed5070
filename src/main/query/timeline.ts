// Events over time: density by outcome for the whole span, and per lane; single events once they are few.
import type { Args, Result } from '../../shared/channels.ts';
import { toWindowRow } from '../case/event-rows.ts';
import type { ReadConnection } from '../case/open.ts';
import { IdBatches } from './columns/bits.ts';
import { type CaseEvents, eventsOf } from './columns/case-events.ts';
import { whole } from './columns/select.ts';
import type { Selection } from './columns/selections.ts';
import { tallyCombination, tallyValues } from './columns/tally.ts';
import { EventLists } from './event-list.ts';
import { firstValues, occurringNumbers } from './facets.ts';
import { COLUMNS } from './filter/columns.ts';

type Bin = Result<'timeline.density'>['bins'][number];

interface Bins {
  from: number;
  to: number;
  bins: number;
}

const LANES = { actor: 'actor', ip: 'sourceIPAddress' } as const;

/** No error, denied, another error. */
const OUTCOMES = 3;

/** Density of [from, to) in bins of equal width. Errors: FILTER_INVALID. */
export async function density(db: ReadConnection, args: Args<'timeline.density'>, select = whole(db)): Promise<Result<'timeline.density'>> {
  const events = eventsOf(db);
  const selection = events.selections.within(await select(args.filter), args.from, args.to);
  const counts = countOutcomes(events, selection, args, null);
  return { bins: binsOf(args, counts), total: selection.count };
}

/** The busiest lanes with their density, and the events themselves when at most `limit` fall into the span. Errors: FILTER_INVALID. */
export async function lanes(db: ReadConnection, args: Args<'timeline.lanes'>, select = whole(db)): Promise<Result<'timeline.lanes'>> {
  const events = eventsOf(db);
  const selection = events.selections.within(await select(args.filter), args.from, args.to);
  const name = LANES[args.by];
  const { of } = COLUMNS[name];
  const dimension = events.dimension(name);
  const tally = tallyValues(tallyCombination(events, of, dimension.numbers.length, selection.bits), dimension);
  // Events without a value have a lane of their own.
  const occurring = [...((tally.count[0] as number) > 0 ? [0] : []), ...occurringNumbers(tally)];
  const numbers = firstValues(occurring, tally, dimension, args.lanes, 'most');
  const laneOfNumber = new Uint32Array(dimension.size).fill(numbers.length);
  numbers.forEach((number, lane) => {
    laneOfNumber[number] = lane;
  });
  const laneOfId = dimension.numbers.map((number) => laneOfNumber[number] as number);
  const counts = countOutcomes(events, selection, args, { ids: events.columns[of], laneOfId, lanes: numbers.length });
  const width = args.bins * OUTCOMES;
  return {
    lanes: numbers.map((number, lane) => ({
      value: dimension.text(number),
      count: tally.count[number] as number,
      bins: binsOf(args, counts.subarray(lane * width, (lane + 1) * width)),
    })),
    otherLanes: Math.max(0, occurring.length - numbers.length),
    events: selection.count <= args.limit ? singleEvents(db, selection) : null,
    total: selection.count,
  };
}

interface LaneOfId {
  ids: Uint32Array;
  /** By id of the combination; `lanes` for those that are not shown. */
  laneOfId: Uint32Array;
  lanes: number;
}

/** Events per lane, bin and outcome; those of lanes that are not shown come last. */
function countOutcomes(events: CaseEvents, { bits }: Selection, { from, to, bins }: Bins, split: LaneOfId | null): Float64Array {
  const { time, call } = events.columns;
  const outcomes = events.outcomeOfCalls();
  const counts = new Float64Array(((split?.lanes ?? 0) + 1) * bins * OUTCOMES);
  const batches = new IdBatches(bits);
  const { ids } = batches;
  for (let n = batches.next(); n > 0; n = batches.next()) {
    for (let i = 0; i < n; i++) {
      const record = ids[i] as number;
      // Multiplied first, so that an event on the edge of two bins is in the later one: doubles hold the product exactly.
      const bin = Math.min(Math.floor((((time[record] as number) - from) * bins) / (to - from)), bins - 1);
      const lane = split ? (split.laneOfId[split.ids[record] as number] as number) : 0;
      const place = (lane * bins + bin) * OUTCOMES + (outcomes[call[record] as number] as number);
      counts[place] = (counts[place] as number) + 1;
    }
  }
  return counts;
}

function binsOf({ from, to, bins }: Bins, counts: Float64Array): Bin[] {
  const width = (to - from) / bins;
  return Array.from({ length: bins }, (_, i) => {
    const [ok = 0, denied = 0, error = 0] = counts.subarray(i * OUTCOMES, (i + 1) * OUTCOMES);
    return { from: from + i * width, to: from + (i + 1) * width, ok, denied, error };
  });
}

function singleEvents(db: ReadConnection, selection: Selection): Result<'timeline.lanes'>['events'] {
  return [...new EventLists(db).iterate(selection, 'asc')].map((row) => toWindowRow(row, null));
}
