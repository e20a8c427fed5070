// What the timeline of a report shows: what exhibits and findings span, in lanes of the actors of the cited events; and the whole case as a strip.
import type { FindingState } from '../../../shared/findings.ts';
import type { Attestation } from '../../../shared/integrity.ts';
import type { Backgrounds, DensityBin, EventClass } from '../../../shared/timeline.ts';
import { offsetAt, type Span } from '../../../shared/timeline-picture/axis.ts';
import { actorsOf } from '../../query/actors/actors.ts';
import { countBits, intersect } from '../../query/columns/bits.ts';
import type { CaseEvents } from '../../query/columns/case-events.ts';
import { backgrounds } from '../../query/timeline/backgrounds.ts';
import { classAt, classesOf } from '../../query/timeline/classes.ts';
import { density, lanes } from '../../query/timeline/lanes.ts';
import { withinSpan } from '../../query/timeline/span.ts';
import type { ReportContext } from '../context.ts';
import { withKeyedTies } from '../item-order.ts';
import { type CitedContext, type CitedEvent, citedOf, factsOfUse, selectionOfValue, textIn } from './cited.ts';
import { type Edges, edgesOf, spansAtEdges } from './edges.ts';

/** Lanes, and rows for keys in each. */
const MOST_LANES = 10;
const MOST_FINDINGS = 8;
/** Rows of keys that all lanes together have: the picture is to fit on a page with what stands above it. */
const MOST_ROWS = 16;
/** Spans of each sort of background. */
const MOST_SPANS = 200;
/** Bars of a picture, at most. */
const MOST_BARS = 96;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Widths of bars that a clock has names for. */
const WIDTHS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28, 84, 182, 364].map((n) => n * DAY),
];

export interface Density {
  span: Span;
  /** ms of each bar. */
  width: number;
  bins: DensityBin[];
  total: number;
  backgrounds: Backgrounds;
  /** Unattested spans of the backgrounds that are nothing but the time before the first or after the last digest. */
  atEdges: number;
}

export interface MarkedExhibit {
  number: number;
  time: number;
  class: EventClass;
  /** Beside its number, as beside every link to it: `✖` contradicted, `≠` delivered with different contents; '' for neither. */
  sign: string;
}

interface LaneKey {
  key: string;
  /** Within the span. */
  events: number;
  denied: number;
  first: number | null;
  last: number | null;
  exhibits: MarkedExhibit[];
}

export interface Lane {
  /** As the field `who` has it. */
  who: string;
  type: string;
  name: string;
  account: string | null;
  /** Events within the span. */
  events: number;
  bins: DensityBin[];
  keys: LaneKey[];
  /** Keys of its exhibits that have no row. */
  moreKeys: number;
  /** Those that have no row of a key. */
  exhibits: MarkedExhibit[];
}

export interface FindingSpan {
  id: string;
  /** By which the report calls it. */
  letter: string;
  title: string;
  state: FindingState;
  span: Span;
}

export interface TimelineFacts {
  zone: string;
  /** Null: digests were not judged. */
  edges: Edges | null;
  /** Null: no event is dated. */
  whole: Density | null;
  /** Events of the case that have no readable time: no bar counts them. */
  timeless: number;
  /** Null: no exhibit and no finding is dated. */
  part: Density | null;
  lanes: Lane[];
  /** Actors of exhibits without a lane. */
  moreLanes: number;
  /** Events of the span that are in no lane. */
  otherEvents: number;
  findings: FindingSpan[];
  moreFindings: number;
  /** In order of time. */
  exhibits: MarkedExhibit[];
  /** Those with a sign. */
  signed: { altered: number[]; conflicts: number[] };
  /** Exhibits that have no time, and those without an actor. */
  undated: number[];
  nameless: MarkedExhibit[];
}

interface TimelineAsked {
  zone: string;
  findings: readonly FindingSpan[];
  attestation: Attestation | null;
  flags: ReportContext['flags'];
}

export function timelineFacts(context: CitedContext, { zone, findings, attestation, flags }: TimelineAsked): TimelineFacts {
  const { events, list } = citedOf(context);
  const markOf: MarkOf = (one) => markedExhibit(events, one, flags);
  const chains = attestation?.chains ?? [];
  const edges = attestation === null ? null : edgesOf(events, chains);
  const { time } = events.columns;
  const isDated = ({ record }: CitedEvent): boolean => !Number.isNaN(time[record]);
  const dated = list.filter(isDated);
  const marked = dated.map(markOf);
  const ends = [...marked.map((one) => one.time), ...findings.flatMap(({ span }) => [span.from, span.to])];
  const densityOf = (span: Span | null): Density | null => {
    if (span === null) return null;
    const found = densityIn(events, span, zone, attestation);
    return { ...found, atEdges: edges === null ? 0 : spansAtEdges(found.backgrounds.unattested, chains, edges) };
  };
  const part = densityOf(ends.length === 0 ? null : roomy(lowest(ends), highest(ends)));
  const told = part === null ? { lanes: [], moreLanes: 0, otherEvents: 0 } : lanesOf(events, dated, part, markOf);
  const shown = withKeyedTies(
    context,
    findings,
    ({ id }) => id,
    (a, b) => a.span.from - b.span.from || a.span.to - b.span.to,
  );
  const whole = densityOf(wholeSpan(events));
  return {
    zone,
    edges,
    whole,
    timeless: events.selections.everything().count - (whole?.total ?? 0),
    part,
    ...told,
    findings: shown.slice(0, MOST_FINDINGS),
    moreFindings: Math.max(0, shown.length - MOST_FINDINGS),
    exhibits: marked,
    signed: {
      altered: list.map(({ number }) => number).filter((number) => flags.get(number)?.altered),
      conflicts: list.map(({ number }) => number).filter((number) => flags.get(number)?.conflict),
    },
    undated: list.filter((one) => !isDated(one)).map(({ number }) => number),
    nameless: dated.filter(({ record }) => actorOf(events, record) === 0).map(markOf),
  };
}

const lowest = (all: readonly number[]): number => all.reduce((a, b) => Math.min(a, b));
const highest = (all: readonly number[]): number => all.reduce((a, b) => Math.max(a, b));

function actorOf(events: CaseEvents, record: number): number {
  return actorsOf(events).of(events.columns.identity[record] as number);
}

type MarkOf = (one: CitedEvent) => MarkedExhibit;

export function markedExhibit(events: CaseEvents, { number, record }: CitedEvent, flags: ReportContext['flags']): MarkedExhibit {
  const flag = flags.get(number);
  const sign = `${flag?.altered ? '✖' : ''}${flag?.conflict ? '≠' : ''}`;
  return { number, time: events.columns.time[record] as number, class: classAt(classesOf(events).of(record)), sign };
}

function wholeSpan(events: CaseEvents): Span | null {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const { first: firsts, last: lasts } = events.tallyOfAll('call', events.outcomesByCode().length);
  for (let call = 0; call < firsts.length; call++) {
    first = Math.min(first, firsts[call] as number);
    last = Math.max(last, lasts[call] as number);
  }
  return Number.isFinite(first) ? { from: first, to: last + 1 } : null;
}

/** With a little room at both ends. */
function roomy(first: number, last: number): Span {
  const room = Math.max(5 * MINUTE, (last - first) * 0.04);
  return { from: first - room, to: last + room };
}

function densityIn(events: CaseEvents, wanted: Span, zone: string, attestation: Attestation | null): Omit<Density, 'atEdges'> {
  const { span, width } = aligned(wanted, zone);
  const asked = { filter: '', ...span, bins: Math.round((span.to - span.from) / width) };
  const found = density(events, events.selections.everything(), asked);
  return { span, width, ...found, backgrounds: backgrounds(events, { ...span, most: MOST_SPANS }, attestation, zone) };
}

/** Bars begin at round times of the zone, as long as its clock is not changed. */
export function aligned({ from, to }: Span, zone: string): { span: Span; width: number } {
  const offset = offsetAt(from, zone);
  for (const width of WIDTHS) {
    const start = Math.floor((from + offset) / width) * width - offset;
    const bars = Math.ceil((to - start) / width);
    if (bars <= MOST_BARS) return { span: { from: start, to: start + bars * width }, width };
  }
  const width = Math.ceil((to - from) / MOST_BARS);
  return { span: { from, to: from + MOST_BARS * width }, width };
}

/** How many rows each lane has: one, then one more in turn as long as there are any and it has use for it. @param wanted by lane */
function rowsOf(wanted: readonly number[]): number[] {
  const rows = wanted.map(() => 1);
  let left = MOST_ROWS - rows.length;
  for (let turn = 2; left > 0 && wanted.some((most) => most >= turn); turn++)
    wanted.forEach((most, lane) => {
      if (most < turn || left === 0) return;
      rows[lane] = turn;
      left--;
    });
  return rows;
}

function lanesOf(
  events: CaseEvents,
  dated: readonly CitedEvent[],
  { span, bins }: Density,
  markOf: MarkOf,
): Pick<TimelineFacts, 'lanes' | 'moreLanes' | 'otherEvents'> {
  const byActor = new Map<number, CitedEvent[]>();
  for (const one of dated) {
    const actor = actorOf(events, one.record);
    if (actor === 0) continue;
    const own = byActor.get(actor);
    if (own) own.push(one);
    else byActor.set(actor, [one]);
  }
  const told = [...byActor].slice(0, MOST_LANES);
  const everything = events.selections.everything();
  const pinned = told.map(([actor]) => actorsOf(events).actor(actor).id);
  const asked = { filter: '', ...span, by: 'who' as const, lanes: Math.max(1, pinned.length), pinned, bins: bins.length, limit: 0 };
  const found = lanes(events, everything, asked);
  const keys = events.dimension('accessKeyId');
  const within = withinSpan(events, everything, span.from, span.to);
  const own = new Map(found.lanes.map((lane) => [lane.value, lane]));
  const keyOf = ({ record }: CitedEvent): string | null => textIn(events, 'accessKeyId', record);
  const rows = rowsOf(told.map(([, exhibits]) => new Set(exhibits.map(keyOf)).size));
  const shown = told.map(([actor, exhibits], lane): Lane => {
    const { id, type, name, account } = actorsOf(events).actor(actor);
    const all = [...new Set(exhibits.map(keyOf))];
    const keyed = all.filter((key) => key !== null);
    // Exhibits without a key, and those of keys that have no row, share one.
    const room = all.length <= (rows[lane] as number) ? keyed.length : (rows[lane] as number) - 1;
    const byKey = new Map<string, CitedEvent[]>(keyed.slice(0, room).map((key) => [key, []]));
    const rest: CitedEvent[] = [];
    for (const one of exhibits) (byKey.get(keyOf(one) ?? '') ?? rest).push(one);
    const unshown = new Set(rest.map(({ record }) => textIn(events, 'accessKeyId', record)));
    unshown.delete(null);
    return {
      who: id,
      type,
      name,
      account,
      events: own.get(id)?.count ?? 0,
      bins: own.get(id)?.bins ?? [],
      keys: [...byKey].map(([key, of]) => {
        const { bits } = selectionOfValue(events, 'accessKeyId', keys.numberOf(key));
        intersect(bits, within.bits);
        const { events: count, denied, first, last } = factsOfUse(events, { ...within, bits, count: countBits(bits) });
        return { key, events: count, denied, first, last, exhibits: of.map(markOf) };
      }),
      moreKeys: unshown.size,
      exhibits: rest.map(markOf),
    };
  });
  const inLanes = shown.reduce((sum, lane) => sum + lane.events, 0);
  return { lanes: shown, moreLanes: byActor.size - told.length, otherEvents: found.total - inLanes };
}
