// What somebody may have meant: the nearest name, and for a word without a field the field that it looks like.
import { parseAddress } from './network.ts';

/** The nearest of the names by edits (insert, delete, replace, swap); null when none is near. */
export function nearest(word: string, names: readonly string[]): string | null {
  const wanted = word.toLowerCase();
  let best: string | null = null;
  let least = Math.max(1, Math.min(3, Math.floor(wanted.length / 3) + 1)) + 1;
  for (const name of names) {
    const edits = distance(wanted, name.toLowerCase(), least);
    if (edits < least) {
      least = edits;
      best = name;
    }
  }
  return best;
}

/** Edits between two words, or at least `limit` when they are further apart. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] as number) + 1);
      next.push(cost);
    }
    before = row;
    row = next;
  }
  return row[b.length] as number;
}

/** The field that a word looks like a value of. */
export function fieldLike(word: string): string {
  if (parseAddress(word.split('/')[0] as string)) return 'ip';
  if (/^(AKIA|ASIA)\w*\*?$/.test(word)) return 'key';
  if (/^arn:/.test(word)) return 'resource';
  if (/^\d{12}$/.test(word)) return 'account';
  if (/^[a-z]{2,4}(-[a-z]+)+-\d$/.test(word)) return 'region';
  if (/\.amazonaws\.com$/.test(word)) return 'service';
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-/.test(word)) return 'eventID';
  if (/^\d{4}-\d\d-\d\d$/.test(word)) return 'on';
  if (/^(error|denied|write|read|root|undated|bookmarked|repeated|conflict|reduced)$/i.test(word)) return 'is';
  return 'api';
}
