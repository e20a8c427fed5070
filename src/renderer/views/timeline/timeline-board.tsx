// The timeline itself: one window of time that chart, axis, markers and lanes share. Moving waits for nothing: what is there moves, and what
// belongs to the new span comes when the engine has it.
import { Button } from '@blueprintjs/core';
import { type PointerEvent, type ReactNode, useId, useMemo, useState } from 'react';
import { printFilter } from '../../../shared/filter.ts';
import { withTimes } from '../../../shared/filter-edit.ts';
import { grouped } from '../../../shared/text.ts';
import { LANE_FIELDS, LANE_TITLES } from '../../../shared/timeline.ts';
import { offsetsIn, spanText } from '../../../shared/timeline-picture/axis.ts';
import { ErrorCallout } from '../../components/states.tsx';
import { Door } from '../../components/texts.tsx';
import { UnreadableLine } from '../../components/unreadable-line.tsx';
import { entityOf, useValueMenu } from '../../components/value.tsx';
import { ZoomButtons } from '../../components/zoom-buttons.tsx';
import { useCase, useZone } from '../../data/queries.ts';
import { useAttestation } from '../../state/attestation.ts';
import { useView } from '../../state/view-context.tsx';
import type { Span } from '../../state/view-state.ts';
import { bulkWords, useBulk } from '../overview/use-bulk.ts';
import { type Area, useBoardParts } from './board-parts.ts';
import { BrushActions } from './brush-actions.tsx';
import { binTotal, binWords, countIn, isIn } from './counts.ts';
import type { LaneItem } from './lanes/item-kinds.ts';
import { attestationNote, type MarkerSpot, wordsAt } from './layers.ts';
import { MOST_LINKS } from './links.ts';
import { MarkerRows } from './marker-rows.tsx';
import { AXIS_HEIGHT, DENSITY_HEIGHT, MARKER_ROW, msOf, xOf } from './paint.ts';
import { pictureModel } from './picture/model-of.ts';
import { SavePicture } from './save-picture.tsx';
import { toggleLayer, togglePin } from './saved-timeline.ts';
import { ShowMenu } from './show-menu.tsx';
import { nearer, sameSpan, within, zoomed } from './spans.ts';
import { Summary } from './summary.tsx';
import { HeadLabel, TimelineNote } from './timeline-note.tsx';
import { useBoardKeys } from './use-board-keys.ts';
import { useHead } from './use-head.ts';
import { useMoving } from './use-moving.ts';
import { useNotes } from './use-notes.ts';
import { usePaint } from './use-paint.ts';
import { useShown } from './use-shown.ts';
import { useTimelineData } from './use-timeline-data.ts';
import { useVisLanes } from './use-vis-lanes.ts';

/** Around what the pointer is on, px. */
const NEAR_PX = 4;

export function TimelineBoard({ whole, undated, lanesBy }: { whole: Span; undated: number; lanesBy: ReactNode }) {
  const { state, go, adjust, select, pivot, openEvents } = useView();
  const zone = useZone();
  const info = useCase();
  const { timelineBy: by, timelinePins: pins, timelineHidden: hidden, filter } = state;
  const span = useMemo(() => (state.timelineSpan ? within(whole, state.timelineSpan) : whole), [state.timelineSpan, whole]);
  const [area, setArea] = useState<Area>({ left: 230, width: 0 });
  const [brush, setBrush] = useState<Span | null>(null);
  const parts = useBoardParts();
  const { vis } = parts;
  const keep = (next: Span, isStep: boolean) => {
    const patch = { timelineSpan: sameSpan(within(whole, next), whole) ? null : within(whole, next) };
    if (isStep) go(patch);
    else adjust(patch);
  };
  const moving = useMoving(span, (next) => keep(next, false));
  // Quantised, so that a few pixels more do not ask the engine anew.
  const width = Math.max(240, Math.round((area.width || 800) / 60) * 60);
  const data = useTimelineData({ filter, span: moving.asked, whole, by, pins, hidden, zone, width });
  const notes = useNotes(filter, whole, hidden);
  const msPerPx = (moving.asked.to - moving.asked.from) / width;
  const shown = useShown(data, { asked: moving.asked, hidden, notes, brush, zone, msPerPx });
  const { rows, items, edges, spots, kinds, stretches, scene } = shown;
  const paint = usePaint(parts, scene, [spots, area, kinds]);

  /** Shows another span; a step can be taken back with Back. */
  const show = (next: Span, isStep: boolean) => {
    const there = within(whole, next);
    if (isStep) {
      moving.stop();
      keep(there, true);
    } else {
      vis.current?.setSpan(there);
      moving.moved(there);
    }
  };
  const spanNow = () => vis.current?.span ?? span;
  const here = () => within(whole, spanNow());
  const openMenu = useValueMenu();
  const laneFilter = (value: string) => printFilter([{ field: LANE_FIELDS[by], value, negated: false }]);
  const onItem = (item: LaneItem) => {
    if (item.kind === 'density' || item.kind === 'crowd') show(nearer(whole, item), true);
    else if (item.kind === 'session')
      openEvents(`${filter} ${printFilter([{ field: 'accessKeyId', value: item.session.key, negated: false }])}`.trim());
    else if (item.kind === 'together') {
      const lane = rows.find(({ id }) => id === item.lane);
      const value = lane && lane.value !== '' ? laneFilter(lane.value) : '';
      openEvents(withTimes(`${filter} ${value}`.trim(), { from: item.from, to: item.to }, zone));
    }
  };
  const onLane = (value: string) => {
    const entity = entityOf(LANE_FIELDS[by], value);
    if (entity) pivot(entity.kind, entity.value);
  };
  const pin = (value: string) => go({ timelinePins: togglePin(pins, by, value) });
  useVisLanes(parts, {
    whole,
    span,
    zone,
    shown,
    data,
    selected: state.selectedEventId,
    paint,
    setArea,
    isMoving: moving.isMoving,
    listener: {
      onItem,
      onEvent: select,
      onLane,
      onLaneMenu: (value, pointer) => openMenu(pointer, LANE_FIELDS[by], value),
      onPin: pin,
      onMove: moving.moved,
    },
  });
  const events = data.lanes?.events ?? [];
  useBoardKeys(parts, { whole, here, show, shown, events, selected: state.selectedEventId, select, pin, setBrush });

  const onSpot = (spot: MarkerSpot) => {
    if (spot.marker) select(spot.marker.id);
    else if (spot.to - spot.from < 1000) openEvents(withTimes(filter, { from: spot.from, to: spot.from + 1000 }, zone));
    else show(nearer(whole, spot), true);
  };
  const pointer = useHead({
    canvas: parts.headCanvas,
    spanNow,
    onDrag: (dragged) => paint({ brush: dragged }),
    onBrush: setBrush,
    onWheel: (at, isNearer) => show(zoomed(whole, here(), isNearer ? 0.8 : 1.25, at), false),
    describe: (at, msOfPx) => {
      const bin = scene.bins.find(({ from, to }) => at >= from && at < to);
      const lines = [wordsAt(at, msOfPx * NEAR_PX, stretches, notes, zone)];
      if (bin && binTotal(bin) > 0) lines.unshift(binWords(bin, zone));
      return `${lines.join('\n')}\ndrag: choose a span`;
    },
  });
  const onLanesPointer = (event: PointerEvent<HTMLDivElement>) => {
    const canvas = parts.backCanvas.current;
    if (!canvas || event.buttons !== 0) return;
    const box = canvas.getBoundingClientRect();
    const now = spanNow();
    const x = event.clientX - box.left;
    const perPx = (now.to - now.from) / box.width;
    event.currentTarget.title =
      x < 0 || (event.target instanceof Element && event.target.closest('[data-stop], [data-link]'))
        ? ''
        : wordsAt(msOf(now, box.width, x), perPx * NEAR_PX, stretches, notes, zone);
  };

  const judged = useAttestation(true);
  const attested = !data.backgrounds
    ? null
    : judged.job !== null && data.backgrounds.attestation === 'notJudged'
      ? 'What AWS’s digests say is being asked.'
      : attestationNote(data.backgrounds);
  const picture = () => pictureModel({ info, filter, span: here(), data, shown, hidden, undated, attested });
  const summaryId = useId();
  const headHeight = DENSITY_HEIGHT + AXIS_HEIGHT + kinds.length * MARKER_ROW;
  const offset = offsetsIn(span, zone);
  // After the lanes: nobody waits for it.
  const bulk = useBulk(data.lanes === undefined ? null : span, data.density?.bins.map(binTotal) ?? []);
  const brushX = brush ? xOf(moving.asked, area.width, brush.from) : 0;
  const brushPlace = brushX < area.width / 2 ? { left: area.left + Math.max(0, brushX) } : { right: 16 };
  const leftEdges = data.sessions && edges ? data.sessions.leftEdges + Math.max(0, edges.length - MOST_LINKS) : 0;
  return (
    <section className="tc-view tc-view-table tc-timeline" aria-label="Timeline" data-testid="timeline">
      <div className="tc-toolbar">
        {lanesBy}
        <span
          className="tc-toolbar-text tc-time"
          data-testid="timeline-span"
          title={spanText(span, zone)}
          data-from={span.from}
          data-to={span.to}
        >
          {spanText(span, zone)}
        </span>
        <ZoomButtons
          isWhole={sameSpan(span, whole)}
          isChosen={state.timelineSpan !== null}
          zoom={(factor) => show(zoomed(whole, here(), factor), true)}
          showWhole={() => show(whole, true)}
          whole={{ text: 'Whole case', title: 'The whole case' }}
          testid="zoom"
        />
        <ShowMenu
          hidden={hidden}
          toggle={(layer) => go({ timelineHidden: toggleLayer(hidden, layer) })}
          showAll={() => go({ timelineHidden: [] })}
        />
        <SavePicture model={picture} />
      </div>
      {bulk && (
        <div className="tc-toolbar" data-testid="timeline-bulk">
          <span className="tc-toolbar-text tc-bulk-text tc-dim">{bulkWords(bulk, zone)}</span>
          <Button
            size="small"
            text="Show that part"
            onClick={() => show({ from: bulk.from, to: bulk.to }, true)}
            data-testid="timeline-bulk-show"
          />
        </div>
      )}
      {data.error !== null && <ErrorCallout error={data.error} retry={data.retry} />}
      <div className="tc-head" ref={parts.head} style={{ height: headHeight }}>
        <HeadLabel
          total={data.density ? countIn(moving.asked, data.density.bins) : undefined}
          most={scene.most}
          zone={zone}
          offset={offset}
          width={Math.max(0, area.left - 8)}
        />
        <canvas
          ref={parts.headCanvas}
          className="tc-head-canvas"
          style={{ left: area.left, width: area.width || undefined, height: headHeight }}
          role="img"
          aria-label={
            data.density
              ? `${grouped(data.density.total)} events over time by what they are, with markers of the story. The tables that follow say the same.`
              : 'Events over time'
          }
          aria-describedby={summaryId}
          data-testid="timeline-canvas"
          {...pointer}
        />
        <MarkerRows
          view={moving.asked}
          isKnown={data.markers !== undefined}
          spots={spots}
          kinds={kinds}
          msPerPx={msPerPx}
          selected={state.selectedEventId}
          onSpot={onSpot}
          left={area.left}
          width={area.width}
          top={DENSITY_HEIGHT + AXIS_HEIGHT}
        />
        {brush && <BrushActions brush={brush} close={() => setBrush(null)} zoom={(chosen) => show(chosen, true)} place={brushPlace} />}
      </div>
      <div className={`tc-lanes-wrap${data.isStale ? ' tc-stale' : ''}`}>
        <canvas ref={parts.backCanvas} className="tc-lanes-back" style={{ left: area.left, width: area.width || undefined }} />
        <div className="tc-lanes" ref={parts.scroller} onPointerMove={onLanesPointer}>
          <div className="tc-lanes-content">
            {/* biome-ignore lint/a11y/useSemanticElements: lanes are no form */}
            <div
              ref={parts.host}
              role="group"
              aria-label={`Lanes: ${LANE_TITLES[by]}. Arrow keys move along time and between lanes.`}
              data-testid="timeline-lanes"
              data-items={items.length}
              data-stale={data.isStale}
            />
            <svg ref={parts.linkLayer} className="tc-links" style={{ left: area.left, width: area.width || 0 }} aria-hidden="true" />
          </div>
        </div>
      </div>
      <UnreadableLine items={data.density?.unreadable ?? 0} missing="events and failed sign-ins" />
      <TimelineNote
        by={by}
        lanes={data.lanes}
        items={items.filter((item) => isIn(moving.asked, item))}
        leftEdges={leftEdges}
        attestation={attested}
        zone={zone}
        offset={offset}
      >
        {undated > 0 && (
          <Door title="Events without a readable time" onOpen={() => openEvents(`${filter} is:undated`.trim())}>
            {grouped(undated)} undated not drawn.
          </Door>
        )}
      </TimelineNote>
      <Summary
        id={summaryId}
        span={moving.asked}
        laneTitle={LANE_TITLES[data.lanesBy]}
        rows={rows}
        lanes={data.lanes}
        spots={spots}
        stretches={stretches}
        edges={edges ?? []}
      />
    </section>
  );
}
