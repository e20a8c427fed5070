// Which kinds of events could answer a filter: their category, effect and, of data events, the type of resource.
import { CATEGORIES, type Category, type EmptyKind } from '../../../shared/empty.ts';
import { matcher } from '../../../shared/filter/glob.ts';
import { and, type FilterTree, type TermNode } from '../../../shared/filter/tree.ts';
import { pathOf } from '../../../shared/filter.ts';
import { DATA_EVENTS, dataEventsOf, isAskedService } from './data-events.ts';
import { type Demands, demanded, demandedEffect } from './demands.ts';
import type { KindFacts, Known } from './selectors.ts';

export type AskedKind = Pick<EmptyKind, 'category' | 'effect' | 'resourceType' | 'apis'>;

/** Kinds that are told; a filter for a pattern of APIs may concern more. */
const MOST = 6;

/** Event types that are of one category. Source: AWS, "CloudTrail record contents", eventType. */
const CATEGORY_OF_TYPE: Readonly<Record<string, Category>> = {
  AwsVpceEvent: 'NetworkActivity',
  AwsCloudTrailInsight: 'Insight',
  AwsConsoleSignIn: 'Management',
  AwsConsoleAction: 'Management',
};

export function kindsOf(demands: Demands): AskedKind[] {
  const effect = demandedEffect(demands);
  const services = demandedServices(demands);
  const apis = demanded(demands, 'eventName');
  const categories = categoriesOf(demands);
  const kinds: AskedKind[] = [];
  const data = apis.length > 0 ? dataKinds(apis, services) : dataOfServices(services);
  for (const category of CATEGORIES) {
    if (categories !== null ? !categories.has(category) : category === 'NetworkActivity' || category === 'Insight') continue;
    const kind = { category, effect, resourceType: null, apis: [] };
    if (category === 'Management') {
      const own = apis.filter((api) => api.includes('*') || dataEventsOf(api, services).length === 0);
      if (categories !== null || apis.length === 0 || own.length > 0) kinds.push({ ...kind, apis: own });
    } else if (category === 'Data') {
      for (const { resourceType, apis: of } of data) kinds.push({ ...kind, resourceType, apis: of });
      // Without a word on it, any service's data events could be meant.
      if (data.length === 0 && (categories !== null || (apis.length === 0 && services.length === 0))) kinds.push(kind);
    } else kinds.push(kind);
  }
  return kinds.slice(0, MOST);
}

/** A short name, as `s3`, means the service, though no event has it. */
function demandedServices(demands: Demands): string[] {
  return demanded(demands, 'eventSource').map((service) => (/[.*]/.test(service) ? service : `${service}.amazonaws.com`));
}

/** Null: the filter does not say. */
function categoriesOf(demands: Demands): ReadonlySet<Category> | null {
  const asked = demanded(demands, 'eventCategory');
  const named = asked.flatMap((value) => CATEGORIES.filter(matcher(value)));
  if (named.length > 0) return new Set(named);
  const types = demanded(demands, 'eventType').map((type) => CATEGORY_OF_TYPE[type]);
  if (types.length > 0 && types.every((category) => category !== undefined)) return new Set(types);
  for (const field of demands.values.keys()) if (pathOf(field)?.[0] === 'insightDetails') return new Set(['Insight']);
  return null;
}

function dataKinds(apis: readonly string[], services: readonly string[]): { resourceType: string; apis: string[] }[] {
  const byType = new Map<string, string[]>();
  for (const api of apis)
    for (const { resourceType } of dataEventsOf(api, services)) byType.set(resourceType, [...(byType.get(resourceType) ?? []), api]);
  return [...byType].map(([resourceType, of]) => ({ resourceType, apis: of }));
}

function dataOfServices(services: readonly string[]): { resourceType: string; apis: string[] }[] {
  if (services.length === 0) return [];
  return DATA_EVENTS.filter(({ service }) => isAskedService(service, services)).map(({ resourceType }) => ({ resourceType, apis: [] }));
}

/** What selectors may ask of the events of a kind, as far as the filter says it. */
export function factsOf(kind: AskedKind, demands: Demands): KindFacts {
  const of = DATA_EVENTS.find(({ resourceType }) => resourceType === kind.resourceType);
  const fields = new Map<string, Known[]>();
  const set = (field: string, values: readonly string[]): void => {
    if (values.length > 0) fields.set(field, values.map(known));
  };
  const services = demandedServices(demands);
  set('eventSource', services.length > 0 ? services : of ? [of.service] : []);
  set('eventName', kind.apis);
  set('eventType', demanded(demands, 'eventType'));
  set('errorCode', demanded(demands, 'errorCode'));
  set('userIdentity.arn', demanded(demands, 'arn'));
  if (kind.resourceType !== null) fields.set('resources.type', [{ text: kind.resourceType, open: false }]);
  if (kind.category === 'Data') set('resources.ARN', resourceArns(kind, demands));
  return { category: kind.category, effect: kind.effect, fields };
}

/** The filter's `*` is any text: what stands before the first one is known. */
function known(value: string): Known {
  const at = value.indexOf('*');
  return at === -1 ? { text: value, open: false } : { text: value.slice(0, at), open: true };
}

/** ARNs of the asked resources: as the filter has them, or of the bucket, as a beginning. */
function resourceArns(kind: AskedKind, demands: Demands): string[] {
  const arns = demanded(demands, 'resource').filter((value) => value.startsWith('arn:'));
  if (arns.length > 0)
    return arns.map((arn) => (kind.resourceType === 'AWS::S3::Object' && !arn.includes('*') ? bucketOrObject(arn) : arn));
  if (kind.resourceType !== 'AWS::S3::Object') return [];
  const path = [...demands.values.keys()].find((field) => pathOf(field)?.join('.') === 'requestParameters.bucketName');
  const buckets = path === undefined ? [] : demanded(demands, path);
  return buckets.map((bucket) => `arn:aws:s3:::${bucket.includes('*') ? bucket : `${bucket}/*`}`);
}

/** A bucket stands for all of its objects. */
function bucketOrObject(arn: string): string {
  return /^arn:[^:]*:s3:::[^/]+$/.test(arn) ? `${arn}/*` : arn;
}

/** The filter for events of a kind, at the asked account and region. */
export function treeOfKind(kind: AskedKind, demands: Demands): FilterTree {
  const service = DATA_EVENTS.find(({ resourceType }) => resourceType === kind.resourceType)?.service;
  const terms: TermNode[] = [{ kind: 'term', field: 'eventCategory', value: kind.category }];
  if (service !== undefined) terms.push({ kind: 'term', field: 'eventSource', value: service });
  if (kind.effect !== null) terms.push({ kind: 'term', field: 'readOnly', value: String(kind.effect === 'read') });
  for (const field of ['accountId', 'awsRegion'] as const) {
    const values = demanded(demands, field);
    if (values.length === 1) terms.push({ kind: 'term', field, value: values[0] as string });
  }
  return and(terms);
}
