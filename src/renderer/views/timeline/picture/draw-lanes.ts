// The lanes on paper: names and counts beside them, what stands in them, and the lines of lineage between them.
import { grouped } from '../../../../shared/text.ts';
import type { Shape } from '../../../../shared/timeline-picture/drawing.ts';
import { oneLine } from '../../../components/visible-text.ts';
import { laneId, laneName } from '../lanes/rows.ts';
import { linkPath } from '../links.ts';
import { itemShapes } from './draw-items.ts';
import type { PictureModel } from './model.ts';
import { type Across, cut, INK, LEFT, MARGIN, RIGHT, say, widthOf } from './paper.ts';
import type { PlacedLanes } from './place-lanes.ts';

/** Beside the lanes: what each stands for, and how many events. */
export function laneNameShapes({ rows }: PlacedLanes): Shape[] {
  return rows.flatMap(({ row, y }) => {
    const count = grouped(row.count);
    const { name, detail } = laneName(row.value);
    const words = row.kind === 'others' ? `${grouped(row.values)} others` : `${row.pinned ? '★ ' : ''}${oneLine(name) || '(none)'}`;
    const room = LEFT - MARGIN - 16 - widthOf(count, 11);
    const shown = cut(words, Math.max(room / 2, room - widthOf(detail, 10) - 8), 11);
    const shapes: Shape[] = [
      { kind: 'rect', x: MARGIN, y, width: RIGHT - MARGIN, height: 1, colour: INK.line },
      say(shown, MARGIN, y + 15, 11, { bold: row.pinned }),
    ];
    if (detail !== '' && row.kind === 'lane') {
      const after = cut(oneLine(detail), room - widthOf(shown, 11) - 6, 10);
      shapes.push(say(after, MARGIN + widthOf(shown, 11) + 6, y + 15, 10, { colour: INK.dim }));
    }
    shapes.push(say(count, LEFT - 8, y + 15, 11, { anchor: 'end', colour: INK.dim }));
    return shapes;
  });
}

/** In the lanes: items, and over them lines from the event that issued a key to its first use. */
export function laneShapes(placed: PlacedLanes, { span, edges, edgeLanes }: PictureModel, x: Across): Shape[] {
  const inside: Shape[] = placed.items.flatMap(({ item, y }) => itemShapes(item, y, x, placed.most));
  const middles = new Map(placed.rows.map(({ row, y, height }) => [row.id, y + height / 2]));
  for (const edge of edges) {
    const [from, to] = [middles.get(laneId(edgeLanes[edge.fromLane] ?? '')), middles.get(laneId(edgeLanes[edge.toLane] ?? ''))];
    if (from === undefined || to === undefined || from === to || edge.to.time < span.from || edge.from.time > span.to) continue;
    const d = linkPath({ x: x(edge.from.time), y: from }, { x: x(edge.to.time), y: to });
    inside.push({ kind: 'line', d, colour: INK.accent, width: 1.2, dash: edge.certainty === 'inferred', opacity: 0.8 });
  }
  return inside;
}
