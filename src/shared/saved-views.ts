// Views that an investigator saved under a name: a filter and how its events are shown. Versioned: the newest of a name counts.
import { z } from 'zod';
import { COLUMN_FACETS, FACET_FIELDS } from './facets.ts';
import { TimelineDisplay } from './timeline-layers.ts';

/** What else the window shows than the filter's events. */
export const ViewDisplay = z.object({
  /** Shape of this object; raised when it changes. */
  version: z.literal(1),
  view: z.enum(['events', 'timeline', 'bookmarks']),
  order: z.enum(['asc', 'desc']),
  /** Ids of the table's columns, as the window calls them. */
  columns: z.array(z.string().min(1).max(64)).max(64),
  /** By what the histogram is split; null: not at all. */
  split: z.enum(COLUMN_FACETS).nullable(),
  /** Facets that stand in the panel, in their order. */
  facets: z.array(z.enum(FACET_FIELDS)).max(FACET_FIELDS.length),
  /** Of views that show the timeline; views of earlier versions do not have it. */
  timeline: TimelineDisplay.optional(),
});
export type ViewDisplay = z.infer<typeof ViewDisplay>;

/** How a view is shown whose display this version does not understand. */
export const PLAIN_DISPLAY: ViewDisplay = { version: 1, view: 'events', order: 'asc', columns: [], split: null, facets: [] };

/** Longer ones fit nowhere. */
export const LONGEST_VIEW_NAME = 120;

/** One line of text: names stand in lists, on terminals and in reports. */
export const ViewName = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST_VIEW_NAME)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u);

export const ViewVersion = z.object({
  /** Canonical filter text. */
  filter: z.string(),
  display: ViewDisplay,
  author: z.string(),
  /** ms UTC. */
  at: z.number(),
  /** The view was taken away by this version. */
  removed: z.boolean(),
});
export type ViewVersion = z.infer<typeof ViewVersion>;

export const SavedView = z.object({
  name: z.string(),
  /** Newest first; never empty. */
  versions: z.array(ViewVersion),
});
export type SavedView = z.infer<typeof SavedView>;

/** The version that counts; null where the view was removed. */
export function currentVersion(view: SavedView): ViewVersion | null {
  const [newest] = view.versions;
  return newest && !newest.removed ? newest : null;
}
