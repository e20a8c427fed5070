// Puts together why a filter gives no event: what was searched, and whether the logs could have shown what it asks for.
import type { EmptyAnswer, EmptyKind, EmptyPlace } from '../../../shared/empty.ts';
import { matcher } from '../../../shared/filter/glob.ts';
import { and, or, partsOf, type TermNode } from '../../../shared/filter/tree.ts';
import { type FilterTree, parseFilter, printTree } from '../../../shared/filter.ts';
import type { Attestation } from '../../../shared/integrity.ts';
import { eventTimes } from '../../case/event-times.ts';
import type { ReadConnection } from '../../case/open.ts';
import type { JobControl } from '../../jobs/progress.ts';
import { type FilterContext, filterContext } from '../filter/context.ts';
import { invalid } from '../filter/plan.ts';
import { type AttestedPlace, attestedAround } from './attested.ts';
import { countsOf, type EventCounts } from './counts.ts';
import { CONFIGURING_APIS, GLOBAL_SERVICES, MANAGEMENT_EVENTS, serviceOf } from './data-events.ts';
import { type Deliveries, deliveriesIn } from './deliveries.ts';
import { contradictionsOf, type Demands, demanded, demandsOf } from './demands.ts';
import { treeOfKind } from './kinds.ts';
import { type Asked, binsOf, closedSpan, deliveryWindow, presenceIn, relationOf, type Span, shortened } from './period.ts';
import { kindsRecorded } from './recording.ts';
import { termsOf } from './terms.ts';
import { type Configuration, configurationIn } from './trail-config.ts';
import { verdictOn } from './verdict.ts';

interface EmptyQuestion {
  /** Filter text that gives no event, or none with the text. */
  filter: string;
  /** Of a text search. */
  search?: { text: string; events: number } | null;
  /** What AWS's digests were judged to say; null when they were not judged. */
  attestation: Attestation | null;
}

/** Asked accounts, and asked regions, that are looked at one by one. */
const MOST_PLACES = 200;

/** Errors: FILTER_INVALID; CANCELLED when records have to be read for a count, and the signal says so. */
export async function explainEmpty(
  db: ReadConnection,
  { filter, search = null, attestation }: EmptyQuestion,
  control: JobControl = {},
): Promise<EmptyAnswer> {
  const parsed = parseFilter(filter);
  if ('problem' in parsed) throw invalid(parsed.problem.column, parsed.problem.message, parsed.problem.mend);
  const context = filterContext(db);
  const { tree } = parsed;
  const demands = demandsOf(tree, context);
  const counts = countsOf(db, control);
  const searched = searchedIn(db, context);
  const deliveries = deliveriesIn(db);
  const whole = wholeSpan(context, deliveries);
  const span = closedSpan(demands.span, whole);
  const named = { accounts: exact(demanded(demands, 'accountId')), regions: exact(demanded(demands, 'awsRegion')) };
  const asked = askedOf(demands);
  const period = periodOf(counts, demands, span, whole, deliveries, asked, named);
  const contradictions = contradictionsOf(demands);
  const answer: Omit<EmptyAnswer, 'couldShow' | 'covered'> = {
    filter: printTree(tree),
    search,
    zone: context.zone,
    searched,
    contradictions,
    terms: await termsOf(db, counts, tree),
    places: await placesOf(counts, named, deliveries),
    period,
    recording: await recordingOf(db, counts, tree, demands, span, accountsIn(db, deliveries)),
    attestation: attestedAround(attestation, hasDigests(db), attestedPlaces(demands, named, period, deliveries)),
  };
  return { ...answer, ...verdictOn(answer), period: shortened(period) };
}

/** Values without a pattern. */
function exact(values: readonly string[]): string[] {
  return values.filter((value) => !value.includes('*')).slice(0, MOST_PLACES);
}

function askedOf(demands: Demands): Asked {
  const accounts = demanded(demands, 'accountId').map(matcher);
  const regions = demanded(demands, 'awsRegion').map(matcher);
  return (account, region) =>
    (accounts.length === 0 || accounts.some((fits) => fits(account))) && (regions.length === 0 || regions.some((fits) => fits(region)));
}

function searchedIn(db: ReadConnection, { firstEvent, lastEvent }: FilterContext): EmptyAnswer['searched'] {
  const one = (sql: string): number => db.prepare(sql).pluck().get() as number;
  return {
    events: one('SELECT (SELECT coalesce(sum(records), 0) FROM evidence) - (SELECT count(*) FROM repeats)'),
    undated: eventTimes(db).undated,
    first: firstEvent,
    last: lastEvent,
    items: one('SELECT count(*) FROM evidence'),
    shapes: db
      .prepare('SELECT shape, count(*) AS items, sum(records) AS records FROM evidence WHERE records > 0 GROUP BY shape ORDER BY shape')
      .all() as EmptyAnswer['searched']['shapes'],
    recordProblems: one('SELECT count(*) FROM problems WHERE is_record = 1'),
    unreadable: one("SELECT count(*) FROM evidence WHERE kind = 'unreadable'"),
  };
}

/** From the first event or delivery of the case to the last, which is still within. */
function wholeSpan({ firstEvent, lastEvent }: FilterContext, deliveries: readonly Deliveries[]): Span | null {
  const first = [firstEvent, ...deliveries.map(({ at }) => at[0] ?? null)].filter((at) => at !== null);
  const last = [lastEvent, ...deliveries.map(({ at }) => at.at(-1) ?? null)].filter((at) => at !== null);
  return first.length === 0 ? null : { from: Math.min(...first), to: Math.max(...last) + 1 };
}

interface Named {
  accounts: readonly string[];
  regions: readonly string[];
}

function periodOf(
  counts: EventCounts,
  demands: Demands,
  span: Span | null,
  whole: Span | null,
  deliveries: readonly Deliveries[],
  asked: Asked,
  named: Named,
): EmptyAnswer['period'] {
  const period = { demanded: demands.span, span, holds: whole, relation: relationOf(demands.span, whole) };
  if (span === null) return { ...period, events: 0, logFiles: 0, presence: [], more: 0 };
  const bins = binsOf(span);
  return { ...period, ...presenceIn(demands.span, span, bins, counts.places(bins), deliveries, asked, named) };
}

async function placesOf(counts: EventCounts, { accounts, regions }: Named, deliveries: readonly Deliveries[]): Promise<EmptyPlace[]> {
  const named = [
    ...accounts.map((value) => ({ field: 'accountId' as const, value })),
    ...regions.map((value) => ({ field: 'awsRegion' as const, value })),
  ];
  const places: EmptyPlace[] = [];
  for (const { field, value } of named) {
    const of = deliveries.filter(({ account, region }) => (field === 'accountId' ? account : region) === value);
    const first = of.map(({ at }) => at[0] as number);
    const last = of.map(({ at }) => at.at(-1) as number);
    places.push({
      field,
      value,
      ...(await seenBy(counts, { kind: 'term', field, value })),
      logFiles: of.reduce((sum, { at }) => sum + at.length, 0),
      firstDelivery: first.length === 0 ? null : Math.min(...first),
      lastDelivery: last.length === 0 ? null : Math.max(...last),
    });
  }
  return places;
}

/** What a filter over columns gives. */
async function seenBy(counts: EventCounts, tree: FilterTree): Promise<EmptyKind['inLogs']> {
  return { filter: printTree(tree), ...((await counts.seen(tree)) ?? { count: 0, first: null, last: null }) };
}

/** Accounts of which the case has events or deliveries, as far as they have the form of one. */
function accountsIn(db: ReadConnection, deliveries: readonly Deliveries[]): string[] {
  const named = db.prepare('SELECT value FROM terms WHERE id IN (SELECT account FROM calls)').pluck().all() as string[];
  return [...new Set([...named, ...deliveries.map(({ account }) => account)])].filter((account) => /^\d{12}$/.test(account)).sort();
}

async function recordingOf(
  db: ReadConnection,
  counts: EventCounts,
  tree: FilterTree,
  demands: Demands,
  span: Span | null,
  accounts: readonly string[],
): Promise<EmptyAnswer['recording']> {
  const { trails, unassigned }: Configuration = configurationIn(db);
  const kinds: EmptyKind[] = [];
  for (const kind of kindsRecorded(trails, demands, span, accounts)) {
    const assumed = kind.category === 'Management' ? unknownApis(db, kind.apis) : [];
    kinds.push({ ...kind, assumed, inLogs: await seenBy(counts, treeOfKind(kind, demands)) });
  }
  return {
    kinds,
    trails: trails.map(({ facts }) => facts),
    unassigned,
    changes: await seenBy(counts, CHANGES),
    ...(await elsewhere(db, counts, tree, demands)),
  };
}

/** APIs without a pattern that are not known as management events, and of which the case has none. */
function unknownApis(db: ReadConnection, apis: readonly string[]): string[] {
  const isHere = db
    .prepare(
      `SELECT 1 FROM calls c JOIN terms n ON n.id = c.event_name JOIN terms g ON g.id = c.event_category
       WHERE n.value = ? AND g.value = 'Management' LIMIT 1`,
    )
    .pluck();
  return apis.filter((api) => !api.includes('*') && !MANAGEMENT_EVENTS.has(api) && isHere.get(api) === undefined);
}

const CHANGES = and([
  { kind: 'term', field: 'eventSource', value: 'cloudtrail.amazonaws.com' },
  or(CONFIGURING_APIS.map((value): TermNode => ({ kind: 'term', field: 'eventName', value }))),
]);

/** Services that AWS records in one region, where the filter demands another: the filter as it would be there. */
async function elsewhere(
  db: ReadConnection,
  counts: EventCounts,
  tree: FilterTree,
  demands: Demands,
): Promise<Pick<EmptyAnswer['recording'], 'elsewhere' | 'onlyElsewhere'>> {
  const regions = demanded(demands, 'awsRegion');
  if (regions.length === 0) return { elsewhere: [], onlyElsewhere: false };
  const services = demanded(demands, 'eventSource');
  const of = new Set(services.length > 0 ? services : servicesOf(db, demanded(demands, 'eventName')));
  const found: EmptyAnswer['recording']['elsewhere'] = [];
  for (const service of of) {
    const region = GLOBAL_SERVICES.get(service);
    if (region === undefined || regions.some((asked) => matcher(asked)(region))) continue;
    const there = and([...partsOf(tree).filter((part) => !demandsRegion(part)), { kind: 'term', field: 'awsRegion', value: region }]);
    const seen = await counts.seen(there);
    if (seen) found.push({ service, region, filter: printTree(there), count: seen.count });
  }
  return { elsewhere: found, onlyElsewhere: found.length > 0 && found.length === of.size };
}

function demandsRegion(part: FilterTree): boolean {
  if (part.kind === 'or') return part.of.every(demandsRegion);
  return part.kind === 'term' && part.field === 'awsRegion';
}

/** Services that calls of these names are of, as is known or as the case has them; none when one of them may be of a service that is recorded anywhere. */
function servicesOf(db: ReadConnection, apis: readonly string[]): string[] {
  const inCase = db
    .prepare(
      `SELECT DISTINCT s.value FROM calls c JOIN terms n ON n.id = c.event_name JOIN terms s ON s.id = c.event_source
       WHERE n.value = ?`,
    )
    .pluck();
  const found = new Set<string>();
  for (const api of apis) {
    const known = serviceOf(api);
    const services = known === null ? (inCase.all(api) as string[]) : [known];
    if (services.length === 0 || !services.every((service) => GLOBAL_SERVICES.has(service))) return [];
    for (const service of services) found.add(service);
  }
  return [...found];
}

function hasDigests(db: ReadConnection): boolean {
  return db.prepare("SELECT 1 FROM evidence WHERE kind = 'digest' LIMIT 1").get() !== undefined;
}

/** The asked accounts and regions, or else those of which the case has something; each with the delivery time that concerns it. */
function attestedPlaces(demands: Demands, named: Named, period: EmptyAnswer['period'], deliveries: readonly Deliveries[]): AttestedPlace[] {
  const { span } = period;
  if (span === null) return [];
  const isAsked = named.accounts.length + named.regions.length > 0;
  const places = period.presence.filter(({ account, region }) =>
    // Without a filter for them, events that do not say where they are of belong to no chain.
    isAsked ? named.accounts.includes(account) || named.regions.includes(region) : account !== '' && region !== '',
  );
  return places.map(({ account, region }) => {
    const of = deliveries.find((one) => one.account === account && one.region === region);
    return { account, region, window: deliveryWindow(demands.span, span, of?.at ?? []) };
  });
}
