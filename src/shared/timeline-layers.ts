// What the timeline can leave out: layers that are drawn beside density and events, by the names under which views keep them.
import { z } from 'zod';
import { LaneKind, MARKER_KINDS, MOST_LANES } from './timeline.ts';

/** Kinds of markers, backgrounds, and what lies over the lanes. */
export const TIMELINE_LAYERS = [
  ...MARKER_KINDS,
  'unattested',
  'uncovered',
  'nights',
  'offHours',
  'bookmarks',
  'findings',
  'sessions',
  'lineage',
] as const;
export const TimelineLayer = z.enum(TIMELINE_LAYERS);
export type TimelineLayer = z.infer<typeof TimelineLayer>;

/** Pins of all kinds of lanes together that are kept at most. */
export const MOST_PINS = 24;
/** Pins of one kind; the others leave room for the busiest lanes. */
export const MOST_PINS_OF_KIND = 10;

/** A lane that stays first whatever its rank. */
export const LanePin = z.object({ by: LaneKind, value: z.string().max(10_000) });
export type LanePin = z.infer<typeof LanePin>;

/** What of the timeline a saved view keeps. */
export const TimelineDisplay = z.object({
  /** ms UTC, half-open; null: the whole case. */
  span: z.object({ from: z.number(), to: z.number() }).nullable(),
  by: LaneKind,
  pins: z.array(LanePin).max(Math.max(MOST_PINS, MOST_LANES)),
  /** Layers that are not shown: those that a later version adds are. */
  hidden: z.array(TimelineLayer).max(TIMELINE_LAYERS.length),
});
export type TimelineDisplay = z.infer<typeof TimelineDisplay>;
