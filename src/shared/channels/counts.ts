// Events of a filter counted: by the values of a field, and over time. Part of the channel map.
import { z } from 'zod';
import { SeenCount } from '../domain.ts';
import { COLUMN_FACETS } from '../facets.ts';
import { Counted, Filter, Ticket } from './parts.ts';

const ColumnFacet = z.enum(COLUMN_FACETS);

/** Answered by the engine. */
export const countChannels = {
  /**
   * Counts per value of each named field, among the events of the filter: the first `top` of those whose text holds `search`, in any letter case.
   * Events without the field are not counted.
   */
  'events.facets': {
    args: z.object({ ...Counted, names: z.array(ColumnFacet).max(COLUMN_FACETS.length) }),
    result: z.object({
      /** Events of the filter. */
      total: z.number(),
      /** `distinct`: how many values there are; `found`: how many of them hold the text that was searched for. */
      facets: z.partialRecord(ColumnFacet, z.object({ distinct: z.number(), found: z.number(), values: z.array(SeenCount) })),
    }),
  },
  /** Events over time; `from`, `to` are ms UTC, half-open, null: from the first event, to the last. Steps follow the clock of the case's zone. */
  'events.histogram': {
    args: z.object({
      filter: Filter,
      from: z.number().nullable(),
      to: z.number().nullable(),
      binning: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('parts'), count: z.number().int().min(1).max(2000) }),
        z.object({ kind: z.literal('every'), ms: z.number().int().min(1000) }),
        z.object({ kind: z.literal('auto') }),
      ]),
      by: ColumnFacet.nullable(),
      /** Of which field the different values in each bin are counted. */
      distinct: ColumnFacet.nullable().optional(),
      ticket: Ticket,
    }),
    result: z.object({
      /** `by[i]` counts the events with `values[i]`; what is left of `count` has another value, or none. */
      bins: z.array(
        z.object({ from: z.number(), to: z.number(), count: z.number(), by: z.array(z.number()), distinct: z.number().nullable() }),
      ),
      values: z.array(z.string()),
      total: z.number(),
      /** Events of the filter without a time: in no bin. */
      undated: z.number(),
    }),
  },
} as const;
