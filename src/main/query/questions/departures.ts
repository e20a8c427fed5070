// Which credentials were used in a way that departs from how they had been used before: each place of use (an address with a user agent) is held against
// those before it. Facts only: what it brings that was never seen with them before its first event.
import type { ComparedField } from '../../../shared/compare.ts';
import { type Bits, forEachBit } from '../columns/bits.ts';
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
  /** Row id of its origin. */
  origin: number;
  address: string;
  userAgent: string;
  count: number;
  /** ms UTC; ±∞ where no event is dated. */
  first: number;
  last: number;
  /** Values of each, most events first. */
  values: Readonly<Record<Novelty, readonly string[]>>;
  /** Of each region, ms UTC of its first event; +∞ where none is dated. */
  regionsSince: ReadonlyMap<string, number>;
  /** What it brings that no usual event before its first one had; null: it is usual. */
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
  const named = [...regions].filter(([number]) => number !== 0).map(([number, seen]) => ({ value: region.text(number), ...seen }));
  named.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return {
    origin,
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
    regionsSince: new Map(named.map((one) => [one.value, one.first])),
    novel: null,
  };
}

/** What the usual uses so far had, and since when. */
class Known {
  private readonly addresses = new Set<string>();
  /** Of each novelty by value: ms UTC of the first event that had it. */
  private readonly since = new Map<Novelty, Map<string, number>>(NOVELTIES.map((field) => [field, new Map()]));
  /** Of each novelty: ms UTC of the first event that had any value. */
  private readonly told = new Map<Novelty, number>();

  add(use: Use): void {
    this.addresses.add(use.address);
    for (const field of NOVELTIES) {
      const since = this.since.get(field) as Map<string, number>;
      for (const value of use.values[field]) {
        const first = field === 'awsRegion' ? (use.regionsSince.get(value) as number) : use.first;
        since.set(value, Math.min(first, since.get(value) ?? Number.POSITIVE_INFINITY));
        this.told.set(field, Math.min(first, this.told.get(field) ?? Number.POSITIVE_INFINITY));
      }
    }
  }

  isNewAddress(address: string): boolean {
    return this.addresses.size > 0 && !this.addresses.has(address);
  }

  /** Values that no event before the first of this use had; a field that none of them tells is left out: nothing can be new to it. */
  novelIn({ first, values }: Use): Partial<Record<Novelty, readonly string[]>> {
    const novel: Partial<Record<Novelty, readonly string[]>> = {};
    for (const field of NOVELTIES) {
      if (!((this.told.get(field) ?? Number.POSITIVE_INFINITY) < first)) continue;
      const since = this.since.get(field) as Map<string, number>;
      const fresh = values[field].filter((value) => !((since.get(value) ?? Number.POSITIVE_INFINITY) < first));
      if (fresh.length > 0) novel[field] = fresh;
    }
    return novel;
  }
}

/** Each use in order of its first event: the first is usual, and so is every later one that brings little that is new. */
function judged(uses: readonly Use[]): Pick<Departed, 'usual' | 'strange'> {
  const usual: Use[] = [];
  const strange: Use[] = [];
  const known = new Known();
  const strangeAddresses = new Set<string>();
  const ordered = [...uses].sort((a, b) => compared(a.first, b.first) || (a.address + a.userAgent < b.address + b.userAgent ? -1 : 1));
  for (const use of ordered) {
    const novel = known.novelIn(use);
    const isStrange = known.isNewAddress(use.address) && Object.keys(novel).length >= STRANGE_FROM;
    // Whatever else comes from a strange address is strange, too.
    if (isStrange || strangeAddresses.has(use.address)) {
      strange.push({ ...use, novel });
      strangeAddresses.add(use.address);
    } else {
      usual.push(use);
      known.add(use);
    }
  }
  return { usual, strange };
}

/** Of two times, either of which may be infinite. */
function compared(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

/** Events of the usual uses before the first strange one. @param bits events of the key or actor */
export function usualBefore({ columns }: CaseEvents, bits: Bits, { usual, strange }: Departed): number {
  const origins = new Set(usual.map(({ origin }) => origin));
  const before = strange[0]?.first ?? Number.POSITIVE_INFINITY;
  let count = 0;
  forEachBit(bits, (record) => {
    if ((columns.time[record] as number) < before && origins.has(columns.origin[record] as number)) count++;
  });
  return count;
}
