// Keyboard shortcuts: one listener on the window per user; typing in a field never triggers one.
import { useEffect, useRef } from 'react';
import { keyName } from './key-name.ts';

export type KeyMap = Record<string, (event: KeyboardEvent) => void>;

let taker: ((event: KeyboardEvent) => void) | null = null;
// Loaded before any view listens: it is asked before all of them, also before those that ask to be first.
window.addEventListener(
  'keydown',
  (event) => {
    if (!taker || /^(Shift|Control|Alt|AltGraph|Meta|CapsLock)$/.test(event.key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    taker(event);
  },
  { capture: true },
);

/** All keys go to `take` alone, from this moment on until what is returned is called: for what was asked for and is not drawn yet. */
export function takeKeys(take: (event: KeyboardEvent) => void): () => void {
  taker = take;
  return () => {
    if (taker === take) taker = null;
  };
}

export function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** True while a dialog or menu is open: shortcuts behind it stay silent. */
function modal(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"], .tc-menu') !== null;
}

/**
 * Listens while mounted. `isActive` may narrow it, e.g. to when nothing else has the focus.
 * A handled key does nothing else. `first`: asked before the others, for what lies on top of what they are for.
 */
export function useKeys(
  map: KeyMap,
  options: {
    enabled?: boolean;
    inFields?: boolean;
    inDialogs?: boolean;
    isActive?: (event: KeyboardEvent) => boolean;
    first?: boolean;
  } = {},
): void {
  const latest = useRef({ map, options });
  latest.current = { map, options };
  const enabled = options.enabled ?? true;
  const capture = options.first ?? false;
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent) => {
      const { map: keys, options: now } = latest.current;
      if (event.defaultPrevented) return;
      const handler = keys[keyName(event)];
      if (!handler) return;
      // What an editor in a shadow root takes comes here as if from the root's host.
      if (!now.inFields && typing(event.composedPath()[0] ?? null)) return;
      if (!now.inDialogs && modal()) return;
      if (now.isActive && !now.isActive(event)) return;
      event.preventDefault();
      handler(event);
    };
    window.addEventListener('keydown', onKey, { capture });
    return () => window.removeEventListener('keydown', onKey, { capture });
  }, [enabled, capture]);
}

/** Controls that use arrow and page keys themselves, and the event panel, which scrolls with them. */
const OWN_KEYS = '[role="tab"], [role="separator"], [role="menu"], [role="radiogroup"], .bp6-segmented-control, .tc-detail';

/** Whether arrow and page keys are free for the list of the view. */
export function keysAreFree(event: KeyboardEvent): boolean {
  return event.key.length === 1 || !(event.target instanceof Element) || event.target.closest(OWN_KEYS) === null;
}
