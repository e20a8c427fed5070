// Events over the span by outcome, as bars above the lanes; drag over it to look nearer.
import { type RefObject, useMemo } from 'react';
import type { Result } from '../../../shared/channels.ts';
import { grouped } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import { plural } from '../../components/texts.tsx';
import { barTotal, type TimeBar, TimeBars, type TimeBarsHandle } from '../../components/time-bars.tsx';
import { useZone } from '../../data/queries.ts';
import type { Span } from '../../state/view-state.ts';

const HEIGHT = 84;
/** Denied at the foot: however few, they are not lost on top of a tall bar. */
const COLOURS = ['--amber', '--grey', '--bar'];

interface DensityChartProps {
  density: Result<'timeline.density'> | undefined;
  span: Span;
  /** Where the lanes' drawing area is: the chart lies exactly above it, px. */
  left: number;
  width: number;
  handle: RefObject<TimeBarsHandle | null>;
  onBrush: (span: Span) => void;
  onWheel: (at: number, nearer: boolean) => void;
}

export function DensityChart({ density, span, left, width, handle, onBrush, onWheel }: DensityChartProps) {
  const zone = useZone();
  const bars = useMemo<TimeBar[]>(
    () => (density?.bins ?? []).map(({ from, to, ok, denied, error }) => ({ from, to, parts: [denied, error, ok] })),
    [density],
  );
  const most = bars.reduce((max, bar) => Math.max(max, barTotal(bar)), 0);
  const describe = (bar: TimeBar): string => {
    const [denied = 0, error = 0] = bar.parts;
    const outcomes = `${denied ? `, ${grouped(denied)} denied` : ''}${error ? `, ${grouped(error)} with other errors` : ''}`;
    return `${plural(barTotal(bar), 'event')}${outcomes}\n${formatTime(bar.from, zone)}\n– ${formatTime(bar.to, zone)}\ndrag: nearer`;
  };
  return (
    <div className="tc-density" style={{ height: HEIGHT }}>
      <div className="tc-density-label" style={{ width: Math.max(0, left - 8) }}>
        <strong>{density ? plural(density.total, 'event') : '…'}</strong>
        <span>{most > 0 ? `tallest bar ${grouped(most)}` : 'none in this span'}</span>
        <span>
          <span className="tc-outcome-denied">✖ denied</span> <span className="tc-outcome-error">! error</span>
        </span>
      </div>
      <div className="tc-density-plot" style={{ left, width: width || '100%' }}>
        <TimeBars
          bars={bars}
          colours={COLOURS}
          span={span}
          height={HEIGHT}
          label={density ? `${plural(density.total, 'event')} in this span, tallest bar ${most}` : 'Events over time'}
          describe={describe}
          onBrush={onBrush}
          onWheel={onWheel}
          handle={handle}
          testid="timeline-canvas"
        />
      </div>
    </div>
  );
}
