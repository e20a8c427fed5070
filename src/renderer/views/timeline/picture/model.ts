// What a picture of the timeline is made from: all that is on screen, and sentences about what is not.
import type { TimelineLayer } from '../../../../shared/timeline-layers.ts';
import type { Span } from '../../../state/view-state.ts';
import type { Parts } from '../counts.ts';
import type { LaneItem } from '../lanes/item-kinds.ts';
import type { LaneRow } from '../lanes/rows.ts';
import type { MarkerSpot, NoteMark, Stretch } from '../layers.ts';
import type { Edge } from '../links.ts';

export interface PictureModel {
  caseTitle: string;
  filter: string;
  zone: string;
  span: Span;
  /** `Access keys`: what the lanes stand for. */
  lanesTitle: string;
  bins: readonly (Span & Parts & { ok: number })[];
  rows: readonly LaneRow[];
  items: readonly LaneItem[];
  spots: readonly MarkerSpot[];
  stretches: readonly Stretch[];
  notes: readonly NoteMark[];
  edges: readonly Edge[];
  /** Values that the edges' places refer to. */
  edgeLanes: readonly string[];
  hidden: readonly TimelineLayer[];
  /** Sentences about what is not drawn. */
  left: readonly string[];
}
