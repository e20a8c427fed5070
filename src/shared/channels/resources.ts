// Channels about resources. Records are read for them: `reading` says how far; until it is null an answer is of what was read so far.
import { z } from 'zod';
import { SeenCount } from '../domain.ts';
import { LONGEST_VALUE } from '../filter-edit.ts';
import { FilterReading } from '../filter-reading.ts';
import { KindCount, ResourceHistory, ResourceRow } from '../resources.ts';
import { Counted, Filter, nothing, Ticket } from './parts.ts';

export const resourceChannels = {
  /**
   * Counts per resource that the events of the filter name, as `events.facets`; an event that names several counts for each. Their records are
   * read for it: until that is done (`reading`) it counts those that were read so far, and is to be asked again.
   */
  'events.resources': {
    args: z.object(Counted),
    result: z.object({
      /** Events of the filter; `read`: those of which the records were read; `none`: of these, those that name no resource. */
      total: z.number(),
      read: z.number(),
      none: z.number(),
      /** Events that name one which is not told apart, because the case names too many: in no value and no number of values. */
      untold: z.number(),
      distinct: z.number(),
      found: z.number(),
      values: z.array(SeenCount),
      /** Items that could not be read, or not wholly. */
      unreadable: z.number(),
      reading: FilterReading.nullable(),
    }),
  },
  /** Stops reading records for resources: what was read stays. */
  'resources.stop': { args: nothing, result: nothing },
  /** After a stop or a failure: the next question reads on. */
  'resources.read': { args: nothing, result: nothing },
  /** The resources that the events of the filter name: the first `top` of a kind (null: all) whose text holds `search`, in any letter case. */
  'resources.list': {
    args: z.object({
      filter: Filter,
      kind: z.string().max(200).nullable(),
      search: z.string().max(1000),
      top: z.number().int().min(0).max(1000),
      order: z.enum(['most', 'rarest']),
      ticket: Ticket,
    }),
    result: z.object({
      rows: z.array(ResourceRow),
      found: z.number(),
      kinds: z.array(KindCount),
      /** Events of the filter; `read`, `none`, `untold`: as in events.resources. */
      total: z.number(),
      read: z.number(),
      none: z.number(),
      untold: z.number(),
      unreadable: z.number(),
      reading: FilterReading.nullable(),
    }),
  },
  /** The history of the resource that a text names; null while no record that was read names it. */
  'resources.history': {
    args: z.object({ value: z.string().min(1).max(LONGEST_VALUE) }),
    result: z.object({ history: ResourceHistory.nullable(), reading: FilterReading.nullable() }),
  },
} as const;
