// Which entries of the custody log a filter leaves. Pure, tested.
import type { CustodyRow } from '../../../shared/domain.ts';
import { zoned } from '../../../shared/time.ts';

export interface CustodyFilter {
  /** Words, all of which an entry must hold somewhere. */
  text: string;
  /** '' for any. */
  action: string;
  who: string;
  /** Days in the case's zone, `2026-02-21`, both included; `2026-02` means the month; '' for open. */
  from: string;
  to: string;
}

export const NO_CUSTODY_FILTER: CustodyFilter = { text: '', action: '', who: '', from: '', to: '' };

export const isFiltered = (filter: CustodyFilter): boolean => Object.values(filter).some((value) => value !== '');

export function custodyMatches(row: CustodyRow, filter: CustodyFilter, zone: string): boolean {
  if (filter.action !== '' && row.action !== filter.action) return false;
  if (filter.who !== '' && row.who !== filter.who) return false;
  if (filter.from !== '' || filter.to !== '') {
    const { date } = zoned(row.at, zone);
    if (filter.from !== '' && date < filter.from) return false;
    if (filter.to !== '' && date.slice(0, filter.to.length) > filter.to) return false;
  }
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const all = [row.who, row.action, row.outcome, row.tool, row.detail, row.hash, row.previous].join('\n').toLowerCase();
  return words.every((word) => all.includes(word));
}

/** Values of a column with how many entries have each, most first. */
export function valuesOf(rows: readonly CustodyRow[], column: 'action' | 'who'): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row[column], (counts.get(row[column]) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
