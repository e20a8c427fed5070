// Keys that work everywhere in an open case, and what the application's menu asks the page to do.
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { MenuAct } from '../../shared/channels/windows.ts';
import { takeKeys, useKeys } from '../components/keys.ts';
import { listen } from '../data/bridge.ts';
import { redo, undo } from '../state/undo.ts';
import { useView } from '../state/view-context.tsx';
import { VIEWS, VIEWS_BY_DIGIT, type ViewEntry } from '../views/registry.tsx';
import { zoomBy } from './palette/shell-actions.ts';
import type { Shell } from './shell.tsx';

/** The buttons of a mouse that mean back and forward. */
function useMouseButtons(back: () => void, forward: () => void): void {
  useEffect(() => {
    const onMouseUp = ({ button }: MouseEvent) => {
      if (button === 3) back();
      else if (button === 4) forward();
    };
    addEventListener('mouseup', onMouseUp);
    return () => removeEventListener('mouseup', onMouseUp);
  }, [back, forward]);
}

const isField = (element: Element | null): boolean =>
  element instanceof HTMLElement && (element.isContentEditable || /^(INPUT|TEXTAREA)$/.test(element.tagName));

/** What is written in a field is its own to undo. */
function undoOrRedo(act: 'undo' | 'redo'): void {
  if (isField(document.activeElement)) document.execCommand(act);
  else if (act === 'undo') undo();
  else redo();
}

/** Keys that change the size of text, on every screen. */
export function useZoomKeys(): void {
  const larger = () => zoomBy(1);
  useKeys(
    { 'Ctrl++': larger, 'Ctrl+=': larger, 'Ctrl+-': () => zoomBy(-1), 'Ctrl+0': () => zoomBy(0) },
    { inFields: true, inDialogs: true },
  );
}

/** The view that a key opens after `g`. */
const viewAfterG = (key: string): ViewEntry | undefined =>
  VIEWS.find((view) => view.key === key.toLowerCase()) ?? (/^[1-9]$/.test(key) ? VIEWS_BY_DIGIT[Number(key) - 1] : undefined);

/** `g`, then a letter or digit: a view. The key after it is for nothing else. @returns whether that key is waited for */
function useGoKeys(goTo: (view: ViewEntry) => void): boolean {
  const [isWaiting, setWaiting] = useState(false);
  const done = useRef(() => {});
  const latest = useRef(goTo);
  latest.current = goTo;
  useKeys({
    g: () => {
      const letGo = takeKeys(({ key }) => {
        done.current();
        const view = viewAfterG(key);
        if (view) latest.current(view);
      });
      // Whoever turns to something else has left it.
      const leave = () => done.current();
      addEventListener('pointerdown', leave, { capture: true });
      addEventListener('blur', leave);
      done.current = () => {
        letGo();
        removeEventListener('pointerdown', leave, { capture: true });
        removeEventListener('blur', leave);
        setWaiting(false);
      };
      setWaiting(true);
    },
  });
  useEffect(() => () => done.current(), []);
  return isWaiting;
}

/** @returns whether `g` was pressed, and the key of a view is waited for */
export function useShellKeys({ open, startTour }: Shell): boolean {
  const { go, goBack, goForward, openWindow } = useView();
  const focusFilter = () => document.querySelector<HTMLInputElement>('[data-testid="filter-input"]')?.focus();
  const openSearch = () => {
    // Drawn at once, so that the input is there.
    flushSync(() => go({ view: 'search' }));
    document.querySelector<HTMLInputElement>('[data-testid="search-input"]')?.select();
  };
  useKeys({
    '[': goBack,
    ']': goForward,
    'Alt+left': goBack,
    'Alt+right': goForward,
    '/': focusFilter,
    '?': () => open('keys'),
    'Ctrl+Z': undo,
    'Ctrl+Shift+Z': redo,
    'Ctrl+Y': redo,
    ...Object.fromEntries(VIEWS_BY_DIGIT.map(({ id }, i) => [`Alt+${i + 1}`, () => go({ view: id })])),
  });
  const isGoing = useGoKeys(({ id }) => go({ view: id }));
  useKeys(
    { 'Ctrl+K': () => open('palette'), 'Ctrl+S': () => open('save'), 'Ctrl+F': openSearch, 'Ctrl+Shift+N': () => openWindow() },
    { inFields: true },
  );
  useMouseButtons(goBack, goForward);

  const acts: Record<MenuAct, () => void> = {
    undo: () => undoOrRedo('undo'),
    redo: () => undoOrRedo('redo'),
    newWindow: () => openWindow(),
    palette: () => open('palette'),
    keys: () => open('keys'),
    tour: startTour,
  };
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => listen('menu', ({ act }) => latest.current[act]()), []);
  return isGoing;
}
