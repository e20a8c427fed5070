// Saved views: a filter with its display, under a name. Part of the channel map. Nothing is ever erased.
import { z } from 'zod';
import { SavedView, ViewDisplay, ViewName } from '../saved-views.ts';
import { Filter, nothing } from './parts.ts';

/** Answered by the engine. */
export const viewChannels = {
  /** Every saved view with all its versions, also those that were removed; by name. */
  'views.list': { args: nothing, result: z.object({ views: z.array(SavedView) }) },
  /** Adds a version of a view; nothing is erased. `remove: true` takes the view away, as it last was. Errors: FILTER_INVALID, VIEW_MISSING. */
  'views.put': {
    args: z.object({ name: ViewName, filter: Filter, display: ViewDisplay, remove: z.boolean().optional() }),
    result: nothing,
  },
  /** The view goes on under another name. Errors: VIEW_MISSING, VIEW_EXISTS. */
  'views.rename': { args: z.object({ from: z.string().max(1000), to: ViewName }), result: nothing },
} as const;
