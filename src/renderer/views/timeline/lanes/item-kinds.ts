// What can stand in a lane.
import type { LaneEvent, LaneSession } from '../../../../shared/timeline.ts';
import type { Span } from '../../../state/view-state.ts';
import type { Parts } from '../counts.ts';

interface Item extends Span {
  id: string;
  /** Id of its lane. */
  lane: string;
  /** On which line of it, from 0: what would overlap stands below. */
  line: number;
  title: string;
}

export interface DensityItem extends Item {
  kind: 'density';
  count: number;
  parts: Parts;
  /** 0 to 1, for how strong it is drawn. */
  strength: number;
}

export interface EventItem extends Item {
  kind: 'event';
  row: LaneEvent;
  /** There is room for its name. */
  isNamed: boolean;
}

/** Single events that would stand on top of each other, counted as one. */
export interface CrowdItem extends Item {
  kind: 'crowd';
  count: number;
  parts: Parts;
}

/** Events of one second in one lane. */
export interface TogetherItem extends Item {
  kind: 'together';
  rows: LaneEvent[];
  /** Not among the rows. */
  more: number;
}

export interface SessionItem extends Item {
  kind: 'session';
  session: LaneSession;
}

export type LaneItem = DensityItem | EventItem | CrowdItem | TogetherItem | SessionItem;

/** Events that items stand for: what is aggregated, and what is drawn singly. */
export function standsFor(items: readonly LaneItem[]): { aggregated: number; marks: number; single: number } {
  let [aggregated, marks, single] = [0, 0, 0];
  for (const item of items) {
    if (item.kind === 'density' || item.kind === 'crowd') {
      aggregated += item.count;
      marks++;
    } else if (item.kind === 'event') single++;
    else if (item.kind === 'together') single += item.rows.length + item.more;
  }
  return { aggregated, marks, single };
}
