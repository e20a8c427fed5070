// What an acquisition tells of itself: how much was listed and fetched, what stood in the way, who asked and by which requests.
import { z } from 'zod';

/** What an import got from addresses, `s3://…`. */
export const AcquiredSummary = z.object({
  /** Versions and delete markers that the listing of what was chosen has. */
  listed: z.number(),
  /** Versions that were fetched, and their bytes. */
  fetched: z.number(),
  bytes: z.number(),
  /** Versions that were in the case already: not fetched again. */
  known: z.number(),
  /** Listed, and not to be had, each with its reason as a problem. */
  notFetched: z.number(),
  noncurrent: z.number(),
  deleteMarkers: z.number(),
  restoresAsked: z.number(),
  /** HTTP requests in all. */
  requests: z.number(),
  /** What was refused of what is not an object, in words. */
  notes: z.array(z.string()),
  /** Who asked, as STS says it, or why that is not known. */
  identity: z.string().optional(),
  /** Buckets, and regions of the history of events, as sources; and how many places of CloudTrail's were taken. */
  sources: z.array(z.string()).optional(),
  places: z.number().optional(),
  /** Versions fetched by the checksum that their bytes were compared with, as S3 names it; `differs` and `nothing stated` among them. */
  checked: z.record(z.string(), z.number()).optional(),
  /** Versions by what was told of them: codes of problems. */
  told: z.record(z.string(), z.number()).optional(),
  /** Whether all versions could be listed; null where no bucket was. */
  versionsListed: z.boolean().nullable().optional(),
  /** The examiner's footprint: by what its requests are known, and how many of each kind there were. */
  userAgent: z.string().optional(),
  requestCounts: z.record(z.string(), z.number()).optional(),
});
export type AcquiredSummary = z.infer<typeof AcquiredSummary>;
