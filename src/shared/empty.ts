// Why nothing was found, and whether the logs could have shown it: one structure for window, command line and report.
// Words for it are in empty-words.ts. Times are ms since the epoch, UTC; spans are half-open. Filters are in canonical form.
import { z } from 'zod';
import { ChainSpan } from './integrity.ts';

const Time = z.number().nullable();
const Span = z.object({ from: z.number(), to: z.number() });

/** Events that a filter gives; `first` and `last` are null where none is dated. */
export const Seen = z.object({ count: z.number(), first: Time, last: Time });
export type Seen = z.infer<typeof Seen>;

/** The same, with the filter that gives them. */
const SeenBy = Seen.extend({ filter: z.string() });

/** One part of the filter: of those that stand side by side. */
export const EmptyTerm = z.object({
  /** As it is written, alone. */
  text: z.string(),
  /** Events that it gives alone; null where counting them would mean to read very many records. */
  alone: Seen.nullable(),
  /** The filter without it, and what that gives; null as above. */
  without: z.object({ filter: z.string(), count: z.number().nullable() }),
  /** Values that are written otherwise and that the case has: other letter case, a service's whole name; in place of an error code, failed sign-ins, which have none. */
  instead: z.array(z.object({ value: z.string(), filter: z.string(), count: z.number() })),
});
export type EmptyTerm = z.infer<typeof EmptyTerm>;

/** An account or a region that the filter asks for, and what the case has of it. */
export const EmptyPlace = SeenBy.extend({
  field: z.enum(['accountId', 'awsRegion']),
  value: z.string(),
  /** Log files whose names say that they are of it, and when the first and the last were delivered. */
  logFiles: z.number(),
  firstDelivery: Time,
  lastDelivery: Time,
});
export type EmptyPlace = z.infer<typeof EmptyPlace>;

/** How the asked period lies to what the case has: of all, or of one account and region. `none`: the case has nothing of it. */
export const Relation = z.enum(['within', 'partly', 'before', 'after', 'none']);
export type Relation = z.infer<typeof Relation>;

/** What the case has of one account and region in the asked period. */
export const Presence = z.object({
  account: z.string(),
  region: z.string(),
  /** The filter for its events in the period. */
  filter: z.string(),
  /** From its first event or delivery to its last, in the whole case. */
  holds: Span.nullable(),
  relation: Relation,
  /** In the period. */
  events: z.number(),
  logFiles: z.number(),
  /** Longest stretches of the period without any event or delivery, longest first. They are at least so long. */
  silences: z.array(Span),
});
export type Presence = z.infer<typeof Presence>;

export const CATEGORIES = ['Management', 'Data', 'NetworkActivity', 'Insight'] as const;
export const Category = z.enum(CATEGORIES);
export type Category = z.infer<typeof Category>;

/**
 * Whether configuration records a kind of events. `contradictory`: captures of one trail's configuration differ in it;
 * `unknown`: the case has no configuration that says so.
 */
export const Recorded = z.enum(['recorded', 'partly', 'notRecorded', 'contradictory', 'unknown']);
export type Recorded = z.infer<typeof Recorded>;

/** Why a trail does or does not record something; the words for each are in empty-words.ts. */
const REASONS = [
  'selected',
  'byDefault',
  'notSelected',
  'excluded',
  'narrowed',
  'selectorsMissing',
  'capturesDiffer',
  'otherRegion',
  'placeUnknown',
  'organization',
  'globalOff',
  'stopped',
  'insightsMissing',
] as const;
export const Reason = z.object({ code: z.enum(REASONS), values: z.array(z.string()) });
export type Reason = z.infer<typeof Reason>;

/** A kind of events that the filter could only be answered by. */
export const EmptyKind = z.object({
  category: Category,
  /** Null: both. */
  effect: z.enum(['read', 'write']).nullable(),
  /** Of data events, as in a selector: `AWS::S3::Object`; null: any. */
  resourceType: z.string().nullable(),
  /** APIs of the filter by which the kind was recognised. */
  apis: z.array(z.string()),
  /** Those of them that are taken for management events because nothing says otherwise: neither known as such nor in the case. */
  assumed: z.array(z.string()),
  /** Events of the kind that the case has, of the asked accounts and regions. */
  inLogs: SeenBy,
  recorded: Recorded,
  trails: z.array(z.object({ trail: z.string(), recorded: Recorded, reasons: z.array(Reason) })),
});
export type EmptyKind = z.infer<typeof EmptyKind>;

/** A trail, or an event data store of CloudTrail Lake, as configuration in the evidence describes it. Null: it does not say. */
export const TrailFacts = z.object({
  name: z.string(),
  arn: z.string(),
  account: z.string(),
  homeRegion: z.string(),
  multiRegion: z.boolean().nullable(),
  organization: z.boolean().nullable(),
  globalServices: z.boolean().nullable(),
  logging: z.boolean().nullable(),
  stopped: Time,
  started: Time,
  selectors: z.enum(['given', 'default', 'unknown']),
  /** Date of the newest file that describes it, where the delivery kept it: a copy may have changed it. */
  captured: Time,
  /** Hashes of the items that describe it. */
  items: z.array(z.string()),
});
export type TrailFacts = z.infer<typeof TrailFacts>;

/** Delivery time of one chain of digests around the asked period. */
export const AttestedSpan = z.object({
  chain: z.string(),
  account: z.string(),
  region: z.string(),
  trail: z.string(),
  span: ChainSpan,
});
export type AttestedSpan = z.infer<typeof AttestedSpan>;

export const EmptyAttestation = z.object({
  /** `noDigests`: the case has none; `notJudged`: it has some, and nobody has judged them yet. */
  state: z.enum(['judged', 'notJudged', 'noDigests']),
  /** Delivery time that was looked at; where the filter leaves an end open, as far as log files of the accounts and regions came. */
  window: Span.nullable(),
  /** `attested`: a chain of every asked account and region attests all of it; `gaps`: some of it is not attested; `none`: nothing is. */
  verdict: z.enum(['attested', 'gaps', 'none', 'unknown']),
  /** Spans that are not proven, worst first; `more` further ones are not listed. */
  spans: z.array(AttestedSpan),
  more: z.number(),
  /** Accounts and regions with delivery time of which no digest speaks. */
  silent: z.array(z.object({ account: z.string(), region: z.string(), from: z.number(), to: z.number() })),
});
export type EmptyAttestation = z.infer<typeof EmptyAttestation>;

export const Covered = z.enum(['yes', 'partly', 'no', 'unknown']);
export type Covered = z.infer<typeof Covered>;

/**
 * Whether the logs in the case could have shown what the filter asks for. `yes` is about the accounts and regions in the case;
 * `never`: the filter contradicts itself.
 */
export const CouldShow = z.enum([...Covered.options, 'never']);
export type CouldShow = z.infer<typeof CouldShow>;

export const EmptyAnswer = z.object({
  filter: z.string(),
  /** Of a text search: the text, and how many events the filter leaves, none of which has it. */
  search: z.object({ text: z.string(), events: z.number() }).nullable(),
  /** IANA zone of the case. */
  zone: z.string(),
  couldShow: CouldShow,
  /** The same of each thing that it rests on: the whole is no better than its worst part. */
  covered: z.object({ places: Covered, period: Covered, recording: Covered, attestation: Covered }),
  searched: z.object({
    events: z.number(),
    undated: z.number(),
    first: Time,
    last: Time,
    items: z.number(),
    /** Items with events by shape; those that are results of a query hold only what the query selected. */
    shapes: z.array(z.object({ shape: z.string(), items: z.number(), records: z.number() })),
    /** Records that could not become an event, and items that could not be read: nothing in them can be found. */
    recordProblems: z.number(),
    unreadable: z.number(),
  }),
  /** Two demands that no event can meet at once: the field, and what it would have to be. */
  contradictions: z.array(z.object({ field: z.string(), values: z.array(z.string()) })),
  terms: z.array(EmptyTerm),
  places: z.array(EmptyPlace),
  period: z.object({
    /** What the filter demands; an open end is that of the case. Null: any time. */
    demanded: z.object({ from: Time, to: Time }).nullable(),
    /** What was looked at. Null: nothing is dated. */
    span: Span.nullable(),
    /** From the first event or delivery of the case to the last. */
    holds: Span.nullable(),
    relation: Relation,
    /** In the span, of the asked accounts and regions together. */
    events: z.number(),
    logFiles: z.number(),
    /** The asked accounts and regions, or else all of the case; `more` further ones are not listed. */
    presence: z.array(Presence),
    more: z.number(),
  }),
  recording: z.object({
    kinds: z.array(EmptyKind),
    trails: z.array(TrailFacts),
    /** Documents of configuration that do not say which trail they are about, or cannot be read. */
    unassigned: z.number(),
    /** Calls in the logs that changed what is recorded. */
    changes: SeenBy,
    /** A service that AWS records in one region only, where the filter demands another one. */
    elsewhere: z.array(z.object({ service: z.string(), region: z.string(), filter: z.string(), count: z.number() })),
    /** Whether all asked services are such: then the demanded region shows none of their events. */
    onlyElsewhere: z.boolean(),
  }),
  attestation: EmptyAttestation,
});
export type EmptyAnswer = z.infer<typeof EmptyAnswer>;
