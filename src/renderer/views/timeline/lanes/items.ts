// From the engine's answers to what stands in the lanes: marks that say how many events they are for, single events, those of one second side
// by side, credentials as ranges. Pure, tested: their number is bounded whatever the case's size.
import type { DensityBin, LaneEvent } from '../../../../shared/timeline.ts';
import { binTotal, partsOf, partsWords } from '../counts.ts';
import { timeText } from '../time-text.ts';
import { eventItems } from './event-items.ts';
import type { DensityItem, LaneItem } from './item-kinds.ts';
import { MOST_EVENTS } from './limits.ts';
import { onLines } from './lines.ts';
import { type Lanes, laneId, OTHERS } from './rows.ts';
import { type Sessions, sessionItems } from './session-items.ts';

/**
 * Everything that stands in the lanes.
 * @param sessions as asked for these very lanes, else null
 * @param msPerPx how long a pixel is
 */
export function laneItems(lanes: Lanes, sessions: Sessions | null, zone: string, msPerPx: number): LaneItem[] {
  const all = [...lanes.lanes.map(({ bins }) => bins), lanes.others.bins];
  const most = all.reduce((max, bins) => bins.reduce((m, bin) => Math.max(m, binTotal(bin)), max), 1);
  const items: LaneItem[] = [];
  const singles = lanes.events ?? [];
  const isSingle = (place: number) => lanes.events !== null && (lanes.lanes[place]?.single ?? false);
  lanes.lanes.forEach(({ value, bins }, place) => {
    if (!isSingle(place)) items.push(...densityItems(laneId(value), bins, most, zone));
  });
  items.push(...densityItems(OTHERS, lanes.others.bins, most, zone));
  const perLane = new Map<number, LaneEvent[]>();
  for (const row of singles.slice(0, MOST_EVENTS))
    for (const place of row.lanes) {
      if (!isSingle(place)) continue;
      const rows = perLane.get(place);
      if (rows) rows.push(row);
      else perLane.set(place, [row]);
    }
  // A resource's event may stand in several lanes: all of them together are bounded, too.
  let left = MOST_EVENTS;
  for (const [place, rows] of perLane) {
    const lane = lanes.lanes[place];
    if (!lane) continue;
    const made = eventItems(laneId(lane.value), rows, zone, msPerPx).slice(0, left);
    left -= made.length;
    items.push(...onLines(made, msPerPx));
  }
  if (sessions) {
    const ranges = sessionItems(lanes, sessions, zone);
    for (const lane of new Set(ranges.map((item) => item.lane)))
      items.push(
        ...onLines(
          ranges.filter((item) => item.lane === lane),
          msPerPx,
        ),
      );
  }
  return items;
}

function densityItems(lane: string, bins: readonly DensityBin[], most: number, zone: string): DensityItem[] {
  return bins.flatMap((bin): DensityItem[] => {
    const count = binTotal(bin);
    if (count === 0) return [];
    const parts = partsOf(bin);
    return [
      {
        kind: 'density',
        // By its time: after a move the same mark is the same item.
        id: `${lane} at ${bin.from} for ${bin.to - bin.from}`,
        lane,
        line: 0,
        from: bin.from,
        to: bin.to,
        count,
        parts,
        strength: most <= 1 ? 1 : 0.25 + 0.75 * (Math.log(count + 1) / Math.log(most + 1)),
        title: `${partsWords(parts)}\n${timeText(bin.from, zone)}\n– ${timeText(bin.to, zone)}\nclick: nearer`,
      },
    ];
  });
}
