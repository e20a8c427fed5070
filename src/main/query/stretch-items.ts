// The items in which some records stand: what a reading of those records has to go through.
import type { ReadConnection } from '../case/open.ts';
import { type StretchItem, within } from './stretch.ts';

interface ItemsWith {
  /** In order of their records. */
  items: StretchItem[];
  /** The ones of which the case does not have the bytes. */
  notKept: StretchItem[];
}

/** @param asked numbers of records, ascending; null: all */
export function itemsWith(db: ReadConnection, asked: Uint32Array | null): ItemsWith {
  const found: ItemsWith = { items: [], notKept: [] };
  const rows = db
    .prepare('SELECT id, size, first_record AS first, records, kept FROM evidence WHERE records > 0 ORDER BY first_record')
    .iterate() as IterableIterator<Omit<StretchItem, 'only'> & { kept: number }>;
  for (const { kept, ...item } of rows) {
    const only = asked && within(asked, item.first, item.records);
    if (only?.length !== 0) (kept === 1 ? found.items : found.notKept).push({ ...item, only });
  }
  return found;
}
