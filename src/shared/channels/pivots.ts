// What the window asks of single entities: part of the channel map.
import { z } from 'zod';
import { EntityNote, SeenCount } from '../domain.ts';
import { ACTOR_SORTS, ActorRow, KEY_SORTS, KeyRow } from '../entities.ts';
import { LONGEST_VALUE } from '../filter-edit.ts';
import { FilterReading } from '../filter-reading.ts';
import { PIVOT_KINDS } from '../pivots.ts';
import { Filter, nothing } from './parts.ts';

/** Counts by field. */
const ByField = z.record(z.string(), z.array(SeenCount));

/** A page of a sorted list; only what holds `search`, in any letter case. */
const Listed = {
  filter: Filter,
  search: z.string().max(1000),
  descending: z.boolean(),
  offset: z.number().int().min(0),
  limit: z.number().int().min(1).max(1000),
};

/** Items that could not be read, or not wholly, so that nobody knows which of their sign-ins failed. */
const Unreadable = z.number();

const Entity = z.object({ kind: z.enum(PIVOT_KINDS), value: z.string().min(1).max(LONGEST_VALUE) });

export const pivotChannels = {
  /** All about one entity, as columns tell it; of a resource, as its records do. Errors: FILTER_INVALID. */
  pivot: {
    args: Entity,
    result: z.object({
      kind: z.enum(PIVOT_KINDS),
      value: z.string(),
      /** Of an actor: its id, where the value is one or means exactly one. */
      who: z.string().nullable(),
      /** The filter that gives the events of this page. */
      filter: z.string(),
      events: z.number(),
      /** ms UTC. */
      first: z.number().nullable(),
      last: z.number().nullable(),
      errors: z.number(),
      denied: z.number(),
      writes: z.number(),
      /** Days of the case's zone with at least one event. */
      days: z.number(),
      accounts: z.number(),
      regions: z.number(),
      life: z.array(z.object({ from: z.number(), to: z.number(), count: z.number(), errors: z.number() })),
      actors: z.array(SeenCount),
      /** Of an actor asked for by a name as recorded: events of these actors that record another name, and the filter that gives all of theirs. */
      otherwise: z.object({ events: z.number(), filter: z.string() }).nullable(),
      forms: ByField,
      related: ByField,
      /** Different values of `who` and of each of their fields: those listed are the most frequent. */
      distinct: z.record(z.string(), z.number()),
      /** Items of which it asks records that could not be read, or not wholly: those of sign-ins tell which of them failed. */
      unreadable: z.number(),
      /** Records are still to be read for it, as for a resource: all of this is of the events that are certain so far. */
      reading: FilterReading.nullable(),
    }),
  },
  /** The resolved actors of the filter's events. Errors: FILTER_INVALID. */
  'actors.list': {
    args: z.object({ ...Listed, sort: z.enum(ACTOR_SORTS) }),
    result: z.object({ total: z.number(), rows: z.array(ActorRow), unreadable: Unreadable }),
  },
  /** The access keys with which the filter's events were made, and those that these events name. Errors: FILTER_INVALID. */
  'keys.list': {
    args: z.object({ ...Listed, sort: z.enum(KEY_SORTS) }),
    result: z.object({ total: z.number(), rows: z.array(KeyRow), unreadable: Unreadable }),
  },
  /** The resolved actors of events, in the order of their ids. */
  'actors.names': {
    args: z.object({ ids: z.array(z.string()).max(1000) }),
    result: z.object({
      names: z.array(
        z.object({
          /** As the field `who` has it; null where the record names nobody. */
          who: z.string().nullable(),
          /** The last part of it: empty for root. */
          name: z.string().nullable(),
          /** The record has a principal id only: other records of the case tell whose it is. */
          learnt: z.boolean(),
        }),
      ),
    }),
  },
  /** Every version of the examiner's note on an entity, newest first. */
  'notes.get': { args: Entity, result: z.object({ versions: z.array(EntityNote) }) },
  /** Adds a version; nothing is erased. An empty text takes the note away. */
  'notes.put': { args: Entity.extend({ note: z.string().max(100_000) }), result: nothing },
} as const;
