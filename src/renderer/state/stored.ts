// Preferences of this window (pane sizes, columns), kept in localStorage; never anything of a case.
import { useCallback, useState } from 'react';

function read<T>(key: string, fallback: T, valid: (value: unknown) => value is T): T {
  try {
    const text = localStorage.getItem(`trailcase.${key}`);
    const value: unknown = text === null ? undefined : JSON.parse(text);
    return valid(value) ? value : fallback;
  } catch {
    return fallback;
  }
}

/** State that survives the window. A stored value that is not valid is as good as none. */
export function useStored<T>(key: string, fallback: T, valid: (value: unknown) => value is T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => read(key, fallback, valid));
  const store = useCallback(
    (next: T) => {
      setValue(next);
      try {
        localStorage.setItem(`trailcase.${key}`, JSON.stringify(next));
      } catch {
        // Storage may be full or disabled: the preference then lasts as long as the window.
      }
    },
    [key],
  );
  return [value, store];
}

export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
