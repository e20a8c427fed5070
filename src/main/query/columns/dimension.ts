// The values of one field over a table of combinations: for each combination the number of its value, and for each number the text.
import type { ReadConnection } from '../../case/open.ts';
import { TERM_IDS, termHash } from '../../case/term-hash.ts';

export interface Dimension {
  /** By row id of the combination: number of its value, 0 for none. Numbers are of no meaning beyond this object. */
  readonly numbers: Uint32Array;
  /** Of numbers, 0 included. */
  readonly size: number;
  text(number: number): string;
  /** Number of a text as it is stored, 0 where no combination has it. */
  numberOf(stored: string): number;
  /** Place of each number's text among all, for sorting many. */
  textOrder(): Uint32Array;
  /** Of a field of which one combination may have several values: the numbers of the single values for which a number stands. Left out: itself. */
  members?(number: number): readonly number[];
}

/** The values of a column of a table: texts are read when they are asked for. */
export class TermDimension implements Dimension {
  readonly numbers: Uint32Array;
  /** Row id of the term of each number. */
  private readonly terms: Uint32Array;
  private readonly texts: (string | undefined)[] = [];
  private readonly termText: { get(id: number): unknown };
  private readonly termIds: { all(hash: number, value: string): unknown[] };
  private orderOfTexts: Uint32Array | null = null;

  /** @param ofCombination by row id of the combination: id of its term, 0 for none */
  constructor(db: ReadConnection, ofCombination: Uint32Array) {
    const { numbers, terms } = numbered(ofCombination);
    this.numbers = numbers;
    this.terms = terms;
    this.termText = db.prepare('SELECT value FROM terms WHERE id = ?').pluck();
    this.termIds = db.prepare(TERM_IDS).pluck();
  }

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

  numberOf(stored: string): number {
    for (const term of this.termIds.all(termHash(stored), stored) as number[]) {
      const number = this.terms.indexOf(term);
      if (number > 0) return number;
    }
    return 0;
  }

  textOrder(): Uint32Array {
    this.orderOfTexts ??= orderOfTexts(this);
    return this.orderOfTexts;
  }
}

/** Values that stand in no column: derived from what does. */
export class DerivedDimension implements Dimension {
  readonly numbers: Uint32Array;
  private readonly texts: readonly string[];
  private numberByText: Map<string, number> | null = null;
  private textPlaces: Uint32Array | null = null;

  /**
   * @param numbers by row id of the combination: index of its text, 0 for none
   * @param texts each once; the first, which no combination has, is ''
   */
  constructor(numbers: Uint32Array, texts: readonly string[]) {
    this.numbers = numbers;
    this.texts = texts;
  }

  get size(): number {
    return this.texts.length;
  }

  text(number: number): string {
    return this.texts[number] ?? '';
  }

  numberOf(stored: string): number {
    this.numberByText ??= new Map(this.texts.map((text, number) => [text, number]));
    return this.numberByText.get(stored) ?? 0;
  }

  textOrder(): Uint32Array {
    this.textPlaces ??= orderOfTexts(this);
    return this.textPlaces;
  }
}

/** A dimension whose values follow from those of another one: asked once for each of them. @param valueFor null for none */
export function derivedDimension(from: Dimension, valueFor: (text: string) => string | null): DerivedDimension {
  const texts = [''];
  const numberByText = new Map<string, number>();
  const numberOf = new Uint32Array(from.size);
  for (let number = 1; number < from.size; number++) {
    const value = valueFor(from.text(number));
    if (value === null || value === '') continue;
    const known = numberByText.get(value) ?? texts.length;
    if (known === texts.length) {
      texts.push(value);
      numberByText.set(value, known);
    }
    numberOf[number] = known;
  }
  return new DerivedDimension(
    from.numbers.map((number) => numberOf[number] as number),
    texts,
  );
}

function orderOfTexts(dimension: Pick<Dimension, 'size' | 'text'>): Uint32Array {
  const byText = Array.from({ length: dimension.size }, (_, number) => number).slice(1);
  byText.sort((a, b) => (dimension.text(a) < dimension.text(b) ? -1 : 1));
  const places = new Uint32Array(dimension.size);
  byText.forEach((number, place) => {
    places[number] = place;
  });
  return places;
}

/** One number per distinct term, in order of the first combination that has it. */
function numbered(ofCombination: Uint32Array): { numbers: Uint32Array; terms: Uint32Array } {
  const numbers = new Uint32Array(ofCombination.length);
  const terms = [0];
  const numberOf = new Uint32Array(ofCombination.reduce((most, term) => Math.max(most, term), 0) + 1);
  for (let id = 0; id < ofCombination.length; id++) {
    const term = ofCombination[id] as number;
    if (term === 0) continue;
    let number = numberOf[term] as number;
    if (number === 0) {
      number = terms.length;
      terms.push(term);
      numberOf[term] = number;
    }
    numbers[id] = number;
  }
  return { numbers, terms: Uint32Array.from(terms) };
}
