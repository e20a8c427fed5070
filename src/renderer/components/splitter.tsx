// A border that can be dragged, or moved with the arrow keys.
import type { KeyboardEvent, PointerEvent } from 'react';
import { dragged } from './dragged.ts';

interface SplitterProps {
  /** Size of the pane to the right of (or below) the border, in px. */
  size: number;
  min: number;
  max: number;
  onSize: (size: number) => void;
  label: string;
  /** Of the border: `vertical` between left and right, `horizontal` between above and below. */
  orientation?: 'vertical' | 'horizontal';
  testid?: string;
}

export function Splitter({ size, min, max, onSize, label, orientation = 'vertical', testid }: SplitterProps) {
  const place = (event: { clientX: number; clientY: number }) => (orientation === 'vertical' ? event.clientX : event.clientY);
  const [larger, smaller] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  const clamp = (n: number) => Math.round(Math.min(Math.max(n, min), max));
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const start = place(event);
    dragged(event, (at) => onSize(clamp(size + start - place(at))));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === larger ? 16 : event.key === smaller ? -16 : 0;
    if (step === 0) return;
    event.preventDefault();
    onSize(clamp(size + step));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot take the focus as a movable separator does
    <div
      className={`tc-splitter tc-splitter-${orientation}`}
      role="separator"
      aria-orientation={orientation}
      aria-label={label}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      data-testid={testid}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}
