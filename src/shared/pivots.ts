// Entities that one can pivot on, by the words of the command line, and the filter's field of each.
import type { FilterField } from './filter.ts';

export const PIVOT_KINDS = [
  'actor',
  'session',
  'key',
  'ip',
  'userAgent',
  'resource',
  'account',
  'region',
  'service',
  'api',
  'tool',
  'network',
  'country',
  'list',
  'sourceIdentity',
] as const;
export type PivotKind = (typeof PIVOT_KINDS)[number];

/** The field whose values a kind's are. Actors have more names than that: see main/query/pivots/subject.ts. */
export const PIVOT_FIELDS = {
  actor: 'actor',
  session: 'session',
  key: 'accessKeyId',
  ip: 'sourceIPAddress',
  userAgent: 'userAgent',
  resource: 'resource',
  account: 'accountId',
  region: 'awsRegion',
  service: 'eventSource',
  api: 'eventName',
  tool: 'tool',
  network: 'network',
  country: 'country',
  list: 'list',
  sourceIdentity: 'sourceIdentity',
} as const satisfies Record<PivotKind, FilterField>;

/** Other fields that tell of an entity of a kind. */
const ALSO: Partial<Record<string, PivotKind>> = { who: 'actor', arn: 'actor', principalId: 'actor', sessionName: 'session' };

/** The kind of a field's values, or null when one cannot pivot on them. */
export function kindOfField(field: string): PivotKind | null {
  return PIVOT_KINDS.find((kind) => PIVOT_FIELDS[kind] === field) ?? ALSO[field] ?? null;
}

export function isPivotKind(value: unknown): value is PivotKind {
  return (PIVOT_KINDS as readonly unknown[]).includes(value);
}

/** What is counted among the events of an entity, in the order of use. */
export const RELATED_FIELDS = [
  'eventName',
  'eventSource',
  'who',
  'actor',
  'sessionName',
  'sourceIPAddress',
  'country',
  'network',
  'list',
  'tool',
  'platform',
  'userAgent',
  'accessKeyId',
  'awsRegion',
  'accountId',
  'actorType',
  'errorCode',
] as const satisfies readonly FilterField[];

/** Whether an entity of a kind acts, and so has forms. */
export function hasForms(kind: PivotKind): boolean {
  return kind === 'actor' || kind === 'session' || kind === 'key';
}

/** The word of the command line for the values of a field: its kind's, or the field itself. */
export function wordOfField(field: string): string {
  return PIVOT_KINDS.find((kind) => PIVOT_FIELDS[kind] === field) ?? field;
}
