// What the windows remember, kept in localStorage on this computer: preferences (pane sizes, columns), and of each case the path through it
// (stored-history.ts), the queries that were run, and texts that are being written; never records. One value per key for all who use it.
import { useCallback, useSyncExternalStore } from 'react';

const values = new Map<string, unknown>();
/** Keys whose newest value did not go into storage, which may be full or disabled: it lasts as long as the window. */
const unkept = new Set<string>();
const listeners = new Set<() => void>();

// Another window of ours wrote it: null where all was cleared.
if (typeof addEventListener === 'function')
  addEventListener('storage', ({ key }) => {
    if (key === null) values.clear();
    else values.delete(key.replace(/^trailcase\./, ''));
    if (key === null) unkept.clear();
    else unkept.delete(key.replace(/^trailcase\./, ''));
    for (const listener of listeners) listener();
  });

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whatever stands under a key; undefined where nothing can be read. The same object until it is written. */
function load(key: string): unknown {
  if (!values.has(key)) values.set(key, parse(key));
  return values.get(key);
}

function parse(key: string): unknown {
  try {
    const text = localStorage.getItem(`trailcase.${key}`);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A value that was stored; the fallback for none, or for one that is not valid. */
export function readStored<T>(key: string, fallback: T, valid: (value: unknown) => value is T): T {
  const stored = load(key);
  return valid(stored) ? stored : fallback;
}

/** Stores a value for everyone who uses the key. */
export function writeStored(key: string, value: unknown): void {
  values.set(key, value);
  try {
    localStorage.setItem(`trailcase.${key}`, JSON.stringify(value));
    unkept.delete(key);
  } catch {
    unkept.add(key);
  }
  for (const listener of listeners) listener();
}

/** Whether the newest value of a key outlives the window. */
export const isKept = (key: string): boolean => !unkept.has(key);

/** Keys of stored values that begin with a text. */
export function storedKeys(prefix: string): string[] {
  const others = [...unkept].filter((key) => key.startsWith(prefix));
  try {
    const keys = Object.keys(localStorage).flatMap((key) => (key.startsWith(`trailcase.${prefix}`) ? key.slice('trailcase.'.length) : []));
    return [...new Set([...keys, ...others])];
  } catch {
    return others;
  }
}

export function forgetStored(key: string): void {
  values.delete(key);
  unkept.delete(key);
  try {
    localStorage.removeItem(`trailcase.${key}`);
  } catch {
    // As above.
  }
  for (const listener of listeners) listener();
}

/** The same, as they are by now. */
export function useStoredKeys(prefix: string): string[] {
  const keys = useSyncExternalStore(subscribe, () => JSON.stringify(storedKeys(prefix).sort()));
  return JSON.parse(keys) as string[];
}

/** State that survives the window. A stored value that is not valid is as good as none. */
export function useStored<T>(key: string, fallback: T, valid: (value: unknown) => value is T): [T, (value: T) => void] {
  const stored = useSyncExternalStore(subscribe, () => load(key));
  const store = useCallback((next: T) => writeStored(key, next), [key]);
  return [valid(stored) ? stored : fallback, store];
}

export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
