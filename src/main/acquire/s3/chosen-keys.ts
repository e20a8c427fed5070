// Keys that were named one by one, as by Athena: where they stand, and which digests vouch for them. Only the days in which they stand are listed.

import { digestsOf } from './beside.ts';
import { type Bucket, byKey, type ListedVersion } from './bucket.ts';
import { dayAfter, dayOf, dayPrefix, type Leaf, leafOf } from './layout.ts';

/** Days without a key between two, that are listed for digests all the same: neighbours reach so far. */
const NEAR_DAYS = 3;

export class ChosenKeys {
  /** By leaf and day, `''` for keys that stand in none. */
  private readonly wanted = new Map<string, Map<string, Set<string>>>();
  private readonly found = new Map<string, Leaf>();
  /** Keys that stand in no place of CloudTrail's. */
  readonly elsewhere: string[] = [];

  private readonly all: ReadonlySet<string>;

  constructor(keys: readonly string[]) {
    this.all = new Set(keys);
    for (const key of [...this.all].sort()) {
      const leaf = leafOf(key);
      if (leaf === null) {
        this.elsewhere.push(key);
        continue;
      }
      this.found.set(leaf.prefix, leaf);
      const days = this.wanted.get(leaf.prefix) ?? new Map<string, Set<string>>();
      const day = dayOf(leaf, key) ?? '';
      days.set(day, (days.get(day) ?? new Set()).add(key));
      this.wanted.set(leaf.prefix, days);
    }
  }

  has(key: string): boolean {
    return this.all.has(key);
  }

  /** Places of the keys, and those of the digests of the same account and region, in order. */
  leaves(digests: boolean): Leaf[] {
    const all = new Map(this.found);
    for (const leaf of digests ? this.found.values() : []) {
      const own = digestsOf(leaf);
      if (own !== null && !all.has(own.prefix)) all.set(own.prefix, own);
    }
    return [...all.values()].sort((a, b) => (a.prefix < b.prefix ? -1 : 1));
  }

  /** The chosen keys of a leaf with their versions; those that are not listed are told apart. */
  async *keys(bucket: Bucket, leaf: Leaf): AsyncGenerator<ListedVersion[][] | { missing: string[] }> {
    for (const [day, wanted] of [...(this.wanted.get(leaf.prefix) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const left = new Set(wanted);
      const pages = day === '' ? this.single(bucket, [...wanted]) : bucket.range(`${dayPrefix(leaf, day)}/`);
      for await (const page of pages) {
        const some = byKey(page).filter((versions) => left.delete(versions[0]?.key ?? ''));
        if (some.length > 0) yield some;
      }
      if (left.size > 0) yield { missing: [...left].sort() };
    }
  }

  /** The same of keys that stand in no place of CloudTrail's. */
  async *others(bucket: Bucket): AsyncGenerator<ListedVersion[][] | { missing: string[] }> {
    for (const key of this.elsewhere) {
      let isThere = false;
      for await (const page of this.single(bucket, [key])) {
        isThere = true;
        yield byKey(page);
      }
      if (!isThere) yield { missing: [key] };
    }
  }

  private async *single(bucket: Bucket, keys: readonly string[]): AsyncGenerator<ListedVersion[]> {
    for (const wanted of keys) {
      // A key may begin another's.
      for await (const page of bucket.range(wanted, '', `${wanted}\u0000`)) {
        const own = page.filter(({ key }) => key === wanted);
        if (own.length > 0) yield own;
      }
    }
  }

  /** Spans of days in which keys of a digest's account and region stand, both ends included; near ones are one. */
  spans(digests: Leaf): { from: string; to: string }[] {
    const parts = (prefix: string): string => prefix.replace(/\/CloudTrail[^/]*\/([^/]+)\/$/, '/$1/');
    const days = [...this.wanted].flatMap(([prefix, byDay]) =>
      parts(prefix) === parts(digests.prefix) ? [...byDay.keys()].filter((day) => day !== '') : [],
    );
    const spans: { from: string; to: string }[] = [];
    for (const day of [...new Set(days)].sort()) {
      const last = spans.at(-1);
      if (last !== undefined && dayAfter(last.to, NEAR_DAYS) >= day) last.to = day;
      else spans.push({ from: day, to: day });
    }
    return spans;
  }
}
