// A canvas that is drawn again when its size, the theme or what it shows changes.
import { type RefObject, useCallback, useEffect, useRef } from 'react';

export interface Drawing {
  context: CanvasRenderingContext2D;
  /** Colours and other properties as the style sheets give them here. */
  style: CSSStyleDeclaration;
  /** CSS px. */
  width: number;
  height: number;
  /** Device pixels per CSS px. */
  scale: number;
}

/**
 * @param paint draws everything; must be stable while nothing changes (useCallback)
 * @returns draws at once with another function, for what cannot wait for React
 */
export function useCanvas(canvas: RefObject<HTMLCanvasElement | null>, paint: (drawing: Drawing) => void): (other?: typeof paint) => void {
  const latest = useRef(paint);
  latest.current = paint;
  const draw = useCallback(
    (other?: (drawing: Drawing) => void) => {
      const element = canvas.current;
      if (!element) return;
      const { clientWidth: width, clientHeight: height } = element;
      const scale = devicePixelRatio;
      element.width = Math.round(width * scale);
      element.height = Math.round(height * scale);
      const context = element.getContext('2d');
      if (!context || width === 0) return;
      context.scale(scale, scale);
      (other ?? latest.current)({ context, style: getComputedStyle(element), width, height, scale });
    },
    [canvas],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another paint is another picture
  useEffect(() => draw(), [draw, paint]);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const again = () => draw();
    const size = new ResizeObserver(again);
    size.observe(element);
    const theme = new MutationObserver(again);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      size.disconnect();
      theme.disconnect();
    };
  }, [canvas, draw]);
  return draw;
}
