// What comes into a case: looking at it, and importing it. Part of the channel map.
import { z } from 'zod';
import { ItemKind } from '../domain.ts';
import { S3Import } from '../s3.ts';
import { JobStarted, Path } from './parts.ts';

/** Answered by the engine. */
export const importChannels = {
  /** What is there to import, recognised from the beginning of files; `looked` of `files` were looked at. Changes nothing. */
  'import.preview': {
    args: z.object({ paths: z.array(Path).min(1) }),
    result: z.object({
      files: z.number(),
      bytes: z.number(),
      looked: z.number(),
      groups: z.array(
        z.object({
          kind: ItemKind,
          shape: z.string(),
          /** Why they are not read and what to do, in words; else empty. */
          note: z.string(),
          files: z.number(),
          bytes: z.number(),
          examples: z.array(z.string()),
        }),
      ),
    }),
  },
  'import.start': {
    args: z.object({
      paths: z.array(Path).min(1),
      keepAll: z.boolean().optional(),
      md5: z.boolean().optional(),
      sha1: z.boolean().optional(),
      /** Path of a handover list. */
      expect: Path.optional(),
      /** How addresses among the paths (`s3://bucket/prefix`) are reached, and what of them is taken. */
      s3: S3Import.optional(),
    }),
    result: JobStarted,
  },
} as const;
