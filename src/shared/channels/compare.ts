// What the window asks to compare two sets of events: part of the channel map.
import { z } from 'zod';
import { Comparison } from '../compare.ts';
import { Filter, Ticket } from './parts.ts';

export const compareChannels = {
  /** The events of filter A and of filter B side by side; at most `top` values of each group. Errors: FILTER_INVALID. */
  'compare.get': {
    args: z.object({ a: Filter, b: Filter, top: z.number().int().min(1).max(1000), ticket: Ticket }),
    result: Comparison,
  },
};
