// What is unusual in the events of an entity: facts with counts and dates, each with the filter that gives its events. No score: a fact says what is
// there, never what it means. docs/unusual.md tells every rule.
import { z } from 'zod';

/** Fields of which the first use of each value is told. */
export const CHANGE_FIELDS = [
  'sourceIPAddress',
  'network',
  'country',
  'awsRegion',
  'tool',
  'platform',
  'userAgent',
  'eventSource',
  'eventName',
  'accountId',
] as const;
export type ChangeField = (typeof CHANGE_FIELDS)[number];

/** With fewer events before it, nothing is told as new: there is no earlier behaviour to compare with. */
export const BASELINE = 20;

/** Facts of a kind in one answer; of more, those that tell most. */
export const MOST_FACTS = 50;

/** Times are ms UTC throughout. An event at the same time as another is not before it: within a second the order is not known. */
const Ms = z.number();

const Fact = {
  at: Ms,
  /** Public id of its first event. */
  event: z.string(),
  /** Gives its events. */
  filter: z.string(),
};

/** First uses that are no further apart belong together, ms; and so many in all. */
export const TOGETHER = { gap: 5 * 60_000, whole: 60 * 60_000 } as const;

/** The first use of a value. */
export const Change = z.object({
  field: z.enum(CHANGE_FIELDS),
  at: Ms,
  value: z.string(),
  /** What a user agent claims: tool, version, system. Empty for other fields. */
  reading: z.string(),
  /** Events of the entity with it: all of them since. */
  count: z.number(),
  /** Different values of the field that the entity had before all this began. */
  valuesBefore: z.number(),
  /** All that had happened in the account before all this began, by anyone; of an account itself, and where none is told, in the case (`account` null). */
  account: z.object({ account: z.string().nullable(), events: z.number(), withValue: z.number(), first: Ms.nullable() }),
  filter: z.string(),
});
export type Change = z.infer<typeof Change>;

/** What changed together: values used for the first time, one soon after the other. `at`: the first of these uses; `to`: the last. */
export const Changed = z.object({
  kind: z.literal('changed'),
  ...Fact,
  to: Ms,
  /** In the order of CHANGE_FIELDS, each field's in order of time. */
  changes: z.array(Change),
  /** Of each field how many values, also those left out of the changes. */
  fields: z.array(z.object({ field: z.enum(CHANGE_FIELDS), values: z.number() })),
  /** Events before `at`, and from then on. */
  before: z.object({ events: z.number(), first: Ms, last: Ms }),
  since: z.object({ events: z.number(), last: Ms }),
});
export type Changed = z.infer<typeof Changed>;

/** A day on which the entity acted at hours of the day at which, with an hour around, it had not in as much as 1 % of its events on the days before. */
export const OddHours = z.object({
  kind: z.literal('hours'),
  ...Fact,
  /** In the case's zone, `2026-02-21`. */
  day: z.string(),
  /** Those in odd hours. */
  events: z.number(),
  /** By the clock of the case's zone; `before`: events in that hour, the one before and the one after it, on the days before. */
  hours: z.array(z.object({ hour: z.number(), events: z.number(), before: z.number() })),
  before: z.object({ events: z.number(), days: z.number(), first: Ms }),
});
export type OddHours = z.infer<typeof OddHours>;

/** The busiest stretch of some length, at least twice as busy as any before it. */
export const Burst = z.object({
  kind: z.literal('burst'),
  ...Fact,
  /** Length of the stretch. */
  ms: z.number(),
  events: z.number(),
  /** Stretches of that length with events. */
  before: z.object({ stretches: z.number(), median: z.number(), most: z.number(), mostAt: Ms, events: z.number() }),
});
export type Burst = z.infer<typeof Burst>;

const Api = z.object({ eventSource: z.string(), eventName: z.string() });

/** Denied calls of several APIs, one soon after the other. */
export const Refusals = z.object({
  kind: z.literal('refusals'),
  ...Fact,
  to: Ms,
  events: z.number(),
  /** In the order in which they were first denied. `allowed`: when the entity's first call of it after all this succeeded. */
  apis: z.array(Api.extend({ denied: z.number(), allowed: Ms.nullable() })),
  /** The next call that succeeded. */
  next: Api.extend({ at: Ms, event: z.string() }).nullable(),
});
export type Refusals = z.infer<typeof Refusals>;

/** Calls of one API that failed before the first one that succeeded. */
export const FailedFirst = z.object({
  kind: z.literal('failed-first'),
  ...Fact,
  ...Api.shape,
  last: Ms,
  failed: z.number(),
  /** Of them, those that were denied. */
  denied: z.number(),
  success: z.object({ at: Ms, event: z.string() }),
});
export type FailedFirst = z.infer<typeof FailedFirst>;

/** Sign-ins that failed before one of the same actor, or from the same address, succeeded: all since the one before that did. */
export const SignIns = z.object({
  kind: z.literal('sign-ins'),
  ...Fact,
  ...Api.shape,
  last: Ms,
  failed: z.number(),
  /** Whose they were and whence: how many different ones. */
  actors: z.number(),
  addresses: z.number(),
  /** Of them, those of the actor, and from the address, of the success. */
  sameActor: z.number(),
  sameAddress: z.number(),
  /** `who`: the resolved actor; null where the record names none. */
  success: z.object({ at: Ms, event: z.string(), who: z.string().nullable(), sourceIPAddress: z.string().nullable() }),
});
export type SignIns = z.infer<typeof SignIns>;

export const UnusualFact = z.discriminatedUnion('kind', [Changed, OddHours, Burst, Refusals, FailedFirst, SignIns]);
export type UnusualFact = z.infer<typeof UnusualFact>;
export const FACT_KINDS = [
  'changed',
  'hours',
  'burst',
  'refusals',
  'failed-first',
  'sign-ins',
] as const satisfies readonly UnusualFact['kind'][];

export const Unusual = z.object({
  filter: z.string(),
  /** Dated events of the entity; only these are looked at. */
  events: z.number(),
  undated: z.number(),
  first: Ms.nullable(),
  last: Ms.nullable(),
  /** The first event that is compared with what was before it; null where there is none. */
  comparedFrom: Ms.nullable(),
  /** In order of time. */
  facts: z.array(UnusualFact),
  /** By kind, facts left out because there are more than MOST_FACTS. */
  left: z.partialRecord(z.enum(FACT_KINDS), z.number()),
  /** Hashes of items that could not be read, which the filter asks, or in which sign-ins stand: nobody knows which of those failed. */
  unreadable: z.array(z.string()),
});
export type Unusual = z.infer<typeof Unusual>;

/** Facts that need no earlier behaviour: also an actor or a key of few events has them. */
export const Sign = z.discriminatedUnion('kind', [Refusals, FailedFirst, SignIns]);
export type Sign = z.infer<typeof Sign>;

/** An actor or a key with what tells most of it. */
export const UnusualActor = z.object({
  kind: z.enum(['actor', 'key']),
  value: z.string(),
  filter: z.string(),
  events: z.number(),
  first: Ms,
  last: Ms,
  /** What changed most together; null where nothing did, or there are too few events to compare. */
  change: Changed.nullable(),
  /** Of each kind the greatest, in order of time. */
  signs: z.array(Sign),
});
export type UnusualActor = z.infer<typeof UnusualActor>;

export const UnusualActors = z.object({
  /** Those with signs of probing first, then those with most fields that changed together: main/query/unusual/actors.ts has the whole order. */
  rows: z.array(UnusualActor),
  /** Actors and keys of which anything is told. */
  total: z.number(),
  /** Others, with too few events to compare. */
  short: z.number(),
  /** Hashes of items with sign-ins that could not be read: nobody knows which of those failed. */
  unreadable: z.array(z.string()),
});
export type UnusualActors = z.infer<typeof UnusualActors>;
