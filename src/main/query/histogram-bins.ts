// Bins of a histogram by their edges.

/** Index of the last edge at or before an instant. */
export function binOf(edges: readonly number[], time: number): number {
  let low = 0;
  let high = edges.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((edges[middle] as number) <= time) low = middle;
    else high = middle;
  }
  return low;
}

/** Finds the bins of many times, of which neighbours mostly fall into the same one. */
export class BinCursor {
  private readonly edges: readonly number[];
  private bin = 0;
  private from: number;
  private to: number;

  /** @param edges ascending, at least two; no time asked for stands outside */
  constructor(edges: readonly number[]) {
    this.edges = edges;
    this.from = edges[0] as number;
    this.to = edges[1] as number;
  }

  /** Index of the bin of a time, ms UTC. */
  of(time: number): number {
    if (time < this.from || time >= this.to) {
      this.bin = binOf(this.edges, time);
      this.from = this.edges[this.bin] as number;
      this.to = this.edges[this.bin + 1] as number;
    }
    return this.bin;
  }
}
