// Events over time: density by outcome above, lanes by actor or address below; far out as counts, near as single events.
import { SegmentedControl } from '@blueprintjs/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { PIVOT_FIELDS } from '../../../shared/pivots.ts';
import { grouped } from '../../../shared/text.ts';
import { formatTime, zoned } from '../../../shared/time.ts';
import { keysAreFree, useKeys } from '../../components/keys.ts';
import { Empty, ErrorCallout } from '../../components/states.tsx';
import { Door, plural } from '../../components/texts.tsx';
import type { TimeBarsHandle } from '../../components/time-bars.tsx';
import { useValueMenu } from '../../components/value.tsx';
import { ZoomButtons } from '../../components/zoom-buttons.tsx';
import { useCall, useCase, useZone } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import type { Span } from '../../state/view-state.ts';
import { useMarks } from '../addresses/address-mark.tsx';
import { NoEvents } from '../events/no-events.tsx';
import { WithFacets } from '../facets/facet-panel.tsx';
import { DensityChart } from './density-chart.tsx';
import { nearer, panned, sameSpan, type TimelineItem, timelineItems, wholeSpan, within, zoomed } from './timeline-model.ts';
import { VisLanes } from './vis-lanes.ts';

const LANES = 15;
/** Single events are drawn when at most this many fall into the span. */
const MOST_EVENTS = 300;
/** An aggregated mark is about this wide, px: its count fits into it. */
const MARK_PX = 30;

export function TimelineView() {
  const info = useCase();
  const { state, openEvents } = useView();
  const count = useCall('events.count', { filter: state.filter }, { keep: true });
  if (info.firstEvent === null || info.lastEvent === null) {
    return (
      <Empty title="No dated events in this case yet" testid="no-timeline">
        The timeline shows events that have a readable time.
      </Empty>
    );
  }
  return (
    <WithFacets>
      {count.data?.total === 0 && !count.isPlaceholderData ? (
        <NoEvents filter={state.filter} clear={() => openEvents('')} />
      ) : (
        <Drawn whole={wholeSpan(Date.parse(info.firstEvent), Date.parse(info.lastEvent))} undated={count.data?.undated ?? 0} />
      )}
    </WithFacets>
  );
}

function Drawn({ whole, undated }: { whole: Span; undated: number }) {
  const { state, go, adjust, select, pivot, openEvents } = useView();
  const zone = useZone();
  const span = state.timelineSpan ? within(whole, state.timelineSpan) : whole;
  const by = state.timelineBy;
  const [area, setArea] = useState({ left: 180, width: 0 });
  // Quantised, so that a few pixels more do not ask the engine anew.
  const wide = Math.max(240, Math.round((area.width || 640) / 60) * 60);
  const density = useCall('timeline.density', { filter: state.filter, ...span, bins: Math.round(wide / 4) }, { keep: true });
  const lanes = useCall(
    'timeline.lanes',
    { filter: state.filter, ...span, by, lanes: LANES, bins: Math.round(wide / MARK_PX), limit: MOST_EVENTS },
    { keep: true },
  );
  const marks = useMarks();
  const items = useMemo(() => (lanes.data ? timelineItems(lanes.data, by, zone) : []), [lanes.data, by, zone]);

  const container = useRef<HTMLDivElement>(null);
  const vis = useRef<VisLanes | null>(null);
  const chart = useRef<TimeBarsHandle>(null);
  const show = (next: Span, step: boolean) => {
    const patch = { timelineSpan: sameSpan(within(whole, next), whole) ? null : within(whole, next) };
    if (step) go(patch);
    else adjust(patch);
  };
  const onItem = (item: TimelineItem) => {
    if (item.kind === 'event') select(item.row.id);
    else show(nearer(whole, item), true);
  };
  const openMenu = useValueMenu();
  const onLaneMenu = (value: string, pointer: MouseEvent) => openMenu(pointer, PIVOT_FIELDS[by], value);
  const listener = useRef({ onItem, onLaneMenu, show, pivot, by });
  listener.current = { onItem, onLaneMenu, show, pivot, by };

  const { from: wholeFrom, to: wholeTo } = whole;
  useEffect(() => {
    if (!container.current) return;
    const made = new VisLanes(
      container.current,
      zone,
      { from: wholeFrom, to: wholeTo },
      {
        onItem: (item) => listener.current.onItem(item),
        onLane: (value) => listener.current.pivot(listener.current.by, value),
        onLaneMenu: (value, pointer) => listener.current.onLaneMenu(value, pointer),
        onSpan: (next, moving) => (moving ? chart.current?.follow(next) : listener.current.show(next, false)),
        onArea: (left, width) => setArea({ left, width }),
      },
    );
    vis.current = made;
    return () => {
      vis.current = null;
      made.destroy();
    };
  }, [zone, wholeFrom, wholeTo]);
  // After creation, in this order: span, then what stands in it, then the selection.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new timeline (other zone or case span) must be filled again
  useEffect(() => vis.current?.setSpan(span), [span.from, span.to, zone, wholeFrom, wholeTo]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => {
    if (lanes.data) vis.current?.show(lanes.data, items, (value) => (by === 'ip' ? (marks?.get(value)?.words ?? null) : null));
    vis.current?.select(state.selectedEventId);
  }, [lanes.data, items, marks, zone, wholeFrom, wholeTo]);
  useEffect(() => vis.current?.select(state.selectedEventId), [state.selectedEventId]);

  const events = lanes.data?.events ?? null;
  const step = (by_: number) => {
    if (!events || events.length === 0) return;
    const at = events.findIndex((row) => row.id === state.selectedEventId);
    const next = events[Math.min(Math.max(0, at < 0 ? 0 : at + by_), events.length - 1)];
    if (next) select(next.id);
  };
  useKeys(
    {
      '+': () => show(zoomed(whole, span, 0.5), false),
      '=': () => show(zoomed(whole, span, 0.5), false),
      '-': () => show(zoomed(whole, span, 2), false),
      left: () => show(panned(whole, span, -0.25), false),
      right: () => show(panned(whole, span, 0.25), false),
      '0': () => show(whole, true),
      j: () => step(1),
      k: () => step(-1),
    },
    { isActive: keysAreFree },
  );

  const error = density.error ?? lanes.error;
  return (
    <section className="tc-view tc-view-table tc-timeline" aria-label="Timeline" data-testid="timeline">
      <div className="tc-toolbar">
        <SegmentedControl
          size="small"
          value={by}
          onValueChange={(value) => go({ timelineBy: value === 'ip' ? 'ip' : 'actor' })}
          options={[
            { label: 'Actors as recorded', value: 'actor' },
            { label: 'Addresses', value: 'ip' },
          ]}
        />
        <span className="tc-toolbar-text tc-time" data-testid="timeline-span" data-from={span.from} data-to={span.to}>
          {formatTime(span.from, zone)} – {formatTime(span.to, zone)}
        </span>
        <ZoomButtons
          isWhole={sameSpan(span, whole)}
          isChosen={state.timelineSpan !== null}
          zoom={(factor) => show(zoomed(whole, span, factor), true)}
          showWhole={() => show(whole, true)}
          whole={{ text: 'Whole case', title: 'The whole case' }}
          testid="zoom"
        />
      </div>
      {error !== null && (
        <ErrorCallout
          error={error}
          retry={() => {
            void density.refetch();
            void lanes.refetch();
          }}
        />
      )}
      <DensityChart
        density={density.data}
        span={span}
        left={area.left}
        width={area.width}
        handle={chart}
        onBrush={(chosen) => show(chosen, true)}
        onWheel={(at, near) => show(zoomed(whole, span, near ? 0.8 : 1.25, at), false)}
      />
      <div className={`tc-lanes${lanes.isPlaceholderData ? ' tc-stale' : ''}`} ref={container} data-testid="timeline-lanes" />
      <p className="tc-note tc-pad">
        {lanes.data && (
          <>
            {lanes.data.events === null
              ? `Each mark says how many events it stands for; single events appear at ${MOST_EVENTS} or fewer.`
              : `${plural(lanes.data.events.length, 'event')}, each by itself: ○ read, ● write, ✖ denied, ! other error.`}
            {lanes.data.otherLanes > 0 &&
              ` ${plural(lanes.data.otherLanes, by === 'actor' ? 'more recorded name' : 'more address', by === 'actor' ? 'more recorded names' : 'more addresses')} not drawn.`}
          </>
        )}{' '}
        {undated > 0 && (
          <Door title="Events without a readable time" onOpen={() => openEvents(`${state.filter} is:undated`.trim())}>
            {grouped(undated)} undated not drawn.
          </Door>
        )}{' '}
        Times in {zone} (UTC{zoned(span.from, zone).offset}). Empty does not mean that nothing happened.
      </p>
    </section>
  );
}
