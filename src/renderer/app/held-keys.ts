// Keys that are typed between asking for the palette and its field being there: kept for it, so that none goes to the view below.
import { takeKeys } from '../components/keys.ts';
import { type HeldKeys, NOTHING_HELD, withKey } from './typed-keys.ts';

/** If the palette never comes, keys are free again after this long, ms. */
const LONGEST_MS = 2000;

let held: HeldKeys = NOTHING_HELD;
let letGo = () => {};

export function holdKeys(): void {
  letGo();
  held = NOTHING_HELD;
  const free = takeKeys((event) => {
    held = withKey(held, event);
  });
  const late = setTimeout(free, LONGEST_MS);
  letGo = () => {
    clearTimeout(late);
    free();
  };
}

/** What was typed since; keys are free again. */
export function heldKeys(): HeldKeys {
  letGo();
  const all = held;
  held = NOTHING_HELD;
  return all;
}
