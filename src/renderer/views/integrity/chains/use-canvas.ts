// A canvas that is drawn again when its size, the theme or what it shows changes.
import { type RefObject, useEffect } from 'react';
import { type Colours, coloursOf } from './patterns.ts';

export interface Surface {
  context: CanvasRenderingContext2D;
  colours: Colours;
  /** CSS px. */
  width: number;
  height: number;
  /** Device pixels per CSS px. */
  scale: number;
}

/** @param paint draws everything; must be stable while nothing changes (useCallback) */
export function useCanvas(canvas: RefObject<HTMLCanvasElement | null>, paint: (surface: Surface) => void): void {
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const draw = () => {
      const { clientWidth: width, clientHeight: height } = element;
      const scale = devicePixelRatio;
      element.width = Math.round(width * scale);
      element.height = Math.round(height * scale);
      const context = element.getContext('2d');
      if (!context || width === 0) return;
      context.scale(scale, scale);
      paint({ context, colours: coloursOf(element), width, height, scale });
    };
    draw();
    const size = new ResizeObserver(draw);
    size.observe(element);
    const theme = new MutationObserver(draw);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      size.disconnect();
      theme.disconnect();
    };
  }, [canvas, paint]);
}
