// The order in which cited events stand: the public order (time, item hash, place in the item), undated ones after that, and last those that the case lacks.

interface Cited {
  id: string;
  row: { timeMs: number | null; evidence: string; offset: number; length: number } | null;
}

export function compareCited(a: Cited, b: Cited): number {
  if (a.row === null || b.row === null) return a.row === b.row ? byText(a.id, b.id) : a.row === null ? 1 : -1;
  if (a.row.timeMs !== b.row.timeMs) return (a.row.timeMs ?? Number.POSITIVE_INFINITY) - (b.row.timeMs ?? Number.POSITIVE_INFINITY);
  return byText(a.row.evidence, b.row.evidence) || a.row.offset - b.row.offset || a.row.length - b.row.length || byText(a.id, b.id);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
