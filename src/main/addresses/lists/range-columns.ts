// Tables of ranges: a column with the first address of each and one with the last, told by their titles, as start and end, ip_from and ip_to, StartAddress and
// EndAddress. Their first addresses alone would be a list that misses nearly all it means.

/** Words for both ends; `sure`: by itself such a title means the end of a range, as `last_ip` or `from` may not. */
const WORDS: readonly { first: string; last: string; sure: boolean }[] = [
  { first: 'start(?:ing)?', last: 'end(?:ing)?|stop', sure: true },
  { first: 'begin(?:ning)?', last: 'end(?:ing)?', sure: true },
  { first: 'low(?:er|est)?', last: 'high(?:est)?|upper', sure: true },
  { first: 'min(?:imum)?', last: 'max(?:imum)?', sure: true },
  { first: 'first', last: 'last', sure: false },
  { first: 'from', last: 'to', sure: false },
];

/** What may stand around such a word in a title without changing what it means. */
const AROUND = '(?:ip|v4|v6|range|addr(?:ess)?|net(?:work)?|block|cidr|value|of|[\\s_.:-])*';

const titleOf = (word: string): RegExp => new RegExp(`^${AROUND}(?:${word})${AROUND}$`, 'i');

const PAIRS = WORDS.map(({ first, last, sure }) => ({ first: titleOf(first), last: titleOf(last), sure }));

interface RangeColumns {
  /** Indexes of the columns with the first and with the last address. */
  first: number;
  last: number;
}

/**
 * What the title of a column with addresses says of it: one end of a range, the other of which stands in another column; an end whose other one is not there;
 * null where it is neither.
 * @param titles of all columns; @param column whose titles are looked at
 */
export function rangeColumns(titles: readonly string[], column: number): RangeColumns | 'lonely' | null {
  const title = titles[column] ?? '';
  const own = PAIRS.flatMap(({ first, last, sure }) => [
    ...(first.test(title) ? [{ isFirst: true, other: last, sure: sure || /range/i.test(title) }] : []),
    ...(last.test(title) ? [{ isFirst: false, other: first, sure: sure || /range/i.test(title) }] : []),
  ]);
  for (const { isFirst, other } of own) {
    // The next one to the right, or to the left: ends of IPv4 and of IPv6 may stand in one table.
    const beside = titles.flatMap((one, index) => (index !== column && other.test(one) ? [index] : []));
    const nearest = beside.sort((a, b) => Math.abs(a - column) - Math.abs(b - column) || (isFirst ? b - a : a - b))[0];
    if (nearest !== undefined) return isFirst ? { first: column, last: nearest } : { first: nearest, last: column };
  }
  return own.some(({ sure }) => sure) ? 'lonely' : null;
}
