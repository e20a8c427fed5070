// Channels about lineage.
import { z } from 'zod';
import { LONGEST_VALUE } from '../filter-edit.ts';
import { LINEAGE_KINDS, Lineage, MOST_DEPTH } from '../lineage.ts';

export const lineageChannels = {
  /** Who issued these credentials, and what they issued: `depth` generations forward, at most `width` children of each and `most` in all. */
  'lineage.get': {
    args: z.object({
      kind: z.enum(LINEAGE_KINDS),
      value: z.string().min(1).max(LONGEST_VALUE),
      depth: z.number().int().min(1).max(MOST_DEPTH),
      width: z.number().int().min(1).max(1000),
      most: z.number().int().min(1).max(5000),
    }),
    /** Null: the case does not know it. */
    result: z.object({ lineage: Lineage.nullable() }),
  },
} as const;
