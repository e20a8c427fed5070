// The upper part of the picture: the chart by class with its axis, and the strips of markers.
import { grouped, plural } from '../../../../shared/text.ts';
import type { MarkerKind } from '../../../../shared/timeline.ts';
import type { TimelineLayer } from '../../../../shared/timeline-layers.ts';
import type { Axis } from '../../../../shared/timeline-picture/axis.ts';
import { CLASS_INK, CLASS_PATTERNS, FOOT_UP } from '../../../../shared/timeline-picture/classes.ts';
import type { Shape } from '../../../../shared/timeline-picture/drawing.ts';
import { binTotal, CLASS_WORDS } from '../counts.ts';
import { LAYER_WORDS, type MarkerSpot } from '../layers.ts';
import type { PictureModel } from './model.ts';
import { type Across, INK, LEFT, MARGIN, PLOT, RIGHT, say, widthOf } from './paper.ts';

/** Heights, px. */
export const CHART = 118;
export const AXIS = 34;
/** Of one strip. */
export const MARKERS = 20;

const LAYER_INK: Partial<Record<TimelineLayer, string>> = {
  signin: '#1b222b',
  privilege: '#6a3fb8',
  logging: '#b3261e',
  leaving: '#a84e10',
};

/**
 * Density by class.
 * @param bins those of which something is in the picture
 * @param total events in them
 */
export function chartShapes(bins: PictureModel['bins'], total: number, top: number, x: Across): Shape[] {
  const most = bins.reduce((max, bin) => Math.max(max, binTotal(bin)), 1);
  const bars: Shape[] = [];
  for (const bin of bins) {
    let foot = top + CHART;
    const width = Math.max(1, x(bin.to) - x(bin.from) - 1);
    for (const name of FOOT_UP) {
      if (bin[name] === 0) continue;
      const height = Math.max(2, (bin[name] / most) * (CHART - 12));
      foot -= height;
      bars.push({ kind: 'rect', x: x(bin.from), y: foot, width, height, colour: CLASS_INK[name], pattern: CLASS_PATTERNS[name] });
    }
  }
  return [
    { kind: 'clip', x: LEFT, y: top, width: PLOT, height: CHART, shapes: bars },
    say(plural(total, 'event'), MARGIN, top + 14, 12, { bold: true }),
    say(`in these bars; tallest ${grouped(most)}`, MARGIN, top + 30, 11, { colour: INK.dim }),
    ...FOOT_UP.toReversed().flatMap((name, i): Shape[] => {
      const line = top + 48 + i * 15;
      const { sign, word } = CLASS_WORDS[name];
      return [
        { kind: 'rect', x: MARGIN, y: line - 8, width: 9, height: 9, colour: CLASS_INK[name], pattern: CLASS_PATTERNS[name] },
        say(`${sign} ${word}`, MARGIN + 13, line, 10, { colour: INK.dim }),
      ];
    }),
  ];
}

/** The axis below the chart. */
export function axisShapes(axis: Axis, top: number, x: Across): Shape[] {
  const shapes: Shape[] = [{ kind: 'rect', x: LEFT, y: top, width: PLOT, height: 1, colour: INK.line }];
  for (const { at, label } of axis.ticks) {
    const half = widthOf(label, 10) / 2;
    if (x(at) - half < LEFT || x(at) + half > RIGHT) continue;
    shapes.push(say(label, x(at), top + 14, 10, { anchor: 'middle', mono: true, colour: INK.dim }));
  }
  axis.stretches.forEach(({ at, label }, i) => {
    const next = axis.stretches[i + 1];
    const start = Math.max(LEFT, x(at)) + 3;
    if (start + widthOf(label, 10) > Math.min(RIGHT, next ? x(next.at) : RIGHT)) return;
    shapes.push(say(label, start, top + 28, 10, { mono: true }));
  });
  return shapes;
}

/**
 * The strip of one kind of markers.
 * @param spots those in the picture, of any kind
 */
export function stripShapes(kind: MarkerKind, spots: readonly MarkerSpot[], top: number, x: Across): Shape[] {
  const own = spots.filter((spot) => spot.kind === kind).sort((a, b) => a.from - b.from);
  const { sign, label } = LAYER_WORDS[kind];
  const colour = LAYER_INK[kind] ?? INK.text;
  const count = own.reduce((sum, spot) => sum + spot.count, 0);
  const shapes: Shape[] = [
    { kind: 'rect', x: MARGIN, y: top, width: RIGHT - MARGIN, height: 1, colour: INK.soft },
    say(sign, MARGIN, top + 14, 12, { colour, bold: true }),
    say(`${label} ${grouped(count)}`, MARGIN + 18, top + 14, 11),
  ];
  own.forEach((spot, i) => {
    const at = x((spot.from + spot.to) / 2);
    const after = own[i + 1];
    const end = after ? x((after.from + after.to) / 2) - 8 : RIGHT;
    const failed = spot.failed === 'none' ? '' : spot.failed === 'all' ? ' ✖' : ' (✖)';
    shapes.push(say(sign, at, top + 14, 12, { anchor: 'middle', colour, bold: true }));
    const words = `${spot.label}${failed}`;
    if (at + 8 + widthOf(words, 10) <= end) shapes.push(say(words, at + 8, top + 14, 10));
  });
  return shapes;
}
