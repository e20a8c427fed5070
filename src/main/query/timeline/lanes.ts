// Events over time: density by class for the whole span, and per lane; single events once they are few.
import type { Args, Result } from '../../../shared/channels.ts';
import type { LaneEvent } from '../../../shared/timeline.ts';
import { countBits, IdBatches, noBits, setBit } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { unreadableOf } from '../columns/outcomes.ts';
import type { Selection } from '../columns/selections.ts';
import { EventLists } from '../event-list.ts';
import { windowRow } from '../window-row.ts';
import { binsOf, countClasses } from './bins.ts';
import { classAt, classesOf } from './classes.ts';
import { type ChosenLane, chooseLanes, type LaneAssignment, lanesOfRecord, SEVERAL } from './lane-of.ts';
import { withinSpan } from './span.ts';

/** @param selection what the filter leaves */
export function density(events: CaseEvents, selection: Selection, asked: Args<'timeline.density'>): Result<'timeline.density'> {
  const within = withinSpan(events, selection, asked.from, asked.to);
  const bins = binsOf(countClasses(events, within, asked, null), 0, asked);
  return { bins, total: within.count, unreadable: unreadableOf(events, within).length };
}

/** Of resources, as far as they were read. @param selection what the filter leaves */
export function lanes(
  events: CaseEvents,
  selection: Selection,
  { by, lanes: top, pinned = [], mixed = false, limit, ...asked }: Args<'timeline.lanes'>,
): Omit<Result<'timeline.lanes'>, 'reading'> {
  const within = withinSpan(events, selection, asked.from, asked.to);
  const chosen = chooseLanes(events, within, by, top, pinned);
  const { assignment } = chosen;
  const counts = countClasses(events, within, asked, assignment);
  const others = binsOf(counts, assignment.lanes, asked);
  const single = singleLanes(chosen.lanes, within.count, limit, mixed);
  return {
    lanes: chosen.lanes.map((lane, place) => ({ ...lane, single: single.has(place), bins: binsOf(counts, place, asked) })),
    otherLanes: chosen.otherLanes,
    others: { count: others.reduce((sum, { ok, denied, error }) => sum + ok + denied + error, 0), bins: others },
    events: eventsShown(events, within, assignment, single, limit),
    total: within.count,
    none: chosen.none,
    unread: chosen.unread,
  };
}

/** Places of the lanes whose events are all shown: every lane where all fit, else the quietest ones. */
function singleLanes(lanes: readonly ChosenLane[], total: number, limit: number, mixed: boolean): ReadonlySet<number> {
  const all = lanes.map((_, place) => place);
  if (total <= limit) return new Set(all);
  if (!mixed) return new Set();
  const count = (place: number): number => (lanes[place] as ChosenLane).count;
  const single = new Set<number>();
  let shown = 0;
  for (const place of all.sort((a, b) => count(a) - count(b) || a - b)) {
    shown += count(place);
    if (shown > limit) break;
    single.add(place);
  }
  return single;
}

function eventsShown(
  events: CaseEvents,
  within: Selection,
  assignment: LaneAssignment,
  single: ReadonlySet<number>,
  limit: number,
): LaneEvent[] | null {
  if (within.count <= limit) return rowsOf(events, within, assignment);
  const some = inLanes(events, within, assignment, single);
  return some.count === 0 ? null : rowsOf(events, some, assignment);
}

/** The events of some lanes. */
function inLanes(
  events: CaseEvents,
  within: Selection,
  { ids, laneOfId, several }: LaneAssignment,
  single: ReadonlySet<number>,
): Selection {
  const bits = noBits(events.last);
  if (single.size === 0) return { ...within, bits, count: 0 };
  const isShown = laneOfId.map((lane, id) =>
    lane === SEVERAL ? Number(several.get(id)?.some((one) => single.has(one))) : Number(single.has(lane)),
  );
  const batches = new IdBatches(within.bits);
  for (let n = batches.next(); n > 0; n = batches.next()) {
    for (let i = 0; i < n; i++) {
      const record = batches.ids[i] as number;
      if (isShown[ids[record] as number] === 1) setBit(bits, record);
    }
  }
  return { ...within, bits, count: countBits(bits) };
}

function rowsOf(events: CaseEvents, selection: Selection, assignment: LaneAssignment): LaneEvent[] {
  const classes = classesOf(events);
  const rows = [...new EventLists(events.db).iterate(selection, 'asc')];
  const inSecond = new Map<number, number>();
  const second = (ms: number): number => Math.floor(ms / 1000) * 1000;
  for (const { timeMs } of rows) inSecond.set(second(timeMs as number), (inSecond.get(second(timeMs as number)) ?? 0) + 1);
  return rows.map((row) => ({
    ...windowRow(events.db, row),
    lanes: [...lanesOfRecord(assignment, row.record)],
    class: classAt(classes.of(row.record)),
    second: second(row.timeMs as number),
    together: inSecond.get(second(row.timeMs as number)) as number,
  }));
}
