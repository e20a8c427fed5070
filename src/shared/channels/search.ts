// Searching for text in the raw records: part of the channel map. See docs/search.md.
import { z } from 'zod';
import { HitOrder, SearchAsked, SearchHit } from '../domain.ts';
import { JobStarted, nothing } from './parts.ts';

/** Answered by the engine. */
export const searchChannels = {
  /**
   * Starts a search in the raw records: see docs/search.md. One that still runs is cancelled: the newest question is the one that counts.
   * What was found is kept in the engine, for the newest few searches.
   */
  'search.start': { args: SearchAsked, result: JobStarted },
  /** Rows of what a search found so far; fewer at the end. */
  'search.page': {
    args: z.object({
      jobId: z.string(),
      order: HitOrder,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(200),
    }),
    result: z.object({ rows: z.array(SearchHit) }),
  },
  /** The searches that are kept, newest last. `stale`: evidence was added since it began. */
  'search.list': {
    args: nothing,
    result: z.object({ searches: z.array(SearchAsked.extend({ jobId: z.string(), stale: z.boolean() })) }),
  },
} as const;
