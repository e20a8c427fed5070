// The watch lists of a case as they are asked. One whose bytes are damaged or altered is left out and told; every other question is answered.
import { createHash } from 'node:crypto';
import { toErrorValue } from '../../../shared/errors.ts';
import type { WatchList } from '../../../shared/watch-lists.ts';
import { readList } from '../../addresses/lists/read-list.ts';
import { RangeSet } from '../../addresses/range-set.ts';
import type { ReadConnection } from '../../case/open.ts';
import { currentWatchLists, watchListBytes } from '../../case/watch-lists.ts';
import type { CaseEvents } from '../columns/case-events.ts';

interface ListRanges {
  list: WatchList;
  ranges: RangeSet;
}

interface CaseLists {
  /** In order of name. */
  usable: readonly ListRanges[];
  /** A sentence for each of the others, without its full stop. */
  differences: readonly string[];
}

const read = new WeakMap<CaseEvents, CaseLists>();

/** The lists that count; read when first asked for. */
export function listsOf(events: CaseEvents): CaseLists {
  let lists = read.get(events);
  if (!lists) {
    lists = readLists(events.db);
    read.set(events, lists);
  }
  return lists;
}

/** As the differences of listsOf, of what was asked so far: nothing is read for it. */
export function differencesMet(events: CaseEvents): readonly string[] {
  return read.get(events)?.differences ?? [];
}

function readLists(db: ReadConnection): CaseLists {
  const usable: ListRanges[] = [];
  const differences: string[] = [];
  for (const list of currentWatchLists(db)) {
    const ranges = rangesIn(list, watchListBytes(db, list.name));
    if (ranges instanceof RangeSet) usable.push({ list, ranges });
    else differences.push(`${ranges}; it is left out`);
  }
  return { usable, differences };
}

/** What is on a list, or why it cannot be told. */
function rangesIn({ name, sha256 }: WatchList, bytes: Buffer): RangeSet | string {
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    return `the watch list "${name}" does not have the bytes that were loaded, of which trailcase verify tells more`;
  try {
    return new RangeSet(readList(bytes, name).ranges);
  } catch (error) {
    return toErrorValue(error).message;
  }
}
