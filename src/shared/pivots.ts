// Entities that one can pivot on, by the words of the command line, and the filter's field of each.
import type { FilterField } from './filter.ts';

export const PIVOT_KINDS = ['actor', 'session', 'key', 'ip', 'userAgent', 'resource', 'account', 'region', 'service', 'api'] as const;
export type PivotKind = (typeof PIVOT_KINDS)[number];

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
} as const satisfies Record<PivotKind, FilterField>;

/** The kind of a field's values, or null when one cannot pivot on them. */
export function kindOfField(field: string): PivotKind | null {
  return PIVOT_KINDS.find((kind) => PIVOT_FIELDS[kind] === field) ?? null;
}
