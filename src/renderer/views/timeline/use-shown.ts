// From the engine's answers to what is drawn: lanes and what stands in them, signs of markers, stretches behind, and the scene of the canvases. Each is
// made anew only where what it is made from has changed.
import { useMemo } from 'react';
import { MARKER_KINDS, type MarkerKind } from '../../../shared/timeline.ts';
import type { TimelineLayer } from '../../../shared/timeline-layers.ts';
import type { Span } from '../../state/view-state.ts';
import { binTotal } from './counts.ts';
import type { LaneItem } from './lanes/item-kinds.ts';
import { laneItems } from './lanes/items.ts';
import { type LaneRow, laneRows } from './lanes/rows.ts';
import { type MarkerSpot, markerSpots, type NoteMark, type Stretch, stretchesOf } from './layers.ts';
import type { Edge } from './links.ts';
import type { Scene } from './paint.ts';
import { SPOT_PX, type TimelineData } from './use-timeline-data.ts';

export interface Shown {
  rows: readonly LaneRow[];
  items: readonly LaneItem[];
  /** Undefined where they are not known, or not to be shown. */
  edges: readonly Edge[] | undefined;
  spots: readonly MarkerSpot[];
  /** Of markers that are to be shown. */
  kinds: readonly MarkerKind[];
  stretches: readonly Stretch[];
  scene: Scene;
}

interface Options {
  /** For which span the engine was asked. */
  asked: Span;
  hidden: readonly TimelineLayer[];
  notes: readonly NoteMark[];
  brush: Span | null;
  zone: string;
  msPerPx: number;
}

export function useShown(data: TimelineData, { asked, hidden, notes, brush, zone, msPerPx }: Options): Shown {
  const rows = useMemo(() => (data.lanes ? laneRows(data.lanes, asked) : []), [data.lanes, asked]);
  const items = useMemo(
    () => (data.lanes ? laneItems(data.lanes, hidden.includes('sessions') ? null : data.sessions, zone, msPerPx) : []),
    [data.lanes, data.sessions, hidden, zone, msPerPx],
  );
  const edges = hidden.includes('lineage') ? undefined : data.sessions?.edges;
  const spots = useMemo(() => (data.markers ? markerSpots(data.markers, msPerPx * SPOT_PX, zone) : []), [data.markers, msPerPx, zone]);
  const stretches = useMemo(() => (data.backgrounds ? stretchesOf(data.backgrounds, hidden) : []), [data.backgrounds, hidden]);
  const kinds = useMemo(() => MARKER_KINDS.filter((kind) => !hidden.includes(kind)), [hidden]);
  const scene = useMemo<Scene>(() => {
    const bins = data.density?.bins ?? [];
    return { zone, bins, most: bins.reduce((most, bin) => Math.max(most, binTotal(bin)), 1), stretches, notes, brush };
  }, [data.density, stretches, notes, brush, zone]);
  return { rows, items, edges, spots, kinds, stretches, scene };
}
