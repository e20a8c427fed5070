// Terms about fields that a column holds.

import { looksLikeNetwork } from '../../../shared/filter/network.ts';
import type { FilterField, TermNode } from '../../../shared/filter.ts';
import { storable, TERM_IDS, termHash } from '../../case/term-hash.ts';
import { type Combination, type Condition, equals } from './condition.ts';

/** Where the value of a field stands. */
export const COLUMNS: Partial<Record<FilterField, { of: Combination; column: string }>> = {
  eventName: { of: 'call', column: 'event_name' },
  eventSource: { of: 'call', column: 'event_source' },
  eventType: { of: 'call', column: 'event_type' },
  eventCategory: { of: 'call', column: 'event_category' },
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
  sourceIPAddress: { of: 'origin', column: 'source_ip' },
  userAgent: { of: 'origin', column: 'user_agent' },
};

/** Only `*` is special in a filter. */
export function globOf(value: string): string {
  return storable(value).replace(/[[?]/g, '[$&]');
}

/** The eventID as CloudTrail wrote it. */
const EVENT_ID_TEXT = `CASE typeof(r.event_id) WHEN 'blob' THEN lower(substr(hex(r.event_id), 1, 8) || '-' || substr(hex(r.event_id), 9, 4) || '-' ||
  substr(hex(r.event_id), 13, 4) || '-' || substr(hex(r.event_id), 17, 4) || '-' || substr(hex(r.event_id), 21, 12)) ELSE r.event_id END`;

/** A condition on the text of a column of the combination `x`; absent texts fulfil none. */
export function onText(column: string, condition: string): string {
  return `(SELECT ${condition} FROM terms t WHERE t.id = x.${column}) IS 1`;
}

export function columnCondition({ field, value }: TermNode): Condition | null {
  const place = COLUMNS[field as FilterField];
  if (place) {
    const { of, column } = place;
    // An access key may be the empty string: that is no key either.
    if (value === '') return { of, where: `x.${column} = 0 OR x.${column} IN (${TERM_IDS})`, params: [termHash(''), ''] };
    if (field === 'sourceIPAddress' && looksLikeNetwork(value)) {
      return { of, where: onText(column, 'trailcase_in_network(t.value, ?)'), params: [value] };
    }
    if (value.includes('*')) return { of, where: onText(column, 't.value GLOB ?'), params: [globOf(value)] };
    return equals(of, column, [storable(value)]);
  }
  if (field === 'eventID') return eventId(value);
  if (field === 'evidence') return evidence(value);
  return null;
}

function eventId(value: string): Condition {
  const of = null;
  if (value === '') return { of, where: 'r.event_id IS NULL', params: [] };
  if (value.includes('*')) return { of, where: `(${EVENT_ID_TEXT}) GLOB ?`, params: [globOf(value)] };
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value);
  return { of, where: 'r.event_id = ?', params: [uuid ? Buffer.from(value.replaceAll('-', ''), 'hex') : storable(value)] };
}

/** The beginning of an item's hash; what cannot be one belongs to no item. */
function evidence(value: string): Condition {
  if (!/^[0-9a-f*]+$/i.test(value)) return { of: null, where: '0', params: [] };
  return {
    of: null,
    where: 'r.evidence IN (SELECT id FROM evidence WHERE lower(hex(sha256)) GLOB ?)',
    params: [`${value.toLowerCase()}*`],
  };
}
