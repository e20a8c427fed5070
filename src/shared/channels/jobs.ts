// Work that runs and questions that wait: what there is of them, and ending them. Part of the channel map.
import { z } from 'zod';
import { JobStatus } from '../domain.ts';
import { nothing } from './parts.ts';

/** Answered by the engine. */
export const jobChannels = {
  'job.cancel': { args: z.object({ jobId: z.string() }), result: nothing },
  'job.list': { args: nothing, result: z.object({ jobs: z.array(JobStatus) }) },
  /** A question whose answer nobody waits for any more: if it has not begun, it is answered CANCELLED. */
  'query.drop': { args: z.object({ ticket: z.string().max(64) }), result: nothing },
} as const;
