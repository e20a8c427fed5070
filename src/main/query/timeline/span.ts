// The events of a filter within a span: every layer of the timeline asks for the same one, so the last few are kept.
import { type Bits, countBits, hasBit, noBits, setBit } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import type { Selection } from '../columns/selections.ts';

const REMEMBERED = 4;

interface Kept {
  from: number;
  to: number;
  within: Selection;
}

const known = new WeakMap<Selection, Kept[]>();

/** One part in so many of the case: its events are taken from the order by time, instead of asking each event of the filter for its time. */
const FEW = 8;

/** Those of a selection in [from, to), ms UTC. */
export function withinSpan(events: CaseEvents, selection: Selection, from: number, to: number): Selection {
  const kept = known.get(selection) ?? [];
  known.set(selection, kept);
  let found = kept.find((one) => one.from === from && one.to === to);
  if (!found) {
    found = { from, to, within: narrowed(events, selection, from, to) };
    kept.push(found);
    if (kept.length > REMEMBERED) kept.shift();
  }
  return found.within;
}

function narrowed(events: CaseEvents, selection: Selection, from: number, to: number): Selection {
  if (!events.isOrdered) return events.selections.within(selection, from, to);
  const { ids, dated } = events.publicOrder();
  const { time } = events.columns;
  const first = firstAt(ids, dated, time, from);
  const end = Math.max(first, firstAt(ids, dated, time, to));
  if (first === 0 && end === dated) return events.selections.dated(selection);
  if ((end - first) * FEW > events.last) return events.selections.within(selection, from, to);
  const bits: Bits = noBits(events.last);
  for (let place = first; place < end; place++) {
    const record = ids[place] as number;
    if (hasBit(selection.bits, record)) setBit(bits, record);
  }
  return { ...selection, bits, count: countBits(bits) };
}

/** The first place of the order at or after an instant. */
function firstAt(ids: Uint32Array, dated: number, time: Float64Array, ms: number): number {
  let [low, high] = [0, dated];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((time[ids[middle] as number] as number) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
