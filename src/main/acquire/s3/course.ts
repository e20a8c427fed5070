// How a listing goes on from page to page. One that does not would never end, or would be taken for whole.
import { TrailcaseError } from '../../../shared/errors.ts';

type Order = (a: string, b: string) => number;

/** Of bytes, as AWS lists; of folders, as servers do that keep keys as files; of UTF-16, as some written in Java do. */
const ORDERS: readonly Order[] = [
  compareKeys,
  (a, b) => compareKeys(a.replaceAll('/', '\u0000'), b.replaceAll('/', '\u0000')),
  (a, b) => Number(a > b) - Number(a < b),
];

export class Course {
  /** Those in which it may be, by what came until now. */
  private orders: readonly Order[];
  private readonly asked = new Set<string>();
  private last: string | null = null;
  private readonly isOrdered: boolean;

  /** @param isOrdered keys come in an order, as in all but directory buckets */
  constructor(isOrdered: boolean) {
    this.isOrdered = isOrdered;
    this.orders = ORDERS;
  }

  /** @param keys of a page. Errors: S3_FAILED. */
  take(keys: readonly { key: string }[]): void {
    const { last } = this;
    const [first] = keys;
    if (this.isOrdered && first !== undefined && last !== null) {
      this.orders = this.orders.filter((compare) => compare(first.key, last) >= 0);
      if (this.orders.length === 0) throw astray('goes backwards');
    }
    this.last = keys.at(-1)?.key ?? last;
  }

  /**
   * What the next page is asked for by; undefined at the end.
   * @param beside what it is asked for by, too
   * Errors: S3_FAILED where there is one that cannot be asked for, or was before.
   */
  next({ IsTruncated }: { IsTruncated?: boolean | undefined }, token: string | undefined, beside = ''): string | undefined {
    if (IsTruncated !== true) return undefined;
    if (!token) throw astray('says that it goes on, but not where');
    const asked = `${token}\u0000${beside}`;
    if (this.asked.has(asked)) throw astray('goes on where it has been');
    this.asked.add(asked);
    return token;
  }
}

function astray(how: string): TrailcaseError {
  return new TrailcaseError('S3_FAILED', `The listing ${how}`, 'This server lists in a way that cannot be followed.');
}

/** As S3 orders keys: by their bytes in UTF-8, which is not the order of JavaScript's strings. */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
