// The acts of this window on annotations, to be taken back and done again; each is told with a button that takes it back.
import { useSyncExternalStore } from 'react';
import { noticeDone, noticeError } from '../components/notices.tsx';
import { type Deed, type Turned, UndoStack, type UndoState } from './undo-stack.ts';
import { forgetTurns } from './version-turns.ts';

const stack = new UndoStack();

/**
 * Call it after an act has succeeded: tells `words` with a button Undo, and puts it within reach of Ctrl+Z.
 * `undo` and `redo` call the engine directly, and never what itself calls did().
 */
export function did(deed: Deed): void {
  stack.did(deed);
  tell(deed.words, 'Undo', undo);
}

/** Takes the last act back, and says so. */
export function undo(): void {
  stack.undo().then((turned) => turned && tell(`Undone: ${wordsOf(turned)}`, 'Redo', redo), noticeError);
}

/** Does again what was taken back last, and says so. */
export function redo(): void {
  stack.redo().then((turned) => turned && tell(`Done again: ${wordsOf(turned)}`, 'Undo', undo), noticeError);
}

const wordsOf = ({ words, partly }: Turned): string => (partly === null ? words : `${words} (${partly})`);

// Only the newest act can be taken back, so that only the newest message offers it.
let closeTold = () => {};
function tell(words: string, text: string, act: () => void): void {
  closeTold();
  closeTold = noticeDone(words, { text, act });
}

/** The case was closed. */
export function clearUndo(): void {
  stack.clear();
  forgetTurns();
  closeTold();
}

export function useUndo(): UndoState {
  return useSyncExternalStore(stack.subscribe, () => stack.state);
}

export type { Deed };
