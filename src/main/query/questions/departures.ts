// Which credentials were used in a way that departs from how they had been used before: each place of use (an address with a user agent) is held against
// those before it. Facts only: what it brings that was never seen with them before.
import type { ComparedField } from '../../../shared/compare.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { type Asking, groupBy, term } from './asking.ts';
import { countPlaces, type PlaceCount } from './place-counts.ts';

/** What a place of use may bring that is new; the address alone does not make it strange. */
export const NOVELTIES = ['network', 'country', 'tool', 'platform', 'awsRegion'] as const satisfies readonly ComparedField[];
export type Novelty = (typeof NOVELTIES)[number];

/** A place of use is strange when its address is new and so are at least as many of NOVELTIES. */
export const STRANGE_FROM = 2;

/** One address with one user agent. */
export interface Use {
  address: string;
  userAgent: string;
  count: number;
  /** ms UTC; ±∞ where no event is dated. */
  first: number;
  last: number;
  /** Values of each, most events first. */
  values: Readonly<Record<Novelty, readonly string[]>>;
  /** What it brings that no earlier use had; null: it is usual. */
  novel: Partial<Record<Novelty, readonly string[]>> | null;
}

export interface Departed {
  /** The key or actor. */
  value: string;
  usual: Use[];
  strange: Use[];
}

/**
 * Keys or actors with strange uses, in order of their text: of all, or of one.
 * The first use in the logs counts as usual: nothing is known of what came before.
 * @param only null for all
 */
export async function departuresOf(asking: Asking, field: 'accessKeyId' | 'who', only: string | null): Promise<Departed[]> {
  const dimension = asking.events.dimension(field);
  const { events } = asking;
  const asked = only === null ? null : { number: dimension.numberOf(only), bits: (await asking.select(term(field, only))).bits };
  const found: Departed[] = [];
  for (const [number, places] of groupBy(countPlaces(events, field, asked), (place) => place.number)) {
    const split = judged(places.map((place) => placeOfUse(events, place)));
    if (only !== null || split.strange.length > 0) found.push({ value: dimension.text(number), ...split });
  }
  return found.sort((a, b) => (a.value < b.value ? -1 : 1));
}

function placeOfUse(events: CaseEvents, { origin, count, first, last, regions }: PlaceCount): Use {
  const text = (field: 'sourceIPAddress' | 'userAgent' | Novelty): string => {
    const dimension = events.dimension(field);
    const number = dimension.numbers[origin] as number;
    return number === 0 ? '' : dimension.text(number);
  };
  const one = (field: Novelty): string[] => [text(field)].filter((value) => value !== '');
  const region = events.dimension('awsRegion');
  const named = [...regions].filter(([number]) => number !== 0).map(([number, times]) => ({ value: region.text(number), times }));
  named.sort((a, b) => b.times - a.times || (a.value < b.value ? -1 : 1));
  return {
    address: text('sourceIPAddress'),
    userAgent: text('userAgent'),
    count,
    first,
    last,
    values: {
      network: one('network'),
      country: one('country'),
      tool: one('tool'),
      platform: one('platform'),
      awsRegion: named.map(({ value }) => value),
    },
    novel: null,
  };
}

/** Each use in order of its first event: the first is usual, and so is every later one that brings little that is new. */
function judged(uses: readonly Use[]): Pick<Departed, 'usual' | 'strange'> {
  const usual: Use[] = [];
  const strange: Use[] = [];
  const ordered = [...uses].sort((a, b) => a.first - b.first || (a.address + a.userAgent < b.address + b.userAgent ? -1 : 1));
  for (const use of ordered) {
    const novel = novelIn(use, usual);
    const isAt = ({ address }: Use): boolean => address === use.address;
    const isNewAddress = usual.length > 0 && !usual.some(isAt);
    // Whatever else comes from a strange address is strange, too.
    if (strange.some(isAt) || (isNewAddress && Object.keys(novel).length >= STRANGE_FROM)) strange.push({ ...use, novel });
    else usual.push(use);
  }
  return { usual, strange };
}

/** Values that no use before had; a field that none of them tells is left out: nothing can be new to it. */
function novelIn(use: Use, before: readonly Use[]): Partial<Record<Novelty, readonly string[]>> {
  const novel: Partial<Record<Novelty, readonly string[]>> = {};
  for (const field of NOVELTIES) {
    const known = new Set(before.flatMap(({ values }) => values[field]));
    const fresh = use.values[field].filter((value) => !known.has(value));
    if (known.size > 0 && fresh.length > 0) novel[field] = fresh;
  }
  return novel;
}
