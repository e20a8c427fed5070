// The panel beside the view: the event that is chosen, or whatever a view puts there instead.
import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { createPortal } from 'react-dom';

interface DetailSlot {
  /** Where a view's panel stands; null until the panel is drawn. */
  host: HTMLElement | null;
  /** Claims the panel; returns what gives it back. */
  claim(): () => void;
}

const SlotContext = createContext<DetailSlot | null>(null);
export const DetailSlotProvider = SlotContext.Provider;

/** What it holds stands in the panel beside the view for as long as it is mounted, in place of the chosen event. */
export function InDetail({ children }: { children: ReactNode }) {
  const slot = useContext(SlotContext);
  if (!slot) throw new Error('InDetail outside an open case');
  const { host, claim } = slot;
  useEffect(() => claim(), [claim]);
  return host && createPortal(children, host);
}
