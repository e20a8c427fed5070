// What lies behind the lanes: time that AWS's digests do not attest, time of which the case has nothing, working hours and nights.
import type { Args } from '../../../shared/channels.ts';
import { type Attestation, type Chain, SPAN_STATES } from '../../../shared/integrity.ts';
import { isProven } from '../../../shared/integrity-words.ts';
import { type Backgrounds, NIGHT_HOURS, type UnattestedSpan, type UncoveredSpan, WORKING_HOURS } from '../../../shared/timeline.ts';
import { caseZone } from '../../case/facts.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { DELIVERY_TAKES } from '../empty/period.ts';
import { stretchesOf } from './hours.ts';
import { type Place, type Places, placeKey, placesOf, withChains } from './places.ts';
import { outside, type PlaceSpan, type Span, type Stretch, Sweep, within, worstOutside } from './sweep.ts';

/** Places that a span names. */
const NAMED = 8;

/** Worst first. */
const STATES = [...SPAN_STATES.filter((state) => !isProven(state)), 'silent'] as UnattestedSpan['state'][];
const SILENT = STATES.indexOf('silent');

const ALWAYS: Span = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

export function backgrounds(
  events: CaseEvents,
  { from, to, most, working = WORKING_HOURS, night = NIGHT_HOURS }: Omit<Args<'timeline.backgrounds'>, 'ticket'>,
  attestation: Attestation | null,
  zone = caseZone(events.db),
): Backgrounds {
  const { db } = events;
  const span = { from, to: Math.max(from, to) };
  const hasDigests = db.prepare("SELECT 1 FROM evidence WHERE kind = 'digest' LIMIT 1").get() !== undefined;
  const { regions, accounts, unattested, uncovered } = whole(events, attestation?.chains ?? []);
  const isJudged = attestation !== null && hasDigests;
  const told = { unattested: toldOf(unattested, isJudged ? span : { from, to: from }, most), uncovered: toldOf(uncovered, span, most) };
  return {
    attestation: !hasDigests ? 'noDigests' : isJudged ? 'judged' : 'notJudged',
    unattested: told.unattested.spans.map((one) => ({ ...spanOf(one, regions), state: STATES[one.rank] as UnattestedSpan['state'] })),
    uncovered: told.uncovered.spans.map((one) => spanOf(one, accounts)),
    left: { unattested: told.unattested.left, uncovered: told.uncovered.left },
    working: stretchesOf(span, working, zone, most),
    nights: stretchesOf(span, night, zone, most),
    zone,
  };
}

type Told = Stretch & { places: number[] };

/** The widest ones within a span, in order of time, with their first places; and how many others there are. */
function toldOf(sweep: Sweep, span: Span, most: number): { spans: Told[]; left: number } {
  const all = within(sweep.stretches, span);
  const widest = all.length <= most ? all : [...all].sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from).slice(0, most);
  widest.sort((a, b) => a.from - b.from);
  const places = sweep.placesAt(
    widest.map((one) => one.from),
    NAMED,
  );
  return { spans: widest.map((one, i) => ({ ...one, places: places[i] as number[] })), left: all.length - widest.length };
}

function spanOf({ from, to, count, places }: Told, all: readonly Place[]): UncoveredSpan {
  const named = places.map((place) => all[place] as Place);
  return { from, to, count, of: all.length, places: named.map(({ account, region }) => ({ account, region })) };
}

/** Of all time: who moves along it asks for one part after the other. */
interface Whole extends Places {
  chains: readonly Chain[];
  unattested: Sweep;
  uncovered: Sweep;
}

const known = new WeakMap<CaseEvents, Whole>();

function whole(events: CaseEvents, chains: readonly Chain[]): Whole {
  let kept = known.get(events);
  if (!kept || !isSame(kept.chains, chains)) {
    kept = laid(withChains(placesOf(events), chains), chains);
    known.set(events, kept);
  }
  return kept;
}

/** Chains come anew with each question, mostly the same ones. */
function isSame(a: readonly Chain[], b: readonly Chain[]): boolean {
  return (
    a === b ||
    (a.length === b.length &&
      a.every(({ account, region, spans }, i) => {
        const other = b[i] as Chain;
        return (
          account === other.account &&
          region === other.region &&
          spans.length === other.spans.length &&
          spans.every(({ from, to, state }, j) => {
            const one = other.spans[j];
            return one?.from === from && one.to === to && one.state === state;
          })
        );
      }))
  );
}

function laid(places: Places, chains: readonly Chain[]): Whole {
  const byPlace = new Map<string, Chain[]>();
  const times = new Map<string, Span>();
  for (const chain of chains) {
    const key = placeKey(chain);
    const own = byPlace.get(key);
    if (own) own.push(chain);
    else byPlace.set(key, [chain]);
    const time = times.get(chain.account) ?? { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
    times.set(chain.account, time);
    for (const { from, to } of chain.spans) {
      time.from = Math.min(time.from, from);
      time.to = Math.max(time.to, to);
    }
  }
  const chainsOf = (place: Place): readonly Chain[] => byPlace.get(placeKey(place)) ?? [];
  const regionsOf = new Map<string, Place[]>();
  for (const region of places.regions) {
    const own = regionsOf.get(region.account);
    if (own) own.push(region);
    else regionsOf.set(region.account, [region]);
  }
  const time = ({ account, own }: Place): Span | null => own ?? times.get(account) ?? null;
  return {
    ...places,
    chains,
    unattested: new Sweep(places.regions.flatMap((place, i) => unattestedOf(time(place), i, chainsOf(place)))),
    uncovered: new Sweep(
      places.accounts.flatMap((place, i) =>
        uncoveredOf(
          place,
          i,
          (regionsOf.get(place.account) ?? []).map((region) => provenOf(chainsOf(region))),
        ),
      ),
    ),
  };
}

/** Delivery time that the digests of a place attest. */
function provenOf(chains: readonly Chain[]): Span[] {
  return chains.flatMap(({ spans }) => spans.filter(({ state }) => isProven(state)));
}

/**
 * Event time of which logs may have come in delivery time that is not attested: an event is delivered up to 15 minutes after it.
 * @param time of the account: of its events and deliveries, or of its digests where it has nothing else
 */
function unattestedOf(time: Span | null, place: number, chains: readonly Chain[]): PlaceSpan[] {
  if (time === null || !(time.from < time.to)) return [];
  const spoken = chains.flatMap(({ spans }) =>
    spans.flatMap(({ from, to, state }) => (isProven(state) ? [] : [{ from, to, rank: STATES.indexOf(state as UnattestedSpan['state']) }])),
  );
  const open = worstOutside({ from: time.from, to: time.to + DELIVERY_TAKES }, provenOf(chains), spoken, SILENT);
  return open.map(({ from, to, rank }) => ({
    from: Math.max(time.from, from - DELIVERY_TAKES),
    to: Math.min(time.to, to),
    place,
    rank,
  }));
}

/**
 * Time outside of what an account has; where digests attest that nothing was delivered, that is something, once they do so of every region.
 * @param proven of each region of which the case knows
 */
function uncoveredOf({ own }: Place, place: number, proven: readonly (readonly Span[])[]): PlaceSpan[] {
  const has = own === null ? [] : [own];
  return (proven.length === 0 ? [[]] : proven).flatMap((spans) =>
    outside(ALWAYS, [...has, ...spans]).map((part) => ({ ...part, place, rank: 0 })),
  );
}
