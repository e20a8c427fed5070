// What is taken hold of follows its own pointer, and lets go of it for good.
import type { PointerEvent } from 'react';
import { expect, test } from 'vitest';
import { dragged } from '../../../src/renderer/components/dragged.ts';

/** A border as far as a pointer knows it. */
class Border extends EventTarget {
  captured: number[] = [];
  setPointerCapture(id: number): void {
    this.captured.push(id);
  }
}

const at = (type: string, clientX: number) => Object.assign(new Event(type), { clientX });

function taken(): { border: Border; places: number[]; isPrevented: boolean } {
  const border = new Border();
  const down = new Event('pointerdown', { cancelable: true });
  const places: number[] = [];
  dragged(
    { currentTarget: border, pointerId: 7, preventDefault: () => down.preventDefault() } as unknown as PointerEvent<HTMLElement>,
    ({ clientX }) => places.push(clientX),
  );
  return { border, places, isPrevented: down.defaultPrevented };
}

test.each(['pointerup', 'pointercancel'])('it follows until %s', (end) => {
  const { border, places, isPrevented } = taken();
  expect([border.captured, isPrevented]).toEqual([[7], true]);
  border.dispatchEvent(at('pointermove', 10));
  border.dispatchEvent(at('pointermove', 24));
  border.dispatchEvent(at(end, 24));
  border.dispatchEvent(at('pointermove', 90));
  expect(places).toEqual([10, 24]);
});

test('whoever takes it again is followed alone', () => {
  const { border, places } = taken();
  border.dispatchEvent(at('pointerup', 0));
  const again: number[] = [];
  const down = { currentTarget: border, pointerId: 8, preventDefault: () => {} } as unknown as PointerEvent<HTMLElement>;
  dragged(down, ({ clientX }) => again.push(clientX));
  border.dispatchEvent(at('pointermove', 3));
  expect([places, again]).toEqual([[], [3]]);
});
