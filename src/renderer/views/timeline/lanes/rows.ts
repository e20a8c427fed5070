// The lanes themselves: their order, ids, names and counts. Pure, tested.
import type { Result } from '../../../../shared/channels.ts';
import type { LaneEvent } from '../../../../shared/timeline.ts';
import type { Span } from '../../../state/view-state.ts';
import { countIn } from '../counts.ts';

export type Lanes = Result<'timeline.lanes'>;

export interface LaneRow {
  id: string;
  value: string;
  kind: 'lane' | 'others';
  count: number;
  pinned: boolean;
  /** Values without a lane of their own that `others` stands for. */
  values: number;
}

/** `role/app-role` and `…3333`: the telling part of a value first, as lanes have little room; the whole stands in the title. */
export function laneName(value: string): { name: string; detail: string } {
  const actor = /^(\d{8})(\d{4}):(.+)$/s.exec(value);
  if (actor) return { name: actor[3] ?? '', detail: `…${actor[2]}` };
  const arn = /^arn:[^:]*:([^:]*):([^:]*):[^:]*:(.+)$/s.exec(value);
  if (arn) return { name: arn[3] ?? '', detail: [arn[1], arn[2]].filter(Boolean).join(' ') };
  return { name: value, detail: '' };
}

/** Lanes have an id of their own: the empty value (no actor in the record) is one, too. */
export const laneId = (value: string): string => `lane ${value}`;
/** Of the lane that values without one of their own share. */
export const OTHERS = 'others';

/** Below a lane, where the ranges of its credentials stand. */
export const keysId = (lane: string): string => `${lane} keys`;

/**
 * The lanes in the order in which they stand; values without one share the last. An answer reaches beyond the view: what is counted is what is in it,
 * at its edges whole marks.
 */
export function laneRows(lanes: Lanes, view: Span): LaneRow[] {
  const countOf = (place: number): number => {
    const lane = lanes.lanes[place];
    if (!lane?.single) return countIn(view, lane?.bins ?? []);
    const isHere = ({ lanes: places, timeMs }: LaneEvent) =>
      places.includes(place) && timeMs !== null && timeMs >= view.from && timeMs < view.to;
    return (lanes.events ?? []).filter(isHere).length;
  };
  const rows: LaneRow[] = lanes.lanes.map(({ value, pinned }, place) => ({
    id: laneId(value),
    value,
    kind: 'lane',
    count: countOf(place),
    pinned,
    values: 1,
  }));
  if (lanes.others.count > 0 || lanes.otherLanes > 0)
    rows.push({ id: OTHERS, value: '', kind: 'others', count: countIn(view, lanes.others.bins), pinned: false, values: lanes.otherLanes });
  return rows;
}
