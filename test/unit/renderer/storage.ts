// A browser's storage for modules that keep something there: its own keys are what is stored.
import { vi } from 'vitest';

/** To be called before those modules are loaded. @returns what is stored, by whole key */
export function storage(): Map<string, string> {
  const stored = new Map<string, string>();
  const methods = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => void stored.set(key, text),
    removeItem: (key: string) => void stored.delete(key),
  };
  vi.stubGlobal(
    'localStorage',
    new Proxy(methods, {
      ownKeys: () => [...stored.keys()],
      getOwnPropertyDescriptor: (_target, key) => ({ value: stored.get(String(key)), enumerable: true, configurable: true }),
    }),
  );
  return stored;
}
