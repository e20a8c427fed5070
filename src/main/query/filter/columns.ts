// Terms about fields that a column holds.

import { matcher } from '../../../shared/filter/glob.ts';
import { looksLikeNetwork } from '../../../shared/filter/network.ts';
import type { FilterField, TermNode } from '../../../shared/filter.ts';
import { EVENT_ID_TEXT } from '../../case/event-rows.ts';
import { storable } from '../../case/term-hash.ts';
import { type Combination, condition } from './condition.ts';
import type { Plan } from './plan.ts';

/** Where the value of a field stands: in a column of the combination's table, or derived from it (columns/derived.ts). */
export const COLUMNS = {
  eventName: { of: 'call', column: 'event_name' },
  eventSource: { of: 'call', column: 'event_source' },
  eventCategory: { of: 'call', column: 'event_category' },
  eventType: { of: 'call', column: 'event_type' },
  eventVersion: { of: 'call', column: 'event_version' },
  awsRegion: { of: 'call', column: 'region' },
  accountId: { of: 'call', column: 'account' },
  errorCode: { of: 'call', column: 'error_code' },
  readOnly: { of: 'call', column: 'read_only' },
  actor: { of: 'identity', column: 'actor' },
  actorType: { of: 'identity', column: 'type' },
  accessKeyId: { of: 'identity', column: 'access_key' },
  arn: { of: 'identity', column: 'arn' },
  principalId: { of: 'identity', column: 'principal' },
  invokedBy: { of: 'identity', column: 'invoked_by' },
  sourceIdentity: { of: 'identity', column: 'source_identity' },
  sessionName: { of: 'identity', derived: true },
  who: { of: 'identity', derived: true },
  sourceIPAddress: { of: 'origin', column: 'source_ip' },
  userAgent: { of: 'origin', column: 'user_agent' },
  country: { of: 'origin', derived: true },
  network: { of: 'origin', derived: true },
  addressKind: { of: 'origin', derived: true },
  list: { of: 'origin', derived: true },
  tool: { of: 'origin', derived: true },
  toolVersion: { of: 'origin', derived: true },
  platform: { of: 'origin', derived: true },
} as const satisfies Partial<Record<FilterField, { of: Combination; column: string } | { of: Combination; derived: true }>>;

export type ColumnField = keyof typeof COLUMNS;

/** The fields whose values are derived from those of columns. */
export type DerivedField = { [F in ColumnField]: (typeof COLUMNS)[F] extends { derived: true } ? F : never }[ColumnField];

/** Where a field stands, or undefined when no column tells its value. */
export function columnOf(field: string): { of: Combination } | undefined {
  return Object.hasOwn(COLUMNS, field) ? COLUMNS[field as ColumnField] : undefined;
}

/** Only `*` is special in a filter. */
function globOf(value: string): string {
  return storable(value).replace(/[[?]/g, '[$&]');
}

/** The plan of a term about a column, null for every other. */
export function columnPlan({ field, value }: TermNode): Plan | null {
  const place = columnOf(field);
  if (place) {
    const { of } = place;
    const named = field as ColumnField;
    // An access key may be the empty string: that is no key either.
    if (value === '') return condition(of, { kind: 'not', of: { kind: 'text', field: named, fits: (text) => text !== '' } });
    if (field === 'sourceIPAddress' && looksLikeNetwork(value)) return condition(of, { kind: 'network', text: value });
    if (value.includes('*')) return condition(of, { kind: 'text', field: named, fits: matcher(storable(value)) });
    return condition(of, { kind: 'values', field: named, values: [storable(value)] });
  }
  if (field === 'eventID') return eventId(value);
  if (field === 'evidence') return evidence(value);
  return null;
}

function eventId(value: string): Plan {
  if (value === '') return { kind: 'records', where: 'r.event_id IS NULL', params: [] };
  if (value.includes('*')) return { kind: 'records', where: `(${EVENT_ID_TEXT}) GLOB ?`, params: [globOf(value)] };
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value);
  return { kind: 'eventId', stored: uuid ? Buffer.from(value.replaceAll('-', ''), 'hex') : storable(value) };
}

/** The beginning of an item's hash; what cannot be one belongs to no item. */
function evidence(value: string): Plan {
  return { kind: 'items', glob: /^[0-9a-f*]+$/i.test(value) ? `${value.toLowerCase()}*` : '' };
}
