// The sizes of text that can be chosen; everything else grows with it. Pure.

/** Factors of the designed size. */
const SIZES = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5] as const;

export function isZoom(value: number): boolean {
  return (SIZES as readonly number[]).includes(value);
}

/** The next larger (1) or smaller (-1) size, or as designed (0); the ends stay ends. */
export function zoomed(now: number, step: -1 | 0 | 1): number {
  if (step === 0) return 1;
  const at = SIZES.findIndex((size) => size >= now);
  return SIZES[Math.min(Math.max(0, at + step), SIZES.length - 1)] ?? 1;
}
