// Channels about resources. Records are read for them: `reading` says how far; until it is null an answer is of what was read so far.
import { z } from 'zod';
import { LONGEST_VALUE } from '../filter-edit.ts';
import { FilterReading } from '../filter-reading.ts';
import { KindCount, ResourceHistory, ResourceRow } from '../resources.ts';

export const resourceChannels = {
  /** The resources that the events of the filter name: the first `top` of a kind (null: all) whose text holds `search`, in any letter case. */
  'resources.list': {
    args: z.object({
      filter: z.string().max(10_000),
      kind: z.string().max(200).nullable(),
      search: z.string().max(1000),
      top: z.number().int().min(0).max(1000),
      order: z.enum(['most', 'rarest']),
      ticket: z.string().max(64).optional(),
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
