// What was delivered, as it was delivered: the items, their bytes, and what is wrong with them. Part of the channel map.
import { z } from 'zod';
import { Count, EvidenceRow, ItemKind, ProblemRow } from '../domain.ts';
import { Page, Sha256 } from './parts.ts';

/** Answered by the engine. */
export const evidenceChannels = {
  'evidence.list': {
    args: z.object({ kind: ItemKind.nullable(), ...Page }),
    result: z.object({ total: z.number(), rows: z.array(EvidenceRow) }),
  },
  'evidence.problems': {
    args: z.object({ code: z.string().nullable(), ...Page }),
    result: z.object({ total: z.number(), byCode: z.array(Count), rows: z.array(ProblemRow) }),
  },
  /** A part of an item: as delivered, or its decoded content. `mark`: a range of which the hash is wanted. */
  'evidence.bytes': {
    args: z.object({
      sha256: Sha256,
      of: z.enum(['delivered', 'content']),
      offset: z.number().int().min(0),
      length: z.number().int().min(1).max(65_536),
      mark: z.object({ offset: z.number().int().min(0), length: z.number().int().min(0) }).nullable(),
    }),
    result: z.object({
      /** Of the whole item, in bytes. */
      size: z.number(),
      encoding: z.string(),
      /** Lower-case hex of the part, shorter at the end of the item. */
      hex: z.string(),
      /** SHA-256 of the marked range; null when none was asked for or it is too long. */
      markSha256: z.string().nullable(),
    }),
  },
} as const;
