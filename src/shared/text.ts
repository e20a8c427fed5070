// Numbers and hashes for people.

/** `1,234,567` */
export function grouped(n: number): string {
  return n.toLocaleString('en-US');
}

/** A rate, which may be far below one: `61.5`, `0.002`, `0.0000882`. */
export function rateText(n: number): string {
  if (n !== 0 && Math.abs(n) < 1e-9) return n.toPrecision(3);
  return n.toLocaleString('en-US', Math.abs(n) < 1 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 2 });
}

/** `1.3 MB`, decimal units; bytes below 1,000 as they are. */
export function bytesText(n: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = n;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return unit === 0 ? `${n} B` : `${value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}

/** A hash shortened in the middle: `6c546226…6229f0`. */
export function shortHash(hex: string): string {
  return hex.length <= 16 ? hex : `${hex.slice(0, 8)}…${hex.slice(-6)}`;
}

/** `2 min 05 s`, `48 s`. */
export function durationText(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${String(s % 60).padStart(2, '0')} s`;
  return `${Math.floor(s / 3600)} h ${String(Math.floor((s % 3600) / 60)).padStart(2, '0')} min`;
}

/** `1 event`, `34 events`; plural given where it is not `s`. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${grouped(n)} ${n === 1 ? one : many}`;
}

const UNITS: readonly (readonly [seconds: number, word: string])[] = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** A length of time (ms) in whole words, its two largest units: `38 minutes`, `1 hour 5 minutes`, `3 days`. */
export function lengthWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const at = UNITS.findIndex(([size]) => seconds >= size);
  if (at < 0) return 'less than a second';
  const [size, word] = UNITS[at] ?? [1, 'second'];
  const first = plural(Math.floor(seconds / size), word);
  const [smaller, smallerWord] = UNITS[at + 1] ?? [1, ''];
  const rest = Math.floor((seconds % size) / smaller);
  return rest === 0 || smallerWord === '' ? first : `${first} ${plural(rest, smallerWord)}`;
}
