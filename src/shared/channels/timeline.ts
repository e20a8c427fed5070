// What the timeline asks: part of the channel map. One question for each layer, so that the quick ones are shown before the slow ones are known.
import { z } from 'zod';
import { FilterReading } from '../filter-reading.ts';
import {
  Backgrounds,
  DensityBin,
  Hours,
  Lane,
  LaneEdge,
  LaneEvent,
  LaneKind,
  LaneSession,
  MarkerKind,
  MarkersOfKind,
  MOST_LANES,
} from '../timeline.ts';
import { Filter, Ticket } from './parts.ts';

/** An end of a span, ms UTC: what a Date can hold. */
const Instant = z.number().min(-8.64e15).max(8.64e15);

/** Filter text; the span in ms UTC, half-open [from, to); a ticket by which the question can be dropped. */
const Asked = { filter: Filter, from: Instant, to: Instant, ticket: Ticket };

/** A lane's value as an answer gave it. */
const LaneValue = z.string().max(1_000_000);

export const timelineChannels = {
  /** Events of the span by class, in bins of equal width. Errors: FILTER_INVALID. */
  'timeline.density': {
    args: z.object({ ...Asked, bins: z.number().int().min(1).max(2000) }),
    result: z.object({
      bins: z.array(DensityBin),
      total: z.number(),
      /** Items that could not be read, or not wholly: asked by the filter, or with sign-ins of which nobody knows which failed. */
      unreadable: z.number(),
    }),
  },
  /**
   * The pinned lanes in their order, then the busiest, with their density; and single events. Of resources, records are read for it: until that
   * is done (`reading`) it counts those that were read so far, and is to be asked again. Errors: FILTER_INVALID.
   */
  'timeline.lanes': {
    args: z.object({
      ...Asked,
      by: LaneKind,
      /** Lanes in all, the pinned ones included; those have a lane also where they are more. */
      lanes: z.number().int().min(1).max(MOST_LANES),
      bins: z.number().int().min(1).max(500),
      /** Single events at most. */
      limit: z.number().int().min(0).max(1000),
      /** Values that have a lane whatever their rank. */
      pinned: z.array(LaneValue).max(MOST_LANES).optional(),
      /** Where there are more single events than `limit`: those of the quietest lanes, as many lanes as fit. Else none. */
      mixed: z.boolean().optional(),
    }),
    result: z.object({
      lanes: z.array(Lane),
      /** Values that have no lane; of resources, as far as they were read. */
      otherLanes: z.number(),
      /** Events in no lane, with their density: those of the values without a lane. */
      others: z.object({ count: z.number(), bins: z.array(DensityBin) }),
      /**
       * In public order. Without `mixed`: all of the span, when at most `limit`, else null. With it: those of the lanes that are `single` (and of
       * no lane when all of the span are at most `limit`); null when there is no such lane.
       */
      events: z.array(LaneEvent).nullable(),
      /** Events in the span. */
      total: z.number(),
      /** Of resources: events that name none, and those whose records are still to be read. Else 0. Both are counted in `others`. */
      none: z.number(),
      unread: z.number(),
      reading: FilterReading.nullable(),
    }),
  },
  /**
   * Credentials as ranges in lanes, and which of them were issued where. `values` are lanes of the kind, as an answer gave them; places refer to
   * them. Undated events are in none. Of resources only as far as they were read. Errors: FILTER_INVALID.
   */
  'timeline.sessions': {
    args: z.object({
      ...Asked,
      by: LaneKind,
      values: z.array(LaneValue).max(MOST_LANES),
      /** Ranges and edges at most, each. */
      most: z.number().int().min(0).max(1000),
    }),
    result: z.object({
      /** Those with most events, in order of time, then lane, then key. */
      sessions: z.array(LaneSession),
      /** By lane: ranges that are not listed, and their events. */
      left: z.array(z.object({ sessions: z.number(), events: z.number() })),
      /** Edges of the listed ranges whose both ends lie in lanes and in the span; in order of time. */
      edges: z.array(LaneEdge),
      leftEdges: z.number(),
      /** Listed credentials whose records are still to be read, so that edges to them may change or come: the question is to be asked again. */
      unchecked: z.number(),
    }),
  },
  /** Events of some kinds that mark a story, single where there are at most `most` of the kind, else counted in bins. Errors: FILTER_INVALID. */
  'timeline.markers': {
    args: z.object({
      ...Asked,
      kinds: z.array(MarkerKind).max(10),
      bins: z.number().int().min(1).max(500),
      /** Of each kind. */
      most: z.number().int().min(0).max(500),
    }),
    result: z.object({ kinds: z.array(MarkersOfKind) }),
  },
  /** What lies behind the lanes: time that is not attested or not covered at all, working hours, nights. Independent of the filter. */
  'timeline.backgrounds': {
    args: z.object({
      from: Instant,
      to: Instant,
      /** Default: WORKING_HOURS, NIGHT_HOURS. */
      working: Hours.optional(),
      night: Hours.optional(),
      /** Spans of each sort at most. */
      most: z.number().int().min(0).max(1000),
      ticket: Ticket,
    }),
    result: Backgrounds,
  },
} as const;
