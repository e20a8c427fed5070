// What is read of the case by number once and remembered for the next rows, in two generations: what was not needed for long is forgotten.

/** Values of a generation, and characters of the texts that they are of: texts in logs may be long. */
const MOST = 50_000;
const MOST_CHARACTERS = 20_000_000;

/** A number, what stands under it, and how many characters that is. */
type Read<T> = readonly [id: number, value: T, characters: number];

export class Kept<T> {
  private readonly read: (ids: string) => Iterable<Read<T>>;
  private young = new Map<number, T>();
  private old = new Map<number, T>();
  private characters = 0;

  /** @param read values by their ids, which it is given as a JSON list */
  constructor(read: (ids: string) => Iterable<Read<T>>) {
    this.read = read;
  }

  /** Reads those that are not known; until the next call, each of them is. */
  need(ids: Iterable<number>): void {
    if (this.young.size > MOST || this.characters > MOST_CHARACTERS) {
      this.old = this.young;
      this.young = new Map();
      this.characters = 0;
    }
    const unknown = new Set<number>();
    for (const id of ids) {
      if (this.young.has(id)) continue;
      const known = this.old.get(id);
      if (known === undefined) unknown.add(id);
      else this.young.set(id, known);
    }
    if (unknown.size === 0) return;
    for (const [id, value, characters] of this.read(JSON.stringify([...unknown]))) {
      this.young.set(id, value);
      this.characters += characters;
    }
  }

  /** Of an id that was needed. Errors: the case has none there. */
  of(id: number): T {
    const value = this.young.get(id);
    if (value === undefined) throw new Error(`nothing has the number ${id}`);
    return value;
  }
}
