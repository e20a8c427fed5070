// What the timeline is made of: kinds of lanes with the filter's field of each, classes of events, markers, backgrounds. Times are ms UTC.
import { z } from 'zod';
import { EventId, WindowEventRow } from './domain.ts';
import type { FilterField } from './filter.ts';

/** What lanes can stand for, in the order in which they are offered. */
export const LANE_KINDS = ['who', 'actor', 'session', 'key', 'ip', 'account', 'region', 'service', 'resource'] as const;
export const LaneKind = z.enum(LANE_KINDS);
export type LaneKind = z.infer<typeof LaneKind>;

/**
 * The field whose values a kind's lanes are: `FIELD:VALUE` beside the filter leaves exactly the events of the lane. The empty value is the lane of
 * the events without one (`resource` has none: see its counts).
 */
export const LANE_FIELDS = {
  who: 'who',
  actor: 'actor',
  session: 'sessionName',
  key: 'accessKeyId',
  ip: 'sourceIPAddress',
  account: 'accountId',
  region: 'awsRegion',
  service: 'eventSource',
  resource: 'resource',
} as const satisfies Record<LaneKind, FilterField>;

/** What lanes of a kind are called on screen. */
export const LANE_TITLES: Record<LaneKind, string> = {
  who: 'Actors',
  actor: 'Actors as recorded',
  session: 'Sessions',
  key: 'Access keys',
  ip: 'Addresses',
  account: 'Accounts',
  region: 'Regions',
  service: 'Services',
  resource: 'Resources',
};

/** Lanes that one answer tells apart at most. */
export const MOST_LANES = 50;

/**
 * What an event is, each in exactly one class. Of calls without an error: `privilege` changes who may do what, or what is logged (the markers
 * `privilege` and `logging`); `write` any other that the record calls a write; `read` every other, also where the record does not say. Then
 * `denied`, also for a failed sign-in, and `error` for every other error.
 */
export const EVENT_CLASSES = ['read', 'write', 'privilege', 'denied', 'error'] as const;
export const EventClass = z.enum(EVENT_CLASSES);
export type EventClass = z.infer<typeof EventClass>;

/** Events in a bin, by class; half-open [from, to). `ok` is read + write + privilege. */
export const DensityBin = z.object({
  from: z.number(),
  to: z.number(),
  ok: z.number(),
  read: z.number(),
  write: z.number(),
  privilege: z.number(),
  denied: z.number(),
  error: z.number(),
});
export type DensityBin = z.infer<typeof DensityBin>;

export const Lane = z.object({
  value: z.string(),
  /** Events of the span. */
  count: z.number(),
  /** It was asked for by `pinned`: it may have no event. */
  pinned: z.boolean(),
  /** All of its events are among `events`. */
  single: z.boolean(),
  bins: z.array(DensityBin),
});
export type Lane = z.infer<typeof Lane>;

/** A single event, with where it stands. */
export const LaneEvent = WindowEventRow.extend({
  /** Places in `lanes`; empty: in none that is drawn. Only of resources several. */
  lanes: z.array(z.number()),
  class: EventClass,
  /** Its second, ms UTC: CloudTrail times are whole seconds, so of events that share one the log does not tell the order. */
  second: z.number(),
  /** Events of this answer in that second, itself included. */
  together: z.number(),
});
export type LaneEvent = z.infer<typeof LaneEvent>;

/** A set of credentials (an access key, long-term or temporary) as it is used in one lane within the span, by events of the filter. */
export const LaneSession = z.object({
  /** Place in the asked lanes. One key may be used in several lanes, as from two addresses. */
  lane: z.number(),
  key: z.string(),
  type: z.enum(['long-term', 'temporary']).nullable(),
  /** Resolved actor, as the field `who` has it. */
  who: z.string().nullable(),
  sessionName: z.string().nullable(),
  /** First and last event in the lane and the span. */
  first: z.number(),
  last: z.number(),
  count: z.number(),
  denied: z.number(),
  /** First and last event of this key in the whole case, whatever the lane, span and filter. */
  whole: z.object({ first: z.number().nullable(), last: z.number().nullable(), count: z.number() }),
  /** What began it, by lineage: `AssumeRole`, `CreateAccessKey`, `ConsoleLogin`, `OutsideArchive`, …; null where nothing tells. */
  how: z.string().nullable(),
  certainty: z.enum(['proven', 'inferred']).nullable(),
  /** When: of the event that issued it, be it in the span or not; null where no event did. */
  issued: z.number().nullable(),
  /** The records that tell what began it were read. Before that: by the APIs alone, or null, as what is inferred is not looked for yet. */
  checked: z.boolean().optional(),
});
export type LaneSession = z.infer<typeof LaneSession>;

/** An event in one lane issued the credentials that are used in another, or in the same. */
export const LaneEdge = z.object({
  /** Places in the asked lanes. */
  fromLane: z.number(),
  toLane: z.number(),
  /** The event that issued; it may lie outside the filter, never outside the span. */
  from: z.object({ id: EventId, time: z.number(), eventName: z.string().nullable() }),
  /** First use of the key in `toLane` within the span. */
  to: z.object({ time: z.number() }),
  key: z.string(),
  certainty: z.enum(['proven', 'inferred']),
  /** The record that proves it was read; before that, the API alone is believed. */
  checked: z.boolean(),
  /** As in lineage: the API or the rule, and a sentence. */
  how: z.string(),
  why: z.string(),
});
export type LaneEdge = z.infer<typeof LaneEdge>;

/** Sign-ins, changes of who may do what, changes of what is logged, data made available to others. */
export const MARKER_KINDS = ['signin', 'privilege', 'logging', 'leaving'] as const;
export const MarkerKind = z.enum(MARKER_KINDS);
export type MarkerKind = z.infer<typeof MarkerKind>;

export const MARKER_TITLES: Record<MarkerKind, string> = {
  signin: 'Sign-ins',
  privilege: 'Privilege changes',
  logging: 'Logging or detection changed',
  leaving: 'Data made available to others',
};

/** One event of a kind. */
export const Marker = z.object({
  kind: MarkerKind,
  id: EventId,
  time: z.number(),
  second: z.number(),
  eventName: z.string(),
  eventSource: z.string(),
  /** `failed` also where only the record's answer says so, as of a sign-in; not known before it was read. */
  outcome: z.enum(['done', 'denied', 'failed']),
  /** What the call does or would have done, never who is to blame: `stops a trail`. With what its record adds: `shares a snapshot with account 1111…`. */
  words: z.string(),
  /** Its record was read, or need not be; else its outcome and its words are what columns tell. */
  looked: z.boolean(),
  who: z.string().nullable(),
  sourceIPAddress: z.string().nullable(),
});
export type Marker = z.infer<typeof Marker>;

/** Of a kind of which there are too many: events in a bin, by what columns tell. */
export const MarkerCount = z.object({
  kind: MarkerKind,
  from: z.number(),
  to: z.number(),
  count: z.number(),
  /** Of these. */
  denied: z.number(),
  failed: z.number(),
  /** The most frequent APIs. */
  names: z.array(z.object({ value: z.string(), count: z.number() })),
});
export type MarkerCount = z.infer<typeof MarkerCount>;

export const MarkersOfKind = z.object({
  kind: MarkerKind,
  /** Events in the span. */
  total: z.number(),
  /** In public order; null: too many, then `counts`. */
  markers: z.array(Marker).nullable(),
  counts: z.array(MarkerCount).nullable(),
  /** Of these calls, those whose record says that they are not of the kind after all (as a share that was taken back): in `total`, not in `markers`. */
  others: z.number(),
  /** Of `markers`, those whose record is still to be read: the question is to be asked again. */
  unread: z.number(),
});
export type MarkersOfKind = z.infer<typeof MarkersOfKind>;

/** Places (account and region) to which a stretch of time applies. */
const Places = z.object({
  /** Of `of` places in all that the case has events or deliveries of; with every one of them, nothing is left. */
  count: z.number(),
  of: z.number(),
  /** The first few. */
  places: z.array(z.object({ account: z.string(), region: z.string() })),
});

/** Time whose events may have come in log files that no digest attests. It is time of events: their delivery lies up to 15 minutes after. */
export const UnattestedSpan = Places.extend({
  from: z.number(),
  to: z.number(),
  /** The worst of the states of its chains: see SPAN_STATES; `silent`: no digest speaks of it. */
  state: z.enum(['invalid', 'missing', 'incomplete', 'stopped', 'uncovered', 'unverifiable', 'silent']),
});
export type UnattestedSpan = z.infer<typeof UnattestedSpan>;

/**
 * Time before the first or after the last event or delivery of an account (`region` is empty): the case has nothing of it, and not every region of it
 * that the case knows has digests that attest that nothing was delivered.
 */
export const UncoveredSpan = Places.extend({ from: z.number(), to: z.number() });
export type UncoveredSpan = z.infer<typeof UncoveredSpan>;

/** Hours by the clock of the case's zone. Minutes of the day; an end before its start is on the next day. */
export const Hours = z.object({
  /** 0 Monday … 6 Sunday. */
  days: z.array(z.number().int().min(0).max(6)).max(7),
  from: z.number().int().min(0).max(1439),
  to: z.number().int().min(0).max(1440),
});
export type Hours = z.infer<typeof Hours>;

/** Monday to Friday, 09 to 18. */
export const WORKING_HOURS: Hours = { days: [0, 1, 2, 3, 4], from: 9 * 60, to: 18 * 60 };
/** Every day, 22 to 06. */
export const NIGHT_HOURS: Hours = { days: [0, 1, 2, 3, 4, 5, 6], from: 22 * 60, to: 6 * 60 };

const Stretch = z.object({ from: z.number(), to: z.number() });

export const Backgrounds = z.object({
  /** `judged`: what stands in `unattested`; `notJudged`: digests were not judged yet; `noDigests`: the case has none, so that nothing is attested. */
  attestation: z.enum(['judged', 'notJudged', 'noDigests']),
  /** In order of time, without overlap. */
  unattested: z.array(UnattestedSpan),
  uncovered: z.array(UncoveredSpan),
  /** Spans of these two that are not told, because there are too many in so long a time. */
  left: z.object({ unattested: z.number(), uncovered: z.number() }),
  /** Null: too many in so long a time. */
  working: z.array(Stretch).nullable(),
  nights: z.array(Stretch).nullable(),
  /** IANA zone whose clock gives the hours. */
  zone: z.string(),
});
export type Backgrounds = z.infer<typeof Backgrounds>;
