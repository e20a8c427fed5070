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
