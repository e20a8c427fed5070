// What is chosen of what a look found: how much that is, and how an import is told. Pure.
import { S3_CATEGORIES, type S3Category, type S3Choice, type S3Scope } from '../../../shared/s3.ts';
import { type Amount, categoriesOf, type LayoutNode, type Place, type RegionNode, regionsOf, spanOf, sum } from './scope-nodes.ts';

export interface Picked {
  /** Ids of regions that are left out; whatever is new is in. */
  off: ReadonlySet<string>;
  categoriesOff: ReadonlySet<S3Category>;
  /** Days, `2026-02-21`; empty: from the first, to the last. */
  from: string;
  to: string;
}

export const EVERYTHING: Picked = { off: new Set(), categoriesOff: new Set(), from: '', to: '' };

/** Whether all, none or some of the regions below a node are chosen. */
export function stateOf(regions: readonly RegionNode[], { off }: Pick<Picked, 'off'>): 'all' | 'some' | 'none' {
  const left = regions.filter(({ id }) => off.has(id)).length;
  return left === 0 ? 'all' : left === regions.length ? 'none' : 'some';
}

/** Takes all regions of a node in, or leaves them out. */
export function withRegions(picked: Picked, regions: readonly RegionNode[], isOn: boolean): Picked {
  const off = new Set(picked.off);
  for (const { id } of regions) {
    if (isOn) off.delete(id);
    else off.add(id);
  }
  return { ...picked, off };
}

/** The share of a day or month that lies in the span: 0, 1, or a part of a month. */
export function shareIn(name: string, { from, to }: Pick<Picked, 'from' | 'to'>): number {
  if (from === '' && to === '') return 1;
  // Under no day: only the whole takes it.
  if (name === '') return 0;
  const span = spanOf(name);
  const begin = from !== '' && from > span.from ? from : span.from;
  const end = to !== '' && to < span.to ? to : span.to;
  if (begin > end) return 0;
  const days = (a: string, b: string): number => (Date.parse(b) - Date.parse(a)) / 86_400_000 + 1;
  return days(begin, end) / days(span.from, span.to);
}

/** How much of a place is chosen by days. Of digests some beside the span come along, so that their number is not exact. */
export function amountOf(place: Place, span: Pick<Picked, 'from' | 'to'>): Amount {
  if (span.from === '' && span.to === '') return place;
  const total = { objects: 0, bytes: 0, exact: place.exact && place.category !== 'digests' };
  for (const { day, objects, bytes, exact } of place.days) {
    const share = shareIn(day, span);
    if (share === 0) continue;
    total.objects += Math.round(objects * share);
    total.bytes += Math.round(bytes * share);
    total.exact &&= exact && share === 1;
  }
  return total;
}

interface Chosen extends Amount {
  places: number;
  /** List requests of an import. */
  lists: number;
}

/** Of a look, what the amount of a choice depends on. */
type Seen = Pick<S3Scope, 'places'> & { requests: Pick<S3Scope['requests'], 'lists'> };

/** What an import of the choice takes, as far as the look can tell. */
export function chosenOf(scope: Seen, layouts: readonly LayoutNode[], picked: Picked): Chosen {
  const places = placesOf(layouts, picked);
  const amounts = places.map((place) => amountOf(place, picked));
  const pages = (objects: number): number => Math.max(1, Math.ceil(objects / 1000));
  const finding = scope.requests.lists - scope.places.reduce((n, { objects }) => n + pages(objects), 0);
  const lists = Math.max(0, finding) + amounts.reduce((n, { objects }) => n + pages(objects), 0);
  return { ...sum(amounts), places: places.length, lists };
}

function placesOf(layouts: readonly LayoutNode[], { off, categoriesOff }: Picked): Place[] {
  return layouts
    .flatMap(regionsOf)
    .filter(({ id }) => !off.has(id))
    .flatMap(({ places }) => places)
    .filter(({ category }) => !categoriesOff.has(category));
}

/** The choice as an import is told it: accounts and regions where these say it, else the single places that are taken, or left out, whichever are fewer. */
export function choiceOf(layouts: readonly LayoutNode[], picked: Picked): S3Choice {
  const choice: S3Choice = {};
  const all = layouts.flatMap((layout) =>
    layout.accounts.flatMap(({ account, regions }) => regions.map((region) => ({ account, ...region }))),
  );
  const on = all.filter(({ id }) => !picked.off.has(id));
  if (on.length < all.length) {
    const accounts = [...new Set(on.map(({ account }) => account))];
    const regions = [...new Set(on.map(({ region }) => region))];
    // Who leaves out one region of one account in hundreds need not name them all.
    const isNew = (name: 'account' | 'region', some: readonly string[]): boolean => some.length < new Set(all.map((one) => one[name])).size;
    if (isNew('account', accounts)) choice.accounts = accounts;
    if (isNew('region', regions)) choice.regions = regions;
    const said = all.filter(({ account, region }) => accounts.includes(account) && regions.includes(region));
    if (said.length > on.length) {
      const prefixes = (regions: typeof all): string[] => regions.flatMap(({ places }) => places.map(({ prefix }) => prefix));
      const taken = prefixes(on);
      const left = prefixes(said.filter(({ id }) => picked.off.has(id)));
      if (left.length < taken.length) choice.notPlaces = left;
      else choice.places = taken;
    }
  }
  const there = categoriesOf(
    all.flatMap(({ places }) => places),
    S3_CATEGORIES,
  );
  const taken = there.filter((category) => !picked.categoriesOff.has(category));
  if (taken.length < there.length) {
    const logs = taken.filter((category) => category !== 'digests');
    choice.categories = logs.length > 0 ? logs : taken;
    if (!taken.includes('digests')) choice.digests = false;
  }
  if (picked.from !== '') choice.from = picked.from;
  if (picked.to !== '') choice.to = picked.to;
  return choice;
}

/** A span of days set by what was clicked: alone, or up to it from what is chosen. */
export function withSpan(picked: Picked, name: string, extend: boolean): Picked {
  const { from, to } = spanOf(name);
  if (!extend || (picked.from === '' && picked.to === '')) return { ...picked, from, to };
  return {
    ...picked,
    from: picked.from !== '' && picked.from < from ? picked.from : from,
    to: picked.to !== '' && picked.to > to ? picked.to : to,
  };
}
