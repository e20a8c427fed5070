// What a result says of itself in words. Pure, tested.
import type { SqlResult } from '../../../shared/sql.ts';
import { grouped, plural } from '../../../shared/text.ts';

/** `0.04 s`, `2.3 s`, `41 s`. */
export function secondsText(seconds: number): string {
  return `${seconds < 1 ? seconds.toFixed(2) : seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
}

/** What a limit cut off; null when the result is whole. */
export function cutWords({ cut, rows }: Pick<SqlResult, 'cut' | 'rows'>, { seconds }: { seconds: number }): string | null {
  switch (cut) {
    case null:
      return null;
    case 'rows':
      return `cut at ${plural(rows.length, 'row')}: there are more`;
    case 'size':
      return `cut at ${plural(rows.length, 'row')}: more would not fit into the window; a file takes all`;
    case 'time':
      return `stopped after ${grouped(seconds)} s: ${rows.length === 0 ? 'no row had come by then' : 'these are not all rows'}`;
  }
}

/** Where a fault stands, as people count. */
export function placeWords(query: string, at: number): string {
  const before = query.slice(0, at).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  return before.length === 1 && !query.trim().includes('\n') ? `Column ${column}` : `Line ${before.length}, column ${column}`;
}
