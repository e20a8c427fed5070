// A drawing as plain shapes, so that the same picture becomes SVG text or pixels: the window's policy lets no SVG be loaded as an image.

/** How a colour is told from others without seeing it. */
export type Pattern = 'plain' | 'hatch' | 'back' | 'dots' | 'bars' | 'lines';

/** Tile of a pattern: side in px, and what is drawn on it. Rectangles as x, y, width, height; strokes as x1, y1, x2, y2. */
export const TILE = 6;
export const TILES: Record<
  Exclude<Pattern, 'plain'>,
  { rects: readonly (readonly number[])[]; strokes: readonly (readonly number[])[] }
> = {
  // Beyond the edges, so that tiles join.
  hatch: {
    rects: [],
    strokes: [
      [-1, 1, 1, -1],
      [-1, 7, 7, -1],
      [5, 7, 7, 5],
    ],
  },
  back: {
    rects: [],
    strokes: [
      [-1, 5, 1, 7],
      [-1, -1, 7, 7],
      [5, -1, 7, 1],
    ],
  },
  dots: { rects: [[1, 1, 2, 2]], strokes: [] },
  bars: { rects: [[0, 0, 3, 6]], strokes: [] },
  lines: { rects: [[0, 0, 6, 3]], strokes: [] },
};
/** Of a tile's ground in its own colour. */
export const GROUND = 0.3;
export const STROKE = 1.5;

export interface RectShape {
  kind: 'rect';
  x: number;
  y: number;
  width: number;
  height: number;
  /** `#rrggbb` */
  colour: string;
  pattern?: Pattern;
  opacity?: number;
  radius?: number;
  /** Only its edge. */
  outline?: boolean;
  dash?: boolean;
}

export interface LineShape {
  kind: 'line';
  /** SVG path data: M, L, C and Q with absolute numbers. */
  d: string;
  colour: string;
  width: number;
  dash?: boolean;
  opacity?: number;
}

export interface TextShape {
  kind: 'text';
  x: number;
  /** Of the base line. */
  y: number;
  text: string;
  /** px */
  size: number;
  colour: string;
  anchor?: 'start' | 'middle' | 'end';
  bold?: boolean;
  mono?: boolean;
}

/** Only what lies within is seen. */
export interface ClipShape {
  kind: 'clip';
  x: number;
  y: number;
  width: number;
  height: number;
  shapes: readonly Shape[];
}

export type Shape = RectShape | LineShape | TextShape | ClipShape;

export interface Drawing {
  /** px */
  width: number;
  height: number;
  title: string;
  /** The same in words, for whoever cannot see it. */
  description: string;
  shapes: readonly Shape[];
}
