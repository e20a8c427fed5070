// Columns of the table `cloudtrail_logs`, as AWS's Athena page defines it, and the columns that CloudTrail Lake adds.
//
// What the case's tables hold comes from them; the rest is read from the raw record when a query asks for it: ct(record, 'path').
// Source: AWS, "Query AWS CloudTrail logs" (Athena) and "CloudTrail Lake event schema".
import { EVENT_ID_TEXT } from '../case/event-rows.ts';

export type Type = 'varchar' | 'bigint' | 'double' | 'boolean' | 'timestamp' | 'date' | 'interval' | 'json' | 'array' | 'row' | 'unknown';

/** Fields of a struct; null: text. 'any': whatever the record has. */
export type Fields = { [name: string]: Fields | null } | 'any';

export interface TrailColumn {
  /** As AWS writes it; a query may use any letter case. */
  name: string;
  type: Type;
  /** What it holds, for people. */
  note: string;
  /** SQL over the joined tables; without it, the column is read from the record. */
  sql?: string;
  /** Joins that `sql` needs; see JOINS. */
  joins?: readonly string[];
  /** Fields in the record, when the name differs. */
  path?: string;
  /** Fields of a struct, in lower case. */
  fields?: Fields;
  /** Athena has it only where a table was made with partitions. */
  partition?: true;
  /** Not in Athena's table: `SELECT *` leaves it out. */
  extra?: true;
}

/** A join per term, by name; the text begins where `FROM records r` ends. */
const JOINS: Record<string, string> = {
  e: 'JOIN evidence e ON e.id = r.evidence',
  c: 'JOIN calls c ON c.id = r.call',
  i: 'JOIN identities i ON i.id = r.identity',
  o: 'JOIN origins o ON o.id = r.origin',
};

/** A column before it is known by which name it goes. */
type Unnamed = Omit<TrailColumn, 'name'>;

/** SQL that reads a term, and the joins it needs. */
function held(table: 'c' | 'i' | 'o', column: string): Pick<TrailColumn, 'type' | 'sql' | 'joins'> {
  const name = `t_${column}_${table}`;
  JOINS[name] = `LEFT JOIN terms ${name} ON ${name}.id = ${table}.${column}`;
  return { type: 'varchar', sql: `${name}.value`, joins: [table, name] };
}

const term = (table: 'c' | 'i' | 'o', column: string, note: string): Unnamed => ({ ...held(table, column), note });

/** ISO 8601 in UTC, as CloudTrail writes it; of an undated event what its record says. */
const TIME = `CASE WHEN r.time IS NULL THEN ct(r.id, 'eventTime') WHEN r.time % 1000 = 0 THEN strftime('%Y-%m-%dT%H:%M:%SZ', r.time / 1000, 'unixepoch')
  ELSE ct_iso(r.time) END`;

/** Names of fields as AWS writes them, by their lower case. */
const SPELLINGS = new Map<string, string>();

/** A field as AWS writes it; names that are not known stay as they are. */
export function spelled(field: string): string {
  return SPELLINGS.get(field) ?? field;
}

/** Fields by their lower case, as queries are resolved. */
function fieldsOf(byName: { [name: string]: Fields | null }): Exclude<Fields, 'any'> {
  const fields: Exclude<Fields, 'any'> = {};
  for (const [name, inner] of Object.entries(byName)) {
    SPELLINGS.set(name.toLowerCase(), name);
    fields[name.toLowerCase()] = inner;
  }
  return fields;
}

const ISSUER = fieldsOf({ type: null, principalId: null, arn: null, accountId: null, userName: null });

const IDENTITY = fieldsOf({
  type: null,
  principalId: null,
  arn: null,
  accountId: null,
  invokedBy: null,
  accessKeyId: null,
  userName: null,
  credentialId: null,
  identityProvider: null,
  onBehalfOf: fieldsOf({ userId: null, identityStoreArn: null }),
  inScopeOf: fieldsOf({ sourceArn: null, sourceAccount: null, issuerType: null, credentialsIssuedTo: null }),
  sessionContext: fieldsOf({
    attributes: fieldsOf({ mfaAuthenticated: null, creationDate: null }),
    sessionIssuer: ISSUER,
    ec2RoleDelivery: null,
    webIdFederationData: fieldsOf({ federatedProvider: null, attributes: 'any' }),
    sourceIdentity: null,
    ec2IssuedInVpc: null,
    assumedRoot: null,
    sessionCredentialFromConsole: null,
  }),
});

/** Fields of an element of `resources`, in the order of Athena's table. */
export const RESOURCE_FIELDS = ['arn', 'accountid', 'type'] as const;

const raw = (path: string, note: string, type: Type = 'varchar', fields?: Fields): Unnamed => ({
  type,
  path,
  note,
  ...(fields ? { fields } : {}),
});

function byLowerCase(columns: Record<string, Unnamed>): Record<string, TrailColumn> {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name.toLowerCase(), { name, ...column }]));
}

/** By name in lower case; in the order of Athena's table. */
export const TRAIL_COLUMNS: Record<string, TrailColumn> = byLowerCase({
  eventVersion: term('c', 'event_version', 'version of the form of the record'),
  userIdentity: raw('userIdentity', 'who made the call', 'row', IDENTITY),
  eventTime: { type: 'varchar', sql: TIME, note: 'when, as a text in UTC: 2026-02-21T18:17:12Z' },
  eventSource: term('c', 'event_source', 'the service: ec2.amazonaws.com'),
  eventName: term('c', 'event_name', 'the API: RunInstances'),
  awsRegion: term('c', 'region', 'region the call was made to'),
  sourceIPAddress: term('o', 'source_ip', 'address the call came from, or the service that made it'),
  userAgent: term('o', 'user_agent', 'program that made the call, as it says itself'),
  errorCode: term('c', 'error_code', 'NULL when the call was allowed'),
  errorMessage: raw('errorMessage', 'words of the error'),
  requestParameters: raw('requestParameters', 'JSON: what was asked for'),
  responseElements: raw('responseElements', 'JSON: what was made or changed'),
  additionalEventData: raw('additionalEventData', 'JSON: what else the service says'),
  requestID: raw('requestID', 'id that the service gave the request'),
  eventID: { type: 'varchar', sql: EVENT_ID_TEXT, note: 'id that CloudTrail gave the event' },
  readOnly: term('c', 'read_only', "'true' for a call that changes nothing"),
  resources: raw('resources', 'list of the resources touched: UNNEST(resources) AS t(resource)', 'array'),
  eventType: term('c', 'event_type', 'AwsApiCall, AwsServiceEvent, AwsConsoleSignIn, …'),
  apiVersion: raw('apiVersion', 'version of the API'),
  recipientAccountId: raw('recipientAccountId', 'account the event was delivered to'),
  serviceEventDetails: raw('serviceEventDetails', 'JSON: what a service event was about'),
  sharedEventID: raw('sharedEventID', 'one id for the same act seen in several accounts'),
  vpcEndpointId: raw('vpcEndpointId', 'VPC endpoint the call went through'),
  vpcEndpointAccountId: raw('vpcEndpointAccountId', 'owner of that VPC endpoint'),
  eventCategory: term('c', 'event_category', 'Management, Data, Insight, NetworkActivity'),
  addendum: raw(
    'addendum',
    'why an event was delivered late or again',
    'row',
    fieldsOf({ reason: null, updatedFields: null, originalRequestID: null, originalEventID: null }),
  ),
  sessionCredentialFromConsole: raw('sessionCredentialFromConsole', "'true' for a call from the console"),
  edgeDeviceDetails: raw('edgeDeviceDetails', 'JSON: the edge device that was the target', 'row', 'any'),
  tlsDetails: raw(
    'tlsDetails',
    'how the connection was secured',
    'row',
    fieldsOf({ tlsVersion: null, cipherSuite: null, clientProvidedHostHeader: null }),
  ),
  // CloudTrail Lake has these too.
  managementEvent: { ...raw('managementEvent', "'true' for a management event"), extra: true },
  insightDetails: { ...raw('insightDetails', 'JSON: what an Insights event found', 'row', 'any'), extra: true },
  eventJson: { ...raw('', 'JSON: the whole record'), extra: true },
  // Partitions, as AWS's pages make them. They are of the folder a log was delivered to; here of the event itself.
  region: { ...term('c', 'region', 'as a partition: region of the event'), partition: true, extra: true },
  account: { ...term('c', 'account', 'as a partition: account of the event'), partition: true, extra: true },
  year: { type: 'varchar', sql: 'substr(ct_iso(r.time), 1, 4)', note: 'as a partition, UTC: 2026', partition: true, extra: true },
  month: { type: 'varchar', sql: 'substr(ct_iso(r.time), 6, 2)', note: 'as a partition, UTC: 02', partition: true, extra: true },
  day: { type: 'varchar', sql: 'substr(ct_iso(r.time), 9, 2)', note: 'as a partition, UTC: 21', partition: true, extra: true },
  timestamp: {
    type: 'varchar',
    sql: `replace(substr(ct_iso(r.time), 1, 10), '-', '/')`,
    note: 'as a partition, UTC, in double quotes: 2026/02/21',
    partition: true,
    extra: true,
  },
  // Which record it is: to find the event again in the case.
  trailcase_record: { type: 'bigint', sql: 'r.id', note: "number of the event's record in the case's tables", extra: true },
});

/** Fields of structs that the tables hold. */
export const TABLE_FIELDS: Record<string, Pick<TrailColumn, 'type' | 'sql' | 'joins'>> = {
  'useridentity.type': held('i', 'type'),
  'useridentity.principalid': held('i', 'principal'),
  'useridentity.arn': held('i', 'arn'),
  'useridentity.accountid': held('i', 'account'),
  'useridentity.invokedby': held('i', 'invoked_by'),
  'useridentity.accesskeyid': held('i', 'access_key'),
};

export const ALL_COLUMNS: readonly string[] = Object.entries(TRAIL_COLUMNS)
  .filter(([, column]) => !column.extra)
  .map(([name]) => name);

/**
 * SQL of a column or of a field of one, and the joins it needs.
 * @param path names in lower case, the column first
 * @param after what has to be known before a record is read for it, as further arguments
 */
export function columnSql(path: readonly string[], after = ''): { sql: string; joins: readonly string[] } {
  const key = path.join('.');
  const column = TRAIL_COLUMNS[path[0] as string] as TrailColumn;
  const stored = path.length === 1 ? column : TABLE_FIELDS[key];
  if (stored?.sql) return { sql: stored.sql, joins: stored.joins ?? [] };
  const names = [column.path ?? path[0], ...path.slice(1)].join('.');
  return { sql: `ct(r.id, '${names.replaceAll("'", "''")}'${after})`, joins: [] };
}

/** Names of columns that are read from raw records, as SQL of a source has them. */
const RAW_NAMES = new RegExp(
  `\\."(?:${Object.entries(TRAIL_COLUMNS)
    .flatMap(([name, column]) => (column.sql ? [] : name))
    .join('|')})[".]`,
);

/** Whether SQL over a source reads raw records, which costs a hundred times what the tables cost. */
export function readsRecords(sql: string): boolean {
  const inTables = Object.keys(TABLE_FIELDS).reduce((rest, field) => rest.replaceAll(quoted(field), ''), sql);
  return RAW_NAMES.test(inTables);
}

/** The source of rows: events, not their sightings. `keys`: columns and fields, joined by dots; each is a column of that name. */
export function trailSource(keys: Iterable<string>): string {
  const paths = [...keys].map((key) => key.split('\u0000'));
  const wanted = new Set(paths.flatMap((path) => columnSql(path).joins));
  // SQLite asks a condition as soon as it knows what stands in it. A record is to be read last: only of rows that the tables leave.
  const after = [...wanted].map((name) => `, ${name}.id`).join('');
  const columns = paths.map((path) => `${columnSql(path, after).sql} AS ${quoted(path.join('.'))}`);
  const joins = [...wanted].map((name) => JOINS[name]).join(' ');
  return `(SELECT ${columns.length > 0 ? columns.join(', ') : 'r.id AS "trailcase_record"'} FROM records r ${joins} WHERE NOT EXISTS (SELECT 1 FROM repeats d WHERE d.record = r.id))`;
}

/** A name in SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
