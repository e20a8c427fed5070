// What the names of log files say: of which account and region, and when they were delivered.
import type { ReadConnection } from '../../case/open.ts';
import { deliveryOf } from '../../verify/digests/places.ts';

export interface Deliveries {
  account: string;
  region: string;
  /** When each log file was delivered: ms UTC, to the minute; ascending. A file that was found twice counts once. */
  at: number[];
}

/** Deliveries per account and region, of items whose names AWS gave. */
export function deliveriesIn(db: ReadConnection): Deliveries[] {
  const rows = db
    .prepare("SELECT f.evidence, f.path FROM found_at f JOIN evidence e ON e.id = f.evidence WHERE e.kind IN ('log', 'insight')")
    .raw()
    .iterate() as IterableIterator<[number, string]>;
  const groups = new Map<string, Deliveries & { items: Set<number> }>();
  for (const [item, path] of rows) {
    const delivery = deliveryOf(path);
    if (!delivery) continue;
    const { account, region, at } = delivery;
    const key = `${account} ${region}`;
    const group = groups.get(key) ?? { account, region, at: [], items: new Set() };
    groups.set(key, group);
    if (group.items.has(item)) continue;
    group.items.add(item);
    group.at.push(at);
  }
  return [...groups.values()].map(({ account, region, at }) => ({ account, region, at: at.sort((a, b) => a - b) }));
}
