// The case itself: making, opening and closing it, what it is, and its custody log. Part of the channel map.
import { z } from 'zod';
import { CaseFacts, CaseInfo, Count, CustodyRow, SeenCount } from '../domain.ts';
import { nothing, Path } from './parts.ts';

/** Hours of one account and region that have events, for the coverage strip. `hours[i]` counts from `start`. */
const CoverageStrip = z.object({
  account: z.string(),
  region: z.string(),
  events: z.number(),
  /** ms UTC of the first bin; the same for every strip. */
  start: z.number(),
  /** Width of a bin in ms; the same for every strip. */
  binMs: z.number(),
  counts: z.array(z.number()),
});

/** Answered by the engine. */
export const caseChannels = {
  'case.create': { args: z.object({ path: Path, facts: CaseFacts.partial() }), result: CaseInfo },
  'case.open': { args: z.object({ path: Path }), result: CaseInfo },
  'case.close': { args: nothing, result: nothing },
  'case.info': { args: nothing, result: CaseInfo },
  'case.overview': {
    args: nothing,
    result: z.object({
      coverage: z.array(CoverageStrip),
      categories: z.array(Count),
      topApis: z.array(SeenCount),
      topAddresses: z.array(SeenCount),
      topErrors: z.array(SeenCount),
    }),
  },
  'custody.list': { args: nothing, result: z.object({ rows: z.array(CustodyRow) }) },
} as const;
