// The dictionary of combinations equals a Map from the whole combination to a number, however many share a term, and after trimming.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CombinationDictionary } from '../../../src/main/ingest/dictionary.ts';

fc.configureGlobal({ seed: 20260221 });

type Combination = (string | null)[];

/** Slow and obvious: one key per combination, forgotten as the dictionary says it forgets. */
class SlowDictionary {
  private known = new Map<string, number>();
  private next = 0;
  private forgottenBelow = 0;
  readonly all: Combination[] = [];
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  idOf(terms: Combination): number {
    const key = JSON.stringify(terms);
    const found = this.known.get(key);
    if (found !== undefined) return found;
    this.known.set(key, this.next);
    this.all.push(terms);
    return this.next++;
  }

  trim(): void {
    if (this.next - this.forgottenBelow < this.limit) return;
    this.known = new Map();
    this.forgottenBelow = this.next;
  }
}

function ask(dictionary: CombinationDictionary, terms: Combination): number {
  for (const [i, term] of terms.entries()) dictionary.probe[i] = term;
  return dictionary.idOf();
}

const term = fc.constantFrom(null, '', 'null', 'a', 'b', 'c', '"', '\\', 'a","b', '\ud800', '\\ud800', 'é');
// Few first terms and many others: many combinations share a way.
const combination = fc.tuple(fc.constantFrom(null, '', 'k'), term, term).map((terms) => [...terms] as Combination);
const step = fc.oneof({ weight: 30, arbitrary: combination }, { weight: 1, arbitrary: fc.constantFrom('take' as const, 'trim' as const) });

test('equals the slow dictionary on random combinations, takings and trimmings', () => {
  let crowded = 0;
  let trimmed = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 300, size: 'max' }), fc.integer({ min: 1, max: 60 }), (steps, limit) => {
      const fast = new CombinationDictionary([1, 0, 2], limit);
      const slow = new SlowDictionary(limit);
      const taken: Combination[] = [];
      const perKey = new Map<string | null, Set<string>>();
      const take = (): void => {
        const { from, terms } = fast.takeNew();
        expect(from).toBe(taken.length);
        for (const one of terms) taken.push([...one]);
      };
      for (const one of steps) {
        if (one === 'take') take();
        else if (one === 'trim') {
          take();
          fast.trim();
          slow.trim();
          trimmed++;
        } else {
          expect(ask(fast, one)).toBe(slow.idOf(one));
          const seen = perKey.get(one[0] ?? null) ?? new Set();
          perKey.set(one[0] ?? null, seen.add(JSON.stringify(one)));
          if (seen.size > 8) crowded++;
        }
      }
      take();
      expect(taken).toEqual(slow.all);
    }),
  );
  expect(crowded).toBeGreaterThan(100);
  expect(trimmed).toBeGreaterThan(10);
});

test('of many that share a term, every combination keeps its id, whatever the order of asking', () => {
  const dictionary = new CombinationDictionary([0, 1], 1000);
  const combinations = Array.from({ length: 40 }, (_, i): Combination => ['GetObject', `agent ${i}`]);
  const ids = combinations.map((one) => ask(dictionary, one));
  expect(ids).toEqual(combinations.map((_, i) => i));
  for (const [i, one] of [...combinations.entries()].reverse()) expect(ask(dictionary, one)).toBe(i);
  for (const i of [39, 0, 39, 8, 7, 8, 0]) expect(ask(dictionary, combinations[i] as Combination)).toBe(i);
  expect(dictionary.takeNew().terms).toHaveLength(40);
  expect(dictionary.takeNew()).toEqual({ from: 40, terms: [] });
});

test('after trimming, an old id never means another combination', () => {
  const dictionary = new CombinationDictionary([0], 3);
  const meaning: Combination[] = [];
  for (let round = 0; round < 5; round++) {
    for (const value of ['a', 'b', 'c', `only ${round}`]) {
      const id = ask(dictionary, [value]);
      const { from, terms } = dictionary.takeNew();
      for (const [i, one] of terms.entries()) meaning[from + i] = [...one];
      expect(meaning[id]).toEqual([value]);
      dictionary.trim();
    }
  }
  expect(meaning.length).toBeGreaterThan(8);
});

test('below its limit it forgets nothing', () => {
  const dictionary = new CombinationDictionary([0], 10);
  const id = ask(dictionary, ['a']);
  for (let i = 0; i < 8; i++) ask(dictionary, [`x${i}`]);
  dictionary.trim();
  expect(ask(dictionary, ['a'])).toBe(id);
});

test('what was taken does not change when the probe is filled anew', () => {
  const dictionary = new CombinationDictionary([0, 1], 10);
  ask(dictionary, ['a', null]);
  const { terms } = dictionary.takeNew();
  ask(dictionary, ['b', 'z']);
  expect(terms).toEqual([['a', null]]);
});
