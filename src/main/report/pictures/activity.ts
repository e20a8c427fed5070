// Small pictures of a dossier: its events over time with the exhibits, and by hour of the day.

import { grouped } from '../../../shared/text.ts';
import type { DensityBin } from '../../../shared/timeline.ts';
import { axisOf, type Span } from '../../../shared/timeline-picture/axis.ts';
import { CLASS_INK, CLASS_PATTERNS, FOOT_UP } from '../../../shared/timeline-picture/classes.ts';
import { type Classes, totalOf } from '../facts/dossier.ts';
import type { MarkedExhibit } from '../facts/timeline.ts';
import type { HtmlValue, Markup } from '../html.ts';
import { PICTURE } from '../wording/index.ts';
import { Areas, INK, LINE, path, px, SMALL, svg, text, WIDTH, widthOf } from './svg.ts';
import { axisShapes, bars, binTotal, grid, LEFT, legend, marks, PLOT, RIGHT, scaleOf, TICK } from './timeline.ts';

interface Activity {
  bins: readonly DensityBin[];
  total: number;
  span: Span;
  width: number;
}

interface ActivityWords {
  title: HtmlValue;
  description: HtmlValue;
}

export function activityPicture(
  { bins, total, span, width }: Activity,
  zone: string,
  exhibits: readonly MarkedExhibit[],
  words: ActivityWords,
): Markup {
  const id = 'picture-activity';
  const scale = scaleOf(span);
  const [top, height] = [4, 84];
  const foot = top + height;
  const axis = axisOf(span, zone, Math.floor(PLOT / TICK));
  const most = bins.reduce((max, bin) => Math.max(max, binTotal(bin)), 0);
  const below = foot + 30;
  const bottom = exhibits.length > 0 ? below + 16 : below;
  const shapes = [
    ...grid(axis, scale, top, foot),
    ...bars(bins, scale, foot, height - 8),
    ...axisShapes(axis, scale, foot),
    text(2, top + 9, PICTURE.events(total), { size: 9.6, bold: true }),
    text(2, top + 20, PICTURE.barEach(width), { colour: INK.dim }),
    text(2, top + 31, PICTURE.tallest(most), { colour: INK.dim }),
    ...legend(top + 44),
    ...(exhibits.length > 0 ? [text(2, below + 9, PICTURE.exhibitsRow, { size: SMALL }), ...marks(exhibits, scale, below + 7)] : []),
  ];
  return svg({ id, width: WIDTH, height: bottom, ...words, shapes });
}

function numberOver(x: number, y: number, number: string, upright: boolean): Markup {
  return upright ? text(x + 3, y, number, { upright, colour: INK.dim }) : text(x, y, number, { anchor: 'middle', colour: INK.dim });
}

export function hoursPicture(hours: readonly Classes[], words: ActivityWords): Markup {
  const id = 'picture-hours';
  const each = PLOT / hours.length;
  // Numbers that are wider than an hour's bar stand upright.
  const widest = Math.max(0, ...hours.map((one) => widthOf(grouped(totalOf(one)), SMALL)));
  const upright = widest > each;
  const [top, height] = [14, 70];
  const foot = top + height;
  const most = hours.reduce((max, one) => Math.max(max, totalOf(one)), 1);
  const areas = new Areas();
  const labels = hours.flatMap((one, hour) => {
    const x = LEFT + hour * each;
    let y = foot;
    for (const name of FOOT_UP) {
      if (one[name] === 0) continue;
      const tall = Math.max(1.5, (one[name] / most) * (height - (upright ? widest : LINE)));
      y -= tall;
      areas.add(CLASS_INK[name], CLASS_PATTERNS[name], x + 1, y, each - 2, tall);
    }
    const total = totalOf(one);
    const label = text(x + each / 2, foot + 11, String(hour).padStart(2, '0'), { size: SMALL, anchor: 'middle', colour: INK.dim });
    return [label, ...(total > 0 ? [numberOver(x + each / 2, y - 2, grouped(total), upright)] : [])];
  });
  const base = path(`M ${px(LEFT)} ${px(foot)} H ${px(RIGHT)}`, { colour: INK.dim });
  return svg({
    id,
    width: WIDTH,
    height: foot + 16,
    ...words,
    shapes: [...areas.shapes, ...labels, base, text(2, top + 8, PICTURE.hours, { size: 9.6, bold: true }), ...legend(top + 20)],
  });
}
