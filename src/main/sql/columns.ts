// Columns of the table `cloudtrail_logs`, as AWS's Athena page defines it, and the columns that CloudTrail Lake adds.
//
// What the case's tables hold comes from them; the rest is read from the raw record when a query asks for it: ct(record, 'path').
// Source: AWS, "Query AWS CloudTrail logs" (Athena) and "CloudTrail Lake event schema".

export type Type = 'varchar' | 'bigint' | 'double' | 'boolean' | 'timestamp' | 'date' | 'interval' | 'json' | 'array' | 'row' | 'unknown';

/** Fields of a struct; null: text. 'any': whatever the record has. */
export type Fields = { [name: string]: Fields | null } | 'any';

export interface TrailColumn {
  type: Type;
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

function term(table: 'c' | 'i' | 'o', column: string): TrailColumn {
  const name = `t_${column}_${table}`;
  JOINS[name] = `LEFT JOIN terms ${name} ON ${name}.id = ${table}.${column}`;
  return { type: 'varchar', sql: `${name}.value`, joins: [table, name] };
}

/** ISO 8601 in UTC, as CloudTrail writes it; of an undated event what its record says. */
const TIME = `CASE WHEN r.time IS NULL THEN ct(r.id, 'eventTime') WHEN r.time % 1000 = 0 THEN strftime('%Y-%m-%dT%H:%M:%SZ', r.time / 1000, 'unixepoch')
  ELSE ct_iso(r.time) END`;

const EVENT_ID = `CASE typeof(r.event_id) WHEN 'blob' THEN
  lower(substr(hex(r.event_id), 1, 8) || '-' || substr(hex(r.event_id), 9, 4) || '-' || substr(hex(r.event_id), 13, 4) || '-' ||
  substr(hex(r.event_id), 17, 4) || '-' || substr(hex(r.event_id), 21, 12)) ELSE r.event_id END`;

const ISSUER: Fields = { type: null, principalid: null, arn: null, accountid: null, username: null };

const IDENTITY: Fields = {
  type: null,
  principalid: null,
  arn: null,
  accountid: null,
  invokedby: null,
  accesskeyid: null,
  username: null,
  credentialid: null,
  identityprovider: null,
  onbehalfof: { userid: null, identitystorearn: null },
  inscopeof: { sourcearn: null, sourceaccount: null, issuertype: null, credentialsissuedto: null },
  sessioncontext: {
    attributes: { mfaauthenticated: null, creationdate: null },
    sessionissuer: ISSUER,
    ec2roledelivery: null,
    webidfederationdata: { federatedprovider: null, attributes: 'any' },
    sourceidentity: null,
    ec2issuedinvpc: null,
    assumedroot: null,
    sessioncredentialfromconsole: null,
  },
};

/** Fields of an element of `resources`, in the order of Athena's table. */
export const RESOURCE_FIELDS = ['arn', 'accountid', 'type'] as const;

const raw = (path: string, type: Type = 'varchar', fields?: Fields): TrailColumn => ({ type, path, ...(fields ? { fields } : {}) });

/** By name in lower case; in the order of Athena's table. */
export const TRAIL_COLUMNS: Record<string, TrailColumn> = {
  eventversion: term('c', 'event_version'),
  useridentity: raw('userIdentity', 'row', IDENTITY),
  eventtime: { type: 'varchar', sql: TIME },
  eventsource: term('c', 'event_source'),
  eventname: term('c', 'event_name'),
  awsregion: term('c', 'region'),
  sourceipaddress: term('o', 'source_ip'),
  useragent: term('o', 'user_agent'),
  errorcode: term('c', 'error_code'),
  errormessage: raw('errorMessage'),
  requestparameters: raw('requestParameters'),
  responseelements: raw('responseElements'),
  additionaleventdata: raw('additionalEventData'),
  requestid: raw('requestID'),
  eventid: { type: 'varchar', sql: EVENT_ID },
  readonly: term('c', 'read_only'),
  resources: raw('resources', 'array'),
  eventtype: term('c', 'event_type'),
  apiversion: raw('apiVersion'),
  recipientaccountid: raw('recipientAccountId'),
  serviceeventdetails: raw('serviceEventDetails'),
  sharedeventid: raw('sharedEventID'),
  vpcendpointid: raw('vpcEndpointId'),
  vpcendpointaccountid: raw('vpcEndpointAccountId'),
  eventcategory: term('c', 'event_category'),
  addendum: raw('addendum', 'row', { reason: null, updatedfields: null, originalrequestid: null, originaleventid: null }),
  sessioncredentialfromconsole: raw('sessionCredentialFromConsole'),
  edgedevicedetails: raw('edgeDeviceDetails', 'row', 'any'),
  tlsdetails: raw('tlsDetails', 'row', { tlsversion: null, ciphersuite: null, clientprovidedhostheader: null }),
  // CloudTrail Lake has these too.
  managementevent: { ...raw('managementEvent'), extra: true },
  insightdetails: { ...raw('insightDetails', 'row', 'any'), extra: true },
  eventjson: { ...raw(''), extra: true },
  // Partitions, as AWS's pages make them. They are of the folder a log was delivered to; here of the event itself.
  region: { ...term('c', 'region'), partition: true, extra: true },
  account: { ...term('c', 'account'), partition: true, extra: true },
  year: { type: 'varchar', sql: 'substr(ct_iso(r.time), 1, 4)', partition: true, extra: true },
  month: { type: 'varchar', sql: 'substr(ct_iso(r.time), 6, 2)', partition: true, extra: true },
  day: { type: 'varchar', sql: 'substr(ct_iso(r.time), 9, 2)', partition: true, extra: true },
  timestamp: { type: 'varchar', sql: `replace(substr(ct_iso(r.time), 1, 10), '-', '/')`, partition: true, extra: true },
  // Which record it is: to find the event again in the case.
  trailcase_record: { type: 'bigint', sql: 'r.id', extra: true },
};

/** Fields of structs that the tables hold. */
export const TABLE_FIELDS: Record<string, TrailColumn> = {
  'useridentity.type': term('i', 'type'),
  'useridentity.principalid': term('i', 'principal'),
  'useridentity.arn': term('i', 'arn'),
  'useridentity.accountid': term('i', 'account'),
  'useridentity.invokedby': term('i', 'invoked_by'),
  'useridentity.accesskeyid': term('i', 'access_key'),
};

export const ALL_COLUMNS: readonly string[] = Object.entries(TRAIL_COLUMNS)
  .filter(([, column]) => !column.extra)
  .map(([name]) => name);

/** SQL of a column or of a field of one, and the joins it needs. `path`: names in lower case, the column first. */
export function columnSql(path: readonly string[]): { sql: string; joins: readonly string[] } {
  const key = path.join('.');
  const column = TRAIL_COLUMNS[path[0] as string] as TrailColumn;
  const held = path.length === 1 ? column : TABLE_FIELDS[key];
  if (held?.sql) return { sql: held.sql, joins: held.joins ?? [] };
  const names = [column.path ?? path[0], ...path.slice(1)].join('.');
  return { sql: `ct(r.id, '${names.replaceAll("'", "''")}')`, joins: [] };
}

/** The source of rows: events, not their sightings. `keys`: columns and fields, joined by dots; each is a column of that name. */
export function trailSource(keys: Iterable<string>): string {
  const wanted = new Set<string>();
  const columns: string[] = [];
  for (const key of keys) {
    const { sql, joins } = columnSql(key.split('\u0000'));
    for (const join of joins) wanted.add(join);
    columns.push(`${sql} AS ${quoted(key.replaceAll('\u0000', '.'))}`);
  }
  const joins = [...wanted].map((name) => JOINS[name]).join(' ');
  return `(SELECT ${columns.length > 0 ? columns.join(', ') : 'r.id AS "trailcase_record"'} FROM records r ${joins} WHERE NOT EXISTS (SELECT 1 FROM repeats d WHERE d.record = r.id))`;
}

/** A name in SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
