// Tells whoever began something in one case whether that case is still on screen when it goes on.

let left = 0;

/** Another case is on screen, or none. */
export function noteLeft(): void {
  left++;
}

/** @returns whether the case that is on screen now still is */
export function sameCase(): () => boolean {
  const then = left;
  return () => left === then;
}
