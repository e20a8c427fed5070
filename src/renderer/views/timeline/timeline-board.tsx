// The timeline itself: one window of time that chart, axis, markers and lanes share. Moving waits for nothing: what is there moves, and what
// belongs to the new span comes when the engine has it.
import { type ReactNode, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { printFilter } from '../../../shared/filter.ts';
import { withTimes } from '../../../shared/filter-edit.ts';
import { grouped } from '../../../shared/text.ts';
import { LANE_FIELDS, LANE_TITLES, MARKER_KINDS } from '../../../shared/timeline.ts';
import { offsetsIn, spanText } from '../../../shared/timeline-picture/axis.ts';
import { keysAreFree, useKeys } from '../../components/keys.ts';
import { ErrorCallout } from '../../components/states.tsx';
import { Door } from '../../components/texts.tsx';
import { entityOf, useValueMenu } from '../../components/value.tsx';
import { ZoomButtons } from '../../components/zoom-buttons.tsx';
import { useCase, useZone } from '../../data/queries.ts';
import { useAttestation } from '../../state/attestation.ts';
import { useView } from '../../state/view-context.tsx';
import type { Span } from '../../state/view-state.ts';
import { useMarks } from '../addresses/address-mark.tsx';
import { BrushActions } from './brush-actions.tsx';
import { binTotal, binWords, countIn, isIn, type LaneItem, laneItems, laneRows } from './lane-items.ts';
import type { LaneLook } from './lane-nodes.ts';
import { attestationNote, type MarkerSpot, markerSpots, nextSpot, stretchesOf, wordsAt } from './layers.ts';
import { LinkLines, MOST_LINKS } from './links.ts';
import { MarkerRows, placeSpots } from './marker-rows.tsx';
import { AXIS_HEIGHT, axisFor, DENSITY_HEIGHT, MARKER_ROW, msOf, paintBack, paintHead, type Scene, xOf } from './paint.ts';
import type { PictureModel } from './picture/draw-timeline.ts';
import { SavePicture } from './save-picture.tsx';
import { toggleLayer, togglePin } from './saved-timeline.ts';
import { ShowMenu } from './show-menu.tsx';
import { nearer, panned, sameSpan, showing, within, zoomed } from './spans.ts';
import { Summary } from './summary.tsx';
import { drawOn } from './surface.ts';
import { HeadLabel, TimelineNote } from './timeline-note.tsx';
import { useHead } from './use-head.ts';
import { useMoving } from './use-moving.ts';
import { useNotes } from './use-notes.ts';
import { SPOT_PX, useTimelineData } from './use-timeline-data.ts';
import { VisLanes } from './vis-lanes.ts';

/** Around what the pointer is on, px. */
const NEAR_PX = 4;

export function TimelineBoard({ whole, undated, lanesBy }: { whole: Span; undated: number; lanesBy: ReactNode }) {
  const { state, go, adjust, select, pivot, openEvents } = useView();
  const zone = useZone();
  const info = useCase();
  const { timelineBy: by, timelinePins: pins, timelineHidden: hidden, filter } = state;
  const span = useMemo(() => (state.timelineSpan ? within(whole, state.timelineSpan) : whole), [state.timelineSpan, whole]);
  const [area, setArea] = useState({ left: 230, width: 0 });
  const [brush, setBrush] = useState<Span | null>(null);
  const vis = useRef<VisLanes | null>(null);
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
  const marks = useMarks();
  const rows = useMemo(() => (data.lanes ? laneRows(data.lanes, moving.asked) : []), [data.lanes, moving.asked]);
  const items = useMemo(
    () => (data.lanes ? laneItems(data.lanes, hidden.includes('sessions') ? null : data.sessions, zone, msPerPx) : []),
    [data.lanes, data.sessions, hidden, zone, msPerPx],
  );
  const edges = hidden.includes('lineage') ? undefined : data.sessions?.edges;
  const spots = useMemo(() => (data.markers ? markerSpots(data.markers, msPerPx * SPOT_PX, zone) : []), [data.markers, msPerPx, zone]);
  const stretches = useMemo(() => (data.backgrounds ? stretchesOf(data.backgrounds, hidden) : []), [data.backgrounds, hidden]);
  const kinds = useMemo(() => MARKER_KINDS.filter((kind) => !hidden.includes(kind)), [hidden]);
  const scene = useMemo<Scene>(() => {
    const bins = data.density?.bins ?? [];
    return { zone, bins, most: bins.reduce((most, bin) => Math.max(most, binTotal(bin)), 1), stretches, notes, brush };
  }, [data.density, stretches, notes, brush, zone]);

  const host = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const headCanvas = useRef<HTMLCanvasElement>(null);
  const backCanvas = useRef<HTMLCanvasElement>(null);
  const linkLayer = useRef<SVGSVGElement>(null);
  const links = useRef<LinkLines | null>(null);
  const head = useRef<HTMLDivElement>(null);
  const latestScene = useRef(scene);
  latestScene.current = scene;

  /** Everything that is not vis' own, for the window as it is in this frame. */
  const paint = useCallback((override?: Partial<Scene>) => {
    const lanes = vis.current;
    if (!lanes) return;
    const now = lanes.span;
    const shown = { ...latestScene.current, ...override };
    drawOn(headCanvas.current, (surface) => paintHead({ ...surface, span: now }, shown, axisFor(now, shown.zone, surface.width)));
    drawOn(backCanvas.current, (surface) => paintBack({ ...surface, span: now }, shown, axisFor(now, shown.zone, surface.width)));
    const wide = headCanvas.current?.clientWidth ?? 0;
    placeSpots(head.current, now, wide);
    links.current?.place(now, wide, (id) => lanes.laneAt(id));
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn is read when it is drawn
  useEffect(() => paint(), [paint, scene, spots, area, kinds]);
  useEffect(() => {
    const again = () => paint();
    const theme = new MutationObserver(again);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const size = new ResizeObserver(again);
    if (scroller.current) size.observe(scroller.current);
    return () => {
      theme.disconnect();
      size.disconnect();
    };
  }, [paint]);

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
  const here = () => {
    const now = vis.current?.span ?? span;
    return within(whole, now);
  };
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
  const listener = useRef({
    onItem,
    onLane,
    onLaneMenu: (_value: string, _pointer: MouseEvent) => {},
    onPin: pin,
    select,
    moved: moving.moved,
    whole,
  });
  listener.current = {
    onItem,
    onLane,
    onLaneMenu: (value, pointer) => openMenu(pointer, LANE_FIELDS[by], value),
    onPin: pin,
    select,
    moved: moving.moved,
    whole,
  };

  const { from: wholeFrom, to: wholeTo } = whole;
  const first = useRef(span);
  first.current = span;
  useEffect(() => {
    if (!host.current || !linkLayer.current) return;
    const made = new VisLanes(host.current, zone, { from: wholeFrom, to: wholeTo }, first.current, {
      onItem: (item) => listener.current.onItem(item),
      onEvent: (id) => listener.current.select(id),
      onLane: (value) => listener.current.onLane(value),
      onLaneMenu: (value, pointer) => listener.current.onLaneMenu(value, pointer),
      onPin: (value) => listener.current.onPin(value),
      onMove: (next) => listener.current.moved(within(listener.current.whole, next)),
      onDrawn: paint,
      onArea: (left, wide) => setArea({ left, width: wide }),
    });
    vis.current = made;
    links.current = new LinkLines(linkLayer.current, (id) => listener.current.select(id));
    return () => {
      vis.current = null;
      links.current = null;
      made.destroy();
    };
  }, [zone, wholeFrom, wholeTo, paint]);
  // After creation, in this order: span, then what stands in it, then the selection.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new timeline (other zone or case span) must be filled again
  useEffect(() => {
    // Whoever moves on while the last move is kept is not called back.
    if (!moving.isMoving()) vis.current?.setSpan(span);
  }, [span, zone, wholeFrom, wholeTo]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => {
    const look: LaneLook = {
      othersWord: `more ${LANE_TITLES[data.lanesBy].toLowerCase()}`,
      flagOf: (value) => (data.lanesBy === 'ip' ? (marks?.get(value)?.words ?? null) : null),
    };
    vis.current?.show(rows, items, look);
    vis.current?.select(state.selectedEventId);
  }, [rows, items, marks, zone, wholeFrom, wholeTo]);
  useEffect(() => vis.current?.select(state.selectedEventId), [state.selectedEventId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => {
    links.current?.show(
      edges ?? [],
      (data.lanes?.lanes ?? []).map(({ value }) => value),
      zone,
    );
    paint();
  }, [edges, rows, zone, wholeFrom, wholeTo]);

  const onSpot = (spot: MarkerSpot) => {
    if (spot.marker) select(spot.marker.id);
    else if (spot.to - spot.from < 1000) openEvents(withTimes(filter, { from: spot.from, to: spot.from + 1000 }, zone));
    else show(nearer(whole, spot), true);
  };
  const toSpot = (forward: boolean) => {
    const active = document.activeElement instanceof HTMLElement ? document.activeElement.dataset : {};
    const now = here();
    const next = nextSpot(spots, active.spot === undefined ? (forward ? now.from - 1 : now.to + 1) : Number(active.from), forward);
    if (!next) return;
    show(showing(whole, now, (next.from + next.to) / 2), false);
    // The sign is there, though perhaps not in view until the window has moved.
    requestAnimationFrame(() =>
      head.current?.querySelector<HTMLElement>(`[data-spot="${CSS.escape(next.id)}"]`)?.focus({ preventScroll: true }),
    );
    if (next.marker) select(next.marker.id);
  };
  const step = (forward: boolean) => {
    const events = data.lanes?.events ?? [];
    const at = events.findIndex((row) => row.id === state.selectedEventId);
    const next = events[at < 0 ? (forward ? 0 : events.length - 1) : Math.min(Math.max(0, at + (forward ? 1 : -1)), events.length - 1)];
    if (!next) return;
    select(next.id);
    if (next.timeMs !== null) show(showing(whole, here(), next.timeMs), false);
  };
  const arrow = (key: 'left' | 'right' | 'up' | 'down' | 'home' | 'end') => {
    const focus = vis.current?.focus;
    if (focus?.isHere && (focus.move(key) || key === 'up' || key === 'down' || key === 'home' || key === 'end')) return;
    if (key === 'left' || key === 'right') show(panned(whole, here(), key === 'left' ? -0.25 : 0.25), false);
    else if (key === 'down') focus?.focus();
  };
  useKeys(
    {
      '+': () => show(zoomed(whole, here(), 0.5), false),
      '=': () => show(zoomed(whole, here(), 0.5), false),
      '-': () => show(zoomed(whole, here(), 2), false),
      ',': () => show(panned(whole, here(), -0.25), false),
      '.': () => show(panned(whole, here(), 0.25), false),
      left: () => arrow('left'),
      right: () => arrow('right'),
      up: () => arrow('up'),
      down: () => arrow('down'),
      home: () => arrow('home'),
      end: () => arrow('end'),
      '0': () => show(whole, true),
      m: () => toSpot(true),
      'Alt+m': () => toSpot(false),
      v: () => setBrush(here()),
      p: () => {
        const lane = rows.find(({ id }) => id === vis.current?.focus.lane);
        if (lane?.kind === 'lane') pin(lane.value);
      },
      j: () => step(true),
      k: () => step(false),
    },
    { isActive: keysAreFree },
  );

  const pointer = useHead({
    canvas: headCanvas,
    spanNow: () => vis.current?.span ?? span,
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
  const onLanesPointer = (event: React.PointerEvent<HTMLDivElement>) => {
    const canvas = backCanvas.current;
    if (!canvas || event.buttons !== 0) return;
    const box = canvas.getBoundingClientRect();
    const now = vis.current?.span ?? span;
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
  const picture = (): PictureModel | null => {
    if (!data.density || !data.lanes) return null;
    return {
      caseTitle: info.case.title || info.case.path.replace(/^.*[\\/]/, ''),
      filter,
      zone,
      span: here(),
      lanesTitle: LANE_TITLES[data.lanesBy],
      bins: data.density.bins,
      rows,
      items,
      spots,
      stretches,
      notes,
      edges: edges ?? [],
      edgeLanes: data.lanes.lanes.map(({ value }) => value),
      hidden,
      left: [
        ...(data.lanes.otherLanes > 0
          ? [`${grouped(data.lanes.otherLanes)} more ${LANE_TITLES[data.lanesBy].toLowerCase()} share the last lane.`]
          : []),
        ...(undated > 0 ? [`${grouped(undated)} undated events are not drawn.`] : []),
        ...(attested === null ? [] : [attested]),
      ],
    };
  };
  const summaryId = useId();
  const headHeight = DENSITY_HEIGHT + AXIS_HEIGHT + kinds.length * MARKER_ROW;
  const offset = offsetsIn(span, zone);
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
      {data.error !== null && <ErrorCallout error={data.error} retry={data.retry} />}
      <div className="tc-head" ref={head} style={{ height: headHeight }}>
        <HeadLabel
          total={data.density ? countIn(moving.asked, data.density.bins) : undefined}
          most={scene.most}
          zone={zone}
          offset={offset}
          width={Math.max(0, area.left - 8)}
        />
        <canvas
          ref={headCanvas}
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
        <canvas ref={backCanvas} className="tc-lanes-back" style={{ left: area.left, width: area.width || undefined }} />
        <div className="tc-lanes" ref={scroller} onPointerMove={onLanesPointer}>
          <div className="tc-lanes-content">
            {/* biome-ignore lint/a11y/useSemanticElements: lanes are no form */}
            <div
              ref={host}
              role="group"
              aria-label={`Lanes: ${LANE_TITLES[by]}. Arrow keys move along time and between lanes.`}
              data-testid="timeline-lanes"
              data-items={items.length}
              data-stale={data.isStale}
            />
            <svg ref={linkLayer} className="tc-links" style={{ left: area.left, width: area.width || 0 }} aria-hidden="true" />
          </div>
        </div>
      </div>
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
