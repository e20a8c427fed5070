// How the asked period lies to what the case has of each account and region, and where it is silent.
import type { EmptyAnswer, Presence, Relation } from '../../../shared/empty.ts';
import type { TimeSpan } from '../../../shared/filter/times.ts';
import { printFilter } from '../../../shared/filter.ts';
import { isoUtc } from '../../../shared/time.ts';
import type { Bins, PlaceEvents } from './counts.ts';
import type { Deliveries } from './deliveries.ts';

export interface Span {
  from: number;
  to: number;
}

/** CloudTrail delivers log files on average within 5 minutes of a call, and does not promise it. Source: AWS, "How CloudTrail works". */
export const DELIVERY_TAKES = 15 * 60_000;

const MINUTE = 60_000;
const WIDTHS = [1, 5, 15, 60, 360, 1440].map((minutes) => minutes * MINUTE);
/** Of a period longer than so many days, bins are longer than a day. */
const MOST_BINS = 4000;

/** Silences that are told, per account and region. */
const SILENCES = 3;
/** Shorter ones are none: trails deliver about every five minutes, and in a long period more goes by without a call. */
const SHORTEST = 15 * MINUTE;
const SHORTEST_PART = 0.01;

/** Accounts and regions that are listed. */
const LISTED = 8;

export function binsOf({ from, to }: Span): Bins {
  const length = Math.max(1, to - from);
  const width = WIDTHS.find((one) => length / one <= MOST_BINS) ?? Math.ceil(length / MOST_BINS);
  return { from, to, width, count: Math.ceil(length / width) };
}

/** The asked span with its open ends closed by those of the case; null when there is neither. */
export function closedSpan(demanded: TimeSpan | null, whole: Span | null): Span | null {
  const from = demanded?.from ?? whole?.from ?? null;
  const to = demanded?.to ?? whole?.to ?? null;
  if (from === null || to === null) return null;
  // An open end beyond what the case has: nothing lies between.
  return { from, to: Math.max(from, to) };
}

/** An end that the filter leaves open asks for no more than there is. */
export function relationOf(demanded: TimeSpan | null, holds: Span | null): Relation {
  if (holds === null) return 'none';
  const from = demanded?.from ?? holds.from;
  const to = demanded?.to ?? holds.to;
  if (to <= holds.from) return 'before';
  if (from >= holds.to) return 'after';
  return from >= holds.from && to <= holds.to ? 'within' : 'partly';
}

/** Log files name the minute of their delivery. */
const NAMED_TO = MINUTE;

/**
 * When what happened in the asked period was delivered. An end that the filter leaves open reaches as far as log files came.
 * @param deliveries of the account and region, ascending
 */
export function deliveryWindow(demanded: TimeSpan | null, span: Span, deliveries: readonly number[]): Span {
  const [first, last] = [deliveries[0], deliveries.at(-1)];
  const from = demanded?.from == null && first !== undefined ? first : span.from;
  const to = demanded?.to == null && last !== undefined ? last + NAMED_TO : span.to + DELIVERY_TAKES;
  return { from: Math.min(from, to), to };
}

/** The first accounts and regions only. */
export function shortened(period: EmptyAnswer['period']): EmptyAnswer['period'] {
  const { presence } = period;
  return { ...period, presence: presence.slice(0, LISTED), more: Math.max(0, presence.length - LISTED) };
}

interface Place {
  account: string;
  region: string;
  events: PlaceEvents | null;
  deliveries: readonly number[];
}

/** Whether an account and a region are among those that the filter asks for. */
export type Asked = (account: string, region: string) => boolean;

/**
 * What the case has of the asked accounts and regions in the period, those with the least first.
 * @param named asked accounts and regions of which each must be told of, also where the case has nothing of them
 */
export function presenceIn(
  demanded: TimeSpan | null,
  span: Span,
  bins: Bins,
  places: readonly PlaceEvents[],
  deliveries: readonly Deliveries[],
  asked: Asked,
  named: { accounts: readonly string[]; regions: readonly string[] },
): Pick<EmptyAnswer['period'], 'events' | 'logFiles' | 'presence' | 'more'> {
  const found = joined(places, deliveries).filter(({ account, region }) => asked(account, region));
  for (const one of missing(found, named)) found.push({ ...one, events: null, deliveries: [] });
  const all = found.map((place) => presenceOf(place, demanded, span, bins));
  const weight = ({ events, logFiles, relation }: Presence): number => (relation === 'none' ? -1 : events + logFiles);
  const key = ({ account, region }: Presence): string => `${account} ${region}`;
  all.sort((a, b) => weight(a) - weight(b) || (key(a) < key(b) ? -1 : 1));
  return {
    events: all.reduce((sum, { events }) => sum + events, 0),
    logFiles: all.reduce((sum, { logFiles }) => sum + logFiles, 0),
    presence: all,
    more: 0,
  };
}

function joined(places: readonly PlaceEvents[], deliveries: readonly Deliveries[]): Place[] {
  const byKey = new Map<string, Place>();
  for (const events of places) {
    const { account, region } = events;
    // Undated events say nothing of any period.
    if (events.first !== null) byKey.set(`${account} ${region}`, { account, region, events, deliveries: [] });
  }
  for (const { account, region, at } of deliveries) {
    const key = `${account} ${region}`;
    byKey.set(key, { account, region, events: byKey.get(key)?.events ?? null, deliveries: at });
  }
  return [...byKey.values()];
}

/** Asked accounts and regions of which nothing was found: the pair where both are asked for, else the one with an open other. */
function missing(found: readonly Place[], { accounts, regions }: { accounts: readonly string[]; regions: readonly string[] }) {
  const pairs = (accounts.length === 0 ? [''] : accounts).flatMap((account) =>
    (regions.length === 0 ? [''] : regions).map((region) => ({ account, region })),
  );
  return pairs
    .filter(({ account, region }) => account !== '' || region !== '')
    .filter(
      ({ account, region }) =>
        !found.some((one) => (account === '' || one.account === account) && (region === '' || one.region === region)),
    );
}

function presenceOf({ account, region, events, deliveries }: Place, demanded: TimeSpan | null, span: Span, bins: Bins): Presence {
  const within = deliveries.filter((at) => at >= span.from && at < span.to + DELIVERY_TAKES);
  const holds = holdsOf(events, deliveries);
  const relation = relationOf(demanded, holds);
  const terms = [
    ...(account === '' ? [] : [{ field: 'accountId' as const, value: account, negated: false }]),
    ...(region === '' ? [] : [{ field: 'awsRegion' as const, value: region, negated: false }]),
    { field: 'time' as const, value: `${isoUtc(span.from)}..${isoUtc(span.to)}`, negated: false },
  ];
  return {
    account,
    region,
    filter: printFilter(terms),
    holds,
    relation,
    events: events?.events ?? 0,
    logFiles: within.length,
    silences: relation === 'none' ? [] : silences(events, within, bins),
  };
}

/** From the first event or delivery to the last, which is still within. */
function holdsOf(events: PlaceEvents | null, deliveries: readonly number[]): Span | null {
  const first = [events?.first, deliveries[0]].filter((at) => at != null);
  const last = [events?.last, deliveries.at(-1)].filter((at) => at != null);
  return first.length === 0 ? null : { from: Math.min(...first), to: Math.max(...last) + 1 };
}

/** Longest runs of empty bins. */
function silences(events: PlaceEvents | null, deliveries: readonly number[], bins: Bins): Span[] {
  const heard = events === null ? new Uint8Array(bins.count) : Uint8Array.from(events.bins);
  for (const at of deliveries) {
    const bin = Math.floor((at - bins.from) / bins.width);
    if (bin < heard.length) heard[bin] = 1;
  }
  const shortest = Math.max(SHORTEST, (bins.to - bins.from) * SHORTEST_PART);
  const found: Span[] = [];
  for (let from = 0; from < heard.length; ) {
    if (heard[from] === 1) {
      from++;
      continue;
    }
    const next = heard.indexOf(1, from);
    const to = next === -1 ? heard.length : next;
    const silence = { from: bins.from + from * bins.width, to: Math.min(bins.to, bins.from + to * bins.width) };
    if (silence.to - silence.from >= shortest || to - from === heard.length) found.push(silence);
    from = to;
  }
  return found.sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from).slice(0, SILENCES);
}
