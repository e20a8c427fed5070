// Digests that lie beside an address: who names a day, an object or one folder of an account's means the digests of its days, too, which vouch for it and
// stand in a folder of their own.
import { TrailcaseError } from '../../../shared/errors.ts';
import { CATEGORY_FOLDERS } from '../../../shared/s3.ts';
import { type Leaf, leafOf, type Span } from './layout.ts';

/** Where the digests of a place lie: the same account and region. Null where they lie in no place of CloudTrail's. */
export function digestsOf({ prefix }: Pick<Leaf, 'prefix'>): Leaf | null {
  return leafOf(prefix.replace(/\/CloudTrail[^/]*\/([^/]+)\/$/, `/${CATEGORY_FOLDERS.digests}/$1/`));
}

/** The digests of some places that are not below the address by which these were found, each once, for the days that the address means. */
export function digestsBeside(leaves: readonly Leaf[], address: string): Leaf[] {
  const found = new Map<string, Leaf>();
  for (const leaf of leaves) {
    const digests = digestsOf(leaf);
    if (digests === null || digests.prefix.startsWith(address) || address.startsWith(digests.prefix)) continue;
    const beside = spanOf(leaf);
    if (beside !== null) found.set(digests.prefix, { ...digests, beside });
  }
  return [...found.values()].sort((a, b) => (a.prefix < b.prefix ? -1 : 1));
}

/** The days under which the keys of a leaf can stand that begin with its address; null where under none. */
export function spanOf({ prefix, within }: Pick<Leaf, 'prefix' | 'within'>): Span | null {
  const [year = '', month = '', day] = within.slice(prefix.length).split('/');
  if (year === '') return { from: null, to: null };
  const years = numbers(year, 4, 1, 9999);
  const months: Range | null = month === '' ? [1, 12] : numbers(month, 2, 1, 12);
  if (years === null || months === null || !/^\d{0,2}$/.test(day ?? '')) return null;
  const length = new Date(Date.UTC(years[1], months[1], 0)).getUTCDate();
  const days: Range | null = !day ? [1, length] : numbers(day, 2, 1, length);
  if (days === null) return null;
  return { from: dayText(years[0], months[0], days[0]), to: dayText(years[1], months[1], days[1]) };
}

type Range = [first: number, last: number];

/** The first and last number of so many digits that begin with some; null where none does. */
function numbers(begin: string, digits: number, least: number, most: number): Range | null {
  if (!/^\d+$/.test(begin) || begin.length > digits) return null;
  const first = Math.max(least, Number(begin.padEnd(digits, '0')));
  const last = Math.min(most, Number(begin.padEnd(digits, '9')));
  return first > last ? null : [first, last];
}

function dayText(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** What is listed beside the address; where that is refused, it is told, and ends nothing. Errors: S3_*. */
export async function* unlessRefused<T>(leaf: Leaf, listed: AsyncGenerator<T>, refused: (why: string) => void): AsyncGenerator<T> {
  try {
    yield* listed;
  } catch (error) {
    if (leaf.beside === undefined || !(error instanceof TrailcaseError) || error.code !== 'S3_ACCESS_DENIED') throw error;
    refused(error.message);
  }
}

/** What came of the digests beside an address, in a sentence. @param why they may not be listed; empty where they may */
export function besideNote({ prefix, beside }: Leaf, digests: number, why: string): string {
  const { from = null, to = null } = beside ?? {};
  const days = from === null && to === null ? '' : ` for ${from ?? 'the first day'} to ${to ?? 'the last'}`;
  const what = `digests from beside the address${days}: ${prefix}`;
  if (why !== '') return `no ${what} may not be listed: ${why}`;
  return digests === 0 ? `no ${what} has none` : `${what}, ${digests} listed`;
}
