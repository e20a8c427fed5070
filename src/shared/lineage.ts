// Who issued which credentials: the answer that window and command line share. Times are ms UTC.
import { z } from 'zod';
import { Count } from './domain.ts';

/** What can be asked about: an access key, an actor (by its `who`, or any of its names), or a session (name, ARN or principal id). */
export const LINEAGE_KINDS = ['key', 'actor', 'session'] as const;
export type LineageKind = (typeof LINEAGE_KINDS)[number];

/** Generations forward that one answer lists. */
export const MOST_DEPTH = 64;

/** What credentials pass between. An actor stands where no key is logged: a sign-in, a service; an instance or a function where AWS delivers a role's keys. */
const NODE_KINDS = [...LINEAGE_KINDS, 'instance', 'function'] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

export const LineageNode = z.object({
  kind: z.enum(NODE_KINDS),
  /** Access key id, `who` of an actor, instance id, ARN or name of a function. */
  value: z.string(),
  /** Resolved actor, as the field `who` says it; null where no event tells. */
  who: z.string().nullable(),
  /** The actor as its events record it: `role/session` for an assumed role. */
  actor: z.string().nullable(),
  account: z.string().nullable(),
  /** Of a key. */
  type: z.enum(['long-term', 'temporary']).nullable(),
  /** Events made with it; of an instance or function: 0, since its keys make them. */
  events: z.number(),
  denied: z.number(),
  first: z.number().nullable(),
  last: z.number().nullable(),
});
export type LineageNode = z.infer<typeof LineageNode>;

export const LineageEvent = z.object({
  /** Public id. */
  id: z.string(),
  eventID: z.string().nullable(),
  eventName: z.string().nullable(),
  time: z.number().nullable(),
  accountId: z.string().nullable(),
  awsRegion: z.string().nullable(),
  errorCode: z.string().nullable(),
});
export type LineageEvent = z.infer<typeof LineageEvent>;

export const LineageEdge = z.object({
  from: LineageNode,
  to: LineageNode,
  /** Proven: an event names both ends, the key where its API hands one out. Inferred: `why` says from what. */
  certainty: z.enum(['proven', 'inferred']),
  /** Stable word: the API (`AssumeRole`, `CreateAccessKey`, …), or what was concluded (`ConsoleLogin`, `EC2RoleDelivery`, `OutsideArchive`, …). */
  how: z.string(),
  /** A sentence. */
  why: z.string(),
  /** The event that issued, best copy first; null where there is none. */
  event: LineageEvent.nullable(),
  /** Its copies, as one call across accounts is logged in each; the first `EVENTS_SHOWN`. */
  events: z.array(LineageEvent),
  /** How many copies there are. */
  copies: z.number(),
});
export type LineageEdge = z.infer<typeof LineageEdge>;

/** One step back or forward, with what else the logs say of the origin of its `to`. */
export const LineageStep = LineageEdge.extend({
  /** Other edges to the same `to`; the first `OTHERS_SHOWN`. */
  others: z.array(LineageEdge),
  otherCount: z.number(),
});
export type LineageStep = z.infer<typeof LineageStep>;

/** One step forward, with what its `to` issued in turn. */
export const LineageBranch = LineageStep.extend({
  get children() {
    return z.array(LineageBranch);
  },
  /** Children that are not listed. */
  more: z.number(),
  /** It is listed with its children elsewhere in this answer. */
  again: z.boolean(),
});
export type LineageBranch = z.infer<typeof LineageBranch>;

const LIFE_WORDS = ['created', 'issued', 'first-use', 'activated', 'deactivated', 'deleted', 'last-use'] as const;

/** A moment in the life of a key. */
export const LifeEvent = z.object({
  what: z.enum(LIFE_WORDS),
  time: z.number().nullable(),
  /** The attempt failed, with this error code: it changed nothing. */
  failed: z.string().nullable(),
  /** Who did it, with which key. */
  who: z.string().nullable(),
  accessKeyId: z.string().nullable(),
  event: LineageEvent,
});
export type LifeEvent = z.infer<typeof LifeEvent>;

/** Everything done with what was asked about and with everything that it spawned. */
export const Blast = z.object({
  /** Access keys, its own among them. */
  keys: z.number(),
  events: z.number(),
  first: z.number().nullable(),
  last: z.number().nullable(),
  writes: z.number(),
  denied: z.number(),
  accounts: z.array(Count),
  regions: z.array(Count),
  /** Filter that gives these events; null where it would name too many keys. */
  filter: z.string().nullable(),
});
export type Blast = z.infer<typeof Blast>;

export const Lineage = z.object({
  node: LineageNode,
  /** Where the chain ends: the first credentials or actor that the logs tell of; null where `chainEnd` is another than `root`. */
  root: LineageNode.nullable(),
  /** From `node` back to the root. */
  chain: z.array(LineageStep),
  /** Why the chain ends: no further issuer is known, the keys issued each other in a circle, or it is longer than is followed. */
  chainEnd: z.enum(['root', 'circle', 'limit']),
  children: z.array(LineageBranch),
  /** Children that are not listed. */
  more: z.number(),
  life: z.array(LifeEvent),
  blast: Blast,
  /** What was not followed or could not be read, as sentences. */
  notes: z.array(z.string()),
});
export type Lineage = z.infer<typeof Lineage>;
