// What the frame of an open case can do, for everything inside it: open its dialogs, start the tour.
import { createContext, useContext } from 'react';
import type { useTheme } from '../state/theme.ts';

export type ShellDialog = 'palette' | 'keys' | 'save' | 'views';

export interface Shell {
  open(dialog: ShellDialog): void;
  /** Begins the tour at its first step. */
  startTour(): void;
  theme: ReturnType<typeof useTheme>;
}

const ShellContext = createContext<Shell | null>(null);
export const ShellProvider = ShellContext.Provider;

export function useShell(): Shell {
  const found = useContext(ShellContext);
  if (!found) throw new Error('useShell outside an open case');
  return found;
}
