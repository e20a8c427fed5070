// What the window asks about what is unusual: part of the channel map.
import { z } from 'zod';
import { Unusual, UnusualActors } from '../unusual.ts';
import { Filter, Ticket } from './parts.ts';

export const unusualChannels = {
  /** What is unusual in the events that a filter leaves, in order of time. Errors: FILTER_INVALID. */
  'unusual.get': { args: z.object({ filter: Filter, ticket: Ticket }), result: Unusual },
  /** Actors and access keys of the case at whose events most changed together. */
  'unusual.actors': { args: z.object({ top: z.number().int().min(1).max(200), ticket: Ticket }), result: UnusualActors },
} as const;
