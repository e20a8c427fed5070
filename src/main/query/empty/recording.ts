// Whether the trails whose configuration is in the case record a kind of events, and why (not). Pure.
import type { EmptyKind, Reason, Recorded, TrailFacts } from '../../../shared/empty.ts';
import { matcher } from '../../../shared/filter/glob.ts';
import { GLOBAL_SERVICES } from './data-events.ts';
import { type Demands, demanded } from './demands.ts';
import { type AskedKind, factsOf, kindsOf } from './kinds.ts';
import type { Span } from './period.ts';
import { type KindFacts, selectedBy } from './selectors.ts';
import type { Trail } from './trail-config.ts';

/** Where and when the filter asks. */
interface Where {
  /** As in the filter, with `*`; empty: any. */
  accounts: readonly string[];
  /** Each of which must have a trail here, for an answer about all of them. */
  about: readonly string[];
  regions: readonly string[];
  /** Null: any time. */
  span: Span | null;
}

/**
 * The kinds of events that a filter is about, and whether they are recorded.
 * @param span that the filter demands, its open ends closed
 * @param inCase accounts of the case: of a filter that demands none, those that it could be about
 */
export function kindsRecorded(
  trails: readonly Trail[],
  demands: Demands,
  span: Span | null,
  inCase: readonly string[] = [],
): (AskedKind & Pick<EmptyKind, 'recorded' | 'trails'>)[] {
  const asked = demanded(demands, 'accountId');
  const where = {
    accounts: asked,
    about: asked.length > 0 ? asked : inCase,
    regions: demanded(demands, 'awsRegion'),
    span: demands.span === null ? null : span,
  };
  return kindsOf(demands).map((kind) => ({ ...kind, ...recordedBy(trails, factsOf(kind, demands), where) }));
}

/** The answer of every trail that could concern the asked accounts, and the answer of all. */
function recordedBy(trails: readonly Trail[], kind: KindFacts, where: Where): Pick<EmptyKind, 'recorded' | 'trails'> {
  const each = trails.filter(({ facts }) => concerns(facts, where.accounts)).map((trail) => byTrail(trail, kind, where));
  const best = ORDER.find((answer) => each.some(({ recorded }) => recorded === answer)) ?? 'unknown';
  if (everyAccount(trails, where.about)) return { recorded: best, trails: each };
  // Of an account without a trail here, nothing is known.
  return { recorded: best === 'recorded' || best === 'partly' ? 'partly' : 'unknown', trails: each };
}

/** What one trail records is recorded; only if all leave it out is it not. */
const ORDER: readonly Recorded[] = ['recorded', 'partly', 'contradictory', 'unknown', 'notRecorded'];

function concerns({ account, organization }: TrailFacts, accounts: readonly string[]): boolean {
  return organization === true || accounts.length === 0 || accounts.some((asked) => matcher(asked)(account));
}

/** Whether each of the asked accounts has a trail here. */
function everyAccount(trails: readonly Trail[], accounts: readonly string[]): boolean {
  return accounts.every((asked) => trails.some(({ facts }) => concerns(facts, [asked])));
}

function byTrail(trail: Trail, kind: KindFacts, where: Where): EmptyKind['trails'][number] {
  const parts = [selection(trail, kind), place(trail, kind, where), logging(trail, where.span)].filter((part) => part !== null);
  const reasons = parts.flatMap(({ reason }) => (reason === null ? [] : [reason]));
  if (trail.facts.organization === true && !where.accounts.every((asked) => matcher(asked)(trail.facts.account)))
    reasons.push({ code: 'organization', values: [] });
  // All of them must hold: the worst counts.
  const worst = WORST.find((answer) => parts.some(({ recorded }) => recorded === answer)) ?? 'recorded';
  return { trail: trail.facts.arn, recorded: worst, reasons };
}

const WORST: readonly Recorded[] = ['notRecorded', 'unknown', 'contradictory', 'partly'];

interface Part {
  recorded: Recorded;
  reason: Reason | null;
}

const because = (recorded: Recorded, code: Reason['code'], values: readonly string[] = []): Part => ({
  recorded,
  reason: { code, values: [...values] },
});

function selection({ facts, selectors, insights, hasInsights }: Trail, kind: KindFacts): Part {
  if (kind.category === 'Insight') {
    const answers = new Set(insights.map((types) => types.length > 0));
    if (answers.size > 1) return because('contradictory', 'capturesDiffer');
    const has = answers.size === 1 ? answers.has(true) : hasInsights;
    if (has === null) return because('unknown', 'insightsMissing');
    return has ? because('recorded', 'selected', insights[0] ?? []) : because('notRecorded', 'notSelected');
  }
  if (selectors.length === 0) return because('unknown', 'selectorsMissing');
  const answers = selectors.map((one) => selectedBy(one, kind));
  const [first] = answers;
  if (first === undefined || answers.some(({ selected }) => selected !== first.selected)) return because('contradictory', 'capturesDiffer');
  const recorded = { all: 'recorded', some: 'partly', none: 'notRecorded' } as const;
  const reason = facts.selectors === 'default' && first.selected === 'all' ? { code: 'byDefault' as const, values: [] } : first.reason;
  return { recorded: recorded[first.selected], reason };
}

function place({ facts, differing }: Trail, kind: KindFacts, { regions }: Where): Part | null {
  const services = kind.fields.get('eventSource') ?? [];
  const global = services.length > 0 && services.every(({ text, open }) => !open && GLOBAL_SERVICES.has(text));
  if (global && facts.globalServices === false) return because('notRecorded', 'globalOff');
  if (facts.multiRegion === true || (regions.length === 0 && !global)) return null;
  if (facts.multiRegion === null) {
    if (regions.length > 0 && regions.every((region) => region === facts.homeRegion)) return null;
    return differing.has('multiRegion') ? because('contradictory', 'capturesDiffer') : because('unknown', 'placeUnknown');
  }
  // A trail of one region has events of global services only where they are recorded.
  const asked = regions.length > 0 ? regions : [...new Set(services.map(({ text }) => GLOBAL_SERVICES.get(text) as string))];
  const here = asked.filter((region) => matcher(region)(facts.homeRegion));
  if (here.length === 0) return because('notRecorded', 'otherRegion', [facts.homeRegion]);
  return here.length === asked.length && !here.some((region) => region.includes('*'))
    ? null
    : because('partly', 'otherRegion', [facts.homeRegion]);
}

/**
 * Whether a trail logged over a span, as its status was captured. `partly`, `notRecorded`: values are from when to when it did not, '' where that is
 * not said; `unknown` without a reason: its status is not in the case.
 */
export function loggingOver(trail: Trail, span: Span): Part {
  if (trail.facts.logging === null && !trail.differing.has('logging')) return { recorded: 'unknown', reason: null };
  return logging(trail, span) ?? { recorded: 'recorded', reason: null };
}

/** Time in which the trail is known not to have logged. */
function logging({ facts: { logging, started, stopped }, differing }: Trail, span: Span | null): Part | null {
  if (differing.has('logging') || differing.has('stopped')) return because('contradictory', 'capturesDiffer');
  if (logging === null) return null;
  const to = started !== null && (stopped === null || started > stopped) ? started : Number.POSITIVE_INFINITY;
  const from = stopped ?? (logging ? Number.NEGATIVE_INFINITY : null);
  // Not logging, and since when is not said.
  if (from === null) return because('unknown', 'stopped');
  if (to === Number.POSITIVE_INFINITY && logging) return null;
  const values = [from, to].map((at) => (Number.isFinite(at) ? String(at) : ''));
  if (span === null) return Number.isFinite(from) ? because('partly', 'stopped', values) : null;
  if (span.to <= from || span.from >= to) return null;
  return because(span.from >= from && span.to <= to ? 'notRecorded' : 'partly', 'stopped', values);
}
