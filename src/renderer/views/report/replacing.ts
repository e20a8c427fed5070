// The question whether files beside a report may be replaced: asked by whoever writes one, answered in the dialog of the view.
import { useSyncExternalStore } from 'react';

interface Replacing {
  /** Of the report. */
  path: string;
  /** Volumes and signatures that are there under names that it may take. */
  further: readonly string[];
  pdf: boolean;
}

interface Question extends Replacing {
  answer(goOn: boolean): void;
}

let open: Question | null = null;
const listeners = new Set<() => void>();

function set(next: Question | null): void {
  open = next;
  for (const listener of listeners) listener();
}

/** Resolves with whether they may. One that was open is answered with no. */
export function askReplace(replacing: Replacing): Promise<boolean> {
  open?.answer(false);
  return new Promise((resolve) =>
    set({
      ...replacing,
      answer: (goOn) => {
        set(null);
        resolve(goOn);
      },
    }),
  );
}

/** Answers with no whatever is being asked. */
export function keepAll(): void {
  open?.answer(false);
}

export function useReplaceQuestion(): Question | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
  );
}
