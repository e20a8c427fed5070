// A canvas that is drawn when it is told to, at the size and density of pixels that it has then.
import type { Surface } from './paint.ts';

/** Draws everything anew; nothing where the canvas is not to be seen. `style` gives the colours of the theme. */
export function drawOn(canvas: HTMLCanvasElement | null, paint: (surface: Omit<Surface, 'span'>) => void): void {
  if (!canvas) return;
  const { clientWidth: width, clientHeight: height } = canvas;
  const context = canvas.getContext('2d');
  if (!context || width === 0 || height === 0) return;
  const scale = devicePixelRatio;
  const [wide, tall] = [Math.round(width * scale), Math.round(height * scale)];
  // Another size clears it, and costs its memory anew: only where it must.
  if (canvas.width !== wide || canvas.height !== tall) Object.assign(canvas, { width: wide, height: tall });
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  paint({ context, style: getComputedStyle(canvas), width, height });
}
