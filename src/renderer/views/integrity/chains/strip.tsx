// One chain over time: its spans on a canvas, single digests where they have room; a click chooses what is under it, a drag moves time.
import { type PointerEvent, useCallback, useMemo, useRef, useState } from 'react';
import type { Chain, ChainSpan } from '../../../../shared/integrity.ts';
import { plural } from '../../../components/texts.tsx';
import { useCall, useZone } from '../../../data/queries.ts';
import type { ChosenSpan, Span } from '../../../state/view-state.ts';
import { isSolid, Patterns } from './patterns.ts';
import { askedSpan, type ChainSums, labelOf, markAt, marksOf, titleOf } from './strip-model.ts';
import { type Surface, useCanvas } from './use-canvas.ts';

/** A press that moves less than this is a click, px. */
const SHORTEST_DRAG = 4;
/** More digests than this are not asked for at once. */
const MOST_DIGESTS = 2000;

/** Spans of a chain as they are to be drawn: single digests where `near` and the engine has sent them all. */
export function useSpans(chain: Chain, view: Span, near: boolean): readonly ChainSpan[] {
  const asked = useCall('integrity.digests', { chain: chain.id, ...askedSpan(view), limit: MOST_DIGESTS }, { enabled: near });
  const { data } = asked;
  return near && data && data.spans.length >= data.total ? data.spans : chain.spans;
}

interface StripProps {
  chain: Chain;
  sums: ChainSums;
  view: Span;
  /** Of the strip, px. */
  width: number;
  near: boolean;
  chosen: ChosenSpan | null;
  onChoose: (span: ChainSpan) => void;
  /** Told while the person drags (`moving`), and once at the end. */
  onView: (view: Span, moving: boolean) => void;
}

export function Strip({ chain, sums, view, width, near, chosen, onChoose, onView }: StripProps) {
  const zone = useZone();
  const canvas = useRef<HTMLCanvasElement>(null);
  const spans = useSpans(chain, view, near);
  const marks = useMemo(() => (width > 0 ? marksOf(spans, view, width) : []), [spans, view, width]);
  const [title, setTitle] = useState('');
  const drag = useRef<{ x: number; view: Span; last: Span | null } | null>(null);

  const paint = useCallback(
    ({ context, colours, width: wide, height, scale }: Surface) => {
      const patterns = new Patterns(colours, scale);
      context.font = `11px ${getComputedStyle(document.body).fontFamily}`;
      context.textBaseline = 'middle';
      for (const mark of marks) {
        // A hair between neighbours, where there is room for it.
        const gap = mark.width > 5 ? 1 : 0;
        patterns.draw(context, mark.span.state, mark.left, 0, mark.width - gap, height);
        const label = labelOf(mark);
        if (label === '') continue;
        const left = Math.max(0, mark.left) + 4;
        if (isSolid(mark.span.state)) context.fillStyle = colours.bg;
        else {
          context.fillStyle = colours.bg;
          context.fillRect(left - 2, 3, context.measureText(label).width + 4, height - 6);
          context.fillStyle = colours.text;
        }
        context.fillText(label, left, height / 2 + 0.5);
      }
      if (!chosen) return;
      const x = (ms: number) => ((ms - view.from) / (view.to - view.from)) * wide;
      const left = Math.max(1, x(chosen.from));
      const right = Math.max(left + 4, Math.min(wide - 1, x(chosen.to)));
      context.lineWidth = 2;
      context.strokeStyle = colours.bg;
      context.strokeRect(left + 1, 3, right - left - 2, height - 6);
      context.strokeStyle = colours.accent;
      context.strokeRect(left, 1, right - left, height - 2);
    },
    [marks, chosen, view],
  );
  useCanvas(canvas, paint);

  const at = (event: PointerEvent<HTMLCanvasElement>) => markAt(marks, event.clientX - event.currentTarget.getBoundingClientRect().left);
  const onPointerDown = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, view, last: null };
  };
  const onPointerMove = (event: PointerEvent<HTMLCanvasElement>) => {
    const now = drag.current;
    if (!now) {
      const mark = at(event);
      setTitle(mark ? titleOf(mark, chain, zone) : 'nothing is known of this time');
      return;
    }
    const moved = event.clientX - now.x;
    if (now.last === null && Math.abs(moved) < SHORTEST_DRAG) return;
    const shift = (moved / width) * (now.view.to - now.view.from);
    now.last = { from: now.view.from - shift, to: now.view.to - shift };
    onView(now.last, true);
  };
  const onPointerUp = (event: PointerEvent<HTMLCanvasElement>) => {
    const now = drag.current;
    drag.current = null;
    if (now?.last) onView(now.last, false);
    else if (now) {
      const mark = at(event);
      if (mark) onChoose(mark.span);
    }
  };
  return (
    <canvas
      ref={canvas}
      className="tc-span-bar"
      title={title}
      role="img"
      aria-label={`${plural(sums.digests, 'digest')}, ${plural(sums.logs, 'log file')}, ${plural(sums.open, 'span')} not proven`}
      data-testid="strip-canvas"
      data-near={near}
      data-spans={spans.length}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        drag.current = null;
      }}
    />
  );
}
