// What a row of a table, or an entry without its record, says of an event: a record made of the fields that are there. It is a reduced
// copy: never shown as the original, never compared in fields that it lacks.

import { parseStruct } from './struct-text.ts';
import { parseTableTime } from './table-time.ts';

export interface Reduced {
  record: Record<string, unknown>;
  /** The time stands there without a zone, and was read as UTC. */
  zoneless: boolean;
}

/** Columns of the console's Event history, by name in lower case, and the field of a record that each holds. */
const HISTORY: Readonly<Record<string, string>> = withoutPrototype({
  'user name': 'userIdentity.userName',
  username: 'userIdentity.userName',
  'aws access key': 'userIdentity.accessKeyId',
  'access key': 'userIdentity.accessKeyId',
  'event time': 'eventTime',
  'event source': 'eventSource',
  'event name': 'eventName',
  'aws region': 'awsRegion',
  'source ip address': 'sourceIPAddress',
  'user agent': 'userAgent',
  'error code': 'errorCode',
  resources: 'resources',
  'resource name': 'resourceName',
  'resource type': 'resourceType',
  'request id': 'requestID',
  'event id': 'eventID',
  'read-only': 'readOnly',
  'read only': 'readOnly',
  'event type': 'eventType',
  'recipient account id': 'recipientAccountId',
  'event category': 'eventCategory',
});

/** Fields of a record as tables of query services name them, by name in lower case. */
const FIELDS = byLowerCase([
  'eventVersion',
  'userIdentity',
  'eventTime',
  'eventSource',
  'eventName',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'errorMessage',
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'requestID',
  'eventID',
  'readOnly',
  'resources',
  'eventType',
  'apiVersion',
  'recipientAccountId',
  'serviceEventDetails',
  'sharedEventID',
  'vpcEndpointId',
  'vpcEndpointAccountId',
  'eventCategory',
  'managementEvent',
  'insightDetails',
  'addendum',
  'edgeDeviceDetails',
  'sessionCredentialFromConsole',
  'tlsDetails',
]);

/** Names inside structures, which query services print in lower case. */
const MEMBERS = byLowerCase([
  'principalId',
  'accountId',
  'accessKeyId',
  'userName',
  'sessionContext',
  'sessionIssuer',
  'mfaAuthenticated',
  'creationDate',
  'webIdFederationData',
  'federatedProvider',
  'invokedBy',
  'identityProvider',
  'credentialId',
  'onBehalfOf',
  'userId',
  'identityStoreArn',
  'inScopeOf',
  'ec2RoleDelivery',
  'sourceIdentity',
  'tlsVersion',
  'cipherSuite',
  'clientProvidedHostHeader',
]);

/** Which kind of table a header belongs to; null when it is none of ours. */
export function tableOf(header: readonly string[]): 'event-history-csv' | 'query-csv' | null {
  const names = header.map((name) => cleaned(name));
  if (names.includes('event name') && names.includes('event time')) return 'event-history-csv';
  const known = names.filter((name) => name in FIELDS).length;
  return known >= 3 && (names.includes('eventname') || names.includes('eventid') || names.includes('useridentity')) ? 'query-csv' : null;
}

/** Column of a table that holds whole records as JSON; -1 when it has none. */
export function recordColumn(header: readonly string[], cells: readonly string[]): number {
  return header.findIndex((_, i) => {
    const cell = cells[i]?.trim() ?? '';
    return cell.startsWith('{"') && cell.includes('"eventName"') && cell.includes('"eventSource"');
  });
}

/** The record that a row gives. */
export function reducedRow(header: readonly string[], cells: readonly string[]): Reduced {
  return tableOf(header) === 'event-history-csv' ? historyRow(header, cells) : queryRow(header, cells);
}

function historyRow(header: readonly string[], cells: readonly string[]): Reduced {
  const record: Record<string, unknown> = {};
  const identity: Record<string, unknown> = {};
  let zoneless = false;
  header.forEach((name, i) => {
    const field = HISTORY[cleaned(name)];
    const cell = cells[i] ?? '';
    if (field === undefined || cell === '') return;
    if (field.startsWith('userIdentity.')) identity[field.slice(13)] = cell;
    else if (field === 'eventTime') zoneless = setTime(record, cell, false);
    else if (field === 'readOnly') record.readOnly = flag(cell);
    else if (field === 'resources') record.resources = jsonOr(cell);
    else record[field] = cell;
  });
  if (Object.keys(identity).length > 0) record.userIdentity = identity;
  return { record, zoneless };
}

function queryRow(header: readonly string[], cells: readonly string[]): Reduced {
  const record: Record<string, unknown> = {};
  let zoneless = false;
  header.forEach((name, i) => {
    const field = FIELDS[cleaned(name)];
    const cell = cells[i] ?? '';
    if (field === undefined || cell === '' || cell === 'null') return;
    // Query services know UTC only.
    if (field === 'eventTime') zoneless = setTime(record, cell, true);
    else if (field === 'readOnly' || field === 'managementEvent') record[field] = flag(cell);
    else if (STRUCTURES.has(field)) record[field] = structure(cell);
    else record[field] = cell;
  });
  return { record, zoneless };
}

const STRUCTURES: ReadonlySet<string> = new Set([
  'userIdentity',
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'resources',
  'serviceEventDetails',
  'insightDetails',
  'addendum',
  'edgeDeviceDetails',
  'tlsDetails',
]);

/** An entry of lookup-events' output that lacks the record. */
export function reducedLookup(entry: Record<string, unknown>): Reduced {
  const record: Record<string, unknown> = {};
  const take = (from: string, to: string): void => {
    if (typeof entry[from] === 'string') record[to] = entry[from];
  };
  take('EventId', 'eventID');
  take('EventName', 'eventName');
  take('EventSource', 'eventSource');
  if (entry.ReadOnly !== undefined) record.readOnly = flag(String(entry.ReadOnly));
  const time = entry.EventTime;
  let zoneless = false;
  if (typeof time === 'number') record.eventTime = iso(time > 1e11 ? time : time * 1000);
  else if (typeof time === 'string') zoneless = setTime(record, time, false);
  const identity: Record<string, unknown> = {};
  if (typeof entry.Username === 'string') identity.userName = entry.Username;
  if (typeof entry.AccessKeyId === 'string') identity.accessKeyId = entry.AccessKeyId;
  if (Object.keys(identity).length > 0) record.userIdentity = identity;
  return { record, zoneless };
}

/** Fields in which a reduced copy must agree with the record: plain texts that both state in the same form. */
const COMPARED = [
  'eventSource',
  'eventName',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'requestID',
  'eventType',
  'recipientAccountId',
  'eventCategory',
] as const;

/** True when a record contradicts nothing that a reduced copy of it states. */
export function agrees(reduced: Record<string, unknown>, record: Record<string, unknown>): boolean {
  for (const field of COMPARED) {
    if (typeof reduced[field] === 'string' && typeof record[field] === 'string' && reduced[field] !== record[field]) return false;
  }
  const keyOf = (of: Record<string, unknown>): unknown => (of.userIdentity as { accessKeyId?: unknown } | undefined)?.accessKeyId;
  const [a, b] = [keyOf(reduced), keyOf(record)];
  return typeof a !== 'string' || typeof b !== 'string' || a === b;
}

/** Writes the time as CloudTrail does; as it stands where it is none. True when no zone was named. */
function setTime(record: Record<string, unknown>, text: string, utc: boolean): boolean {
  const { ms, zoned } = parseTableTime(text);
  record.eventTime = Number.isNaN(ms) ? text : iso(ms);
  return !utc && !zoned;
}

function iso(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString().replace('.000Z', 'Z');
}

function flag(cell: string): unknown {
  const lower = cell.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : cell;
}

function jsonOr(cell: string): unknown {
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}

function structure(cell: string): unknown {
  const json = jsonOr(cell);
  return json !== cell ? json : named(parseStruct(cell));
}

/** The same with the names that CloudTrail writes. */
function named(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(named);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [MEMBERS[key.toLowerCase()] ?? key, named(member)]));
}

function cleaned(name: string): string {
  return name.trim().toLowerCase();
}

function byLowerCase(names: readonly string[]): Readonly<Record<string, string>> {
  return withoutPrototype(Object.fromEntries(names.map((name) => [name.toLowerCase(), name])));
}

/** Headers are written by anyone: `constructor` is no column. */
function withoutPrototype(members: Record<string, string>): Readonly<Record<string, string>> {
  return Object.assign(Object.create(null) as Record<string, string>, members);
}
