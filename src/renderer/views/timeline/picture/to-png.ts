// A drawing as the bytes of a PNG file: the shapes that the SVG has, drawn on a canvas.
import { type Drawing, GROUND, type Pattern, type Shape, STROKE, TILE, TILES } from '../../../../shared/timeline-picture/drawing.ts';

const SANS = 'Inter, sans-serif';
const MONO = '"JetBrains Mono", ui-monospace, monospace';
/** More in one direction a canvas does not take, px. */
const LARGEST = 16_000;

type Context = OffscreenCanvasRenderingContext2D;

/** @param scale pixels per px of the drawing; less where it would be too large */
export async function pngBytes(drawing: Drawing, scale: number): Promise<Uint8Array<ArrayBuffer>> {
  const fit = Math.min(scale, LARGEST / drawing.width, LARGEST / drawing.height);
  const canvas = new OffscreenCanvas(Math.round(drawing.width * fit), Math.round(drawing.height * fit));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This computer gives no canvas to draw on.');
  context.scale(fit, fit);
  const tiles = new Map<string, CanvasPattern | string>();
  for (const shape of drawing.shapes) draw(context, shape, tiles);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

function draw(context: Context, shape: Shape, tiles: Map<string, CanvasPattern | string>): void {
  context.save();
  switch (shape.kind) {
    case 'rect': {
      const { x, y, width, height, colour, pattern = 'plain', opacity = 1, radius = 0, outline = false, dash = false } = shape;
      context.globalAlpha = opacity;
      context.beginPath();
      context.roundRect(x, y, width, height, radius);
      if (outline) {
        context.strokeStyle = colour;
        context.setLineDash(dash ? [3, 2] : []);
        context.stroke();
      } else {
        context.fillStyle = fillOf(context, colour, pattern, tiles);
        context.fill();
      }
      break;
    }
    case 'line': {
      const { d, colour, width, dash = false, opacity = 1 } = shape;
      context.globalAlpha = opacity;
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.setLineDash(dash ? [4, 3] : []);
      context.stroke(new Path2D(d));
      break;
    }
    case 'text': {
      const { x, y, text, size, colour, anchor = 'start', bold = false, mono = false } = shape;
      context.font = `${bold ? 'bold ' : ''}${size}px ${mono ? MONO : SANS}`;
      context.textAlign = anchor === 'middle' ? 'center' : anchor;
      context.fillStyle = colour;
      context.fillText(text, x, y);
      break;
    }
    case 'clip':
      context.beginPath();
      context.rect(shape.x, shape.y, shape.width, shape.height);
      context.clip();
      for (const one of shape.shapes) draw(context, one, tiles);
  }
  context.restore();
}

function fillOf(context: Context, colour: string, pattern: Pattern, tiles: Map<string, CanvasPattern | string>): CanvasPattern | string {
  if (pattern === 'plain') return colour;
  const key = `${pattern} ${colour}`;
  const known = tiles.get(key);
  if (known !== undefined) return known;
  const tile = new OffscreenCanvas(TILE, TILE);
  const brush = tile.getContext('2d');
  if (!brush) return colour;
  const { rects, strokes } = TILES[pattern];
  brush.fillStyle = colour;
  brush.globalAlpha = GROUND;
  brush.fillRect(0, 0, TILE, TILE);
  brush.globalAlpha = 1;
  for (const [x = 0, y = 0, width = 0, height = 0] of rects) brush.fillRect(x, y, width, height);
  brush.strokeStyle = colour;
  brush.lineWidth = STROKE;
  for (const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] of strokes) {
    brush.beginPath();
    brush.moveTo(x1, y1);
    brush.lineTo(x2, y2);
    brush.stroke();
  }
  const made = context.createPattern(tile, 'repeat') ?? colour;
  tiles.set(key, made);
  return made;
}
