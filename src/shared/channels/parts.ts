// Pieces of arguments that channels of several areas have.
import { z } from 'zod';

export const nothing = z.object({});
export const Path = z.string().min(1).max(4096);
/** Filter text: see docs/filters.md and shared/filter.ts. */
export const Filter = z.string().max(10_000);
/** Of a list in time: oldest first, or newest first. */
export const Order = z.enum(['asc', 'desc']);
/** A part of a list: rows `offset`…`offset+limit`. */
export const Page = { offset: z.number().int().min(0), limit: z.number().int().min(1).max(1000) };
/** ms UTC, half-open [from, to). */
export const Span = { from: z.number(), to: z.number() };
/** Names a question, so that it can be dropped: see `query.drop`. */
export const Ticket = z.string().max(64).optional();
/** Lower-case hex. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Values counted among the events of a filter: the first `top` in this order of those whose text holds `search`, in any letter case. */
export const Counted = {
  filter: Filter,
  top: z.number().int().min(0).max(1000),
  order: z.enum(['most', 'rarest']),
  search: z.string().max(1000),
  ticket: Ticket,
};
export const JobStarted = z.object({ jobId: z.string() });

/** Arguments of a dialog that asks where to write. */
export const Suggested = z.object({ suggested: z.string() });
/** What was chosen in a dialog; empty when the person cancels. */
export const Picked = z.object({ paths: z.array(z.string()) });
