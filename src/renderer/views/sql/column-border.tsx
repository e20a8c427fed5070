// The right border of a column's heading: dragged, or moved with the arrow keys, it changes the width.
import type { KeyboardEvent, PointerEvent } from 'react';
import { dragged } from '../../components/dragged.ts';

const NARROWEST_PX = 48;
const WIDEST_PX = 1200;
const STEP = 16;

export function ColumnBorder({ name, width, onWidth }: { name: string; width: number; onWidth: (width: number) => void }) {
  const set = (wanted: number) => onWidth(Math.round(Math.min(Math.max(wanted, NARROWEST_PX), WIDEST_PX)));
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const start = event.clientX;
    dragged(event, (at) => set(width + at.clientX - start));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? STEP : event.key === 'ArrowLeft' ? -STEP : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    set(width + step);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot take the focus as a movable separator does
    <div
      className="tc-sql-border"
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of ${name}`}
      aria-valuenow={width}
      aria-valuemin={NARROWEST_PX}
      aria-valuemax={WIDEST_PX}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}
