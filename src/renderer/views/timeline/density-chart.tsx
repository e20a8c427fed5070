// Events over the span by outcome, as bars on a canvas; drag over it to look nearer.
import { type PointerEvent, type RefObject, useCallback, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { Result } from '../../../shared/channels.ts';
import { grouped } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import { plural } from '../../components/texts.tsx';
import { useZone } from '../../data/queries.ts';
import type { Span } from '../../state/view-state.ts';
import { binTotal } from './timeline-model.ts';

const HEIGHT = 84;
/** A drag shorter than this is a click, px. */
const SHORTEST_DRAG = 5;

export interface DensityHandle {
  /** Draws for a span that is still moving, before its own bins arrive. */
  follow(span: Span): void;
}

interface DensityChartProps {
  density: Result<'timeline.density'> | undefined;
  span: Span;
  /** Where the lanes' drawing area is: the chart lies exactly above it, px. */
  left: number;
  width: number;
  handle: RefObject<DensityHandle | null>;
  onBrush: (span: Span) => void;
  onWheel: (at: number, nearer: boolean) => void;
}

export function DensityChart({ density, span, left, width, handle, onBrush, onWheel }: DensityChartProps) {
  const zone = useZone();
  const canvas = useRef<HTMLCanvasElement>(null);
  const live = useRef({ span, density });
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const [hover, setHover] = useState('');
  const bins = density?.bins ?? [];
  const most = bins.reduce((max, bin) => Math.max(max, binTotal(bin)), 0);

  const draw = useCallback((shown: Span) => {
    const el = canvas.current;
    const context = el?.getContext('2d');
    if (!el || !context) return;
    const wide = el.clientWidth;
    const scale = devicePixelRatio;
    el.width = Math.round(wide * scale);
    el.height = Math.round(HEIGHT * scale);
    context.scale(scale, scale);
    const colours = getComputedStyle(el);
    const [ok, denied, error] = ['--bar', '--amber', '--grey'].map((name) => colours.getPropertyValue(name));
    const list = live.current.density?.bins ?? [];
    const top = list.reduce((max, bin) => Math.max(max, binTotal(bin)), 1);
    const x = (ms: number) => ((ms - shown.from) / (shown.to - shown.from)) * wide;
    for (const bin of list) {
      const total = binTotal(bin);
      if (total === 0) continue;
      const start = x(bin.from);
      const step = Math.max(1, x(bin.to) - start - (x(bin.to) - start > 3 ? 1 : 0));
      let y = HEIGHT;
      // Denied at the foot: however few, they are not lost on top of a tall bar.
      for (const [n, colour] of [
        [bin.denied, denied],
        [bin.error, error],
        [bin.ok, ok],
      ] as const) {
        if (n === 0) continue;
        const tall = Math.max(2, (n / top) * (HEIGHT - 8));
        context.fillStyle = colour ?? '';
        context.fillRect(start, y - tall, step, tall);
        y -= tall;
      }
    }
  }, []);

  useEffect(() => {
    live.current = { span, density };
    draw(span);
    const again = () => draw(live.current.span);
    const size = new ResizeObserver(again);
    if (canvas.current) size.observe(canvas.current);
    const theme = new MutationObserver(again);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      size.disconnect();
      theme.disconnect();
    };
  }, [span, density, draw]);
  useImperativeHandle(handle, () => ({ follow: draw }), [draw]);

  const wheel = useRef(onWheel);
  wheel.current = onWheel;
  useEffect(() => {
    const el = canvas.current;
    if (!el) return;
    const listen = (event: WheelEvent) => {
      event.preventDefault();
      const box = el.getBoundingClientRect();
      const now = live.current.span;
      wheel.current(now.from + ((event.clientX - box.left) / box.width) * (now.to - now.from), event.deltaY < 0);
    };
    el.addEventListener('wheel', listen, { passive: false });
    return () => el.removeEventListener('wheel', listen);
  }, []);

  const timeAt = (event: PointerEvent) => {
    const box = canvas.current?.getBoundingClientRect();
    if (!box) return span.from;
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    return span.from + share * (span.to - span.from);
  };
  const onPointerDown = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = timeAt(event);
    setDrag({ from: at, to: at });
  };
  const onPointerMove = (event: PointerEvent) => {
    const at = timeAt(event);
    if (drag) setDrag({ ...drag, to: at });
    const bin = bins.find((b) => at >= b.from && at < b.to);
    setHover(
      bin
        ? `${plural(binTotal(bin), 'event')}${bin.denied ? `, ${grouped(bin.denied)} denied` : ''}${bin.error ? `, ${grouped(bin.error)} with other errors` : ''}\n${formatTime(bin.from, zone)}\n– ${formatTime(bin.to, zone)}\ndrag: nearer`
        : '',
    );
  };
  const onPointerUp = () => {
    if (!drag) return;
    setDrag(null);
    const chosen = { from: Math.round(Math.min(drag.from, drag.to)), to: Math.round(Math.max(drag.from, drag.to)) };
    if (((chosen.to - chosen.from) / (span.to - span.from)) * width >= SHORTEST_DRAG) onBrush(chosen);
  };
  const share = (ms: number) => ((ms - span.from) / (span.to - span.from)) * 100;
  return (
    <div className="tc-density" style={{ height: HEIGHT }}>
      <div className="tc-density-label" style={{ width: Math.max(0, left - 8) }}>
        <strong>{density ? plural(density.total, 'event') : '…'}</strong>
        <span>{most > 0 ? `tallest bar ${grouped(most)}` : 'none in this span'}</span>
        <span>
          <span className="tc-outcome-denied">✖ denied</span> <span className="tc-outcome-error">! error</span>
        </span>
      </div>
      <div className="tc-density-plot" style={{ left, width: width || '100%' }}>
        <canvas
          ref={canvas}
          className="tc-density-canvas"
          style={{ height: HEIGHT }}
          title={hover}
          role="img"
          aria-label={density ? `${plural(density.total, 'event')} in this span, tallest bar ${most}` : 'Events over time'}
          data-testid="timeline-canvas"
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
      </div>
    </div>
  );
}
