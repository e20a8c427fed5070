// Lists of a case's actors and access keys, as engine and window share them. Times are ms UTC.
import { z } from 'zod';

const Ms = z.number().nullable();

/** What the filter's events of an actor or made with a key come to. */
const Use = {
  events: z.number(),
  errors: z.number(),
  denied: z.number(),
  writes: z.number(),
  first: Ms,
  last: Ms,
  /** The whole case has enough events of it to tell what changed in them: see unusual.ts. */
  comparable: z.boolean(),
};

/** `unusual`: those of which most is told first, as unusual.ts orders them. */
export const ACTOR_SORTS = ['who', 'type', 'account', 'keys', 'events', 'denied', 'writes', 'first', 'last', 'unusual'] as const;
export type ActorSort = (typeof ACTOR_SORTS)[number];

export const ActorRow = z.object({
  /** As the field `who` has it. */
  who: z.string(),
  account: z.string().nullable(),
  type: z.string(),
  /** Empty where account and type say all. */
  name: z.string(),
  /** Different access keys among its events; of a role, those of its sessions. */
  keys: z.number(),
  ...Use,
});
export type ActorRow = z.infer<typeof ActorRow>;

export const KEY_SORTS = ['key', 'type', 'events', 'denied', 'writes', 'named', 'first', 'last', 'unusual'] as const;
export type KeySort = (typeof KEY_SORTS)[number];

/** An event that names a key other than its caller's. */
export const NamingEvent = z.object({
  /** Public id. */
  id: z.string(),
  time: Ms,
  eventName: z.string().nullable(),
  who: z.string().nullable(),
});
export type NamingEvent = z.infer<typeof NamingEvent>;

export const KeyRow = z.object({
  key: z.string(),
  /** By its prefix; null for what has neither. */
  type: z.enum(['long-term', 'temporary']).nullable(),
  /** Some event of the case is made with it. */
  used: z.boolean(),
  /** Whose events are made with it, in the whole case: the actor with most of them; null where none is told. `others`: further actors. */
  who: z.string().nullable(),
  others: z.number(),
  ...Use,
  /** The first event of the case that hands it out without an error; null where it holds none. */
  issued: NamingEvent.nullable(),
  /** Events of the case that are about it: UpdateAccessKey, DeleteAccessKey and the like; the last of them. */
  named: z.number(),
  lastNamed: NamingEvent.nullable(),
});
export type KeyRow = z.infer<typeof KeyRow>;
