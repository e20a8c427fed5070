// How far each view was scrolled, per window of a case: kept for going back and for the next opening. Pure but for the hook.
import { type RefObject, useEffect } from 'react';
import { readStored, writeStored } from './stored.ts';
import { isPlain } from './stored-view.ts';
import type { ViewState } from './view-state.ts';

/** By place: how far each scrolling part of the view was, px, in the order in which they stand. */
type Scrolled = Record<string, readonly number[]>;

/** Places kept of a window. */
const PLACES = 60;
/** A view has time to fill before what was remembered is given up, ms. */
const PATIENCE = 3000;
const REST_MS = 300;

/** What is shown, without what is chosen in it: two states with the same place are scrolled alike. */
export function placeOf({ selectedEventId: _, ...shown }: ViewState): string {
  return JSON.stringify(shown);
}

export function isScrolled(value: unknown): value is Scrolled {
  return isPlain(value) && Object.values(value).every((tops) => Array.isArray(tops) && tops.every((top) => typeof top === 'number'));
}

/** With one place noted as the newest; one that is not scrolled is not worth noting. */
export function withPlace(scrolled: Scrolled, place: string, tops: readonly number[]): Scrolled {
  const others = Object.entries(scrolled).filter(([other]) => other !== place);
  const all = tops.some((top) => top > 0) ? [...others, [place, tops] as const] : others;
  return Object.fromEntries(all.slice(-PLACES));
}

const SCROLLING = '.tc-scroll, .tc-rows, [data-scroll]';
const parts = (root: HTMLElement): HTMLElement[] => [...root.querySelectorAll<HTMLElement>(SCROLLING)];

/** Keeps and restores how far the parts of the view inside `root` are scrolled. @param key of the window */
export function useScrollMemory(root: RefObject<HTMLElement | null>, key: string, place: string): void {
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const wanted = readStored<Scrolled>(key, {}, isScrolled)[place] ?? [];
    let restoring = wanted.some((top) => top > 0);
    const restore = () => {
      if (!restoring) return;
      const found = parts(element);
      for (const [i, top] of wanted.entries()) {
        const part = found[i];
        if (part && top > 0 && Math.abs(part.scrollTop - top) > 1) part.scrollTop = top;
      }
      if (wanted.every((top, i) => top === 0 || Math.abs((found[i]?.scrollTop ?? -1) - top) <= 1)) stop();
    };
    // Answers come in one by one: as long as the view still grows towards where it was, it is followed.
    const growth = new MutationObserver(restore);
    const patience = setTimeout(() => stop(), PATIENCE);
    const stop = () => {
      restoring = false;
      growth.disconnect();
      clearTimeout(patience);
    };
    if (restoring) growth.observe(element, { childList: true, subtree: true });
    restore();

    let due: ReturnType<typeof setTimeout> | undefined;
    let latest: readonly number[] | null = null;
    const note = () => {
      if (latest) writeStored(key, withPlace(readStored<Scrolled>(key, {}, isScrolled), place, latest));
      latest = null;
    };
    const onScroll = () => {
      if (restoring) return;
      latest = parts(element).map((part) => Math.round(part.scrollTop));
      clearTimeout(due);
      due = setTimeout(note, REST_MS);
    };
    // The person moves: from here on it is theirs.
    const events = ['wheel', 'keydown', 'pointerdown'] as const;
    for (const name of events) element.addEventListener(name, stop, { passive: true });
    element.addEventListener('scroll', onScroll, { capture: true, passive: true });
    addEventListener('pagehide', note);
    return () => {
      stop();
      clearTimeout(due);
      note();
      for (const name of events) element.removeEventListener(name, stop);
      element.removeEventListener('scroll', onScroll, { capture: true });
      removeEventListener('pagehide', note);
    };
  }, [root, key, place]);
}
