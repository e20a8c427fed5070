// What a list says of the whole case beside what the filter leaves. Counted once for a case.
import { BASELINE } from '../../../shared/unusual.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { tallyCombination } from '../columns/tally.ts';

const known = new WeakMap<CaseEvents, Float64Array>();

/** By row id of an identity: its dated events. */
function datedOfIdentities(events: CaseEvents): Float64Array {
  let dated = known.get(events);
  if (!dated) {
    const { selections } = events;
    const { bits } = selections.dated(selections.everything());
    dated = tallyCombination(events, 'identity', events.dimension('actor').numbers.length, bits).count;
    known.set(events, dated);
  }
  return dated;
}

/**
 * Whether the case has enough events of a value to tell what changed in them, as docs/unusual.md has it.
 * @param numbers by row id of an identity: number of its value, 0 for none; @param size of numbers, 0 included
 */
export function comparableIn(events: CaseEvents, numbers: Uint32Array, size: number): (number: number) => boolean {
  const count = new Float64Array(size);
  datedOfIdentities(events).forEach((dated, identity) => {
    const number = numbers[identity] as number;
    count[number] = (count[number] as number) + dated;
  });
  return (number) => (count[number] as number) > BASELINE;
}
