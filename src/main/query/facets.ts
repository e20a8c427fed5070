// Counts per value with first and last seen, for any selection of events: one walk per combination, folded by value.
import type { SeenCount } from '../../shared/domain.ts';
import type { CaseEvents } from './columns/case-events.ts';
import type { Dimension } from './columns/dimension.ts';
import type { Selection } from './columns/selections.ts';
import { type Tally, tallyCombination, tallyValues } from './columns/tally.ts';
import { COLUMNS, type ColumnField } from './filter/columns.ts';
import type { Combination } from './filter/condition.ts';

/** What can be counted, by the field's name in the filter. */
export const FACETS = COLUMNS;
export type FacetName = ColumnField;

/** Which values of a facet come first; equal counts are in order of value. */
export type FacetOrder = 'most' | 'rarest';

export interface FacetQuestion {
  names: readonly FacetName[];
  /** Values of each, 0 for all. */
  top: number;
  order?: FacetOrder;
  /** Only values that hold this text, in any letter case. */
  search?: string;
}

export interface FacetValues {
  /** `first`/`last` are ms UTC, null when only undated events have the value. */
  values: SeenCount[];
  /** Different values in all. */
  distinct: number;
  /** Those that hold the text searched for. */
  found: number;
}

/** Events without a field are not counted in its facet. */
export function countFacets(events: CaseEvents, selection: Selection, question: FacetQuestion): Partial<Record<FacetName, FacetValues>> {
  const tallies = new Map<Combination, Tally>();
  const result: Partial<Record<FacetName, FacetValues>> = {};
  for (const name of question.names) {
    const { of } = COLUMNS[name];
    const dimension = events.dimension(name);
    let tally = tallies.get(of);
    if (!tally) {
      tally = tallyCombination(events, of, dimension.numbers.length, selection.bits);
      tallies.set(of, tally);
    }
    result[name] = facetValues(tallyValues(tally, dimension), dimension, question);
  }
  return result;
}

/** The values of several facets, most frequent first; at most `top` each, 0 for all. */
export function facets(events: CaseEvents, selection: Selection, names: readonly FacetName[], top: number): Record<string, SeenCount[]> {
  const counted = Object.entries(countFacets(events, selection, { names, top }));
  return Object.fromEntries(counted.map(([name, { values }]) => [name, values]));
}

/** Texts of what is counted, by number. */
export type Texts = Pick<Dimension, 'text' | 'textOrder'>;

/** The values of a tally, by number, that a question asks for. */
export function facetValues(
  tally: Tally,
  dimension: Texts,
  { top, order = 'most', search = '' }: Omit<FacetQuestion, 'names'>,
): FacetValues {
  const occurring = occurringNumbers(tally);
  const wanted = search.toLowerCase();
  const found = wanted === '' ? occurring : occurring.filter((number) => dimension.text(number).toLowerCase().includes(wanted));
  const values = firstValues(found, tally, dimension, top === 0 ? found.length : top, order).map((number) => ({
    value: dimension.text(number),
    count: tally.count[number] as number,
    first: finite(tally.first[number] as number),
    last: finite(tally.last[number] as number),
  }));
  return { values, distinct: occurring.length, found: found.length };
}

/** Numbers of the values of a column that some event has. */
export function occurringNumbers({ count }: Tally): number[] {
  const numbers: number[] = [];
  for (let number = 1; number < count.length; number++) if ((count[number] as number) > 0) numbers.push(number);
  return numbers;
}

/** Numbers of the most frequent values of a column, in its dimension. */
export function busiestNumbers(events: CaseEvents, selection: Selection, name: FacetName, top: number): number[] {
  const dimension = events.dimension(name);
  const tally = tallyValues(tallyCombination(events, COLUMNS[name].of, dimension.numbers.length, selection.bits), dimension);
  return firstValues(occurringNumbers(tally), tally, dimension, top, 'most');
}

const finite = (time: number): number | null => (Number.isFinite(time) ? time : null);

/** With more values of one count than this, their order is kept for the next question. */
const MANY = 2000;

/** The first so many values by count, then by text. Texts are read only where counts do not decide. */
export function firstValues(numbers: readonly number[], { count }: Tally, dimension: Texts, top: number, order: FacetOrder): number[] {
  const sign = order === 'most' ? -1 : 1;
  const key = (number: number): number => sign * (count[number] as number);
  const limit = top < numbers.length ? Float64Array.from(numbers, key).sort()[top - 1] : Number.POSITIVE_INFINITY;
  if (limit === undefined) return [];
  const within = numbers.filter((number) => key(number) <= limit);
  const place = within.length > MANY ? dimension.textOrder() : null;
  const byText = (a: number, b: number): number =>
    place ? (place[a] as number) - (place[b] as number) : dimension.text(a) < dimension.text(b) ? -1 : 1;
  return within.sort((a, b) => key(a) - key(b) || byText(a, b)).slice(0, top);
}
