// The sheet that pictures are drawn on: its measures, its inks, and how wide a text is on it.
import type { Shape, TextShape } from '../../../../shared/timeline-picture/drawing.ts';
import type { Span } from '../../../state/view-state.ts';
import { xOf } from '../paint.ts';

/** px */
export const WIDTH = 1400;
export const LEFT = 250;
export const MARGIN = 24;
export const RIGHT = WIDTH - MARGIN;
export const PLOT = RIGHT - LEFT;

/** Print has one palette, whatever the window's. Patterns and signs tell the same without colour. */
export const INK = {
  text: '#1b222b',
  dim: '#586472',
  line: '#c3cad3',
  soft: '#e6e9ee',
  bar: '#7d99bd',
  accent: '#1f5fb4',
  paper: '#ffffff',
};

/** Where a moment stands, px. */
export type Across = (ms: number) => number;

export const across =
  (span: Span): Across =>
  (ms) =>
    LEFT + xOf(span, PLOT, ms);

/** Whether anything of it is in the picture. */
export const seenIn =
  (span: Span) =>
  ({ from, to }: Span): boolean =>
    to >= span.from && from < span.to;

export const say = (text: string, x: number, y: number, size: number, more: Partial<TextShape> = {}): Shape => ({
  kind: 'text',
  x,
  y,
  text,
  size,
  colour: INK.text,
  ...more,
});

/** A text that takes about so many px: the picture measures nothing, so that it is the same everywhere. */
const LETTER = 0.58;
export function cut(text: string, px: number, size: number): string {
  const most = Math.max(1, Math.floor(px / (size * LETTER)));
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}
export const widthOf = (text: string, size: number): number => [...text].length * size * LETTER;
