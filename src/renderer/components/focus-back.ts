// When a dialog or a menu closes, the keyboard is back where it was. Blueprint sees to it where one closes, and not where one that is closed is not drawn
// any more, as most of ours: then the keyboard would be nowhere, and Tab begin at the top of the window.
import { useEffect } from 'react';

/** Whether an element is in what lies over the page: those hang on the body, beside the root of the page. */
const isOver = (element: Element): boolean => element.closest('#root') === null;

export function useFocusBack(): void {
  useEffect(() => {
    /** What had the keyboard last, of the page itself. */
    let last: HTMLElement | null = null;
    const isNowhere = () => document.activeElement === null || document.activeElement === document.body;
    const isCovered = () => document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
    const onFocus = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && !isOver(target)) last = target;
    };
    // Whoever clicks beside everything means to have left it.
    const onPointer = ({ target }: PointerEvent) => {
      if (!(target instanceof Element) || isOver(target)) return;
      setTimeout(() => {
        if (isNowhere()) last = null;
      });
    };
    // Neither does whoever ends a text with Escape: what is typed next are keys, and must not land in it.
    const onBlur = ({ target, relatedTarget }: FocusEvent) => {
      if (target !== last || relatedTarget !== null) return;
      setTimeout(() => {
        if (target === last && last?.isConnected && !last.matches(':disabled') && isNowhere() && !isCovered()) last = null;
      });
    };
    const observer = new MutationObserver((changes) => {
      if (!changes.some(({ removedNodes }) => removedNodes.length > 0)) return;
      // Whoever closes it may have a place in mind.
      setTimeout(() => {
        if (last === null || !isNowhere() || isCovered()) return;
        // What it was on may have gone with what was done: the view is the next best.
        const to = last.isConnected ? last : document.querySelector<HTMLElement>('main[tabindex]');
        to?.focus({ preventScroll: true });
      });
    });
    addEventListener('focusin', onFocus);
    addEventListener('focusout', onBlur);
    addEventListener('pointerdown', onPointer);
    observer.observe(document.body, { childList: true });
    return () => {
      removeEventListener('focusin', onFocus);
      removeEventListener('focusout', onBlur);
      removeEventListener('pointerdown', onPointer);
      observer.disconnect();
    };
  }, []);
}
