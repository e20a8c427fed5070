// What is done before a case is left: a text that is still being written is saved in it; and once it is left: what was held of it here goes.
import { takeKeys } from '../components/keys.ts';
import { noticeError } from '../components/notices.tsx';
import { noteLeft } from './same-case.ts';

const acts = new Set<() => Promise<void>>();

/** @returns takes it back */
export function beforeLeaving(act: () => Promise<void>): () => void {
  acts.add(act);
  return () => {
    acts.delete(act);
  };
}

const lefts = new Set<() => void>();

/** What is done once another case is open, or none: a case that does not open leaves the one before as it was. */
export function onceLeft(act: () => void): void {
  lefts.add(act);
}

export function caseLeft(): void {
  noteLeft();
  for (const act of lefts) act();
}

/** Does all of it, while the case is still open. What fails is told, and does not keep anybody in a case. */
export async function leaveCase(): Promise<void> {
  for (const act of acts) await act().catch(noticeError);
}

/**
 * Leaves the case on screen for another one. Meanwhile no key reaches its views: what is written there now would be left by nobody, or meet the next case.
 * @param show with true at once, with false at the end, however it ends: so that the mouse does not reach them either
 * @param enter opens the other one; what it throws is thrown
 */
export async function changeCase(show: (isChanging: boolean) => void, enter: () => Promise<void>): Promise<void> {
  const freeKeys = takeKeys(() => {});
  show(true);
  try {
    await leaveCase();
    await enter();
  } finally {
    freeKeys();
    show(false);
  }
}
