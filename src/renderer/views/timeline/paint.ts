// Draws what lies on canvases: density by class, the axis, and the stretches of time behind chart and lanes. Every colour comes with a pattern.
import type { DensityBin, EventClass } from '../../../shared/timeline.ts';
import { type Axis, axisOf } from '../../../shared/timeline-picture/axis.ts';
import { CLASS_PATTERNS, FOOT_UP } from '../../../shared/timeline-picture/classes.ts';
import type { Pattern } from '../../../shared/timeline-picture/drawing.ts';
import type { Span } from '../../state/view-state.ts';
import { binTotal, CLASS_WORDS } from './counts.ts';
import type { NoteMark, Stretch, StretchLayer } from './layers.ts';

/** px */
export const DENSITY_HEIGHT = 84;
export const AXIS_HEIGHT = 34;
export const MARKER_ROW = 20;
/** Room above the tallest bar. */
const HEADROOM = 10;
/** However few, they are seen. */
const LOWEST = 2;
/** A tick for so many px: its label fits. */
const TICK_PX = 76;

export interface Scene {
  zone: string;
  bins: readonly DensityBin[];
  /** Of the tallest bar. */
  most: number;
  stretches: readonly Stretch[];
  notes: readonly NoteMark[];
  brush: Span | null;
}

export interface Surface {
  context: CanvasRenderingContext2D;
  style: CSSStyleDeclaration;
  width: number;
  height: number;
  span: Span;
}

export const xOf = ({ from, to }: Span, width: number, ms: number): number => ((ms - from) / (to - from)) * width;
export const msOf = ({ from, to }: Span, width: number, x: number): number => from + (x / width) * (to - from);

const patterns = new Map<string, CanvasPattern | null>();

/** A pattern in a colour on its own faint ground. */
function fillOf(context: CanvasRenderingContext2D, kind: Pattern, colour: string, ground: number): CanvasPattern | string {
  if (kind === 'plain') return colour;
  const key = `${kind} ${colour} ${ground}`;
  const known = patterns.get(key);
  if (known) return known;
  const size = 6;
  const tile = document.createElement('canvas');
  tile.width = size;
  tile.height = size;
  const brush = tile.getContext('2d');
  if (!brush) return colour;
  brush.globalAlpha = ground;
  brush.fillStyle = colour;
  brush.fillRect(0, 0, size, size);
  brush.globalAlpha = 1;
  brush.strokeStyle = colour;
  brush.lineWidth = 1.6;
  brush.beginPath();
  if (kind === 'dots') brush.fillRect(1, 1, 2, 2);
  else if (kind === 'bars') brush.fillRect(0, 0, 3, size);
  else if (kind === 'lines') brush.fillRect(0, 0, size, 3);
  else {
    // Drawn beyond the edges, so that tiles join.
    const [a, b] = kind === 'hatch' ? [size, 0] : [0, size];
    for (const shift of [-size, 0, size]) {
      brush.moveTo(shift - 1, a + (a > b ? 1 : -1));
      brush.lineTo(shift + size + 1, b + (a > b ? -1 : 1));
    }
    brush.stroke();
  }
  const pattern = context.createPattern(tile, 'repeat');
  if (patterns.size > 100) patterns.clear();
  patterns.set(key, pattern);
  return pattern ?? colour;
}

const STRETCHES: Record<StretchLayer, { pattern: Pattern; colour: string; alpha: number }> = {
  offHours: { pattern: 'plain', colour: '--faint', alpha: 0.07 },
  nights: { pattern: 'plain', colour: '--faint', alpha: 0.13 },
  uncovered: { pattern: 'back', colour: '--grey', alpha: 0.3 },
  unattested: { pattern: 'hatch', colour: '--amber', alpha: 0.22 },
};

/** Stretches, grid lines, bookmarks and findings: behind everything else. */
export function paintBack({ context, style, width, height, span }: Surface, { stretches, notes, brush }: Scene, axis: Axis): void {
  const x = (ms: number) => xOf(span, width, ms);
  for (const { layer, from, to } of stretches) {
    if (to <= span.from || from >= span.to) continue;
    const { pattern, colour, alpha } = STRETCHES[layer];
    context.globalAlpha = alpha;
    context.fillStyle = fillOf(context, pattern, style.getPropertyValue(colour), 0.15);
    const start = Math.max(0, x(from));
    context.fillRect(start, 0, Math.max(1, Math.min(width, x(to)) - start), height);
  }
  context.globalAlpha = 1;
  context.fillStyle = style.getPropertyValue('--line-soft');
  for (const { at, major } of axis.ticks) if (!major) context.fillRect(Math.round(x(at)), 0, 1, height);
  context.fillStyle = style.getPropertyValue('--line');
  for (const { at, major } of axis.ticks) if (major) context.fillRect(Math.round(x(at)), 0, 1, height);
  for (const { from, to, colour } of notes) {
    if (to < span.from || from > span.to) continue;
    context.fillStyle = style.getPropertyValue(colour);
    const start = x(from);
    // A span is told by its edges and a band along the top; what stands in it stays as it is.
    context.globalAlpha = 0.05;
    if (x(to) - start > 2) context.fillRect(start, 0, x(to) - start, height);
    context.globalAlpha = 0.8;
    context.fillRect(Math.round(start), 0, 1, height);
  }
  context.globalAlpha = 1;
  if (brush) {
    const from = x(brush.from);
    context.globalAlpha = 0.2;
    context.fillStyle = style.getPropertyValue('--accent');
    context.fillRect(from, 0, x(brush.to) - from, height);
    context.globalAlpha = 1;
    context.fillRect(from, 0, 1, height);
    context.fillRect(x(brush.to) - 1, 0, 1, height);
  }
}

/** The axis that fits a width. */
export const axisFor = (span: Span, zone: string, width: number): Axis => axisOf(span, zone, Math.max(2, Math.floor(width / TICK_PX)));

/** Chart and axis. */
export function paintHead(surface: Surface, scene: Scene, axis: Axis): void {
  const { context, style, width, span } = surface;
  paintBack(surface, scene, axis);
  const x = (ms: number) => xOf(span, width, ms);
  const fills = new Map<EventClass, CanvasPattern | string>();
  for (const name of FOOT_UP)
    fills.set(name, fillOf(context, CLASS_PATTERNS[name], style.getPropertyValue(CLASS_WORDS[name].colour), 0.35));
  for (const bin of scene.bins) {
    if (bin.to <= span.from || bin.from >= span.to || binTotal(bin) === 0) continue;
    const start = x(bin.from);
    const wide = x(bin.to) - start;
    const step = Math.max(1, wide - (wide > 3 ? 1 : 0));
    let y = DENSITY_HEIGHT;
    for (const name of FOOT_UP) {
      const n = bin[name];
      if (n === 0) continue;
      const tall = Math.max(LOWEST, (n / scene.most) * (DENSITY_HEIGHT - HEADROOM));
      context.fillStyle = fills.get(name) ?? '';
      // A pattern begins with its bar: else a thin one would be pale or strong by where it stands.
      context.translate(start, 0);
      context.fillRect(0, y - tall, step, tall);
      context.translate(-start, 0);
      y -= tall;
    }
  }
  paintAxis(surface, axis);
  for (const note of scene.notes) {
    if (note.to < span.from || note.from > span.to) continue;
    context.fillStyle = style.getPropertyValue(note.colour);
    const at = Math.round(x(note.from));
    if (note.to > note.from) context.fillRect(at, 0, Math.max(2, x(note.to) - at), 3);
    context.beginPath();
    // A flag for a bookmark, a diamond for a finding.
    if (note.layer === 'bookmarks') {
      context.moveTo(at, 0);
      context.lineTo(at + 9, 4);
      context.lineTo(at, 8);
    } else {
      context.moveTo(at, 0);
      context.lineTo(at + 5, 5);
      context.lineTo(at, 10);
      context.lineTo(at - 5, 5);
    }
    context.fill();
  }
}

function paintAxis({ context, style, width, span }: Surface, { ticks, stretches }: Axis): void {
  const x = (ms: number) => xOf(span, width, ms);
  const top = DENSITY_HEIGHT;
  context.fillStyle = style.getPropertyValue('--line');
  context.fillRect(0, top, width, 1);
  context.font = `11px ${style.getPropertyValue('--mono')}`;
  context.textBaseline = 'middle';
  const dim = style.getPropertyValue('--dim');
  const text = style.getPropertyValue('--text');
  context.textAlign = 'center';
  for (const { at, label, major } of ticks) {
    const place = x(at);
    context.fillStyle = style.getPropertyValue('--faint');
    context.fillRect(Math.round(place), top, 1, major ? 6 : 4);
    const half = context.measureText(label).width / 2;
    if (place - half < 0 || place + half > width) continue;
    context.fillStyle = dim;
    context.fillText(label, place, top + 12);
  }
  context.textAlign = 'left';
  context.fillStyle = text;
  let free = 0;
  stretches.forEach(({ at, label }, i) => {
    // The first stays in view as long as any of its day does.
    const next = stretches[i + 1];
    const end = next ? x(next.at) : width;
    const start = Math.max(i === 0 ? 0 : free, x(at), 0) + 4;
    const wide = context.measureText(label).width;
    if (start + wide > Math.min(end, width) && !(i === stretches.length - 1 && start + wide <= width)) return;
    context.fillText(label, start, top + 26);
    free = start + wide + 8;
  });
}
