// Buckets as a source: part of the channel map. `import.start` takes `s3://` addresses among its paths.
import { z } from 'zod';
import { S3Access, S3Choice, S3Profile, S3Scope, S3Unfinished } from '../s3.ts';
import { nothing } from './parts.ts';

/** Answered by the engine. */
export const s3Channels = {
  /**
   * What is in a bucket, before anything is fetched: by list requests only, of which there are never more than `budget`. Changes nothing; needs
   * no open case. A newer call ends the one before it. Errors: USAGE for an address that is none, and the codes `S3_*`.
   */
  's3.scope': {
    args: z.object({
      address: z.string().min(1).max(4096),
      access: S3Access.optional(),
      choice: S3Choice.optional(),
      /** List requests at most; 1000 where it is left out. */
      budget: z.number().int().min(1).max(1_000_000).optional(),
    }),
    result: S3Scope,
  },
  /** Ends the look that is under way, which then answers CANCELLED. */
  's3.stop': { args: nothing, result: nothing },
  /** Profiles of the AWS configuration on this machine, by name. No key, and nothing else that is secret, is answered. */
  's3.profiles': { args: nothing, result: z.object({ profiles: z.array(S3Profile) }) },
  /** The newest import from addresses into the open case, where it did not come to its end. */
  's3.unfinished': { args: nothing, result: z.object({ unfinished: S3Unfinished.nullable() }) },
} as const;
