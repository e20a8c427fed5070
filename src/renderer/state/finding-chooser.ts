// Which events are to be put into a finding: asked for by the key `f`, by a drop, by a menu; answered by the chooser, wherever one is.
import { useSyncExternalStore } from 'react';

export interface ToFinding {
  ids: readonly string[];
}

let wanted: ToFinding | null = null;
const listeners = new Set<() => void>();

function set(next: ToFinding | null): void {
  wanted = next;
  for (const listener of listeners) listener();
}

/** Opens the chooser for some events; of none it stays closed. */
export function chooseFinding(ids: readonly string[]): void {
  if (ids.length > 0) set({ ids: [...new Set(ids)] });
}

export function closeChooser(): void {
  set(null);
}

export function useToFinding(): ToFinding | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => wanted,
  );
}
