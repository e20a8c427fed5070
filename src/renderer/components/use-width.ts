// How wide an element is, as it changes.
import { type RefObject, useLayoutEffect, useState } from 'react';

/** CSS px; 0 before it is drawn. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const measured = element.current;
    if (!measured) return;
    const measure = () => setWidth(measured.clientWidth);
    measure();
    const size = new ResizeObserver(measure);
    size.observe(measured);
    return () => size.disconnect();
  }, [element]);
  return width;
}
