// What of the timeline is kept with a saved view or on this computer, and what it means when it is read again. Pure, tested.
import { LANE_KINDS, type LaneKind } from '../../../shared/timeline.ts';
import {
  type LanePin,
  MOST_PINS,
  MOST_PINS_OF_KIND,
  TIMELINE_LAYERS,
  type TimelineDisplay,
  type TimelineLayer,
} from '../../../shared/timeline-layers.ts';
import type { Span, ViewState } from '../../state/view-state.ts';

type TimelineState = Pick<ViewState, 'timelineSpan' | 'timelineBy' | 'timelinePins' | 'timelineHidden'>;

export function timelineDisplay({ timelineSpan, timelineBy, timelinePins, timelineHidden }: TimelineState): TimelineDisplay {
  return { span: timelineSpan, by: timelineBy, pins: [...timelinePins], hidden: [...timelineHidden] };
}

/** The change that shows it again; a view that was saved without it shows the whole case, with lanes as they are. */
export function timelinePatch(display: TimelineDisplay | undefined): Partial<TimelineState> {
  if (!display) return { timelineSpan: null };
  return { timelineSpan: display.span, timelineBy: display.by, timelinePins: display.pins, timelineHidden: display.hidden };
}

const isLaneKind = (value: unknown): value is LaneKind => (LANE_KINDS as readonly unknown[]).includes(value);
const isLayer = (value: unknown): value is TimelineLayer => (TIMELINE_LAYERS as readonly unknown[]).includes(value);
const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function readSpan(value: unknown): Span | null {
  if (!isPlain(value) || !Number.isFinite(value.from) || !Number.isFinite(value.to)) return null;
  const { from, to } = value as unknown as Span;
  return from < to ? { from, to } : null;
}

/** The fields of a stored state, whichever version wrote it: what is not understood is as at first. */
export function readTimeline(stored: Record<keyof TimelineState, unknown>, first: TimelineState): TimelineState {
  const pins = Array.isArray(stored.timelinePins) ? stored.timelinePins : [];
  const hidden = Array.isArray(stored.timelineHidden) ? stored.timelineHidden : [];
  return {
    timelineSpan: readSpan(stored.timelineSpan),
    timelineBy: isLaneKind(stored.timelineBy) ? stored.timelineBy : first.timelineBy,
    timelinePins: pins
      .filter((pin): pin is LanePin => isPlain(pin) && isLaneKind(pin.by) && typeof pin.value === 'string')
      .map(({ by, value }) => ({ by, value }))
      .slice(0, MOST_PINS),
    timelineHidden: TIMELINE_LAYERS.filter((layer) => hidden.some((one) => isLayer(one) && one === layer)),
  };
}

/** Pins with a lane put behind the others of its kind, or taken away. With too many, those of the kind that were pinned first go. */
export function togglePin(pins: readonly LanePin[], by: LaneKind, value: string): LanePin[] {
  const isIt = (pin: LanePin) => pin.by === by && pin.value === value;
  if (pins.some(isIt)) return pins.filter((pin) => !isIt(pin));
  const ofKind = pins.filter((pin) => pin.by === by);
  const dropped = new Set(ofKind.slice(0, Math.max(0, ofKind.length + 1 - MOST_PINS_OF_KIND)));
  return [...pins.filter((pin) => !dropped.has(pin)), { by, value }].slice(-MOST_PINS);
}

/** In their own order, so that the same choice is always the same value. */
export function toggleLayer(hidden: readonly TimelineLayer[], layer: TimelineLayer): TimelineLayer[] {
  return TIMELINE_LAYERS.filter((one) => (one === layer) !== hidden.includes(one));
}
