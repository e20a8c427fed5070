// Writing a filter, and reading the records that it asks of. Part of the channel map.
import { z } from 'zod';
import { Filter, nothing } from './parts.ts';

/** Answered by the engine. */
export const filterChannels = {
  /** What may stand at the cursor of the filter's text, from 0: fields, or values of one in the case, most events first. */
  'filter.complete': {
    args: z.object({ text: Filter, cursor: z.number().int().min(0) }),
    result: z.object({
      /** Range of the text that an item replaces. */
      from: z.number(),
      to: z.number(),
      items: z.array(z.object({ text: z.string(), label: z.string(), count: z.number().nullable() })),
    }),
  },
  /** Stops reading records for a filter: what was found stays. */
  'filter.stop': { args: nothing, result: nothing },
  /** Reads on for a filter, after it was stopped or failed. */
  'filter.read': { args: z.object({ filter: Filter }), result: nothing },
} as const;
