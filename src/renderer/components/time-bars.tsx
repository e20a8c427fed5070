// Bars over time on a canvas, each stacked from parts; drag over them to choose a span.
import { type PointerEvent, type RefObject, useCallback, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { Span } from '../state/view-state.ts';
import { type Drawing, useCanvas } from './use-canvas.ts';

/** A drag shorter than this is a click, px. */
const SHORTEST_DRAG = 5;
/** Room above the tallest bar, px. */
const HEADROOM = 8;
/** However few, they are seen: px. */
const LOWEST = 2;

export interface TimeBar extends Span {
  /** What the bar is made of, from its foot up: one number per colour. */
  parts: readonly number[];
}

interface TimeBarsHandle {
  /** Draws for a span that is still moving, before its own bars arrive. */
  follow(span: Span): void;
}

interface TimeBarsProps {
  bars: readonly TimeBar[];
  /** Custom properties of the style sheets that hold the colours of the parts, as `--amber`. */
  colours: readonly string[];
  span: Span;
  /** px */
  height: number;
  /** What the picture shows, in words. */
  label: string;
  /** What a bar says when the pointer is on it. */
  describe: (bar: TimeBar) => string;
  onBrush: (span: Span) => void;
  /** A click, told apart from a drag. */
  onBar?: (bar: TimeBar) => void;
  onWheel?: (at: number, nearer: boolean) => void;
  handle?: RefObject<TimeBarsHandle | null>;
  testid: string;
}

export const barTotal = ({ parts }: TimeBar): number => parts.reduce((sum, n) => sum + n, 0);

export function TimeBars({ bars, colours, span, height, label, describe, onBrush, onBar, onWheel, handle, testid }: TimeBarsProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drag, setDrag] = useState<Span | null>(null);
  const [hover, setHover] = useState('');
  const { from: spanFrom, to: spanTo } = span;
  const paintFor = useCallback((shown: Span) => (drawing: Drawing) => drawBars(drawing, bars, colours, shown), [bars, colours]);
  const paint = useCallback((drawing: Drawing) => paintFor({ from: spanFrom, to: spanTo })(drawing), [paintFor, spanFrom, spanTo]);
  const draw = useCanvas(canvas, paint);
  useImperativeHandle(handle, () => ({ follow: (moving) => draw(paintFor(moving)) }), [draw, paintFor]);
  useWheel(canvas, span, onWheel);

  const timeAt = (event: PointerEvent) => {
    const box = canvas.current?.getBoundingClientRect();
    if (!box) return span.from;
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    return span.from + share * (span.to - span.from);
  };
  const barAt = (at: number) => bars.find((bar) => at >= bar.from && at < bar.to);
  const onPointerDown = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = timeAt(event);
    setDrag({ from: at, to: at });
  };
  const onPointerMove = (event: PointerEvent) => {
    const at = timeAt(event);
    if (drag) setDrag({ ...drag, to: at });
    const bar = barAt(at);
    setHover(bar ? describe(bar) : '');
  };
  const onPointerUp = () => {
    if (!drag) return;
    setDrag(null);
    const chosen = { from: Math.round(Math.min(drag.from, drag.to)), to: Math.round(Math.max(drag.from, drag.to)) };
    const width = canvas.current?.clientWidth ?? 0;
    if (((chosen.to - chosen.from) / (span.to - span.from)) * width >= SHORTEST_DRAG) onBrush(chosen);
    else {
      const bar = barAt(drag.from);
      if (bar) onBar?.(bar);
    }
  };
  const share = (ms: number) => ((ms - span.from) / (span.to - span.from)) * 100;
  return (
    <>
      <canvas
        ref={canvas}
        className="tc-time-bars"
        style={{ height }}
        title={hover}
        role="img"
        aria-label={label}
        data-testid={testid}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => setDrag(null)}
      />
      {drag && (
        <div
          className="tc-brush"
          style={{ left: `${share(Math.min(drag.from, drag.to))}%`, width: `${Math.abs(share(drag.to) - share(drag.from))}%` }}
        />
      )}
    </>
  );
}

function drawBars({ context, style, width, height }: Drawing, bars: readonly TimeBar[], colours: readonly string[], shown: Span): void {
  const fills = colours.map((name) => style.getPropertyValue(name));
  const tallest = bars.reduce((most, bar) => Math.max(most, barTotal(bar)), 1);
  const x = (ms: number) => ((ms - shown.from) / (shown.to - shown.from)) * width;
  for (const bar of bars) {
    const start = x(bar.from);
    const wide = x(bar.to) - start;
    const step = Math.max(1, wide - (wide > 3 ? 1 : 0));
    let y = height;
    bar.parts.forEach((n, i) => {
      if (n === 0) return;
      const tall = Math.max(LOWEST, (n / tallest) * (height - HEADROOM));
      context.fillStyle = fills[i] ?? '';
      context.fillRect(start, y - tall, step, tall);
      y -= tall;
    });
  }
}

/** React listens to the wheel passively; here it must not scroll. */
function useWheel(canvas: RefObject<HTMLCanvasElement | null>, span: Span, onWheel: TimeBarsProps['onWheel']): void {
  const latest = useRef({ span, onWheel });
  latest.current = { span, onWheel };
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const listen = (event: WheelEvent) => {
      const { span: now, onWheel: tell } = latest.current;
      if (!tell) return;
      event.preventDefault();
      const box = element.getBoundingClientRect();
      tell(now.from + ((event.clientX - box.left) / box.width) * (now.to - now.from), event.deltaY < 0);
    };
    element.addEventListener('wheel', listen, { passive: false });
    return () => element.removeEventListener('wheel', listen);
  }, [canvas]);
}
