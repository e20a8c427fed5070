// What of the places found is taken: accounts, regions, categories and days, with the digests that vouch for what is chosen.
import type { S3Category, S3Choice } from '../../../shared/s3.ts';
import { type Bucket, byKey, type ListedVersion } from './bucket.ts';
import { ChosenKeys } from './chosen-keys.ts';
import { dayAfter, dayPrefix, digestName, type Leaf, type Span } from './layout.ts';

/** Digests behind the chosen days that come along: the first of them names the last logs of the span, the second vouches for the first. */
const BEHIND = 2;

export class Choice {
  private readonly choice: S3Choice;
  /** Where keys were named one by one. */
  readonly named: ChosenKeys | null;

  constructor(choice: S3Choice) {
    this.choice = choice;
    this.named = choice.keys === undefined ? null : new ChosenKeys(choice.keys);
  }

  get everything(): boolean {
    return this.choice.everything === true;
  }

  account(id: string): boolean {
    const { accounts } = this.choice;
    return accounts === undefined || accounts.length === 0 || accounts.includes(id);
  }

  category(category: S3Category): boolean {
    const { categories, digests } = this.choice;
    if (category === 'digests') return digests !== false || categories?.includes('digests') === true;
    return categories === undefined || categories.length === 0 || categories.includes(category);
  }

  leaf(leaf: Leaf): boolean {
    const { regions, places, notPlaces } = this.choice;
    if (places !== undefined && places.length > 0 && !places.includes(leaf.prefix)) return false;
    if (notPlaces?.includes(leaf.prefix)) return false;
    const inRegion = regions === undefined || regions.length === 0 || regions.includes(leaf.region);
    return inRegion && this.account(leaf.account) && this.category(leaf.category);
  }

  /** Whether anything is left out: where nothing is of what was chosen, an import then takes nothing. */
  get limited(): boolean {
    return Object.values(this.choice).some((one) => one !== undefined && one !== false && !(Array.isArray(one) && one.length === 0));
  }

  /** Whether days were chosen. */
  get hasDays(): boolean {
    return this.choice.from !== undefined || this.choice.to !== undefined;
  }

  /** First and last day that are chosen of a leaf. */
  span(leaf: Leaf): Span {
    const { from = null, to = null } = this.choice;
    const { beside } = leaf;
    if (beside === undefined) return { from, to };
    return {
      from: from !== null && (beside.from === null || from > beside.from) ? from : beside.from,
      to: to !== null && (beside.to === null || to < beside.to) ? to : beside.to,
    };
  }

  /** First and last day that are listed of a leaf. */
  days(leaf: Leaf): Span {
    const { from, to } = this.span(leaf);
    if (leaf.category !== 'digests') return { from, to };
    return { from: from && dayAfter(from, -1), to: to && dayAfter(to, 1) };
  }

  /** Bounds of the keys of a leaf that are listed, for Bucket.range. */
  bounds(leaf: Leaf): { after: string; before: string | null } {
    const { from, to } = this.days(leaf);
    return {
      // No key is this: keys of the day go on with a slash.
      after: from === null ? '' : dayPrefix(leaf, from),
      before: to === null ? null : dayPrefix(leaf, dayAfter(to, 1)),
    };
  }

  /** The chosen keys of a leaf with their versions, in order, as they are listed. */
  async *keys(bucket: Bucket, leaf: Leaf): AsyncGenerator<ListedVersion[][] | { missing: string[] }> {
    if (this.named !== null) {
      yield* this.named.keys(bucket, leaf);
      if (leaf.category === 'digests') yield* this.digestsOfNamed(this.named, bucket, leaf);
      return;
    }
    const span = this.span(leaf);
    // The address and the chosen days have none in common.
    if (span.from !== null && span.to !== null && span.from > span.to) return;
    const { after, before } = this.bounds(leaf);
    const pages = bucket.range(leaf.within, after, before);
    if (leaf.category !== 'digests' || (after === '' && before === null)) {
      for await (const page of pages) yield byKey(page);
      return;
    }
    // Two days more than were chosen: an hour's digest each.
    const all: ListedVersion[][] = [];
    for await (const page of pages) all.push(...byKey(page));
    yield this.chosenDigests(leaf, all, span);
  }

  /** Digests of the days in which named keys stand, with their neighbours. */
  private async *digestsOfNamed(named: ChosenKeys, bucket: Bucket, leaf: Leaf): AsyncGenerator<ListedVersion[][]> {
    const taken = new Set<string>();
    for (const span of named.spans(leaf)) {
      const all: ListedVersion[][] = [];
      for await (const page of bucket.range(leaf.within, dayPrefix(leaf, dayAfter(span.from, -1)), dayPrefix(leaf, dayAfter(span.to, 2))))
        all.push(...byKey(page));
      const fresh = this.chosenDigests(leaf, all, span).filter(
        (versions) => !taken.has(versions[0]?.key ?? '') && !named.has(versions[0]?.key ?? ''),
      );
      for (const versions of fresh) taken.add(versions[0]?.key ?? '');
      yield fresh;
    }
  }

  /** Of each chain all digests of the chosen days, the last one before them and the first ones behind them. */
  private chosenDigests(leaf: Leaf, all: readonly ListedVersion[][], { from, to }: Span): ListedVersion[][] {
    const begin = from === null ? '' : `${dayPrefix(leaf, from)}/`;
    const end = to === null ? null : `${dayPrefix(leaf, dayAfter(to, 1))}/`;
    const before = new Map<string, ListedVersion[]>();
    const behind = new Map<string, number>();
    const chosen: ListedVersion[][] = [];
    for (const versions of all) {
      const key = versions[0]?.key ?? '';
      const name = digestName(key);
      const chain = name === null ? '' : `${name.trail} ${name.homeRegion} ${name.backfill}`;
      if (key < begin) before.set(chain, versions);
      else if (end === null || key < end) chosen.push(versions);
      else {
        const count = (behind.get(chain) ?? 0) + 1;
        behind.set(chain, count);
        if (count <= BEHIND) chosen.push(versions);
      }
    }
    const neighbours = [...before.values()].sort((a, b) => ((a[0]?.key ?? '') < (b[0]?.key ?? '') ? -1 : 1));
    return [...neighbours, ...chosen];
  }
}
