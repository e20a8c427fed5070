// A look at a bucket before anything is fetched: places, days, counts, sizes and what fetching takes. A small place is counted whole; of a large one a
// page of each month is listed and the rest estimated, which is said. Only list requests, of which there are never more than the budget.
import type { S3Choice, S3Scope } from '../../../shared/s3.ts';
import { bucketAddress } from './address.ts';
import { besideNote, unlessRefused } from './beside.ts';
import type { Bucket, ListedVersion } from './bucket.ts';
import { Choice } from './choice.ts';
import { discover } from './discover.ts';
import { tellEmptyDays } from './empty-days.ts';
import { dayOf, digestName, type Leaf, type Span } from './layout.ts';

/** List requests that a look takes at most where nothing else is said. */
export const BUDGET = 1000;

/** Pages of a place that are listed in order before months are sampled instead, where no days were chosen; requests that sampling needs at least. */
const SMALL = 3;
const SAMPLING = 4;

type Place = S3Scope['places'][number];
type Amount = Pick<Place, 'objects' | 'bytes' | 'exact'>;

/** What was listed, of whatever place. */
class Listed {
  readonly classes = new Map<string, { objects: number; bytes: number }>();
  noncurrent = 0;
  deleteMarkers = 0;

  /** Adds what was listed; returns the objects that are there now. */
  add(versions: readonly ListedVersion[]): ListedVersion[] {
    const now: ListedVersion[] = [];
    for (const version of versions) {
      if (version.deleteMarker) this.deleteMarkers++;
      else if (!version.current) this.noncurrent++;
      // S3's console marks a folder by an empty object of its name.
      else if (!(version.key.endsWith('/') && version.size === 0)) {
        now.push(version);
        const name = version.storageClass || 'STANDARD';
        const counted = this.classes.get(name) ?? { objects: 0, bytes: 0 };
        counted.objects++;
        counted.bytes += version.size;
        this.classes.set(name, counted);
      }
    }
    return now;
  }
}

/** Errors: S3_*. */
export async function scopeBucket(
  bucket: Bucket,
  prefix: string,
  chosen: S3Choice,
  budget = BUDGET,
  onPlace: (counted: number, places: number) => void = () => {},
): Promise<Omit<S3Scope, 'identity' | 'requests'> & { requests: Omit<S3Scope['requests'], 'answered' | 'sha256'> }> {
  const choice = new Choice(chosen);
  const listed = new Listed();
  const { leaves, others, othersCut, complete } = choice.everything
    ? { leaves: [], others: [], othersCut: 0, complete: true }
    : await discover(bucket, prefix, Math.ceil(budget / 2), choice);
  const finding = bucket.lists;
  const places: Place[] = [];
  const asked: Span[] = [];
  const notes: string[] = [];
  for (const [i, leaf] of leaves.entries()) {
    const share = Math.max(0, Math.floor((budget - bucket.lists) / (leaves.length - i)));
    onPlace(i, leaves.length);
    const place = await placeOf(bucket, leaf, choice, listed, share, (why) => notes.push(besideNote(leaf, 0, why)));
    // Where nothing is beside the address, there is no place.
    if (leaf.beside !== undefined && place.objects === 0) continue;
    places.push(place);
    asked.push(choice.span(leaf));
  }
  if (choice.hasDays) notes.push(...tellEmptyDays(places, asked));
  const nothing = leaves.length === 0 && choice.limited && !choice.everything && choice.named === null;
  if (nothing || (choice.hasDays && places.length > 0 && places.every(({ objects, exact }) => objects === 0 && exact)))
    notes.push(`nothing of what was chosen is below ${bucketAddress(bucket.name)}/${prefix}: an import of it ends with S3_NOTHING_CHOSEN`);
  const flat = leaves.length === 0 && !nothing ? await flatAmount(bucket, prefix, listed, budget - bucket.lists) : null;
  const totals = flat ?? sum(places);
  const lists = flat
    ? Math.max(1, Math.ceil(flat.objects / 1000))
    : finding + places.reduce((n, { objects }) => n + Math.max(1, Math.ceil(objects / 1000)), 0);
  const { versioning } = bucket;
  return {
    bucket: bucket.name,
    prefix,
    region: bucket.connection.region,
    places,
    totals,
    storageClasses: [...listed.classes].map(([name, amount]) => ({ name, ...amount })).sort((a, b) => (a.name < b.name ? -1 : 1)),
    versions: versioning?.known === false ? null : { noncurrent: listed.noncurrent, deleteMarkers: listed.deleteMarkers },
    versionsRefused: versioning?.known === false ? versioning.why : '',
    others,
    othersCut,
    complete,
    notes,
    requests: { made: bucket.lists, lists, gets: totals.objects, exact: totals.exact && complete },
  };
}

function sum(amounts: readonly Amount[]): Amount {
  const total = { objects: 0, bytes: 0, exact: true };
  for (const { objects, bytes, exact } of amounts) {
    total.objects += objects;
    total.bytes += bytes;
    total.exact &&= exact;
  }
  return total;
}

/** Everything below a prefix, as far as the budget reaches: `exact` says whether that is all. */
async function flatAmount(bucket: Bucket, prefix: string, listed: Listed, budget: number): Promise<Amount> {
  const total = { objects: 0, bytes: 0, exact: true };
  let pages = 0;
  for await (const page of bucket.range(prefix)) {
    for (const { size } of listed.add(page)) {
      total.objects++;
      total.bytes += size;
    }
    if (++pages >= budget) return { ...total, exact: page.length === 0 };
  }
  return total;
}

async function placeOf(
  bucket: Bucket,
  leaf: Leaf,
  choice: Choice,
  listed: Listed,
  share: number,
  refused: (why: string) => void,
): Promise<Place> {
  const { within: _, beside, ...where } = leaf;
  const { from, to } = choice.days(leaf);
  const bounded = from !== null && to !== null;
  const days = new Days(leaf);
  const begun = bucket.lists;
  // Listing in order gives exact days; how far, the budget says.
  const most = bounded ? share : Math.min(SMALL, share, Math.max(1, share - SAMPLING));
  let exact = most > 0;
  if (most > 0) {
    for await (const keys of unlessRefused(leaf, choice.keys(bucket, leaf), refused)) {
      if ('missing' in keys) continue;
      days.add(listed.add(keys.flat()));
      if (bucket.lists - begun >= most) {
        exact = false;
        break;
      }
    }
    // The last page may have been the last that there is.
    if (!exact && share - (bucket.lists - begun) > SAMPLING) exact = await endsHere(bucket, leaf, choice, days.lastKey);
  }
  const amounts = exact ? days.amounts() : await estimated(bucket, leaf, choice, listed, days, share - (bucket.lists - begun));
  const named = amounts.filter(({ objects }) => objects > 0);
  return {
    ...where,
    ...(beside !== undefined && { beside: true }),
    ...sum(amounts),
    first: days.first,
    last: days.last ?? named.at(-1)?.day ?? null,
    days: amounts,
    trails: days.trails(),
    exact,
  };
}

async function endsHere(bucket: Bucket, leaf: Leaf, choice: Choice, lastKey: string): Promise<boolean> {
  const { before } = choice.bounds(leaf);
  const { versions } = await bucket.firstPage(leaf.within, lastKey);
  return !versions.some(({ key }) => key > lastKey && (before === null || key < before));
}

/** Amounts by month: of each a page is listed, as far as the budget reaches; of the others the average is taken. */
async function estimated(bucket: Bucket, leaf: Leaf, choice: Choice, listed: Listed, days: Days, share: number): Promise<Place['days']> {
  const begun = bucket.lists;
  const left = (): boolean => bucket.lists - begun < share;
  const { from, to } = choice.days(leaf);
  const months: string[] = [];
  if (!left()) return days.amounts().map((day) => ({ ...day, exact: false }));
  for (const year of (await bucket.folder(leaf.prefix)).folders) {
    const digits = year.slice(-5, -1);
    if ((from !== null && digits < from.slice(0, 4)) || (to !== null && digits > to.slice(0, 4))) continue;
    if (!left()) break;
    for (const month of (await bucket.folder(year)).folders) {
      const name = `${digits}-${month.slice(-3, -1)}`;
      if ((from === null || name >= from.slice(0, 7)) && (to === null || name <= to.slice(0, 7))) months.push(name);
    }
  }
  // Evenly over all months where there are fewer requests left than months.
  const every = Math.max(1, Math.ceil(months.length / Math.max(1, share - (bucket.lists - begun))));
  const amounts: (Place['days'][number] & { asked: boolean })[] = [];
  for (const [i, month] of months.entries()) {
    const asked = i % every === 0 && left();
    const amount = asked ? await monthAmount(bucket, leaf, month, listed, days) : { objects: 0, bytes: 0, exact: false };
    amounts.push({ day: month, ...amount, asked });
  }
  const known = amounts.filter(({ asked }) => asked);
  const average = sum(known);
  for (const amount of amounts) {
    if (amount.asked || known.length === 0) continue;
    amount.objects = Math.round(average.objects / known.length);
    amount.bytes = Math.round(average.bytes / known.length);
  }
  return amounts.map(({ asked: _, ...amount }) => amount);
}

/** Objects of a month, from its first page. */
async function monthAmount(bucket: Bucket, leaf: Leaf, month: string, listed: Listed, days: Days): Promise<Amount> {
  const prefix = `${leaf.prefix}${month.replace('-', '/')}/`;
  const { versions, more } = await bucket.firstPage(prefix);
  const now = listed.add(versions);
  days.see(now);
  const bytes = now.reduce((total, { size }) => total + size, 0);
  if (!more || now.length === 0) return { objects: now.length, bytes, exact: !more };
  const reached = (Date.parse(timeOf(leaf, now.at(-1)?.key ?? '')) - Date.parse(`${month}-01T00:00:00Z`)) / 86_400_000;
  const length = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  const factor = Math.max(1, length / Math.max(reached, 1 / 1440));
  return { objects: Math.round(now.length * factor), bytes: Math.round(bytes * factor), exact: false };
}

/** The moment that a key names, as far as it names one. */
function timeOf(leaf: Leaf, key: string): string {
  const found = /_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(?:\d\d)?Z/.exec(key.slice(key.lastIndexOf('/') + 1));
  if (found) return `${found[1]}-${found[2]}-${found[3]}T${found[4]}:${found[5]}:00Z`;
  return `${dayOf(leaf, key) ?? '1970-01-01'}T12:00:00Z`;
}

/** Objects of a place by day. */
class Days {
  first: string | null = null;
  last: string | null = null;
  lastKey = '';
  private readonly leaf: Leaf;
  private readonly byDay = new Map<string, { objects: number; bytes: number }>();
  private readonly trailNames = new Set<string>();

  constructor(leaf: Leaf) {
    this.leaf = leaf;
  }

  add(objects: readonly ListedVersion[]): void {
    this.see(objects);
    for (const { key, size } of objects) {
      const day = dayOf(this.leaf, key) ?? '';
      const counted = this.byDay.get(day) ?? { objects: 0, bytes: 0 };
      counted.objects++;
      counted.bytes += size;
      this.byDay.set(day, counted);
      this.lastKey = key;
    }
  }

  /** Takes notice without counting. */
  see(objects: readonly ListedVersion[]): void {
    for (const { key } of objects) {
      const day = dayOf(this.leaf, key);
      if (day !== null && (this.first === null || day < this.first)) this.first = day;
      if (day !== null && (this.last === null || day > this.last)) this.last = day;
      if (this.leaf.category !== 'digests') continue;
      const name = digestName(key);
      if (name !== null) this.trailNames.add(name.trail);
    }
  }

  amounts(): Place['days'] {
    return [...this.byDay].map(([day, amount]) => ({ day, ...amount, exact: true })).sort((a, b) => (a.day < b.day ? -1 : 1));
  }

  trails(): string[] {
    return [...this.trailNames].sort();
  }
}
