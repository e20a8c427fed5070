// Values in the order in which a list shows them, found once for each order and kept as long as the events that it is about.
import type { Selection } from '../columns/selections.ts';

interface RankQuestion {
  descending: boolean;
  /** Only values whose text holds this, in any letter case. */
  search: string;
}

/** Texts of what is ranked. */
export interface Texts {
  text(number: number): string;
  /** Place of each number's text among all. */
  textOrder(): Uint32Array;
}

/**
 * Sorted numbers; equal ones are in order of their texts.
 * @param keyOf what decides; null is last in both directions. Without it, the texts alone do.
 */
export function ranked(
  numbers: readonly number[],
  texts: Texts,
  { descending, search }: RankQuestion,
  keyOf: ((number: number) => number | null) | null,
): number[] {
  const wanted = search.toLowerCase();
  const found = wanted === '' ? [...numbers] : numbers.filter((number) => texts.text(number).toLowerCase().includes(wanted));
  const places = texts.textOrder();
  const sign = descending ? -1 : 1;
  const byText = (a: number, b: number): number => (places[a] as number) - (places[b] as number);
  if (!keyOf) return found.sort((a, b) => sign * byText(a, b));
  // By number; NaN for null.
  const keys = new Float64Array(found.reduce((most, number) => Math.max(most, number + 1), 0));
  for (const number of found) keys[number] = keyOf(number) ?? Number.NaN;
  return found.sort((a, b) => {
    const [left, right] = [keys[a] as number, keys[b] as number];
    if (left === right) return byText(a, b);
    if (Number.isNaN(left)) return Number.isNaN(right) ? byText(a, b) : 1;
    if (Number.isNaN(right)) return -1;
    return sign * (left - right);
  });
}

/** Orders kept of one list: that of the rows in view, and the last ones before. */
const KEPT = 4;

/** Keeps what was ranked of the events of a selection. */
export class Rankings<List> {
  private readonly kept = new WeakMap<Selection, { list: List; orders: Map<string, number[]> }>();

  /** @param make counts the list of a selection; @param rank puts it into order */
  of(selection: Selection, key: string, make: () => List, rank: (list: List) => number[]): { list: List; order: number[] } {
    let known = this.kept.get(selection);
    if (!known) {
      known = { list: make(), orders: new Map() };
      this.kept.set(selection, known);
    }
    let order = known.orders.get(key);
    if (!order) {
      order = rank(known.list);
      known.orders.set(key, order);
      if (known.orders.size > KEPT) known.orders.delete(known.orders.keys().next().value as string);
    }
    return { list: known.list, order };
  }
}
