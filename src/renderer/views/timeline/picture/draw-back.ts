// What lies behind chart and lanes: stretches of time, grid lines, bookmarks and findings.
import type { Axis } from '../../../../shared/timeline-picture/axis.ts';
import type { Pattern, Shape } from '../../../../shared/timeline-picture/drawing.ts';
import type { NoteMark, Stretch } from '../layers.ts';
import { type Across, INK, LEFT, RIGHT } from './paper.ts';

const BOOKMARK_INK: Record<string, string> = {
  '--bm-red': '#c93a37',
  '--bm-orange': '#c9661a',
  '--bm-yellow': '#b08f00',
  '--bm-green': '#2c8a50',
  '--bm-blue': '#2a6fca',
  '--bm-violet': '#7a4fc4',
};
const STRETCH_INK: Record<Stretch['layer'], { colour: string; pattern: Pattern; opacity: number }> = {
  offHours: { colour: '#8d97a4', pattern: 'plain', opacity: 0.08 },
  nights: { colour: '#8d97a4', pattern: 'plain', opacity: 0.16 },
  uncovered: { colour: '#5d6774', pattern: 'back', opacity: 0.3 },
  unattested: { colour: '#8f5a0a', pattern: 'hatch', opacity: 0.25 },
};

interface Back {
  /** Those in the picture. */
  stretches: readonly Stretch[];
  notes: readonly NoteMark[];
  axis: Axis;
}

/** From `top` to `bottom`, px. */
export function backShapes({ stretches, notes, axis }: Back, top: number, bottom: number, x: Across): Shape[] {
  const height = bottom - top;
  const back: Shape[] = [];
  for (const stretch of stretches) {
    const [from, to] = [Math.max(LEFT, x(stretch.from)), Math.min(RIGHT, x(stretch.to))];
    back.push({ kind: 'rect', x: from, y: top, width: Math.max(1, to - from), height, ...STRETCH_INK[stretch.layer] });
  }
  for (const { at, major } of axis.ticks)
    back.push({ kind: 'rect', x: x(at), y: top, width: 1, height, colour: major ? INK.line : INK.soft });
  for (const note of notes) {
    const colour = BOOKMARK_INK[note.colour] ?? INK.accent;
    if (note.to > note.from)
      back.push({ kind: 'rect', x: x(note.from), y: top, width: x(note.to) - x(note.from), height: 4, colour, opacity: 0.8 });
    back.push({ kind: 'rect', x: x(note.from), y: top, width: 1.5, height, colour, opacity: 0.8 });
    back.push({ kind: 'text', x: x(note.from) + 2, y: top + 9, text: note.layer === 'bookmarks' ? '⚑' : '⚐', size: 10, colour });
  }
  return back;
}
