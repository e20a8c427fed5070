// Queries that were run, newest first: pure, tested.

export interface PastQuery {
  query: string;
  /** ms UTC of the last time it was run. */
  at: number;
  /** Rows that it gave; null when it failed or was cancelled. */
  rows: number | null;
}

/** More are not kept, nor are queries longer than this: the store of a window is small. */
const MOST = 200;
const LONGEST = 20_000;

/** With a run added. The same query again moves to the front. */
export function withRun(history: readonly PastQuery[], run: PastQuery): PastQuery[] {
  const query = run.query.trim();
  if (query === '' || query.length > LONGEST) return [...history];
  return [{ ...run, query }, ...history.filter((past) => past.query !== query)].slice(0, MOST);
}

/** Those that hold every word of a text, in any letter case. */
export function matching(history: readonly PastQuery[], text: string): PastQuery[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return history.filter(({ query }) => words.every((word) => query.toLowerCase().includes(word)));
}

/** Whether a stored value is a history. */
export function isHistory(value: unknown): value is PastQuery[] {
  return Array.isArray(value) && value.length <= MOST && value.every(isPast);
}

function isPast(value: unknown): value is PastQuery {
  const { query, at, rows } = (value ?? {}) as Record<string, unknown>;
  return typeof query === 'string' && typeof at === 'number' && (rows === null || typeof rows === 'number');
}
