// Where in a column each number stands, for numbers of any size: ids of terms are not dense.

export class Positions {
  /** number × size + position, ascending: both fit a double, since ids stay far below 2^26. */
  private readonly sorted: Float64Array;
  private readonly size: number;

  /** @param numbers by position; 0 is not looked for */
  constructor(numbers: Uint32Array) {
    this.size = numbers.length;
    const pairs = new Float64Array(numbers.length);
    let count = 0;
    for (let at = 0; at < numbers.length; at++) if (numbers[at] !== 0) pairs[count++] = (numbers[at] as number) * this.size + at;
    this.sorted = pairs.slice(0, count).sort();
  }

  /** Positions of a number, ascending. */
  of(number: number): number[] {
    const from = number * this.size;
    const found: number[] = [];
    for (let i = this.atLeast(from); i < this.sorted.length && (this.sorted[i] as number) < from + this.size; i++)
      found.push((this.sorted[i] as number) - from);
    return found;
  }

  private atLeast(least: number): number {
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.sorted[middle] as number) < least) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
