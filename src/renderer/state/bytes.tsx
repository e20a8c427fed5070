// Which bytes are shown: any view may ask for them, one dialog shows them.
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';

export interface ShownBytes {
  /** Of the item. */
  sha256: string;
  of: 'delivered' | 'content';
  /** To be marked, in bytes; null: the item from its beginning. */
  mark: { offset: number; length: number } | null;
  path: string;
}

interface Bytes {
  shown: ShownBytes | null;
  show(bytes: ShownBytes): void;
  close(): void;
}

const BytesContext = createContext<Bytes>({ shown: null, show: () => {}, close: () => {} });

export function useBytes(): Bytes {
  return useContext(BytesContext);
}

export function BytesProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<ShownBytes | null>(null);
  const value = useMemo<Bytes>(() => ({ shown, show: setShown, close: () => setShown(null) }), [shown]);
  return <BytesContext.Provider value={value}>{children}</BytesContext.Provider>;
}
