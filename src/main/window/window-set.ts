// Which windows stand on a case: each has a number, by which its page finds what it showed last. Pure.
import { z } from 'zod';

/** More windows than anyone looks at; a page that is out of hand cannot open them without end. */
export const MOST_WINDOWS = 12;

export const Bounds = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  maximized: z.boolean(),
});
export type Bounds = z.infer<typeof Bounds>;

/** A window of a case, as it is remembered for the case's next opening. */
export const WindowPlace = z.object({ number: z.number().int().min(1), bounds: Bounds });
export type WindowPlace = z.infer<typeof WindowPlace>;

/** The lowest number that no window of the case has. */
export function freeNumber(used: readonly number[]): number {
  let number = 1;
  while (used.includes(number)) number++;
  return number;
}

/** A list that was stored, without what is none of it, a number twice, or more than there may be. */
export function readPlaces(stored: unknown): WindowPlace[] {
  if (!Array.isArray(stored)) return [];
  const places: WindowPlace[] = [];
  for (const one of stored) {
    const place = WindowPlace.safeParse(one).data;
    if (place && !places.some(({ number }) => number === place.number)) places.push(place);
  }
  return places.slice(0, MOST_WINDOWS);
}

/** A little to the right of another window and below it, so that both are seen. */
export function beside(bounds: Bounds): Bounds {
  return { ...bounds, x: bounds.x + 32, y: bounds.y + 32, maximized: false };
}
