// The public order of records (time, item hash, place in the item; undated ones last), from columns alone.
import type { ReadConnection } from '../../case/open.ts';

/** Bits of time sorted by in one pass. */
const DIGIT = 11;
const BUCKETS = 1 << DIGIT;
/** Bits of time that are keys of a few passes together: whole seconds of thirty years. */
const PART_BITS = 30;
const PART = 2 ** PART_BITS;

export interface PublicOrder {
  /** Ids of all records. */
  ids: Uint32Array;
  /** The dated ones come first: so many. */
  dated: number;
}

/**
 * Records of one item are stored in the order of their places, so a stable sort by time of the items in order of their hashes is the public order.
 * @param time by id of the record
 */
export function publicOrder(db: ReadConnection, time: Float64Array): PublicOrder {
  const byItem = idsByItem(db, time.length - 1);
  const { dated, earliest, latest, unit } = spanOf(byItem, time);
  const ids = new Uint32Array(byItem.length);
  let [atDated, atUndated] = [0, dated];
  for (let i = 0; i < byItem.length; i++) {
    const id = byItem[i] as number;
    ids[Number.isNaN(time[id]) ? atUndated++ : atDated++] = id;
  }
  // Numbers of 53 bits are sorted by their lower part first, then by what stands above it.
  const most = (latest - earliest) / unit;
  const part = (divisor: number, limit: number): Uint32Array => {
    const keys = new Uint32Array(time.length);
    for (let i = 0; i < dated; i++) {
      const id = ids[i] as number;
      keys[id] = Math.floor(((time[id] as number) - earliest) / unit / divisor) % limit;
    }
    return keys;
  };
  let sorted = ids.subarray(0, dated);
  let scratch = byItem.subarray(0, dated);
  for (let divisor = 1; divisor <= most; divisor *= PART) {
    const keys = part(divisor, PART);
    for (let shift = 0; shift < PART_BITS && 2 ** shift <= most / divisor; shift += DIGIT) {
      distribute(sorted, scratch, keys, shift);
      [sorted, scratch] = [scratch, sorted];
    }
  }
  if (sorted.buffer !== ids.buffer) ids.set(sorted);
  return { ids, dated };
}

interface TimeSpan {
  dated: number;
  earliest: number;
  latest: number;
  /** ms of which all times are multiples. */
  unit: number;
}

function spanOf(ids: Uint32Array, time: Float64Array): TimeSpan {
  const span = { dated: 0, earliest: Number.POSITIVE_INFINITY, latest: Number.NEGATIVE_INFINITY, unit: 1000 };
  for (let i = 0; i < ids.length; i++) {
    const at = time[ids[i] as number] as number;
    if (Number.isNaN(at)) continue;
    span.dated++;
    if (at < span.earliest) span.earliest = at;
    if (at > span.latest) span.latest = at;
    // CloudTrail's times are whole seconds; those of other sources may be finer.
    if (span.unit === 1000 && at % 1000 !== 0) span.unit = 1;
  }
  return span;
}

function idsByItem(db: ReadConnection, last: number): Uint32Array<ArrayBuffer> {
  const items = db.prepare('SELECT first_record, records FROM evidence WHERE records > 0 ORDER BY sha256').raw().all() as [
    number,
    number,
  ][];
  const ids = new Uint32Array(last);
  let at = 0;
  for (const [first, records] of items) {
    // Of a case that is being altered, no more than there are.
    for (let id = Math.max(first, 1); id < first + records && id <= last && at < last; id++) ids[at++] = id;
  }
  return ids.subarray(0, at);
}

/** One pass of a stable radix sort, by some bits of the keys. @param keys by id */
function distribute(from: Uint32Array, to: Uint32Array, keys: Uint32Array, shift: number): void {
  const starts = new Uint32Array(BUCKETS + 1);
  for (let i = 0; i < from.length; i++) {
    const bucket = (((keys[from[i] as number] as number) >>> shift) & (BUCKETS - 1)) + 1;
    starts[bucket] = (starts[bucket] as number) + 1;
  }
  for (let bucket = 1; bucket <= BUCKETS; bucket++) starts[bucket] = (starts[bucket] as number) + (starts[bucket - 1] as number);
  for (let i = 0; i < from.length; i++) {
    const id = from[i] as number;
    const bucket = ((keys[id] as number) >>> shift) & (BUCKETS - 1);
    const place = starts[bucket] as number;
    starts[bucket] = place + 1;
    to[place] = id;
  }
}
