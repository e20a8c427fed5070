// Which kinds of events trail configuration in a case records, told of each account and region of which the case has something: of none more than its trails say.
import { CATEGORIES, type Category, type Reason, type Recorded } from '../../../shared/empty.ts';
import { eventsOf } from '../../query/columns/case-events.ts';
import type { Demands } from '../../query/empty/demands.ts';
import { kindsRecorded, loggingOver } from '../../query/empty/recording.ts';
import type { Trail } from '../../query/empty/trail-config.ts';
import type { ReportContext } from '../context.ts';
import type { PlaceFacts } from './coverage.ts';

/** What is said alike of some accounts. */
export interface RecordedAnswer {
  recorded: Recorded;
  /** In order; `regions` null: all of which the case has something. Account and region '' where events do not say. */
  accounts: { account: string; regions: string[] | null }[];
  /** Events of the kind that these accounts and regions have in the case. */
  count: number;
  /** Of each trail that could concern them, why; none: no trail configuration in the case speaks of these accounts. */
  trails: { name: string; recorded: Recorded; reasons: Reason[] }[];
}

export interface RecordedKind {
  category: Category;
  /** In the whole case. */
  count: number;
  /** In the order of the accounts. */
  answers: RecordedAnswer[];
}

/** Whether a trail logged over the time of the case, as its status was captured; see `loggingOver`. */
export interface LoggingFacts {
  recorded: Recorded;
  reason: Reason | null;
}

type Place = Pick<PlaceFacts, 'account' | 'region'>;

/** @param span of events and deliveries of the case; null: it has none */
export function recordedKinds(
  db: ReportContext['db'],
  trails: readonly Trail[],
  places: readonly Place[],
  span: { from: number; to: number } | null,
): { kinds: RecordedKind[]; kindless: number } {
  const { counts, totals, kindless } = countsOf(db);
  const kinds = CATEGORIES.map((category) => ({
    category,
    count: totals.get(category) ?? 0,
    answers: answersOf(trails, category, places, span, (place) => counts.get(keyOf(category, place.account, place.region)) ?? 0),
  }));
  return { kinds, kindless };
}

export function loggingOf(trail: Trail, span: { from: number; to: number } | null): LoggingFacts {
  return span === null ? { recorded: 'unknown', reason: null } : loggingOver(trail, span);
}

const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts);

/** Events by kind, account and region; and those that do not say of which kind they are. */
function countsOf(db: ReportContext['db']): { counts: Map<string, number>; totals: Map<string, number>; kindless: number } {
  const events = eventsOf(db);
  const [category, account, region] = [events.dimension('eventCategory'), events.dimension('accountId'), events.dimension('awsRegion')];
  const { count } = events.tallyOfAll('call', category.numbers.length);
  const [counts, totals] = [new Map<string, number>(), new Map<string, number>()];
  let kindless = 0;
  for (let call = 0; call < count.length; call++) {
    const here = count[call] as number;
    if (here === 0) continue;
    const kind = category.text(category.numbers[call] as number);
    const key = keyOf(kind, account.text(account.numbers[call] as number), region.text(region.numbers[call] as number));
    counts.set(key, (counts.get(key) ?? 0) + here);
    totals.set(kind, (totals.get(kind) ?? 0) + here);
    if (!(CATEGORIES as readonly string[]).includes(kind)) kindless += here;
  }
  return { counts, totals, kindless };
}

function answersOf(
  trails: readonly Trail[],
  category: Category,
  places: readonly Place[],
  span: { from: number; to: number } | null,
  countOf: (place: Place) => number,
): RecordedAnswer[] {
  const groups = new Map<string, { answer: Omit<RecordedAnswer, 'accounts'>; places: Place[] }>();
  for (const place of places) {
    const said = saidOf(trails, category, place, span);
    const key = JSON.stringify(said);
    const group = groups.get(key) ?? { answer: { ...said, count: 0 }, places: [] };
    groups.set(key, group);
    group.places.push(place);
    group.answer.count += countOf(place);
  }
  return [...groups.values()].map(({ answer, places: own }) => ({ ...answer, accounts: accountsOf(own, places) }));
}

/** Names out of logs may be anything: only what has the form of an account or a region is asked for. */
const ACCOUNT = /^\d{12}$/;
const REGION = /^[a-z]{2,4}(?:-[a-z]+)+-\d$/;

function saidOf(
  trails: readonly Trail[],
  category: Category,
  { account, region }: Place,
  span: { from: number; to: number } | null,
): Pick<RecordedAnswer, 'recorded' | 'trails'> {
  if (!ACCOUNT.test(account)) return { recorded: 'unknown', trails: [] };
  const demands: Demands = {
    values: new Map([
      ['eventCategory', [[category]]],
      ['accountId', [[account]]],
      ...(REGION.test(region) ? [['awsRegion', [[region]]] as const] : []),
    ]),
    span,
  };
  const [kind] = kindsRecorded(trails, demands, span);
  const nameOf = (arn: string): string => trails.find(({ facts }) => facts.arn === arn)?.facts.name ?? arn;
  return {
    recorded: kind?.recorded ?? 'unknown',
    trails: (kind?.trails ?? []).map(({ trail, recorded, reasons }) => ({ name: nameOf(trail), recorded, reasons })),
  };
}

function accountsOf(own: readonly Place[], all: readonly Place[]): RecordedAnswer['accounts'] {
  return [...new Set(own.map(({ account }) => account))].map((account) => {
    const regions = own.filter((one) => one.account === account).map(({ region }) => region);
    const isAll = all.every((one) => one.account !== account || regions.includes(one.region));
    return { account, regions: isAll ? null : regions };
  });
}
