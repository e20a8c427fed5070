// Keeps one vis-timeline in step with lanes, items and span. What changed is handed to it, never everything anew; what moves is told in the same
// frame, so that the canvases move with it.
import { DataSet } from 'vis-data/peer';
import { type DataGroup, type DataItem, Timeline, type TimelineOptions } from 'vis-timeline/peer';
import { grouped } from '../../../../shared/text.ts';
import type { Span } from '../../../state/view-state.ts';
import { NARROWEST, sameSpan } from '../spans.ts';
import type { LaneItem } from './item-kinds.ts';
import { LaneFocus } from './lane-focus.ts';
import { element, itemNode, type LaneLook, laneNode } from './lane-nodes.ts';
import { keysId, type LaneRow } from './rows.ts';

export interface LanesListener {
  onItem(item: LaneItem): void;
  /** One of the events was chosen. */
  onEvent(id: string): void;
  onLane(value: string): void;
  /** The menu of a lane's value is asked for at the pointer. */
  onLaneMenu(value: string, pointer: MouseEvent): void;
  onPin(value: string): void;
  /** The person moved or zoomed with the pointer. */
  onMove(span: Span): void;
  /** Everything was placed anew: canvases follow. Before the frame is shown. */
  onDrawn(): void;
  /** Where the drawing area is within the container, px. */
  onArea(left: number, width: number): void;
}

/** A lane within vis-timeline. `_checkIfVisible` draws and measures an item as soon as it is added. */
interface InnerLane {
  top: number;
  height: number;
  _checkIfVisible: () => void;
}

/** What of the inside of vis-timeline is read: its window as it is in this frame, and where lanes are. Checked by the end-to-end test. */
interface Inside {
  range: { start: number; end: number };
  itemSet: { groups: Record<string, InnerLane | undefined>; redraw?: () => boolean };
  components: unknown[];
  timeAxis: unknown;
}

const NOTHING = (): void => {};

/** Items that come in one frame. */
const AT_ONCE = 14;

/** A pointer that moved farther has dragged, px. */
const DRAG_PX = 5;

export class VisLanes {
  readonly focus: LaneFocus;
  readonly #timeline: Timeline;
  readonly #size: ResizeObserver;
  readonly #container: HTMLElement;
  readonly #items = new DataSet<DataItem>();
  readonly #groups = new DataSet<DataGroup>();
  readonly #listener: LanesListener;
  readonly #zone: string;
  /** Made when they are placed: all at once would be one long task. */
  readonly #nodes = new Map<string, HTMLElement>();
  #shown = new Map<string, LaneItem>();
  #rows = new Map<string, LaneRow>();
  #look: LaneLook = { othersWord: '', flagOf: () => null };
  /** What vis has, by how it looks. */
  readonly #placed = new Map<string, string>();
  #turn = 0;
  #selected: string | null = null;
  #area = '';
  #isDue = false;
  #down: { x: number; y: number } | null = null;
  #isDrag = false;

  constructor(container: HTMLElement, zone: string, whole: Span, span: Span, listener: LanesListener) {
    this.#container = container;
    this.#listener = listener;
    this.#zone = zone;
    this.focus = new LaneFocus(container);
    const options: TimelineOptions = {
      min: whole.from,
      max: whole.to,
      zoomMin: NARROWEST,
      zoomMax: whole.to - whole.from,
      start: span.from,
      end: span.to,
      orientation: 'top',
      // The axis is ours, and shared with chart and markers.
      showMajorLabels: false,
      showMinorLabels: false,
      showCurrentTime: false,
      // vis' own tooltips are HTML; ours are the title of our nodes.
      showTooltips: false,
      selectable: false,
      // We know on which line each item stands: measuring and trying would cost more with every move.
      stack: false,
      stackSubgroups: true,
      groupHeightMode: 'auto',
      margin: { axis: 3, item: { horizontal: 0, vertical: 2 } },
      groupOrder: 'order',
      template: ((item: { id: string }) => this.#nodeOf(String(item.id))) as TimelineOptions['template'],
      groupTemplate: ((group: { id: string } | null) => this.#laneNodeOf(group)) as TimelineOptions['groupTemplate'],
    };
    this.#timeline = new Timeline(container, this.#items, this.#groups, options);
    // Its own axis would be laid out with every move, though it has no labels.
    const inside = this.#timeline as unknown as Inside;
    inside.components = inside.components.filter((component) => component !== inside.timeAxis);
    this.#timeline.on('rangechange', (event: { start: Date; end: Date; byUser: boolean }) => {
      if (event.byUser) listener.onMove(this.span);
    });
    this.#timeline.on('changed', () => this.#drawn());
    // It looks by itself only now and then: until then chart and lanes would differ.
    this.#size = new ResizeObserver(() => this.#timeline.redraw());
    this.#size.observe(container);
    container.addEventListener('pointerdown', this.#onDown, true);
    container.addEventListener('click', this.#onClick, true);
    container.addEventListener('contextmenu', this.#onMenu);
  }

  /** The window as it stands in this frame. */
  get span(): Span {
    const { start, end } = (this.#timeline as unknown as Inside).range;
    return { from: start, to: end };
  }

  /** Where a lane lies within the drawing area, px from its top; null when it is not there. */
  laneAt(id: string): { top: number; height: number } | null {
    const lane = (this.#timeline as unknown as Inside).itemSet.groups[id];
    // One that is new has no place before it was drawn.
    return lane && Number.isFinite(lane.top + lane.height) ? lane : null;
  }

  readonly #onDown = (event: PointerEvent): void => {
    this.#down = { x: event.clientX, y: event.clientY };
    this.#isDrag = false;
    const moved = (move: PointerEvent) => {
      if (this.#down && Math.hypot(move.clientX - this.#down.x, move.clientY - this.#down.y) > DRAG_PX) this.#isDrag = true;
    };
    addEventListener('pointermove', moved);
    addEventListener('pointerup', () => removeEventListener('pointermove', moved), { once: true });
  };

  readonly #onClick = (event: MouseEvent): void => {
    const node = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-stop]') : null;
    // What was dragged is not chosen by letting it go. A click by keyboard has no such past.
    if (!node || (this.#isDrag && event.detail > 0)) return;
    const { event: eventId, pin, open, more, stop = '' } = node.dataset;
    if (eventId !== undefined) this.#listener.onEvent(eventId);
    else if (pin !== undefined) this.#listener.onPin(pin);
    else if (open !== undefined) {
      if (open !== '') this.#listener.onLane(open);
    } else {
      const item = this.#shown.get(more ?? stop);
      if (item) this.#listener.onItem(item);
    }
  };

  readonly #onMenu = (event: MouseEvent): void => {
    const lane = event.target instanceof Element ? event.target.closest<HTMLElement>('.tc-tl-lane') : null;
    if (lane?.dataset.value) this.#listener.onLaneMenu(lane.dataset.value, event);
  };

  #nodeOf(id: string): HTMLElement {
    return this.#nodes.get(id) ?? element('');
  }

  #laneNodeOf(group: { id: string } | null): HTMLElement {
    const row = group ? this.#rows.get(String(group.id)) : undefined;
    return row ? laneNode(row, this.#look) : element('tc-tl-keys-label', 'credentials');
  }

  /** `changed` may come several times in a frame: what follows from it is done once, still before the frame is shown. */
  #drawn(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      this.#measure();
      this.#shift();
      this.#mark();
      this.focus.renew();
      this.#listener.onDrawn();
    });
  }

  /** Words of ranges that began before the window stay in it. */
  #shift(): void {
    const { from, to } = this.span;
    const width = this.#container.querySelector('.vis-panel.vis-center')?.clientWidth ?? 0;
    for (const node of this.#container.querySelectorAll<HTMLElement>('.tc-tl-session')) {
      const start = ((Number(node.dataset.at) - from) / (to - from)) * width;
      // vis draws no range farther than the width of the window outside of it.
      const indent = `${Math.round(Math.min(width, Math.max(0, -start)))}px`;
      if (node.style.textIndent !== indent) node.style.textIndent = indent;
    }
  }

  #measure(): void {
    const area = this.#container.querySelector('.vis-panel.vis-center');
    if (!area) return;
    const outer = this.#container.getBoundingClientRect();
    const inner = area.getBoundingClientRect();
    // Inside its border, where vis draws.
    const left = Math.round(inner.left - outer.left) + area.clientLeft;
    const width = area.clientWidth;
    const key = `${left} ${width}`;
    if (key === this.#area || width === 0) return;
    this.#area = key;
    this.#listener.onArea(left, width);
  }

  /** Shows lanes and items: those that are the same stay as they are. */
  show(rows: readonly LaneRow[], items: readonly LaneItem[], look: LaneLook): void {
    this.#look = look;
    this.#shown = new Map(items.map((item) => [item.id, item]));
    this.#rows = new Map(rows.map((row) => [row.id, row]));
    const withKeys = new Set(items.filter(({ kind }) => kind === 'session').map(({ lane }) => lane));
    const groups = rows.flatMap((row, place) => [
      {
        id: row.id,
        content: JSON.stringify([{ ...row, count: 0 }, look.flagOf(row.value), look.othersWord]),
        order: 2 * place,
        subgroupOrder: 'subgroup',
      },
      ...(withKeys.has(row.id) ? [{ id: keysId(row.id), content: 'credentials', order: 2 * place + 1, subgroupOrder: 'subgroup' }] : []),
    ]);
    const ids = new Set(groups.map(({ id }) => id));
    const known = new Map(this.#groups.get().map((group) => [String(group.id), group as (typeof groups)[number]]));
    this.#groups.remove([...known.keys()].filter((id) => !ids.has(id)));
    const changedGroups = groups.filter((group) => {
      const before = known.get(group.id);
      return before?.content !== group.content || before.order !== group.order;
    });
    if (changedGroups.length > 0) this.#groups.update(changedGroups);
    this.#count(rows);
    // Measuring each item by itself lays the page out as often as there are items: with the redraw that follows all are measured at once.
    for (const inner of Object.values((this.#timeline as unknown as Inside).itemSet.groups)) if (inner) inner._checkIfVisible = NOTHING;
    // Nothing of an earlier answer is still to come.
    cancelAnimationFrame(this.#turn);
    const gone = this.#items.getIds().filter((id) => !this.#shown.has(String(id)));
    const fresh = items.flatMap((item) => {
      const key = JSON.stringify(item);
      return this.#placed.get(item.id) === key ? [] : [{ item, key }];
    });
    if (gone.length + fresh.length > 0) this.#turn = requestAnimationFrame(() => this.#renew(gone, fresh));
  }

  /** Counts change with every move: only their text is, since a lane that is told anew is laid out anew. */
  #count(rows: readonly LaneRow[]): void {
    const counts = new Map(rows.map((row) => [row.id, grouped(row.count)]));
    for (const node of this.#container.querySelectorAll<HTMLElement>('[data-count-of]')) {
      const text = counts.get(node.dataset.countOf ?? '');
      if (text !== undefined && node.textContent !== text) node.textContent = text;
    }
  }

  /** Takes away and adds some in each frame: one long task would be felt while the window moves. */
  #renew(gone: readonly (string | number)[], fresh: readonly { item: LaneItem; key: string }[]): void {
    const added = fresh.slice(0, AT_ONCE);
    for (const { item, key } of added) {
      this.#placed.set(item.id, key);
      this.#nodes.set(item.id, itemNode(item, this.#zone));
    }
    this.#quietly(() => void (added.length > 0 && this.#items.update(added.map(({ item }) => dataItem(item)))));
    const removed = gone.slice(0, AT_ONCE);
    for (const id of removed) {
      this.#placed.delete(String(id));
      if (!this.#shown.has(String(id))) this.#nodes.delete(String(id));
    }
    this.#quietly(() => void (removed.length > 0 && this.#items.remove([...removed])));
    const [goneLater, freshLater] = [gone.slice(removed.length), fresh.slice(added.length)];
    if (goneLater.length + freshLater.length > 0) this.#turn = requestAnimationFrame(() => this.#renew(goneLater, freshLater));
  }

  /** vis draws everything anew after each change of its data; with the frame that follows is soon enough, and once. */
  #quietly(change: () => void): void {
    const { itemSet } = this.#timeline as unknown as Inside;
    itemSet.redraw = () => false;
    try {
      change();
    } finally {
      Reflect.deleteProperty(itemSet, 'redraw');
    }
  }

  setSpan(span: Span): void {
    const now = this.span;
    if (sameSpan({ from: Math.round(now.from), to: Math.round(now.to) }, span)) return;
    this.#timeline.setWindow(span.from, span.to, { animation: false });
  }

  select(eventId: string | null): void {
    this.#selected = eventId;
    this.#mark();
  }

  #mark(): void {
    for (const node of this.#container.querySelectorAll<HTMLElement>('[data-event][aria-current]'))
      if (node.dataset.event !== this.#selected) node.removeAttribute('aria-current');
    if (this.#selected === null) return;
    for (const node of this.#container.querySelectorAll<HTMLElement>(`[data-event="${CSS.escape(this.#selected)}"]`))
      if (!node.hasAttribute('aria-current')) node.setAttribute('aria-current', 'true');
  }

  destroy(): void {
    cancelAnimationFrame(this.#turn);
    this.#size.disconnect();
    this.#container.removeEventListener('pointerdown', this.#onDown, true);
    this.#container.removeEventListener('click', this.#onClick, true);
    this.#container.removeEventListener('contextmenu', this.#onMenu);
    this.#timeline.destroy();
  }
}

function dataItem(item: LaneItem): DataItem {
  const common = { id: item.id, group: item.lane, subgroup: item.line, content: '', start: item.from };
  switch (item.kind) {
    case 'density':
      return { ...common, end: item.to, type: 'range', className: 'tc-tl-item tc-tl-range' } as DataItem;
    case 'session':
      return { ...common, group: keysId(item.lane), end: item.to, type: 'range', className: 'tc-tl-item tc-tl-credentials' } as DataItem;
    default:
      return { ...common, type: 'point', className: 'tc-tl-item tc-tl-box' } as DataItem;
  }
}
