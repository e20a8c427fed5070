// While the window of time moves, nothing waits: the engine is asked now and then for where it has come, and the state of the view learns of it
// when it rests.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Span } from '../../state/view-state.ts';

/** The engine is asked at most this often, ms. */
const ASK_MS = 140;
/** After this long without a move (ms) the span becomes part of the view's state. */
const REST_MS = 280;

interface Moving {
  /** For which span the engine is asked. */
  asked: Span;
  /** The window stands elsewhere now. */
  moved(span: Span): void;
  /** What moved last is not kept any more: another span is chosen. */
  stop(): void;
  /** Whether it moved since it was kept last. */
  isMoving(): boolean;
}

/** @param keep makes a span part of the view's state */
export function useMoving(span: Span, keep: (span: Span) => void): Moving {
  const [asked, setAsked] = useState(span);
  const latest = useRef({ span, keep });
  latest.current.keep = keep;
  const asking = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const resting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const stop = useCallback(() => {
    clearTimeout(asking.current);
    clearTimeout(resting.current);
    asking.current = undefined;
    resting.current = undefined;
  }, []);
  const moved = useCallback((next: Span) => {
    latest.current.span = next;
    asking.current ??= setTimeout(() => {
      asking.current = undefined;
      setAsked(latest.current.span);
    }, ASK_MS);
    clearTimeout(resting.current);
    resting.current = setTimeout(() => {
      resting.current = undefined;
      latest.current.keep(latest.current.span);
    }, REST_MS);
  }, []);
  const isMoving = useCallback(() => resting.current !== undefined, []);
  useEffect(() => {
    if (resting.current === undefined) setAsked(span);
  }, [span]);
  useEffect(() => stop, [stop]);
  return { asked, moved, stop, isMoving };
}
