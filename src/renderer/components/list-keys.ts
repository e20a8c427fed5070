// The keys that move through a list of rows, the same in every one.
import type { RefObject } from 'react';
import { type KeyMap, keysAreFree, useKeys } from './keys.ts';
import type { VirtualRowsHandle } from './virtual-rows.tsx';

/**
 * @param at row that has the keyboard; -1 for none
 * @param moveTo may be given rows beyond either end
 * @param more keys of this list alone
 */
export function useListKeys(
  list: { at: number; total: number; moveTo: (index: number) => void; handle: RefObject<VirtualRowsHandle | null> },
  more: KeyMap = {},
): void {
  const { at, total, moveTo, handle } = list;
  const page = () => handle.current?.pageRows() ?? 10;
  useKeys(
    {
      j: () => moveTo(at + 1),
      k: () => moveTo(at < 0 ? 0 : at - 1),
      down: () => moveTo(at + 1),
      up: () => moveTo(at < 0 ? 0 : at - 1),
      pageDown: () => moveTo(Math.max(0, at) + page()),
      pageUp: () => moveTo(at - page()),
      home: () => moveTo(0),
      end: () => moveTo(total - 1),
      ...more,
    },
    { isActive: keysAreFree },
  );
  useKeys(
    { enter: () => (at < 0 ? moveTo(0) : document.querySelector<HTMLElement>('[data-testid="detail-panel"]')?.focus()) },
    // A click beside everything leaves the keyboard with the view as a whole.
    {
      isActive: ({ target }) =>
        target === document.body || target === document.querySelector('main') || target === handle.current?.element(),
    },
  );
}
