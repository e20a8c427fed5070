// Events written to files: part of the channel map.
import { z } from 'zod';
import { MOST_AT_ONCE } from '../annotations.ts';
import { EventFormat } from '../exports.ts';
import { Filter, JobStarted, Path } from './parts.ts';

/** Answered by the engine. */
export const exportChannels = {
  /**
   * Writes events to a file, as `export` on the command line does: those named, or all of a filter. A job; cancelled, it leaves no file. What was
   * written enters the custody log. Errors: EVENT_MISSING, FILTER_INVALID, OUTPUT_EXISTS, OUTPUT_UNWRITABLE, JOB_RUNNING while evidence is imported.
   */
  'export.start': {
    args: z.object({
      /** In their order; null: those of the filter. */
      ids: z.array(z.string().max(1000)).max(MOST_AT_ONCE).nullable(),
      filter: Filter,
      format: EventFormat,
      out: Path,
      overwrite: z.boolean(),
    }),
    result: JobStarted,
  },
} as const;
