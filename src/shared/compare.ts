// Two sets of events side by side: what both have, and what only one has. Words for it are in compare-words.ts.
// Times are ms since the epoch, UTC. Filters are in canonical form.
import { z } from 'zod';

/** What is compared, in the order in which it is told: fields of the filter, and the clock of the case's zone. */
export const COMPARED_FIELDS = [
  'sourceIPAddress',
  'network',
  'country',
  'list',
  'tool',
  'platform',
  'userAgent',
  'awsRegion',
  'eventName',
  'eventSource',
  'accountId',
  'errorCode',
  'who',
  'accessKeyId',
  'sessionName',
  'hour',
  'weekday',
] as const;
export const ComparedField = z.enum(COMPARED_FIELDS);
export type ComparedField = z.infer<typeof ComparedField>;

/** What is read off the clock of the case's zone, not off a column. */
export const CLOCK_FIELDS = ['hour', 'weekday'] as const satisfies readonly ComparedField[];

/** What a compared field is called at the beginning of a line, and how many of it are called. */
export const COMPARED_WORDS: Readonly<Record<ComparedField, { title: string; one: string; many: string }>> = {
  sourceIPAddress: { title: 'Addresses', one: 'address', many: 'addresses' },
  network: { title: 'Networks', one: 'network', many: 'networks' },
  country: { title: 'Countries', one: 'country', many: 'countries' },
  list: { title: 'Watch lists', one: 'watch list', many: 'watch lists' },
  tool: { title: 'Tools', one: 'tool', many: 'tools' },
  platform: { title: 'Platforms', one: 'platform', many: 'platforms' },
  userAgent: { title: 'User agents', one: 'user agent', many: 'user agents' },
  awsRegion: { title: 'Regions', one: 'region', many: 'regions' },
  eventName: { title: 'APIs', one: 'API', many: 'APIs' },
  eventSource: { title: 'Services', one: 'service', many: 'services' },
  accountId: { title: 'Accounts', one: 'account', many: 'accounts' },
  errorCode: { title: 'Errors', one: 'error', many: 'errors' },
  who: { title: 'Actors', one: 'actor', many: 'actors' },
  accessKeyId: { title: 'Access keys', one: 'access key', many: 'access keys' },
  sessionName: { title: 'Session names', one: 'session name', many: 'session names' },
  hour: { title: 'Hours of the day', one: 'hour', many: 'hours' },
  weekday: { title: 'Days of the week', one: 'day', many: 'days' },
};

const Time = z.number().nullable();

/** Events of one side that have a value; `first` and `last` are null where none of them is dated. */
const Side = z.object({ count: z.number(), first: Time, last: Time });

export const ComparedValue = z.object({
  value: z.string(),
  /** What a filter adds to that of a side to leave just these events; null where it would be too long. */
  filter: z.string().nullable(),
  a: Side.nullable(),
  b: Side.nullable(),
});
export type ComparedValue = z.infer<typeof ComparedValue>;

/** Values, most events first, at most as many as were asked for; `distinct`: how many there are. */
const Group = z.object({ distinct: z.number(), values: z.array(ComparedValue) });
export type ComparedGroup = z.infer<typeof Group>;

/** `none`: events without a value, of each side. `groups` leave no value out and name none twice. */
export const FieldComparison = z.object({
  field: ComparedField,
  distinct: z.object({ a: z.number(), b: z.number() }),
  none: z.object({ a: z.number(), b: z.number() }),
  both: Group,
  onlyA: Group,
  onlyB: Group,
});
export type FieldComparison = z.infer<typeof FieldComparison>;

export const ComparedSide = z.object({
  filter: z.string(),
  events: z.number(),
  undated: z.number(),
  first: Time,
  last: Time,
  /** Events refused for lack of permission; all with an error; all that change something. */
  denied: z.number(),
  errors: z.number(),
  writes: z.number(),
  /** Different temporary access keys. */
  sessions: z.number(),
});
export type ComparedSide = z.infer<typeof ComparedSide>;

export const Comparison = z.object({
  a: ComparedSide,
  b: ComparedSide,
  /** Events that are in both sets: they are counted on both sides. */
  overlap: z.number(),
  /** IANA zone of hours and days. */
  zone: z.string(),
  fields: z.array(FieldComparison),
  /** Hashes of items that could not be read, which a filter asks, or in which sign-ins stand: nobody knows which of those failed. */
  unreadable: z.array(z.string()),
});
export type Comparison = z.infer<typeof Comparison>;
