// Everything the timeline asks the engine for the span in view: each layer by itself, so that the quick ones do not wait; what nobody waits for any
// more is dropped; and what was there stays until the next has come.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Result } from '../../../shared/channels.ts';
import { type LaneKind, MARKER_KINDS, MOST_LANES } from '../../../shared/timeline.ts';
import type { LanePin, TimelineLayer } from '../../../shared/timeline-layers.ts';
import { offsetAt } from '../../../shared/timeline-picture/axis.ts';
import { droppable } from '../../data/droppable.ts';
import { useCase } from '../../data/queries.ts';
import type { Span } from '../../state/view-state.ts';
import { BUSIEST, MOST_EVENTS, MOST_SESSIONS, marksPerLane } from './lanes/limits.ts';
import { binWidth, gridFor } from './spans.ts';

/** ms between two questions while records are being read. */
const AGAIN_MS = 500;
/** A bar of the chart is at least so wide, px. */
const BAR_PX = 3;
/** A sign on the strip of markers needs so much room, px. */
export const SPOT_PX = 36;
/** Markers of a kind that are told singly. */
const MOST_MARKERS = 120;
/** Stretches of each sort behind the lanes. */
const MOST_STRETCHES = 400;

interface Asked {
  filter: string;
  /** As it is seen; the questions reach a little beyond. */
  span: Span;
  whole: Span;
  by: LaneKind;
  pins: readonly LanePin[];
  hidden: readonly TimelineLayer[];
  zone: string;
  /** Of the drawing area, px. */
  width: number;
}

export interface TimelineData {
  density: Result<'timeline.density'> | undefined;
  lanes: Result<'timeline.lanes'> | undefined;
  /** By which kind the lanes were asked for. */
  lanesBy: LaneKind;
  sessions: Result<'timeline.sessions'> | null;
  markers: Result<'timeline.markers'> | undefined;
  backgrounds: Result<'timeline.backgrounds'> | undefined;
  /** What is shown was answered for another span or question. */
  isStale: boolean;
  error: unknown;
  retry(): void;
}

export function useTimelineData({ filter, span, whole, by, pins, hidden, zone, width }: Asked): TimelineData {
  const path = useCase().case.path;
  const pinned = useMemo(() => pins.filter((pin) => pin.by === by).map(({ value }) => value), [pins, by]);
  const laneCount = Math.min(MOST_LANES, BUSIEST + pinned.length);
  const offset = offsetAt(span.from, zone);
  const grid = (most: number) => {
    const { from, to, bins } = gridFor(span, whole, binWidth(span, most), offset);
    return { from, to, bins };
  };
  const chart = grid(Math.min(800, Math.max(60, width / BAR_PX)));
  const rows = grid(marksPerLane(laneCount, width));
  const strip = grid(Math.max(8, width / (SPOT_PX * 1.5)));
  const { bins: _, ...reach } = grid(4);
  const kinds = MARKER_KINDS.filter((kind) => !hidden.includes(kind));

  const density = useQuery({ ...droppable(path, 'timeline.density', { filter, ...chart }), placeholderData: keepPreviousData });
  const lanes = useQuery({
    ...droppable(path, 'timeline.lanes', { filter, ...rows, by, lanes: laneCount, limit: MOST_EVENTS, pinned, mixed: true }),
    select: (answer) => ({ answer, by }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      (data as Result<'timeline.lanes'> | undefined)?.reading?.state === 'running' ? AGAIN_MS : false,
  });
  const answer = lanes.data?.answer;
  const values = useMemo(() => (answer?.lanes ?? []).map(({ value }) => value), [answer]);
  const wantsSessions = (!hidden.includes('sessions') || !hidden.includes('lineage')) && by !== 'resource';
  const sessions = useQuery({
    ...droppable(path, 'timeline.sessions', { filter, from: rows.from, to: rows.to, by, values, most: MOST_SESSIONS }),
    // Of the lanes that are there, not of those that are on their way.
    select: (found) => ({ found, values }),
    enabled: wantsSessions && values.length > 0 && !lanes.isPlaceholderData,
    // Some edges follow from records that are still being read.
    refetchInterval: ({ state: { data } }) => (((data as Result<'timeline.sessions'> | undefined)?.unchecked ?? 0) > 0 ? AGAIN_MS : false),
  });
  const markers = useQuery({
    ...droppable(path, 'timeline.markers', { filter, ...strip, kinds: [...kinds], most: MOST_MARKERS }),
    enabled: kinds.length > 0,
    placeholderData: keepPreviousData,
    // Their words come from records that are still being read.
    refetchInterval: ({ state: { data } }) => ((data?.kinds ?? []).some(({ unread }) => unread > 0) ? AGAIN_MS : false),
  });
  const backgrounds = useQuery({
    ...droppable(path, 'timeline.backgrounds', { ...reach, most: MOST_STRETCHES }),
    placeholderData: keepPreviousData,
  });
  const failed = [density, lanes, markers].find(({ error }) => error !== null);
  return {
    density: density.data,
    lanes: answer,
    lanesBy: lanes.data?.by ?? by,
    // Places refer to lanes: an answer about others would draw ranges where they are not.
    sessions: sessions.data && sessions.data.values === values ? sessions.data.found : null,
    markers: kinds.length > 0 ? markers.data : undefined,
    backgrounds: backgrounds.data,
    isStale: lanes.isPlaceholderData,
    error: failed?.error ?? null,
    retry: () => {
      for (const query of [density, lanes, markers]) if (query.error) void query.refetch();
    },
  };
}
