// Paints everything that is not vis' own: chart, axis and backgrounds, places of markers and of lines of lineage. With every frame in which the window
// moves, and when what is drawn, its size or the theme changes.
import { useCallback, useEffect, useRef } from 'react';
import type { BoardParts } from './board-parts.ts';
import { placeSpots } from './marker-rows.tsx';
import { axisFor, paintBack, paintHead, type Scene } from './paint.ts';
import { drawOn } from './surface.ts';

/** Paints for the window as it is in this frame; what is given counts for this time only. */
export type Paint = (override?: Partial<Scene>) => void;

/** @param placed what else is placed by painting: when one of them is another, all is painted anew; always as many */
export function usePaint(parts: BoardParts, scene: Scene, placed: readonly unknown[]): Paint {
  const { vis, links, head, headCanvas, backCanvas, scroller } = parts;
  const latestScene = useRef(scene);
  latestScene.current = scene;
  const paint = useCallback<Paint>(
    (override) => {
      const lanes = vis.current;
      if (!lanes) return;
      const now = lanes.span;
      const shown = { ...latestScene.current, ...override };
      drawOn(headCanvas.current, (surface) => paintHead({ ...surface, span: now }, shown, axisFor(now, shown.zone, surface.width)));
      drawOn(backCanvas.current, (surface) => paintBack({ ...surface, span: now }, shown, axisFor(now, shown.zone, surface.width)));
      const wide = headCanvas.current?.clientWidth ?? 0;
      placeSpots(head.current, now, wide);
      links.current?.place(now, wide, (id) => lanes.laneAt(id));
    },
    [vis, links, head, headCanvas, backCanvas],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn is read when it is drawn
  useEffect(() => paint(), [paint, scene, ...placed]);
  useEffect(() => {
    const again = () => paint();
    const theme = new MutationObserver(again);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const size = new ResizeObserver(again);
    if (scroller.current) size.observe(scroller.current);
    return () => {
      theme.disconnect();
      size.disconnect();
    };
  }, [paint, scroller]);
  return paint;
}
