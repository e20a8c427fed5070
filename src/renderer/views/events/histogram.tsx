// Events of the filter over time, above their list: told apart by a field, brushed to set the time in the filter, also as a table.
import { Button, HTMLSelect } from '@blueprintjs/core';
import { CaretDown, CaretRight } from '@blueprintjs/icons';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { COLUMN_FACETS, FACET_TITLES, type FacetField, facetWord, isColumnFacet } from '../../../shared/facets.ts';
import { timesOfFilter, withTimes } from '../../../shared/filter-edit.ts';
import { grouped, lengthWords, plural } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import { ErrorCallout } from '../../components/states.tsx';
import { barTotal, type TimeBar, TimeBars } from '../../components/time-bars.tsx';
import { useWidth } from '../../components/use-width.ts';
import { Value } from '../../components/value.tsx';
import { droppable } from '../../data/droppable.ts';
import { timesOf, useCase, useZone } from '../../data/queries.ts';
import { isBoolean, useStored } from '../../state/stored.ts';
import { useView } from '../../state/view-context.tsx';
import type { Span } from '../../state/view-state.ts';
import { facetText } from '../facets/words.ts';
import { fittingTicks } from '../overview/coverage-scale.ts';
import { TickLabels } from '../overview/tick-labels.tsx';
import { bulkWords, useBulk } from '../overview/use-bulk.ts';
import { barsOf, binningFor, COLOURED, type Histogram, snapped, spanOf, sums } from './histogram-model.ts';
import { HistogramTable } from './histogram-table.tsx';

const HEIGHT = 76;
const PLAIN = ['--bar'];
const SPLIT = [...Array.from({ length: COLOURED }, (_, i) => `--split-${i + 1}`), '--split-other'];

export function EventsHistogram() {
  const { state, go } = useView();
  const info = useCase();
  const zone = useZone();
  const [open, setOpen] = useStored('histogram', true, isBoolean);
  const [asTable, setAsTable] = useStored('histogramTable', false, isBoolean);
  const times = timesOfFilter(state.filter, timesOf(info));
  const asked = useQuery({
    ...droppable(info.case.path, 'events.histogram', { filter: state.filter, ...times, binning: binningFor(times), by: state.split }),
    enabled: open && info.events > 0,
  });
  const setTimes = (span: Span | null) => go({ filter: withTimes(state.filter, span, zone) });
  // Until the next one is counted the last stays, with what it was told apart by.
  const last = useRef<{ histogram: Histogram; split: FacetField | null } | null>(null);
  if (asked.data) last.current = { histogram: asked.data, split: state.split };
  const { histogram = null, split = null } = last.current ?? {};
  const span = histogram && histogram.total > 0 ? spanOf(histogram) : null;
  const bulk = useBulk(open ? span : null, histogram?.bins.map(({ count }) => count) ?? []);
  const isTimed = times.from !== null || times.to !== null;
  return (
    <section className="tc-histogram" aria-label="Events over time" data-testid="histogram">
      <div className="tc-histogram-bar">
        <Button
          variant="minimal"
          size="small"
          icon={open ? <CaretDown size={14} /> : <CaretRight size={14} />}
          text="Over time"
          aria-expanded={open}
          data-testid="histogram-open"
          onClick={() => setOpen(!open)}
        />
        {open && (
          <>
            <HTMLSelect
              minimal
              value={state.split ?? ''}
              aria-label="Tell events apart by"
              data-testid="histogram-split"
              onChange={({ target }) => go({ split: isColumnFacet(target.value) ? target.value : null })}
              options={[
                { value: '', label: 'all alike' },
                ...COLUMN_FACETS.map((field) => ({ value: field, label: `by ${facetWord(field)}` })),
              ]}
            />
            <span className="tc-grow tc-dim tc-ellipsis tc-small">{histogram && told(histogram)}</span>
            {bulk && (
              <Button
                variant="minimal"
                size="small"
                text="Where most are"
                title={`Only the time in which nearly all of the case is: ${bulkWords(bulk, zone)}`}
                data-testid="histogram-bulk"
                onClick={() => setTimes({ from: bulk.from, to: bulk.to })}
              />
            )}
            {isTimed && (
              <Button
                variant="minimal"
                size="small"
                text="All times"
                title="Takes the times out of the filter"
                data-testid="histogram-all"
                onClick={() => setTimes(null)}
              />
            )}
            <Button
              variant="minimal"
              size="small"
              text="Table"
              aria-pressed={asTable}
              active={asTable}
              data-testid="histogram-table-toggle"
              onClick={() => setAsTable(!asTable)}
            />
          </>
        )}
      </div>
      {open && asked.error && (
        <ErrorCallout error={asked.error} retry={() => void asked.refetch()} title="The events could not be counted over time" />
      )}
      {open && histogram && span && (
        <div className={asked.data ? undefined : 'tc-stale'}>
          <Chart histogram={histogram} span={span} split={split} setTimes={setTimes} />
          <HistogramTable histogram={histogram} split={split} isShown={asTable} setTimes={setTimes} />
        </div>
      )}
    </section>
  );
}

function told({ bins, total, undated }: Histogram): string {
  const widest = bins.reduce((most, { from, to }) => Math.max(most, to - from), 0);
  const tallest = bins.reduce((most, { count }) => Math.max(most, count), 0);
  const bars = tallest > 0 ? ` · a bar is ${lengthWords(widest)}, the tallest ${grouped(tallest)}` : '';
  return `${plural(total, 'dated event')}${bars}${undated > 0 ? ` · ${grouped(undated)} undated not drawn` : ''}`;
}

interface ChartProps {
  histogram: Histogram;
  span: Span;
  split: FacetField | null;
  setTimes: (span: Span) => void;
}

function Chart({ histogram, span, split, setTimes }: ChartProps) {
  const zone = useZone();
  const bars = useMemo(() => barsOf(histogram), [histogram]);
  const plot = useRef<HTMLDivElement>(null);
  const width = useWidth(plot);
  const names = histogram.values.slice(0, COLOURED);
  const describe = (bar: TimeBar): string => {
    const parts =
      split === null
        ? []
        : [...names.map((name) => facetText(split, name)), 'others and none'].map((name, i) => [name, bar.parts[i] ?? 0] as const);
    const lines = parts.filter(([, n]) => n > 0).map(([name, n]) => `${grouped(n)} ${name}`);
    return [
      plural(barTotal(bar), 'event'),
      ...lines,
      formatTime(bar.from, zone),
      `– ${formatTime(bar.to, zone)}`,
      'click or drag: only these times',
    ].join('\n');
  };
  return (
    <>
      <div className="tc-histogram-plot" ref={plot}>
        <TimeBars
          bars={bars}
          colours={histogram.values.length > 0 ? SPLIT : PLAIN}
          span={span}
          height={HEIGHT}
          label={`${plural(histogram.total, 'event')} from ${formatTime(span.from, zone)} to ${formatTime(span.to, zone)}; the table after it has the same counts`}
          describe={describe}
          onBrush={(chosen) => setTimes(snapped(histogram, chosen))}
          onBar={(bar) => barTotal(bar) > 0 && setTimes({ from: bar.from, to: bar.to })}
          testid="histogram-canvas"
        />
      </div>
      <div className="tc-axis tc-histogram-axis" aria-hidden="true">
        <TickLabels ticks={fittingTicks(span, zone, width)} />
      </div>
      {split !== null && <Legend field={split} names={names} counts={sums(bars)} />}
    </>
  );
}

function Legend({ field, names, counts }: { field: FacetField; names: readonly string[]; counts: readonly number[] }) {
  const others = counts[names.length] ?? 0;
  return (
    <ul className="tc-split-legend" aria-label={`Colours: ${FACET_TITLES[field]}`} data-testid="histogram-legend">
      {names.map((name, i) => (
        <li key={name}>
          <span className={`tc-split-swatch tc-split-${i + 1}`} aria-hidden="true" />
          <Value field={field} value={name} text={facetText(field, name)} />
          <span className="tc-dim tc-number">{grouped(counts[i] ?? 0)}</span>
        </li>
      ))}
      {others > 0 && (
        <li title="Other values, and events without one">
          <span className="tc-split-swatch tc-split-other" aria-hidden="true" />
          <span className="tc-dim">others and none</span>
          <span className="tc-dim tc-number">{grouped(others)}</span>
        </li>
      )}
    </ul>
  );
}
