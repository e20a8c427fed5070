// Which pages of a list hold the rows in view.

export const PAGE = 200;
/** Rows before and after the view that are fetched ahead. */
const AHEAD = 60;

/** Numbers of the pages that rows `first`…`end` need, with some ahead. */
export function pagesFor(first: number, end: number, total: number, page = PAGE, ahead = AHEAD): number[] {
  if (total === 0 || end <= first) return [];
  const from = Math.floor(Math.max(0, first - ahead) / page);
  const to = Math.floor(Math.min(total - 1, end - 1 + ahead) / page);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
