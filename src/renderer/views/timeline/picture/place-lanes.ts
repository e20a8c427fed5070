// Where lanes and what stands in them lie on paper, before anything is drawn.
import { eventWords } from '../../../components/event-name.ts';
import { compact } from '../counts.ts';
import type { LaneItem } from '../lanes/item-kinds.ts';
import type { LaneRow } from '../lanes/rows.ts';
import { type Across, widthOf } from './paper.ts';

/** px */
const ROW = 20;
/** Width of a sign. */
export const SIGN = 14;

export interface PlacedLanes {
  rows: { row: LaneRow; y: number; height: number }[];
  items: { item: LaneItem; y: number }[];
  bottom: number;
  /** Of the fullest mark. */
  most: number;
}

/** Lanes below each other, each as high as what stands in it: what would overlap goes to the next line. */
export function placeLanes(rows: readonly LaneRow[], items: readonly LaneItem[], x: Across, top: number): PlacedLanes {
  const placed: PlacedLanes = { rows: [], items: [], bottom: top, most: 1 };
  for (const row of rows) {
    const own = items.filter(({ lane }) => lane === row.id);
    const rank = (item: LaneItem) => (item.kind === 'session' ? 1 : 0);
    own.sort((a, b) => rank(a) - rank(b) || a.from - b.from || (a.id < b.id ? -1 : 1));
    // Ends of the lines so far, px; lines of sessions are not shared with others.
    const lines: { end: number; rank: number }[] = [];
    for (const item of own) {
      const [from, to] = extent(item, x);
      let line = lines.findIndex((one) => one.rank === rank(item) && one.end <= from);
      if (line < 0) line = lines.push({ end: 0, rank: rank(item) }) - 1;
      (lines[line] as { end: number }).end = to;
      placed.items.push({ item, y: placed.bottom + 3 + line * ROW });
      if (item.kind === 'density') placed.most = Math.max(placed.most, item.count);
    }
    const height = Math.max(1, lines.length) * ROW + 5;
    placed.rows.push({ row, y: placed.bottom, height });
    placed.bottom += height;
  }
  return placed;
}

/** From where to where an item reaches, px. */
function extent(item: LaneItem, x: Across): [number, number] {
  const start = x(item.from);
  switch (item.kind) {
    case 'density':
      return [start, x(item.to)];
    case 'session':
      return [start, Math.max(start + 5, x(item.to))];
    case 'crowd':
      return [start - 8, start + crowdWidth(item.count)];
    case 'together':
      return [start - 8, start + item.rows.length * SIGN + (item.more > 0 ? 34 : 0)];
    case 'event':
      return [start - 8, start + 8 + (item.isNamed ? widthOf(eventWords(item.row), 10) : 0)];
  }
}

export const crowdWidth = (count: number): number => 16 + widthOf(compact(count), 10) + 20;
