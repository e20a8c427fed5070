// Names of columns in tables of events, and the place in a record to which what they hold belongs.

type TableName = 'event-history-csv' | 'query-csv';

/** Where the value of a column belongs. */
export interface Column {
  /** Names of members, from the record inwards. */
  path: readonly string[];
  /** What a value must look like to be taken for it; a column whose name leaves open whose it is has this. */
  accepts?: RegExp;
  /** The value is not the record's own but the tool's that wrote the table: it counts where the record's own is not there. */
  borrowed?: boolean;
  /** Of a time without a zone nobody can say that it is in UTC. */
  anyZone?: boolean;
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

/** Names inside userIdentity, which query services print in lower case. */
const IDENTITY = byLowerCase([
  'type',
  'arn',
  'principalId',
  'accountId',
  'accessKeyId',
  'userName',
  'sessionContext',
  'sessionIssuer',
  'attributes',
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
]);

/** Structures of which some tools make a column of each member, however deep it stands. */
const STRUCTURES = byLowerCase(['requestParameters', 'responseElements', 'additionalEventData', 'serviceEventDetails', 'tlsDetails']);
const DEEPEST = 20;

/** Names inside the other structures of a fixed form. */
const MEMBERS: Readonly<Record<string, Readonly<Record<string, string>>>> = withoutPrototype({
  userIdentity: IDENTITY,
  resources: byLowerCase(['ARN', 'accountId', 'type', 'ARNPrefix']),
  tlsDetails: byLowerCase(['tlsVersion', 'cipherSuite', 'clientProvidedHostHeader']),
});

/** Columns of the table AWSCloudTrail of Microsoft Sentinel that are named otherwise than the fields. Source: Microsoft, "AWSCloudTrail". */
const SENTINEL: Readonly<Record<string, string>> = withoutPrototype({
  timegenerated: 'eventTime',
  'timegenerated [utc]': 'eventTime',
  awseventid: 'eventID',
  awsrequestid: 'requestID',
  awsrequestid_: 'requestID',
  eventtypename: 'eventType',
  sessioncreationdate: 'userIdentity.sessionContext.attributes.creationDate',
  sessionmfaauthenticated: 'userIdentity.sessionContext.attributes.mfaAuthenticated',
  sessionissuertype: 'userIdentity.sessionContext.sessionIssuer.type',
  sessionissuerprincipalid: 'userIdentity.sessionContext.sessionIssuer.principalId',
  sessionissuerarn: 'userIdentity.sessionContext.sessionIssuer.arn',
  sessionissueraccountid: 'userIdentity.sessionContext.sessionIssuer.accountId',
  sessionissuerusername: 'userIdentity.sessionContext.sessionIssuer.userName',
});

const CALLER_ARN = /^arn:aws[\w-]*:(iam|sts)::\d{12}:(root$|user\/|assumed-role\/|federated-user\/)/;
const CALLER_TYPE =
  /^(Root|IAMUser|AssumedRole|FederatedUser|Directory|AWSAccount|AWSService|IdentityCenterUser|SAMLUser|WebIdentityUser|Unknown)$/;
const PRINCIPAL = /^(AIDA\w+|\d{12}|[^:\s]+:\S+)$/;
const ACCESS_KEY = /^A[KS]IA\w+$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

/**
 * What a query names a column when it selects a member: `SELECT useridentity.arn` gives `arn`, but so does `resources[1].arn`, and
 * the session's issuer has members of the same names. A value is taken for the caller's only where it cannot be the others'.
 */
const BARE: Readonly<Record<string, Column>> = withoutPrototype({
  arn: member('arn', CALLER_ARN),
  principalid: member('principalId', PRINCIPAL),
  accesskeyid: member('accessKeyId', ACCESS_KEY),
  username: member('userName', /./),
  invokedby: member('invokedBy', /./),
  type: member('type', CALLER_TYPE),
  // Suzaku, a detection tool: its profiles name the caller's members so.
  usertype: member('type', CALLER_TYPE),
  userarn: member('arn', CALLER_ARN),
  userprincipalid: member('principalId', PRINCIPAL),
  useraccesskeyid: member('accessKeyId', ACCESS_KEY),
  useraccountid: member('accountId', /^\d{12}$/),
  srcip: { path: ['sourceIPAddress'], accepts: /./ },
  'aws-region': { path: ['awsRegion'], accepts: REGION },
});

/** What tools say of an event in columns of their own: Splunk's and CloudWatch Logs Insights' times, those of detection tools, the region that a script asked. */
const BORROWED: Readonly<Record<string, Column>> = withoutPrototype({
  _time: { path: ['eventTime'], borrowed: true },
  '@timestamp': { path: ['eventTime'], borrowed: true },
  // Athena's tables have a day under this name.
  timestamp: { path: ['eventTime'], accepts: /\d:\d|^\d{10,}$/, borrowed: true, anyZone: true },
  region: { path: ['awsRegion'], accepts: REGION, borrowed: true },
});

/** Names that no other tables than those of CloudTrail's events have. */
const TELLING: ReadonlySet<string> = new Set([
  'awsregion',
  'useridentity',
  'sourceipaddress',
  'requestparameters',
  'responseelements',
  'recipientaccountid',
  'sharedeventid',
  'managementevent',
  'vpcendpointid',
  'awseventid',
]);

/** Columns that count: their rows are of many events each. */
const COUNTS = /^(_col\d+|count(\(.*\))?|.*_?count|cnt|total|n)$/;

/** Which kind of table a header belongs to; null when it is none of ours. */
export function tableOf(header: readonly string[]): TableName | null {
  const names = header.map(cleaned);
  const has = (...wanted: string[]): boolean => wanted.some((name) => names.includes(name));
  if (has('event name') && has('event time')) return names.filter((name) => name in HISTORY).length >= 3 ? 'event-history-csv' : null;
  const known = names.filter((name) => fieldOf(name) !== undefined || identityPath(name) !== null).length;
  const isEvents = has('eventname') && has('eventtime', 'eventid', 'awseventid', 'timegenerated') && (known >= 3 || bareNames(names));
  const telling = known >= 2 && names.some(isTelling);
  if (!isEvents && !telling) return null;
  const summed = !has('eventid', 'eventtime', 'awseventid') && names.some(isCount);
  return summed ? null : 'query-csv';
}

/** Whether a column of this name counts events. */
export function isCount(name: string): boolean {
  return COUNTS.test(cleaned(name));
}

/**
 * Whether the members of an object of JSON are the columns of one event: a row of a query's result that another tool wrote as JSON. Unlike a header,
 * an object may stand anywhere: so it must have the name of an event, its time or its id, and what no other system's events have.
 */
export function isEventRow(row: Record<string, unknown>): boolean {
  const header = Object.keys(row);
  const names = header.map(cleaned);
  const has = (...wanted: string[]): boolean => names.some((name) => wanted.includes(name.replaceAll(/[_ ]/g, '')));
  const isDated = has('eventtime', 'eventid', 'awseventid', 'timegenerated') || names.includes('_time') || names.includes('@timestamp');
  const name = header.find((_, i) => (names[i] as string).replaceAll(/[_ ]/g, '') === 'eventname');
  // Patterns, schemas and mappings have the names, and something else for what is called so.
  if (name === undefined || typeof row[name] === 'object' || !isDated) return false;
  const telling = names.filter((name) => isTelling(name) || /^aws[ -]region$/.test(name));
  // A word on who it was may be any system's; the structure is CloudTrail's.
  const isMere = (name: string): boolean =>
    name.replaceAll('_', '') === 'useridentity' && !isStructure(row[header[names.indexOf(name)] as string]);
  return !telling.every(isMere) && tableOf(header) !== null;
}

function isStructure(value: unknown): boolean {
  return typeof value === 'object' || (typeof value === 'string' && value.startsWith('{'));
}

function isTelling(name: string): boolean {
  return TELLING.has(name) || TELLING.has(name.replaceAll('_', '')) || identityPath(name) !== null;
}

/** The field of a record that a column is named after: in any case, and with underscores between the words. */
function fieldOf(name: string): string | undefined {
  return FIELDS[name] ?? SENTINEL[name] ?? FIELDS[name.replaceAll('_', '')];
}

/** Members that no other structure than a caller's identity has. */
function bareNames(names: readonly string[]): boolean {
  return names.some((name) => ['arn', 'principalid', 'accesskeyid', 'useragent'].includes(name));
}

/** Where the value of a column of Event history belongs; null for a column that is not known. */
export function historyColumn(name: string): Column | null {
  const field = HISTORY[cleaned(name)];
  return field === undefined ? null : { path: field.split('.') };
}

/** Where the value of a column of a query's result belongs; null for a column that is not known. */
export function queryColumn(name: string): Column | null {
  const lower = cleaned(name);
  const field = fieldOf(lower);
  if (field !== undefined) return { path: field.split('.') };
  const path = identityPath(lower) ?? innerPath(name.trim());
  return path === null ? (BARE[lower] ?? BORROWED[lower] ?? null) : { path };
}

/** Whether a column holds a field of a record itself, and not what someone sent in it. */
export function isFieldOfRecord(name: string): boolean {
  const lower = cleaned(name);
  return lower.replaceAll('_', '') in FIELDS || lower in HISTORY;
}

/** `useridentity.sessioncontext.sessionissuer.arn`, with dots, underscores or (Sentinel) nothing between. */
function identityPath(lower: string): string[] | null {
  const rest = /^useridentity[._]?(\w[\w.]*)$/.exec(lower)?.[1];
  if (rest === undefined) return null;
  const path = ['userIdentity'];
  for (const part of rest.split(/[._]/)) {
    const known = IDENTITY[part];
    if (known === undefined) return null;
    path.push(known);
  }
  return path;
}

/** `requestParameters.bucketName`: a member of a structure that holds names of anyone's choice, which stay as they are. */
function innerPath(name: string): string[] | null {
  const [structure = '', ...inner] = name.split('.');
  const field = STRUCTURES[structure.toLowerCase()];
  if (field === undefined || inner.length === 0 || inner.length > DEEPEST) return null;
  return inner.some((part) => part === '' || part === '__proto__') ? null : [field, ...inner];
}

/** The same value with the names that CloudTrail writes; what holds names of anyone's choice stays as it is. */
export function withNames(field: string, value: unknown): unknown {
  const names = MEMBERS[field];
  return names === undefined ? value : named(value, names);
}

function named(value: unknown, names: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(value)) return value.map((item) => named(item, names));
  if (typeof value !== 'object' || value === null) return value;
  const nameOf = (key: string): string => names[key.toLowerCase()] ?? names[key.toLowerCase().replaceAll('_', '')] ?? key;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [nameOf(key), named(inner, names)]));
}

function member(name: string, accepts: RegExp): Column {
  return { path: ['userIdentity', name], accepts };
}

function cleaned(name: string): string {
  return name.trim().toLowerCase();
}

function byLowerCase(names: readonly string[]): Readonly<Record<string, string>> {
  return withoutPrototype(Object.fromEntries(names.map((name) => [name.toLowerCase(), name])));
}

/** Headers are written by anyone: `constructor` is no column. */
function withoutPrototype<T>(members: Record<string, T>): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null) as Record<string, T>, members);
}
