// What one parser thread keeps from item to item: its dictionaries, its scanner, and columns to fill again.
import type { NewCombinations } from '../../shared/parsed-item.ts';
import { CallerCache } from './caller-cache.ts';
import { CombinationDictionary } from './dictionary.ts';
import { type ColumnArrays, newColumns } from './event-columns.ts';
import { FastReader } from './fast/fast-reader.ts';

/** Remembered combinations per kind and parser thread; some 20 MB at worst with long user agents. The scanner (fast/) remembers more of them. */
const DICTIONARY_LIMIT = 8_000;

/** Columns kept from one item for the next: small files are many. */
const KEPT_COLUMNS = 16_384;

/** The dictionaries of one parser thread; they live from item to item. */
export class Dictionaries {
  // Orders: what is the same for a whole file first (region, account), then what tells most, then what follows from it.
  readonly call = new CombinationDictionary([5, 6, 3, 2, 1, 0, 4, 8, 7], DICTIONARY_LIMIT);
  readonly identity = new CombinationDictionary([5, 3, 9, 4, 2, 0, 1, 7, 8, 10, 11, 12, 13, 14, 15, 16, 6], DICTIONARY_LIMIT);
  readonly origin = new CombinationDictionary([0, 1], DICTIONARY_LIMIT);
  /** userIdentity objects met before, with the ids that `identity` gave them. */
  readonly callers = new CallerCache(DICTIONARY_LIMIT);

  /** Columns that collectors fill, one after the other; null while one does. */
  private spare: ColumnArrays | null = null;
  private readonly slow: boolean;
  /** Whether the columns of an item are only lent, until the next one is read. */
  readonly lends: boolean;
  private reader: FastReader | null = null;

  /**
   * @param slow reads every record the slow way: for tests that compare both
   * @param lends whether whoever reads an item copies its columns where it needs them, before the next one is read
   */
  constructor(slow = false, lends = false) {
    this.slow = slow;
    this.lends = lends;
  }

  /** The quick way through records of the common form; null when only the slow path is to be used. Made when first asked for. */
  get fast(): FastReader | null {
    if (!this.slow) this.reader ??= new FastReader();
    return this.reader;
  }

  /** Columns for so many events: those of the collector before, where they were given back and are long enough. */
  borrowColumns(capacity: number): ColumnArrays {
    const { spare } = this;
    this.spare = null;
    return spare !== null && spare.time.length >= capacity ? spare : newColumns(capacity);
  }

  returnColumns(columns: ColumnArrays): void {
    if (columns.time.length <= KEPT_COLUMNS) this.spare = columns;
  }

  /** Combinations that are new since the last call. */
  takeNew(): { call: NewCombinations; identity: NewCombinations; origin: NewCombinations } {
    const taken = { call: this.call.takeNew(), identity: this.identity.takeNew(), origin: this.origin.takeNew() };
    this.call.trim();
    this.identity.trim();
    this.origin.trim();
    this.callers.trim();
    return taken;
  }
}
