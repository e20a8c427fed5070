// What is taken hold of follows the pointer until it is let go.
import type { PointerEvent } from 'react';

/** @param moved where the pointer is, until it is let go */
export function dragged(taken: PointerEvent<HTMLElement>, moved: (at: globalThis.PointerEvent) => void): void {
  taken.preventDefault();
  const held = taken.currentTarget;
  held.setPointerCapture(taken.pointerId);
  const end = () => {
    held.removeEventListener('pointermove', moved);
    held.removeEventListener('pointerup', end);
    held.removeEventListener('pointercancel', end);
  };
  held.addEventListener('pointermove', moved);
  held.addEventListener('pointerup', end);
  held.addEventListener('pointercancel', end);
}
