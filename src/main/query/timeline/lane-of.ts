// Which lane an event is in: lanes are values of a field, or resources that events name.
import { LANE_FIELDS, type LaneKind } from '../../../shared/timeline.ts';
import { storable } from '../../case/term-hash.ts';
import { IdBatches } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import type { Dimension } from '../columns/dimension.ts';
import type { Selection } from '../columns/selections.ts';
import { firstValues } from '../facets.ts';
import { COLUMNS, type ColumnField } from '../filter/columns.ts';
import type { Combination } from '../filter/condition.ts';
import { resourceSets } from '../resources/read-resources.ts';
import { tallyResources } from '../resources/resource-facet.ts';

/** In place of a lane: look into `several`. */
export const SEVERAL = 255;

/** Of each record an id, of each id a lane. */
export interface LaneAssignment {
  /** How many there are: as the place of a lane it says that an event is in none. */
  lanes: number;
  /** Of which combination ids are; null: sets of resources. */
  of: Combination | null;
  /** By row id of a record. */
  ids: Uint32Array;
  laneOfId: Uint8Array;
  /** Ids of SEVERAL, which have more lanes than one. */
  several: ReadonlyMap<number, readonly number[]>;
}

export interface ChosenLane {
  value: string;
  count: number;
  pinned: boolean;
}

interface ChosenLanes {
  lanes: ChosenLane[];
  /** Values without a lane. */
  otherLanes: number;
  assignment: LaneAssignment;
  /** Of resources: events that name none, and events whose records were not read. */
  none: number;
  unread: number;
}

/** The lanes that an event has, each once. */
export function lanesOfRecord({ lanes, ids, laneOfId, several }: LaneAssignment, record: number): readonly number[] {
  const id = ids[record] as number;
  const lane = laneOfId[id] as number;
  if (lane === SEVERAL) return several.get(id) ?? [];
  return lane === lanes ? [] : [lane];
}

/** @param selection of events within the span; @param top lanes in all, where no more are pinned */
export function chooseLanes(events: CaseEvents, selection: Selection, by: LaneKind, top: number, pinned: readonly string[]): ChosenLanes {
  return by === 'resource'
    ? chooseResources(events, selection, top, pinned)
    : chooseValues(events, selection, LANE_FIELDS[by], top, pinned);
}

/** The lanes of values as an answer gave them, in their order. */
export function assignLanes(events: CaseEvents, by: LaneKind, values: readonly string[]): LaneAssignment {
  if (by === 'resource') {
    const sets = resourceSets(events);
    return ofSets(
      events,
      values.map((value) => sets.nameWith(value) ?? null),
    );
  }
  const field = LANE_FIELDS[by];
  const dimension = events.dimension(field);
  return ofNumbers(
    events,
    field,
    values.map((value) => numberOf(dimension, value)),
  );
}

/** Number of a value; 0 for none, null where no event has it. The empty text is no value either. */
function numberOf(dimension: Dimension, value: string): number | null {
  if (value === '') return 0;
  const number = dimension.numberOf(storable(value));
  return number === 0 ? null : number;
}

function chooseValues(
  events: CaseEvents,
  selection: Selection,
  field: Exclude<ColumnField, 'list'>,
  top: number,
  pinned: readonly string[],
): ChosenLanes {
  const dimension = events.dimension(field);
  const count = countNumbers(events, selection, COLUMNS[field].of, dimension);
  const wanted = [...new Set(pinned)].map((value) => ({ value, number: numberOf(dimension, value) }));
  const taken = new Set(wanted.map(({ number }) => number));
  const occurring: number[] = [];
  for (let number = 0; number < count.length; number++) if ((count[number] as number) > 0) occurring.push(number);
  const others = occurring.filter((number) => !taken.has(number));
  const busiest = firstValues(others, { count, first: NONE, last: NONE }, dimension, Math.max(0, top - wanted.length), 'most');
  return {
    lanes: [
      ...wanted.map(({ value, number }) => ({ value, count: number === null ? 0 : (count[number] as number), pinned: true })),
      ...busiest.map((number) => ({ value: textOf(dimension, number), count: count[number] as number, pinned: false })),
    ],
    otherLanes: others.length - busiest.length,
    assignment: ofNumbers(events, field, [...wanted.map(({ number }) => number), ...busiest]),
    none: 0,
    unread: 0,
  };
}

const NONE = new Float64Array();

function textOf(dimension: Dimension, number: number): string {
  return number === 0 ? '' : dimension.text(number);
}

/** Events by number of the value; the empty text counts as none. */
function countNumbers(events: CaseEvents, { bits }: Selection, of: Combination, dimension: Dimension): Float64Array {
  const { numbers } = dimension;
  const ofId = bits === events.all ? events.tallyOfAll(of, numbers.length).count : countIds(events.columns[of], numbers.length, bits);
  const count = new Float64Array(dimension.size);
  for (let id = 0; id < ofId.length; id++) {
    const number = numbers[id] as number;
    count[number] = (count[number] as number) + (ofId[id] as number);
  }
  const empty = dimension.numberOf('');
  if (empty > 0) {
    count[0] = (count[0] as number) + (count[empty] as number);
    count[empty] = 0;
  }
  return count;
}

/** How often each id occurs among the records of a set. @param column by row id of a record */
function countIds(column: Uint32Array, size: number, bits: Selection['bits']): Float64Array {
  const count = new Float64Array(size);
  const batches = new IdBatches(bits);
  const { ids } = batches;
  for (let n = batches.next(); n > 0; n = batches.next()) {
    for (let i = 0; i < n; i++) {
      const id = column[ids[i] as number] as number;
      count[id] = (count[id] as number) + 1;
    }
  }
  return count;
}

/** @param numbers of the lanes' values; null: no event has it */
function ofNumbers(events: CaseEvents, field: Exclude<ColumnField, 'list'>, numbers: readonly (number | null)[]): LaneAssignment {
  const dimension = events.dimension(field);
  const { of } = COLUMNS[field];
  const laneOfNumber = new Uint8Array(dimension.size).fill(numbers.length);
  numbers.forEach((number, lane) => {
    if (number !== null) laneOfNumber[number] = lane;
  });
  const empty = dimension.numberOf('');
  if (empty > 0) laneOfNumber[empty] = laneOfNumber[0] as number;
  const laneOfId = new Uint8Array(dimension.numbers.length);
  for (let id = 0; id < laneOfId.length; id++) laneOfId[id] = laneOfNumber[dimension.numbers[id] as number] as number;
  return { lanes: numbers.length, of, ids: events.columns[of], laneOfId, several: new Map() };
}

function chooseResources(events: CaseEvents, selection: Selection, top: number, pinned: readonly string[]): ChosenLanes {
  const sets = resourceSets(events);
  const {
    tally: { count },
    read,
    none,
  } = tallyResources(events, selection);
  const wanted = [...new Set(pinned)].map((value) => ({ value, name: sets.nameWith(value) ?? null }));
  const taken = new Set(wanted.map(({ name }) => name));
  const others: number[] = [];
  for (let name = 1; name < count.length; name++) if ((count[name] as number) > 0 && !taken.has(name)) others.push(name);
  const busiest = firstValues(others, { count, first: NONE, last: NONE }, sets, Math.max(0, top - wanted.length), 'most');
  return {
    lanes: [
      ...wanted.map(({ value, name }) => ({ value, count: name === null ? 0 : (count[name] as number), pinned: true })),
      ...busiest.map((name) => ({ value: sets.text(name), count: count[name] as number, pinned: false })),
    ],
    otherLanes: others.length - busiest.length,
    assignment: ofSets(events, [...wanted.map(({ name }) => name), ...busiest]),
    none,
    unread: selection.count - read,
  };
}

/** @param names of the lanes' resources; null: no record that was read names it */
function ofSets(events: CaseEvents, names: readonly (number | null)[]): LaneAssignment {
  const sets = resourceSets(events);
  const laneOfName = new Map(names.flatMap((name, lane) => (name === null ? [] : [[name, lane] as const])));
  const laneOfId = new Uint8Array(sets.size).fill(names.length);
  const several = new Map<number, readonly number[]>();
  for (let set = 0; set < sets.size; set++) {
    const own = sets.namesOf(set).flatMap((name) => laneOfName.get(name) ?? []);
    if (own.length === 1) laneOfId[set] = own[0] as number;
    else if (own.length > 1) {
      laneOfId[set] = SEVERAL;
      several.set(
        set,
        own.sort((a, b) => a - b),
      );
    }
  }
  return { lanes: names.length, of: null, ids: sets.ofRecord, laneOfId, several };
}
