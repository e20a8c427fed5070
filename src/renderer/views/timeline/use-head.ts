// The pointer on the chart: a drag chooses a span, the wheel looks nearer or farther, and what lies under it is told.
import { type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import type { Span } from '../../state/view-state.ts';
import { msOf } from './paint.ts';

/** A drag shorter than this is a click, px. */
const SHORTEST_DRAG = 5;

interface Head {
  canvas: RefObject<HTMLCanvasElement | null>;
  spanNow: () => Span;
  /** While it goes on; null: none any more. */
  onDrag: (span: Span | null) => void;
  /** Null: a click, which chooses nothing. */
  onBrush: (span: Span | null) => void;
  onWheel: (at: number, isNearer: boolean) => void;
  /** In words. `msOfPx`: how long a pixel is. */
  describe: (at: number, msOfPx: number) => string;
}

export function useHead(head: Head) {
  const latest = useRef(head);
  latest.current = head;
  const drag = useRef<{ from: number; x: number } | null>(null);
  const at = (event: { clientX: number }) => {
    const box = head.canvas.current?.getBoundingClientRect();
    const now = latest.current.spanNow();
    if (!box) return { ms: now.from, perPx: 0 };
    const x = Math.min(box.width, Math.max(0, event.clientX - box.left));
    return { ms: msOf(now, box.width, x), perPx: (now.to - now.from) / box.width };
  };
  const between = (a: number, b: number): Span => ({ from: Math.round(Math.min(a, b)), to: Math.round(Math.max(a, b)) });
  const { canvas } = head;
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    // React listens to the wheel passively; here it must not scroll.
    const listen = (event: WheelEvent) => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      latest.current.onWheel(msOf(latest.current.spanNow(), box.width, event.clientX - box.left), event.deltaY < 0);
    };
    element.addEventListener('wheel', listen, { passive: false });
    return () => element.removeEventListener('wheel', listen);
  }, [canvas]);
  return {
    onPointerDown: (event: PointerEvent<HTMLCanvasElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { from: at(event).ms, x: event.clientX };
    },
    onPointerMove: (event: PointerEvent<HTMLCanvasElement>) => {
      const { ms, perPx } = at(event);
      if (drag.current) latest.current.onDrag(between(drag.current.from, ms));
      else event.currentTarget.title = latest.current.describe(ms, perPx);
    },
    onPointerUp: (event: PointerEvent<HTMLCanvasElement>) => {
      const begun = drag.current;
      if (!begun) return;
      drag.current = null;
      const isDrag = Math.abs(event.clientX - begun.x) >= SHORTEST_DRAG;
      latest.current.onBrush(isDrag ? between(begun.from, at(event).ms) : null);
      if (!isDrag) latest.current.onDrag(null);
    },
    onPointerCancel: () => {
      drag.current = null;
      latest.current.onDrag(null);
    },
  };
}
