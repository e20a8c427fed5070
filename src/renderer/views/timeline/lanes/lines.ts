// On which line of its lane an item stands, so that none lies over another: by how wide each is drawn. Pure.
import { eventWords } from '../../../components/event-name.ts';
import { compact, tellingOf } from '../counts.ts';
import type { LaneItem } from './item-kinds.ts';

/** Width of a single event's sign, and of a letter of its name, px. */
export const SIGN_PX = 15;
export const LETTER_PX = 6.4;

/** Items of a lane, each on the first line on which it overlaps none before it. */
export function onLines<T extends LaneItem>(items: readonly T[], msPerPx: number): T[] {
  const ends: number[] = [];
  return items
    .toSorted((a, b) => a.from - b.from)
    .map((item) => {
      const { before, after } = reachOf(item);
      const [from, to] = [item.from / msPerPx - before, Math.max(item.from / msPerPx + after, isRange(item) ? item.to / msPerPx : 0)];
      const free = ends.findIndex((end) => end <= from);
      const line = free < 0 ? ends.length : free;
      ends[line] = to;
      return { ...item, line };
    });
}

const isRange = ({ kind }: LaneItem): boolean => kind === 'session' || kind === 'density';

/** How far an item reaches before and after its time, px. */
function reachOf(item: LaneItem): { before: number; after: number } {
  switch (item.kind) {
    case 'density':
      return { before: 0, after: 0 };
    case 'session':
      return { before: 0, after: 6 };
    case 'crowd':
      return { before: 8, after: 18 + compact(item.count).length * LETTER_PX + tellingOf(item.parts).length * 11 };
    case 'together':
      return { before: 9, after: item.rows.length * SIGN_PX + (item.more > 0 ? 34 : 0) };
    case 'event':
      return { before: 8, after: 9 + (item.isNamed ? eventWords(item.row).length * LETTER_PX : 0) };
  }
}
