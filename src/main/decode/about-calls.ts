// Events that are no calls and tell of calls: CloudTrail Insights and aggregated events, each in a line.
// Sources: AWS, "CloudTrail Insights insightDetails element" and "CloudTrail record contents for aggregated events".
import { grouped, rateText } from '../../shared/text.ts';

/** Listed values that tell whether the record has to be read. */
interface Listed {
  eventName: string | null;
  eventCategory: string | null;
}

/** What a name is of: a call, an error code, or whatever else calls are counted by. */
type What = 'api' | 'error' | 'other';
export type IsSaid = (name: string, what: What) => boolean;

/** Neither kind has an eventName; what else lacks one has another category. */
export function mayBeAboutCalls({ eventName, eventCategory }: Listed): boolean {
  return eventName === null && (eventCategory === null || eventCategory === 'Insight' || eventCategory === 'Aggregated');
}

/** Values of an aggregated event that are named in a line. */
const NAMED = 2;
/** Characters of one name: an API's or an ARN's is shorter, and the record has it whole. */
const LONGEST = 200;

const STATES: ReadonlyMap<unknown, string> = new Map([
  ['Start', 'Insight started'],
  ['End', 'Insight ended'],
]);

/**
 * `Insight started: RunInstances, 0.02/min → 7.5/min`, `Aggregated: 1,000 × DeleteObject in 5 min`; null of every other record.
 * @param record as JSON.parse gives it; of a reduced copy what it says of one
 * @param isSaid whether a name may be said; what may not is `one name`
 */
export function aboutCalls(record: unknown, isSaid: IsSaid = () => true): string | null {
  if (textAt(record, 'eventName') !== null) return null;
  const kind = textAt(record, 'eventType') ?? textAt(record, 'eventCategory');
  const details = memberOf(record, 'insightDetails');
  if (isObject(details) || kind === 'AwsCloudTrailInsight' || kind === 'Insight') return insight(details, isSaid);
  const [window, summary] = [memberOf(record, 'timeWindow'), memberOf(record, 'summary')];
  if ((isObject(window) && isObject(summary)) || kind === 'AwsAggregatedEvent' || kind === 'Aggregated')
    return aggregated(window, summary, isSaid);
  return null;
}

function insight(details: unknown, isSaid: IsSaid): string {
  const head = STATES.get(memberOf(details, 'state')) ?? 'Insight';
  const [api, error] = [named(textAt(details, 'eventName'), 'api', isSaid), named(textAt(details, 'errorCode'), 'error', isSaid)];
  const of = [api, error ?? (textAt(details, 'insightType') === 'ApiErrorRateInsight' ? 'errors' : null)].filter((part) => part !== null);
  const statistics = memberOf(memberOf(details, 'insightContext'), 'statistics');
  const rates = ['baseline', 'insight']
    .map((name) => memberOf(memberOf(statistics, name), 'average'))
    .flatMap((rate) => (typeof rate === 'number' ? [`${rateText(rate)}/min`] : []));
  const said = [of.join(' '), rates.join(' → ')].filter((part) => part !== '').join(', ');
  return said === '' ? head : `${head}: ${said}`;
}

function aggregated(window: unknown, summary: unknown, isSaid: IsSaid): string {
  const primary = memberOf(summary, 'primaryDimension');
  const dimension = textAt(primary, 'dimension');
  const statistics = memberOf(primary, 'statistics');
  const values = Array.isArray(statistics) ? (statistics as unknown[]) : [];
  const first = values.slice(0, NAMED).map((one) => counted(one, dimension === 'eventName' ? 'api' : 'other', isSaid));
  const more = values.length > NAMED ? ` and ${grouped(values.length - NAMED)} more` : '';
  const length = minutes(textAt(window, 'windowSize'));
  const said = `${first.join(', ')}${more}${length === null ? '' : ` in ${length}`}`.trim();
  return said === '' ? 'Aggregated' : `Aggregated: ${said}`;
}

function counted(one: unknown, what: What, isSaid: IsSaid): string {
  const value = memberOf(one, 'value');
  const name = named(textAt(one, 'name'), what, isSaid) ?? '(no name)';
  return typeof value === 'number' ? `${grouped(value)} × ${name}` : name;
}

/** `5 min` of `PT5M`; null of what is written otherwise. */
function minutes(size: string | null): string | null {
  const found = /^PT(\d{1,6})M$/.exec(size ?? '');
  return found ? `${grouped(Number(found[1]))} min` : null;
}

function named(name: string | null, what: What, isSaid: IsSaid): string | null {
  if (name === null) return null;
  if (!isSaid(name, what)) return 'one name';
  return name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function memberOf(of: unknown, name: string): unknown {
  return isObject(of) && Object.hasOwn(of, name) ? of[name] : undefined;
}

function textAt(of: unknown, name: string): string | null {
  const value = memberOf(of, name);
  return typeof value === 'string' && value !== '' ? value : null;
}
