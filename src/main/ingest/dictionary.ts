// Numbers for recurring combinations of terms. Most events repeat a combination seen just before: found by one lookup
// of the most telling term and a few comparisons, without building a key string. Bounded: it forgets all when full.
import type { NewCombinations, Terms } from '../../shared/parsed-item.ts';

/** Combinations that share a telling term and are searched one by one; beyond these a key string is looked up. */
const LIST_LIMIT = 8;

interface Entry {
  terms: (string | null)[];
  id: number;
}

interface Bucket {
  list: Entry[];
  overflow: Map<string, number> | null;
}

export class CombinationDictionary {
  /** Scratch: the caller fills it, then calls `idOf`. Avoids an array per event. */
  readonly probe: (string | null)[];
  private readonly width: number;
  private readonly key: number;
  private readonly limit: number;
  private readonly buckets = new Map<string | null, Bucket>();
  private next = 0;
  private fresh: Terms[] = [];
  private freshFrom = 0;

  /**
   * @param width number of terms in a combination
   * @param key index of the most telling term (the one with most distinct values)
   * @param limit how many combinations are remembered at most
   */
  constructor(width: number, key: number, limit: number) {
    this.width = width;
    this.key = key;
    this.limit = limit;
    this.probe = new Array(width).fill(null);
  }

  /** Id of the combination in `probe`; a new one is noted for `takeNew`. */
  idOf(): number {
    const probe = this.probe;
    const telling = probe[this.key] ?? null;
    let bucket = this.buckets.get(telling);
    if (bucket === undefined) {
      bucket = { list: [], overflow: null };
      this.buckets.set(telling, bucket);
    }
    const list = bucket.list;
    for (let i = 0; i < list.length; i++) {
      const entry = list[i] as Entry;
      if (this.same(entry.terms)) {
        // Move to the front: the next event most likely repeats it.
        if (i > 0) {
          list[i] = list[0] as Entry;
          list[0] = entry;
        }
        return entry.id;
      }
    }
    if (list.length < LIST_LIMIT) {
      const entry = { terms: probe.slice(), id: this.add() };
      list.push(entry);
      return entry.id;
    }
    bucket.overflow ??= new Map();
    const text = JSON.stringify(probe);
    const known = bucket.overflow.get(text);
    if (known !== undefined) return known;
    const id = this.add();
    bucket.overflow.set(text, id);
    return id;
  }

  private same(terms: (string | null)[]): boolean {
    const probe = this.probe;
    for (let i = 0; i < this.width; i++) if (terms[i] !== probe[i]) return false;
    return true;
  }

  private add(): number {
    this.fresh.push(this.probe.slice());
    return this.next++;
  }

  /** Combinations met since the last call, for the one who stores them. */
  takeNew(): NewCombinations {
    const taken = { from: this.freshFrom, terms: this.fresh };
    this.freshFrom = this.next;
    this.fresh = [];
    return taken;
  }

  /** Forgets everything once it has grown beyond its limit. Ids go on counting, so old ones stay unambiguous. */
  trim(): void {
    if (this.next - this.forgottenBelow < this.limit) return;
    this.buckets.clear();
    this.forgottenBelow = this.next;
  }

  private forgottenBelow = 0;
}
