// The case itself: making, opening and closing it, what it is, and its custody log. Part of the channel map.
import { z } from 'zod';
import { CaseFacts, CaseInfo, Count, CustodyRow, SeenCount } from '../domain.ts';
import { FactName } from '../facts.ts';
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

/** ms UTC, half-open: a span of time, and how many events are in it, before it and after it. */
const Bulk = z.object({ from: z.number(), to: z.number(), events: z.number(), before: z.number(), after: z.number() });

/** Answered by the engine. */
export const caseChannels = {
  'case.create': { args: z.object({ path: Path, facts: CaseFacts.partial() }), result: CaseInfo },
  'case.open': { args: z.object({ path: Path }), result: CaseInfo },
  'case.close': { args: nothing, result: nothing },
  'case.info': { args: nothing, result: CaseInfo },
  /** Of those that are given, what differs becomes a new version. `changed`: these. */
  'case.setFacts': { args: z.object({ facts: CaseFacts.partial() }), result: z.object({ changed: z.array(FactName) }) },
  'case.overview': {
    args: nothing,
    result: z.object({
      coverage: z.array(CoverageStrip),
      /** Nearly all dated events, where they fill so little of the whole time that nothing is seen of them; null where that is not so. */
      bulk: Bulk.extend({ coverage: z.array(CoverageStrip) }).nullable(),
      categories: z.array(Count),
      topApis: z.array(SeenCount),
      topAddresses: z.array(SeenCount),
      topErrors: z.array(SeenCount),
    }),
  },
  /** Of the overview that alone, at once. */
  'case.bulk': { args: nothing, result: z.object({ bulk: Bulk.nullable() }) },
  /** Sign-ins that failed: they have no error code, and their records are read for it. */
  'case.signIns': {
    args: nothing,
    result: z.object({
      failed: z.number(),
      /** Items that could not be read, or not wholly, so that nobody knows which of their sign-ins failed. */
      unreadable: z.number(),
    }),
  },
  'custody.list': { args: nothing, result: z.object({ rows: z.array(CustodyRow) }) },
} as const;
