// The life of the lanes on the page: made for a case's span and zone, then told what stands in them, and what is chosen. What they are asked is
// answered as the board would by then.
import { useEffect, useRef } from 'react';
import { LANE_TITLES } from '../../../shared/timeline.ts';
import type { Span } from '../../state/view-state.ts';
import { useMarks } from '../addresses/address-mark.tsx';
import type { Area, BoardParts } from './board-parts.ts';
import type { LaneLook } from './lanes/lane-nodes.ts';
import { type LanesListener, VisLanes } from './lanes/vis-lanes.ts';
import { LinkLines } from './links.ts';
import { within } from './spans.ts';
import type { Paint } from './use-paint.ts';
import type { Shown } from './use-shown.ts';
import type { TimelineData } from './use-timeline-data.ts';

interface Options {
  whole: Span;
  /** Where the window is to stand. */
  span: Span;
  zone: string;
  shown: Shown;
  data: TimelineData;
  selected: string | null;
  paint: Paint;
  setArea: (area: Area) => void;
  isMoving: () => boolean;
  /** The span of a move lies within the whole. */
  listener: Omit<LanesListener, 'onDrawn' | 'onArea'>;
}

export function useVisLanes(
  { host, linkLayer, vis, links }: BoardParts,
  { whole, span, zone, shown, data, selected, paint, setArea, isMoving, listener }: Options,
): void {
  const { rows, items, edges } = shown;
  const marks = useMarks();
  const latest = useRef({ listener, whole, span });
  latest.current = { listener, whole, span };
  const { from: wholeFrom, to: wholeTo } = whole;
  useEffect(() => {
    if (!host.current || !linkLayer.current) return;
    const now = () => latest.current.listener;
    const made = new VisLanes(host.current, zone, { from: wholeFrom, to: wholeTo }, latest.current.span, {
      onItem: (item) => now().onItem(item),
      onEvent: (id) => now().onEvent(id),
      onLane: (value) => now().onLane(value),
      onLaneMenu: (value, pointer) => now().onLaneMenu(value, pointer),
      onPin: (value) => now().onPin(value),
      onMove: (next) => now().onMove(within(latest.current.whole, next)),
      onDrawn: paint,
      onArea: (left, width) => setArea({ left, width }),
    });
    vis.current = made;
    links.current = new LinkLines(linkLayer.current, (id) => now().onEvent(id));
    return () => {
      vis.current = null;
      links.current = null;
      made.destroy();
    };
  }, [zone, wholeFrom, wholeTo, paint, setArea, host, linkLayer, vis, links]);
  // After creation, in this order: span, then what stands in it, then the selection.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new timeline (other zone or case span) must be filled again
  useEffect(() => {
    // Whoever moves on while the last move is kept is not called back.
    if (!isMoving()) vis.current?.setSpan(span);
  }, [span, zone, wholeFrom, wholeTo]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => {
    const look: LaneLook = {
      othersWord: `more ${LANE_TITLES[data.lanesBy].toLowerCase()}`,
      flagOf: (value) => (data.lanesBy === 'ip' ? (marks?.get(value)?.words ?? null) : null),
    };
    vis.current?.show(rows, items, look);
    vis.current?.select(selected);
  }, [rows, items, marks, zone, wholeFrom, wholeTo]);
  useEffect(() => vis.current?.select(selected), [selected, vis]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => {
    links.current?.show(
      edges ?? [],
      (data.lanes?.lanes ?? []).map(({ value }) => value),
      zone,
    );
    paint();
  }, [edges, rows, zone, wholeFrom, wholeTo]);
}
