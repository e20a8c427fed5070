// How far the records are read that a question of the window needs.
import { z } from 'zod';

/** Sizes in bytes as delivered. */
export const FilterReading = z.object({
  filter: z.string(),
  /** What for: it is stopped and gone on with by `filter.…` or `resources.…`. */
  asks: z.enum(['filter', 'resources']),
  done: z.number(),
  total: z.number(),
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  /** Of one that failed. */
  error: z.object({ code: z.string(), message: z.string(), advice: z.string() }).nullable(),
});
export type FilterReading = z.infer<typeof FilterReading>;
