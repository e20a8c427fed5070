// Which evidence items a pack holds: those that its exhibits lie in, whole, as far as they fit.
import type { ReportContext } from '../report/context.ts';
import { itemOf } from '../report/exhibits.ts';

/** Bytes of all items together, unless all are asked for. */
export const EVIDENCE_LIMIT = 1_000_000_000;

export interface PackedItem {
  sha256: string;
  /** Number of the item in this case. */
  evidence: number;
  size: number;
  encoding: string;
  /** `yes`: as delivered, in evidence/. */
  inPack: 'yes' | 'too large' | 'not kept';
  /** Numbers of exhibits. */
  exhibits: number[];
}

/** In order of hash. Small items go before large ones, so that as many exhibits as possible can be checked. */
export function packedItems(context: ReportContext, limit: number): PackedItem[] {
  const kept = context.db.prepare('SELECT kept FROM evidence WHERE id = ?').pluck();
  const items = [...context.byItem].map(([sha256, exhibits]): PackedItem => {
    const [first] = exhibits as [(typeof exhibits)[number]];
    const { evidence, size, encoding } = itemOf(context.db, first.row.record);
    const inPack = kept.get(evidence) === 1 ? 'yes' : 'not kept';
    return { sha256, evidence, size, encoding, inPack, exhibits: exhibits.map(({ number }) => number) };
  });
  items.sort((a, b) => a.size - b.size || (a.sha256 < b.sha256 ? -1 : 1));
  let used = 0;
  for (const item of items) {
    if (item.inPack !== 'yes') continue;
    if (used + item.size > limit) item.inPack = 'too large';
    else used += item.size;
  }
  return items.sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
}
