// Compares two sets of events over columns: what both have, what only one has, and how much of each set that is.
import {
  CLOCK_FIELDS,
  COMPARED_FIELDS,
  type ComparedField,
  type ComparedGroup,
  type ComparedSide,
  type ComparedValue,
  type Comparison,
  type FieldComparison,
} from '../../../shared/compare.ts';
import { TrailcaseError } from '../../../shared/errors.ts';
import { canonicalFilter, type FilterField, parseFilter, printTerm } from '../../../shared/filter.ts';
import { bothFilters } from '../../../shared/filter-edit.ts';
import { caseZone } from '../../case/facts.ts';
import type { JobControl } from '../../jobs/progress.ts';
import { countBits, intersect } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { unreadableOf } from '../columns/outcomes.ts';
import type { Selection } from '../columns/selections.ts';
import { type Tally, tallyCombination, tallyValues } from '../columns/tally.ts';
import { timesOf } from '../columns/times.ts';
import { firstValues, occurringNumbers, type Texts } from '../facets.ts';
import { COLUMNS, type ColumnField } from '../filter/columns.ts';
import type { Combination } from '../filter/condition.ts';
import { invalid } from '../filter/plan.ts';
import { Clock, type ClockTally, HOURS, WEEKDAYS } from './clock.ts';

export interface CompareQuestion {
  a: string;
  b: string;
  /** Only events that this leaves, too. */
  within?: string;
  /** Values of each group, 0 for all. */
  top: number;
}

/** One side while it is being counted. */
interface Counted {
  side: ComparedSide;
  selection: Selection;
  tallies: ReadonlyMap<Combination, Tally>;
  clock: ClockTally;
}

/** Errors: FILTER_INVALID, naming the filter and its column; CANCELLED. */
export async function compare(events: CaseEvents, question: CompareQuestion, control: JobControl = {}): Promise<Comparison> {
  const zone = caseZone(events.db);
  const clock = new Clock(zone);
  const { a: textA, b: textB, within = '', top } = question;
  checked(within, 'The filter of both');
  await events.failedSignIns().read(control);
  const a = await counted(events, await select(events, textA, within, 'Filter A', control), clock);
  const b = await counted(events, await select(events, textB, within, 'Filter B', control), clock);
  return {
    a: a.side,
    b: b.side,
    overlap: countBits(intersect(a.selection.bits.slice(), b.selection.bits)),
    zone,
    fields: COMPARED_FIELDS.map((field) => (isClock(field) ? ofClock(clock, field, a, b) : ofColumn(events, field, a, b, top))),
    unreadable: [...new Set([a, b].flatMap(({ selection }) => unreadableOf(events, selection)))].sort(),
  };
}

function checked(filter: string, name: string): void {
  const parsed = parseFilter(filter);
  if (!('problem' in parsed)) return;
  const { message, advice } = invalid(parsed.problem.column, parsed.problem.message, parsed.problem.mend);
  throw new TrailcaseError('FILTER_INVALID', `${name}, ${message.replace(/^Column/, 'column')}`, advice);
}

interface Selected {
  filter: string;
  selection: Selection;
}

async function select(events: CaseEvents, text: string, within: string, name: string, control: JobControl): Promise<Selected> {
  checked(text, name);
  const filter = within.trim() === '' ? canonicalFilter(text) : (bothFilters(text, within) ?? text);
  return { filter, selection: await events.selections.select(filter, control) };
}

async function counted(events: CaseEvents, { filter, selection }: Selected, clock: Clock): Promise<Counted> {
  const { bits } = selection;
  const tallies = new Map<Combination, Tally>();
  for (const field of ['eventName', 'accessKeyId', 'userAgent'] as const) {
    const { of } = COLUMNS[field];
    tallies.set(of, tallyCombination(events, of, events.dimension(field).numbers.length, bits));
  }
  const call = tallies.get('call') as Tally;
  const changes = events.dimension('readOnly');
  const write = changes.numberOf('false');
  const { dated, first, last } = timesOf(events, bits);
  const keys = events.dimension('accessKeyId');
  const keyTally = tallyValues(tallies.get('identity') as Tally, keys);
  const side: ComparedSide = {
    filter,
    events: selection.count,
    undated: selection.count - dated,
    first,
    last,
    ...events.outcomes().among(bits, call.count),
    writes: write === 0 ? 0 : summed(call, (id) => changes.numbers[id] === write),
    // Temporary keys begin with ASIA. Source: AWS, "IAM identifiers", unique ID prefixes.
    sessions: occurringNumbers(keyTally).filter((number) => keys.text(number).startsWith('ASIA')).length,
  };
  return { side, selection, tallies, clock: clock.tally(events.columns.time, bits) };
}

function summed({ count }: Tally, isCounted: (id: number) => boolean): number {
  let sum = 0;
  for (let id = 0; id < count.length; id++) if ((count[id] as number) > 0 && isCounted(id)) sum += count[id] as number;
  return sum;
}

function isClock(field: ComparedField): field is (typeof CLOCK_FIELDS)[number] {
  return (CLOCK_FIELDS as readonly ComparedField[]).includes(field);
}

function ofColumn(events: CaseEvents, field: ComparedField & ColumnField, a: Counted, b: Counted, top: number): FieldComparison {
  const dimension = events.dimension(field);
  // The empty text is no value: a filter takes it for the absence of one.
  const empty = dimension.numberOf('');
  const of = (side: Counted): Tally => {
    const tally = tallyValues(side.tallies.get(COLUMNS[field].of) as Tally, dimension);
    if (empty === 0) return tally;
    tally.count[0] = (tally.count[0] as number) + (tally.count[empty] as number);
    tally.count[empty] = 0;
    return tally;
  };
  const filterOf = (value: string): string => printTerm({ field: field satisfies FilterField, value, negated: false });
  return compared(field, of(a), of(b), dimension, (number) => filterOf(dimension.text(number)), top);
}

function ofClock(clock: Clock, field: (typeof CLOCK_FIELDS)[number], a: Counted, b: Counted): FieldComparison {
  const names = field === 'hour' ? HOURS : WEEKDAYS;
  const quarters = new Set([...a.clock.quarters, ...b.clock.quarters]);
  const texts: Texts = {
    text: (number) => names[number - 1] ?? '',
    textOrder: () => Uint32Array.from({ length: names.length + 1 }, (_, number) => number),
  };
  const found = compared(field, a.clock[field], b.clock[field], texts, (number) => clock.filter(quarters, field, number - 1), 0);
  // A clock is read in its own order, and whole.
  const place = ({ value }: ComparedValue): number => names.indexOf(value);
  for (const { values } of [found.both, found.onlyA, found.onlyB]) values.sort((one, other) => place(one) - place(other));
  return found;
}

/** Values of two tallies, by number, in the three groups. */
function compared(
  field: ComparedField,
  a: Tally,
  b: Tally,
  texts: Texts,
  filterOf: (number: number) => string | null,
  top: number,
): FieldComparison {
  const [inA, inB] = [occurringNumbers(a), occurringNumbers(b)];
  const has = (tally: Tally, number: number): boolean => (tally.count[number] as number) > 0;
  const group = (numbers: readonly number[], by: Tally): ComparedGroup => ({
    distinct: numbers.length,
    values: firstValues(numbers, by, texts, top === 0 ? numbers.length : top, 'most').map((number) => ({
      value: texts.text(number),
      filter: filterOf(number),
      a: seen(a, number),
      b: seen(b, number),
    })),
  });
  const together = { ...a, count: a.count.map((count, number) => count + (b.count[number] as number)) };
  return {
    field,
    distinct: { a: inA.length, b: inB.length },
    none: { a: a.count[0] as number, b: b.count[0] as number },
    both: group(
      inA.filter((number) => has(b, number)),
      together,
    ),
    onlyA: group(
      inA.filter((number) => !has(b, number)),
      a,
    ),
    onlyB: group(
      inB.filter((number) => !has(a, number)),
      b,
    ),
  };
}

function seen({ count, first, last }: Tally, number: number): { count: number; first: number | null; last: number | null } | null {
  if ((count[number] as number) === 0) return null;
  const time = (ms: number): number | null => (Number.isFinite(ms) ? ms : null);
  return { count: count[number] as number, first: time(first[number] as number), last: time(last[number] as number) };
}
