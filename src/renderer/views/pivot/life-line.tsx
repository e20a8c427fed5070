// An entity's events over its life, errors at the foot; drag or click for the events of a time.
import { useMemo, useRef } from 'react';
import type { Result } from '../../../shared/channels.ts';
import { withTimes } from '../../../shared/filter-edit.ts';
import { grouped, lengthWords, plural } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import { barTotal, type TimeBar, TimeBars } from '../../components/time-bars.tsx';
import { useWidth } from '../../components/use-width.ts';
import { useZone } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import { fittingTicks } from '../overview/coverage-scale.ts';
import { TickLabels } from '../overview/tick-labels.tsx';

const HEIGHT = 52;
const COLOURS = ['--amber', '--bar'];

export function LifeLine({ page }: { page: Result<'pivot'> }) {
  const zone = useZone();
  const { openEvents } = useView();
  const bars = useMemo<TimeBar[]>(
    () => page.life.map(({ from, to, count, errors }) => ({ from, to, parts: [errors, count - errors] })),
    [page.life],
  );
  const plot = useRef<HTMLDivElement>(null);
  const width = useWidth(plot);
  const [first, last] = [page.life[0], page.life.at(-1)];
  if (!first || !last) return null;
  const span = { from: first.from, to: last.to };
  const describe = (bar: TimeBar): string => {
    const [errors = 0] = bar.parts;
    const outcome = errors > 0 ? `, ${grouped(errors)} with an error` : '';
    return `${plural(barTotal(bar), 'event')}${outcome}\n${formatTime(bar.from, zone)}\n– ${formatTime(bar.to, zone)}\nclick or drag: these events`;
  };
  const open = (times: { from: number; to: number }) => openEvents(withTimes(page.filter, times, zone));
  return (
    <div className="tc-life">
      <div className="tc-histogram-plot" ref={plot}>
        <TimeBars
          bars={bars}
          colours={COLOURS}
          span={span}
          height={HEIGHT}
          label={`${plural(page.events, 'event')} from ${formatTime(span.from, zone)} to ${formatTime(span.to, zone)}, ${grouped(page.errors)} with an error`}
          describe={describe}
          onBrush={open}
          onBar={(bar) => barTotal(bar) > 0 && open(bar)}
          testid="pivot-life"
        />
      </div>
      <div className="tc-axis tc-histogram-axis" aria-hidden="true">
        <TickLabels ticks={fittingTicks(span, zone, width)} />
      </div>
      <p className="tc-dim tc-small tc-life-note">
        a bar is {lengthWords(first.to - first.from)}
        {page.errors > 0 && (
          <>
            {' · '}
            <span className="tc-outcome-denied">▂</span> errors
          </>
        )}
      </p>
    </div>
  );
}
