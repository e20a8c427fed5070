// Which of the days that were asked for have no object: that nothing is there is a fact of its own, and easily overlooked among those that have some.
import type { S3Scope } from '../../../shared/s3.ts';
import { dayAfter, type Span } from './layout.ts';

type Place = S3Scope['places'][number];
export type Days = NonNullable<Place['empty']>;

/** Spans named in a note. */
const NAMED = 12;

/** Days between two, both included, that are not among some days. */
function without(days: readonly string[], from: string, to: string): Days {
  const empty: Days = [];
  let next = from;
  for (const day of [...new Set(days)].sort()) {
    if (day < next || day > to) continue;
    if (day > next) empty.push({ from: next, to: dayAfter(day, -1) });
    next = dayAfter(day, 1);
  }
  if (next <= to) empty.push({ from: next, to });
  return empty;
}

const daysOf = ({ days }: Place): string[] => days.flatMap(({ day, objects }) => (objects > 0 ? [day] : []));

/**
 * Says of each place which of the asked days have no object, as far as all of its days were counted.
 * @param asked of each place; an end that was not asked for is the first or last day that any place has
 * @returns what is to be told of all of them, in words
 */
export function tellEmptyDays(places: readonly Place[], asked: readonly Span[]): string[] {
  const seen = places.flatMap(daysOf).filter((day) => day.length === 10);
  const [first = null, last = null] = [seen.toSorted()[0], seen.toSorted().at(-1)];
  const bounded = asked.map(({ from, to }) => ({ from: from ?? first, to: to ?? last }));
  for (const [i, place] of places.entries()) {
    const { from = null, to = null } = bounded[i] ?? {};
    if (place.exact && from !== null && to !== null) place.empty = without(daysOf(place), from, to);
  }
  const logs = places.flatMap((place, i) => (place.category === 'digests' ? [] : [{ place, ...(bounded[i] as Span) }]));
  const from = logs.map((one) => one.from).toSorted()[0] ?? null;
  const to =
    logs
      .map((one) => one.to)
      .toSorted()
      .at(-1) ?? null;
  if (from === null || to === null || !logs.every(({ place }) => place.exact)) return [];
  const empty = without(
    logs.flatMap(({ place }) => daysOf(place)),
    from,
    to,
  );
  return empty.length === 0 ? [] : [`no logs in any place of ${spansText(empty, NAMED)}`];
}

/** @param most spans that are named */
export function spansText(spans: Days, most: number): string {
  const named = spans.slice(0, most).map(({ from, to }) => (from === to ? from : `${from} to ${to}`));
  return named.join(', ') + (spans.length > most ? `, and ${spans.length - most} more spans` : '');
}
