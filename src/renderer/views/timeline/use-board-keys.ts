// The keys of the timeline: looking nearer and along time, into the lanes, and from one marker or event to the next.
import type { LaneEvent } from '../../../shared/timeline.ts';
import { keysAreFree, useKeys } from '../../components/keys.ts';
import type { Span } from '../../state/view-state.ts';
import type { BoardParts } from './board-parts.ts';
import { nextSpot } from './layers.ts';
import { panned, showing, zoomed } from './spans.ts';
import type { Shown } from './use-shown.ts';

interface Options {
  whole: Span;
  /** The window as it stands now. */
  here: () => Span;
  /** Shows another span; a step can be taken back with Back. */
  show: (span: Span, isStep: boolean) => void;
  shown: Shown;
  /** Those that stand singly. */
  events: readonly LaneEvent[];
  selected: string | null;
  select: (id: string) => void;
  pin: (value: string) => void;
  setBrush: (span: Span) => void;
}

export function useBoardKeys(
  { vis, head }: BoardParts,
  { whole, here, show, shown, events, selected, select, pin, setBrush }: Options,
): void {
  const toSpot = (forward: boolean) => {
    const active = document.activeElement instanceof HTMLElement ? document.activeElement.dataset : {};
    const now = here();
    const next = nextSpot(shown.spots, active.spot === undefined ? (forward ? now.from - 1 : now.to + 1) : Number(active.from), forward);
    if (!next) return;
    show(showing(whole, now, (next.from + next.to) / 2), false);
    // The sign is there, though perhaps not in view until the window has moved.
    requestAnimationFrame(() =>
      head.current?.querySelector<HTMLElement>(`[data-spot="${CSS.escape(next.id)}"]`)?.focus({ preventScroll: true }),
    );
    if (next.marker) select(next.marker.id);
  };
  const step = (forward: boolean) => {
    const at = events.findIndex((row) => row.id === selected);
    const next = events[at < 0 ? (forward ? 0 : events.length - 1) : Math.min(Math.max(0, at + (forward ? 1 : -1)), events.length - 1)];
    if (!next) return;
    select(next.id);
    if (next.timeMs !== null) show(showing(whole, here(), next.timeMs), false);
  };
  const arrow = (key: 'left' | 'right' | 'up' | 'down' | 'home' | 'end') => {
    const focus = vis.current?.focus;
    if (focus?.isHere && (focus.move(key) || key === 'up' || key === 'down' || key === 'home' || key === 'end')) return;
    if (key === 'left' || key === 'right') show(panned(whole, here(), key === 'left' ? -0.25 : 0.25), false);
    else if (key === 'down') focus?.focus();
  };
  useKeys(
    {
      '+': () => show(zoomed(whole, here(), 0.5), false),
      '=': () => show(zoomed(whole, here(), 0.5), false),
      '-': () => show(zoomed(whole, here(), 2), false),
      ',': () => show(panned(whole, here(), -0.25), false),
      '.': () => show(panned(whole, here(), 0.25), false),
      left: () => arrow('left'),
      right: () => arrow('right'),
      up: () => arrow('up'),
      down: () => arrow('down'),
      home: () => arrow('home'),
      end: () => arrow('end'),
      '0': () => show(whole, true),
      m: () => toSpot(true),
      'Alt+m': () => toSpot(false),
      v: () => setBrush(here()),
      p: () => {
        const lane = shown.rows.find(({ id }) => id === vis.current?.focus.lane);
        if (lane?.kind === 'lane') pin(lane.value);
      },
      j: () => step(true),
      k: () => step(false),
    },
    { isActive: keysAreFree },
  );
}
