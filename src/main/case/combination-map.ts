// From the numbers that a parser thread gave combinations to their row ids.
import { COMBINATIONS, type Combination, type NewCombinations } from '../../shared/parsed-item.ts';
import type { TermStore } from './term-store.ts';

/** From a parser thread's ids to row ids, per combination; grows as new ones are announced. */
export class CombinationMap {
  private readonly ids: Record<Combination, Uint32Array> = {
    call: new Uint32Array(256),
    identity: new Uint32Array(256),
    origin: new Uint32Array(256),
  };

  learn(store: TermStore, fresh: Record<Combination, NewCombinations>): void {
    for (const kind of COMBINATIONS) {
      const { from, terms } = fresh[kind];
      let ids = this.ids[kind];
      if (from + terms.length > ids.length) {
        const larger = new Uint32Array(Math.max(ids.length * 2, from + terms.length));
        larger.set(ids);
        this.ids[kind] = ids = larger;
      }
      for (let i = 0; i < terms.length; i++) ids[from + i] = store.combinationId(kind, terms[i] ?? []);
    }
  }

  of(kind: Combination): Uint32Array {
    return this.ids[kind];
  }
}
