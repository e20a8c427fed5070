// How often each value of a field of identities occurs among selected events, and with which outcome: one walk.
import { IdBatches } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { ALLOWED, DENIED } from '../columns/outcomes.ts';
import type { Selection } from '../columns/selections.ts';
import { newTally, type Tally } from '../columns/tally.ts';

/** By number of the value. */
export interface Uses extends Tally {
  errors: Float64Array;
  denied: Float64Array;
  writes: Float64Array;
}

/** @param numbers by row id of an identity: number of its value, 0 for none; @param size of numbers, 0 included */
export function usesOf(events: CaseEvents, selection: Selection, numbers: Uint32Array, size: number): Uses {
  const uses = { ...newTally(size), errors: new Float64Array(size), denied: new Float64Array(size), writes: new Float64Array(size) };
  const { count, first, last, errors, denied, writes } = uses;
  const { time, call, identity } = events.columns;
  const outcomes = events.outcomes();
  const readOnly = events.dimension('readOnly');
  const write = readOnly.numberOf('false') || Number.NaN;
  const batches = new IdBatches(selection.bits);
  const { ids } = batches;
  for (let n = batches.next(); n > 0; n = batches.next()) {
    for (let i = 0; i < n; i++) {
      const record = ids[i] as number;
      const number = numbers[identity[record] as number] as number;
      const at = time[record] as number;
      const kind = call[record] as number;
      const outcome = outcomes.of(record);
      count[number] = (count[number] as number) + 1;
      if (outcome !== ALLOWED) errors[number] = (errors[number] as number) + 1;
      if (outcome === DENIED) denied[number] = (denied[number] as number) + 1;
      if (readOnly.numbers[kind] === write) writes[number] = (writes[number] as number) + 1;
      // Undated: neither holds.
      if (at < (first[number] as number)) first[number] = at;
      if (at > (last[number] as number)) last[number] = at;
    }
  }
  return uses;
}

/** What a row of a list says of a value. */
export function useOf(uses: Uses, number: number) {
  const of = (column: Float64Array): number => column[number] as number;
  return {
    events: of(uses.count),
    errors: of(uses.errors),
    denied: of(uses.denied),
    writes: of(uses.writes),
    first: finite(of(uses.first)),
    last: finite(of(uses.last)),
  };
}

const finite = (time: number): number | null => (Number.isFinite(time) ? time : null);
