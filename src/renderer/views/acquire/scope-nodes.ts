// What a look found as a tree: layouts, in them accounts, in them regions, in them months and days. Pure.
import { S3_CATEGORIES, type S3Category, type S3Scope } from '../../../shared/s3.ts';

export type Place = S3Scope['places'][number];

export interface Amount {
  objects: number;
  bytes: number;
  exact: boolean;
}

/** An account's region below one root: what is chosen or not; its places are one per category. */
export interface RegionNode {
  id: string;
  region: string;
  places: readonly Place[];
}

interface AccountNode {
  id: string;
  account: string;
  regions: readonly RegionNode[];
}

/** What stands before the accounts: a root, and an organization where there is one. */
export interface LayoutNode {
  id: string;
  root: string;
  organization: string | null;
  accounts: readonly AccountNode[];
}

export function layoutsOf({ places }: Pick<S3Scope, 'places'>): LayoutNode[] {
  const layouts = new Map<string, { root: string; organization: string | null; accounts: Map<string, Map<string, Place[]>> }>();
  for (const place of places) {
    const { root, organization, account, region } = place;
    const id = idOf(root, organization ?? '');
    const layout = layouts.get(id) ?? { root, organization, accounts: new Map() };
    layouts.set(id, layout);
    const regions = layout.accounts.get(account) ?? new Map<string, Place[]>();
    layout.accounts.set(account, regions);
    regions.set(region, [...(regions.get(region) ?? []), place]);
  }
  return [...layouts].map(([id, { root, organization, accounts }]) => ({
    id,
    root,
    organization,
    accounts: [...accounts].sort(byName).map(([account, regions]) => ({
      id: idOf(id, account),
      account,
      regions: [...regions].sort(byName).map(([region, some]) => ({
        id: idOf(id, account, region),
        region,
        places: some.sort((a, b) => S3_CATEGORIES.indexOf(a.category) - S3_CATEGORIES.indexOf(b.category)),
      })),
    })),
  }));
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0);

/** Of parts that an attacker may have named. */
function idOf(...parts: string[]): string {
  return JSON.stringify(parts);
}

export function regionsOf(node: LayoutNode | AccountNode): RegionNode[] {
  return 'accounts' in node ? node.accounts.flatMap(({ regions }) => regions) : [...node.regions];
}

/** Which layout it is, in words, and where it stands. */
export function layoutWords({ root, organization }: Pick<LayoutNode, 'root' | 'organization'>): { what: string; where: string } {
  const where = `${root}AWSLogs/${organization === null ? '' : `${organization}/`}`;
  // Control Tower's prefix is the organization's id.
  if (/(?:^|\/)o-[a-z0-9]{10,32}\/$/.test(root)) return { what: 'Control Tower', where };
  if (organization !== null) return { what: 'Organization', where };
  return { what: root === '' ? 'Trail' : 'Trail below a prefix', where };
}

export function sum(amounts: Iterable<Amount>): Amount {
  const total = { objects: 0, bytes: 0, exact: true };
  for (const { objects, bytes, exact } of amounts) {
    total.objects += objects;
    total.bytes += bytes;
    total.exact &&= exact;
  }
  return total;
}

interface DayNode extends Amount {
  /** `2026-02-21`, `2026-02`, or empty for what stands under no day. */
  day: string;
}

/** Amounts of some places by day, where days are told apart; else by month. In order. */
export function daysOf(places: readonly Place[]): DayNode[] {
  const days = new Map<string, DayNode>();
  for (const place of places)
    for (const { day, objects, bytes, exact } of place.days) {
      const known = days.get(day) ?? { day, objects: 0, bytes: 0, exact: true };
      known.objects += objects;
      known.bytes += bytes;
      known.exact &&= exact;
      days.set(day, known);
    }
  return [...days.values()].sort((a, b) => byName([a.day, 0], [b.day, 0]));
}

interface MonthNode extends Amount {
  month: string;
  days: DayNode[];
}

export function monthsOf(days: readonly DayNode[]): MonthNode[] {
  const months = new Map<string, DayNode[]>();
  for (const day of days) {
    const month = day.day.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), day]);
  }
  return [...months].map(([month, some]) => ({ month, days: some.filter(({ day }) => day.length === 10), ...sum(some) }));
}

/** First and last day of a month or a day. */
export function spanOf(name: string): { from: string; to: string } {
  if (name.length === 10) return { from: name, to: name };
  const last = new Date(Date.UTC(Number(name.slice(0, 4)), Number(name.slice(5, 7)), 0)).getUTCDate();
  return { from: `${name}-01`, to: `${name}-${String(last).padStart(2, '0')}` };
}

/** The categories that are there, in the order in which they are listed. */
export function categoriesOf(places: readonly Place[], order: readonly S3Category[]): S3Category[] {
  const there = new Set(places.map(({ category }) => category));
  return order.filter((category) => there.has(category));
}
