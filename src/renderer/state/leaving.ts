// What is done before a case is left: a text that is still being written is saved in it, and what was held of it here goes.
import { noticeError } from '../components/notices.tsx';

const acts = new Set<() => Promise<void>>();

/** @returns takes it back */
export function beforeLeaving(act: () => Promise<void>): () => void {
  acts.add(act);
  return () => {
    acts.delete(act);
  };
}

/** Does all of it, while the case is still open. What fails is told, and does not keep anybody in a case. */
export async function leaveCase(): Promise<void> {
  for (const act of acts) await act().catch(noticeError);
}
