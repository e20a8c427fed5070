// Times as marks and bars say them, each formatted once.
import { formatTime } from '../../../shared/time.ts';

const times = new Map<string, string>();

/** `formatTime`, remembered: marks of all lanes begin and end at the same moments, and formatting a time costs more than all else of a mark. */
export function timeText(ms: number | null, zone: string): string {
  const key = `${zone} ${ms}`;
  let text = times.get(key);
  if (text === undefined) {
    text = formatTime(ms, zone);
    if (times.size > 20_000) times.clear();
    times.set(key, text);
  }
  return text;
}
