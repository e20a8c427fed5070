// The fields of the filter language: ours, AWS's own, and paths into the record; by which names each is found.

/** Fields that the case has columns for, or that look through a record; each alias maps to the canonical AWS (or our) name. */
export const FILTER_FIELDS = {
  eventName: ['api'],
  eventSource: ['service'],
  awsRegion: ['region'],
  accountId: ['account', 'recipientAccountId'],
  actor: [],
  who: [],
  actorType: ['identityType'],
  accessKeyId: ['key'],
  session: [],
  sessionName: [],
  sourceIdentity: [],
  arn: ['userIdentityArn'],
  principalId: ['principal'],
  invokedBy: [],
  sourceIPAddress: ['ip'],
  userAgent: ['agent'],
  country: [],
  network: [],
  addressKind: [],
  list: [],
  tool: [],
  toolVersion: [],
  platform: [],
  errorCode: ['error'],
  eventID: [],
  eventCategory: ['category'],
  eventType: [],
  eventVersion: [],
  readOnly: [],
  resource: [],
  evidence: ['item'],
  tag: ['tags'],
  bookmark: [],
  label: [],
  finding: [],
  is: [],
} as const satisfies Record<string, readonly string[]>;

export type FilterField = keyof typeof FILTER_FIELDS;

/** Fields that ask about the time of an event; values are resolved with the case's zone, first and last event: see times.ts. */
export const TIME_FIELDS = {
  after: ['since', 'from'],
  before: ['until', 'to'],
  on: ['day', 'date'],
  time: ['eventTime'],
  last: [],
  first: [],
} as const satisfies Record<string, readonly string[]>;

export type TimeField = keyof typeof TIME_FIELDS;

/** What `is:` may ask. */
export const IS_VALUES = ['error', 'denied', 'write', 'read', 'root', 'undated', 'bookmarked', 'repeated', 'conflict', 'reduced'] as const;

/**
 * Top-level fields of a record that no column holds: they are read from the record, as all below them.
 * Source: AWS, "CloudTrail record contents", and the records of Insights, network activity and aggregated events.
 */
export const RECORD_FIELDS = [
  'userIdentity',
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'requestID',
  'resources',
  'errorMessage',
  'apiVersion',
  'managementEvent',
  'recipientAccountId',
  'serviceEventDetails',
  'sharedEventID',
  'vpcEndpointId',
  'vpcEndpointAccountId',
  'addendum',
  'sessionCredentialFromConsole',
  'edgeDeviceDetails',
  'tlsDetails',
  'eventContext',
  'insightDetails',
  'eventTime',
  'eventName',
  'eventSource',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'eventID',
  'eventType',
  'eventVersion',
  'eventCategory',
  'readOnly',
  'originalEventID',
  'timeWindow',
  'summary',
  'accountId',
] as const;

/** A field of a term: a name of the lists above, `has`, or `path:` and the segments of a path as JSON. */
export type TermField = FilterField | TimeField | 'has' | `path:${string}`;

/** Paths whose value a column holds. */
const COLUMN_OF_PATH: Record<string, FilterField> = {
  'userIdentity.type': 'actorType',
  'userIdentity.arn': 'arn',
  'userIdentity.principalId': 'principalId',
  'userIdentity.accessKeyId': 'accessKeyId',
  'userIdentity.invokedBy': 'invokedBy',
};

const byName = new Map<string, TermField>([['has', 'has']]);
for (const fields of [FILTER_FIELDS, TIME_FIELDS]) {
  for (const [field, aliases] of Object.entries(fields)) {
    for (const name of [field, ...(aliases as readonly string[])]) byName.set(name.toLowerCase(), field as TermField);
  }
}
const topLevel = new Map(RECORD_FIELDS.map((name) => [name.toLowerCase(), name as string]));

/** Names that a person may write, for suggestions. Fields to come are told of elsewhere. */
export const ALL_NAMES: readonly string[] = [
  ...new Set([
    'api',
    'service',
    'region',
    'account',
    'key',
    'ip',
    'agent',
    'error',
    ...Object.entries({ ...FILTER_FIELDS, ...TIME_FIELDS }).flatMap(([name, aliases]) => [name, ...(aliases as readonly string[])]),
    'has',
    'bookmarked',
    ...RECORD_FIELDS,
  ]),
];

/** The field that a name without a dot stands for, in any letter case; null when there is none. */
export function fieldNamed(name: string): TermField | null {
  const known = byName.get(name.toLowerCase());
  if (known) return known;
  const top = topLevel.get(name.toLowerCase());
  return top === undefined ? null : pathField([top]);
}

/**
 * The field that a path stands for. The first segment is a field of a record, in any letter case; the others are exact.
 * @param quoted whether the first segment stood in quotes: then it is taken as it is
 */
export function fieldOfPath(segments: readonly string[], quoted: boolean): TermField | null {
  const [first = '', ...rest] = segments;
  const top = quoted ? first : topLevel.get(first.toLowerCase());
  if (top === undefined) return null;
  const path = [top, ...rest];
  return (quoted ? undefined : COLUMN_OF_PATH[path.join('.')]) ?? pathField(path);
}

export function pathField(segments: readonly string[]): TermField {
  return `path:${JSON.stringify(segments)}`;
}

/** The segments of a path; null for every other field. */
export function pathOf(field: TermField): string[] | null {
  return field.startsWith('path:') ? (JSON.parse(field.slice(5)) as string[]) : null;
}

export function isTimeField(field: TermField): field is TimeField {
  return Object.hasOwn(TIME_FIELDS, field);
}

export function isFilterField(field: TermField): field is FilterField {
  return Object.hasOwn(FILTER_FIELDS, field);
}

/** The field as it is written in a filter. */
export function printField(field: TermField): string {
  const path = pathOf(field);
  if (path === null) return field;
  const [first = '', ...rest] = path;
  // A field of records in its own letter case needs no quotes; another one would not be found without.
  const known = topLevel.get(first.toLowerCase()) === first && (rest.length > 0 || !byName.has(first.toLowerCase()));
  const isColumn = known && COLUMN_OF_PATH[path.join('.')] !== undefined;
  const segment = (text: string): string => (/^[\w$@*-]+$/.test(text) ? text : quote(text));
  return [known && !isColumn ? first : quote(first), ...rest.map(segment)].join('.');
}

export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
