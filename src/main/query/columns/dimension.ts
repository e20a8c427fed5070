// The values of one column of a table of combinations: for each combination the number of its value, and for each number the text.
import type { ReadConnection } from '../../case/open.ts';
import { TERM_IDS, termHash } from '../../case/term-hash.ts';
import { COMBINATIONS, type Combination } from '../filter/condition.ts';

export class Dimension {
  /** By row id of the combination: number of its value, 0 for none. Numbers are of no meaning beyond this object. */
  readonly numbers: Uint32Array;
  /** Row id of the term of each number. */
  private readonly terms: Uint32Array;
  private readonly texts: (string | undefined)[] = [];
  private readonly termText: { get(id: number): unknown };
  private readonly termIds: { all(hash: number, value: string): unknown[] };
  private orderOfTexts: Uint32Array | null = null;

  constructor(db: ReadConnection, of: Combination, column: string) {
    const { numbers, terms } = numbered(db, of, column);
    this.numbers = numbers;
    this.terms = terms;
    this.termText = db.prepare('SELECT value FROM terms WHERE id = ?').pluck();
    this.termIds = db.prepare(TERM_IDS).pluck();
  }

  /** Of numbers, 0 included. */
  get size(): number {
    return this.terms.length;
  }

  text(number: number): string {
    let text = this.texts[number];
    if (text === undefined) {
      text = (this.termText.get(this.terms[number] as number) as string | undefined) ?? '';
      this.texts[number] = text;
    }
    return text;
  }

  /** Number of a text as it is stored, 0 where no combination has it. */
  numberOf(stored: string): number {
    for (const term of this.termIds.all(termHash(stored), stored) as number[]) {
      const number = this.terms.indexOf(term);
      if (number > 0) return number;
    }
    return 0;
  }

  /** Place of each number's text among all, for sorting many: made when it is first asked for. */
  textOrder(): Uint32Array {
    if (!this.orderOfTexts) {
      const byText = Array.from({ length: this.size }, (_, number) => number).slice(1);
      byText.sort((a, b) => (this.text(a) < this.text(b) ? -1 : 1));
      this.orderOfTexts = new Uint32Array(this.size);
      byText.forEach((number, place) => {
        (this.orderOfTexts as Uint32Array)[number] = place;
      });
    }
    return this.orderOfTexts;
  }
}

/** One number per distinct term, in order of the first combination that has it. */
function numbered(db: ReadConnection, of: Combination, column: string): { numbers: Uint32Array; terms: Uint32Array } {
  const table = COMBINATIONS[of];
  const last = (db.prepare(`SELECT max(id) FROM ${table}`).pluck().get() as number | null) ?? 0;
  const numbers = new Uint32Array(last + 1);
  const terms = [0];
  const numberOf = new Map<number, number>();
  const rows = db.prepare(`SELECT id, ${column} FROM ${table}`).raw().iterate() as IterableIterator<[number, number]>;
  for (const [id, term] of rows) {
    if (term === 0) continue;
    let number = numberOf.get(term);
    if (number === undefined) {
      number = terms.length;
      terms.push(term);
      numberOf.set(term, number);
    }
    numbers[id] = number;
  }
  return { numbers, terms: Uint32Array.from(terms) };
}
