// Resources as window, command line and report share them: what is told of one, and what calls did with it.
import { z } from 'zod';
import { SeenCount } from './domain.ts';

/** What a call does with a resource, in the order in which it is told. */
export const RESOURCE_EFFECTS = ['created', 'changed', 'permission', 'emptied', 'deleted', 'written', 'read', 'listed', 'used'] as const;
export const ResourceEffect = z.enum(RESOURCE_EFFECTS);
export type ResourceEffect = z.infer<typeof ResourceEffect>;

/** Those that are told one by one; of the others there may be very many, and they change nothing about the resource itself. */
export const LIFE_EFFECTS = ['created', 'changed', 'permission', 'emptied', 'deleted'] as const satisfies readonly ResourceEffect[];

/** As a participle: `deleted`, `permissions changed`. */
export const EFFECT_WORDS: Record<ResourceEffect, string> = {
  created: 'created',
  changed: 'changed',
  permission: 'permissions changed',
  emptied: 'contents deleted',
  deleted: 'deleted',
  written: 'contents written',
  read: 'read',
  listed: 'listed',
  used: 'used',
};

/** `denied` and `failed`: it was tried, and nothing came of it. */
export const Outcome = z.enum(['done', 'denied', 'failed']);
export type Outcome = z.infer<typeof Outcome>;

/** When something was done first (created) or last (deleted), and how often; null where it never was. `at`: ms UTC, null where undated. */
const Mark = z.object({ count: z.number(), at: z.number().nullable() }).nullable();

/** A resource among others. */
export const ResourceRow = SeenCount.extend({
  /** `value` is the text by which it is known: an ARN, or an id unique by itself. */
  kind: z.string(),
  name: z.string(),
  created: Mark,
  deleted: Mark,
  /** Calls that changed it, its permissions, or deleted what is in it, and were done. */
  changes: z.number(),
  /** Calls of any effect that were denied or failed. */
  refused: z.number(),
  actors: z.number(),
});
export type ResourceRow = z.infer<typeof ResourceRow>;

export const KindCount = z.object({ kind: z.string(), resources: z.number() });
export type KindCount = z.infer<typeof KindCount>;

/** One call in the life of a resource. */
export const ResourceTouch = z.object({
  /** Public id of the event. */
  id: z.string(),
  timeMs: z.number().nullable(),
  eventID: z.string().nullable(),
  eventName: z.string().nullable(),
  effect: ResourceEffect,
  outcome: Outcome,
  errorCode: z.string().nullable(),
  /** The actor, as the filter's field `who` has it. */
  who: z.string().nullable(),
  sourceIPAddress: z.string().nullable(),
  awsRegion: z.string().nullable(),
  accountId: z.string().nullable(),
  /** Of a bucket: keys of the objects that the record names, the first few; `objectCount` of them in all. */
  objects: z.array(z.string()),
  objectCount: z.number(),
  /** Other resources that the record names, as the policy that was attached or the key of an alias: the first few, sorted; `besideCount` of them in all. */
  beside: z.array(z.string()),
  besideCount: z.number(),
});
export type ResourceTouch = z.infer<typeof ResourceTouch>;

export const EffectCount = z.object({
  effect: ResourceEffect,
  done: z.number(),
  denied: z.number(),
  failed: z.number(),
  /** The APIs that had it, sorted. */
  apis: z.array(z.string()),
  /** Of those done; ms UTC. */
  first: z.number().nullable(),
  last: z.number().nullable(),
  /** Filters that leave exactly the events of each number; null where none can, as where one API does two things. */
  filters: z.object({ done: z.string().nullable(), denied: z.string().nullable(), failed: z.string().nullable() }),
});
export type EffectCount = z.infer<typeof EffectCount>;

export const ResourceHistory = z.object({
  /** As it was asked for. */
  value: z.string(),
  /** The text by which the resource is known. */
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  /** Filter that gives its events; `exact` when it leaves those counted here and no other, as one by a name that several bear does not. */
  filter: z.string(),
  exact: z.boolean(),
  /** Events that name it. */
  events: z.number(),
  first: z.number().nullable(),
  last: z.number().nullable(),
  /** Texts by which records name it, those of its objects and sessions left out. */
  forms: z.array(z.string()),
  effects: z.array(EffectCount),
  /** The first call that created it and the last that deleted it, done; null where the records have none. */
  created: ResourceTouch.nullable(),
  deleted: ResourceTouch.nullable(),
  /** The last that did anything of LIFE_EFFECTS. */
  lastChange: ResourceTouch.nullable(),
  /** Calls of LIFE_EFFECTS, also refused ones, by time: of `lifeTotal` the first and the last. */
  life: z.array(ResourceTouch),
  lifeTotal: z.number(),
  actors: z.array(SeenCount),
  actorTotal: z.number(),
  /** Other resources that the text may mean, most events first: of `alsoTotal` the first. */
  also: z.array(z.object({ id: z.string(), kind: z.string(), events: z.number() })),
  alsoTotal: z.number(),
  /** Hashes of items that could not be read, or not wholly. */
  unreadable: z.array(z.string()),
});
export type ResourceHistory = z.infer<typeof ResourceHistory>;
