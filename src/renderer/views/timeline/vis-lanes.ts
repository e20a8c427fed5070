// Keeps one vis-timeline in step with lanes, items and span. Text of logs enters it only as textContent of our own nodes.
import moment from 'moment';
import { DataSet } from 'vis-data/peer';
import { type DataGroup, type DataItem, Timeline, type TimelineOptions } from 'vis-timeline/peer';
import { grouped } from '../../../shared/text.ts';
import { WATCH_SIGN } from '../../../shared/watch-lists.ts';
import { oneLine } from '../../components/visible-text.ts';
import type { Span } from '../../state/view-state.ts';
import { offsetMs } from '../overview/coverage-scale.ts';
import { compact, groupId, type Lanes, NARROWEST, sameSpan, type TimelineItem } from './timeline-model.ts';

export interface LanesListener {
  /** A mark was clicked. */
  onItem(item: TimelineItem): void;
  onLane(value: string): void;
  /** The menu of a lane's value is asked for at the pointer. */
  onLaneMenu(value: string, pointer: MouseEvent): void;
  /** The person moved or zoomed; `moving` while it goes on. */
  onSpan(span: Span, moving: boolean): void;
  /** Where the drawing area is within the container, px. */
  onArea(left: number, width: number): void;
}

const FORMAT: TimelineOptions['format'] = {
  minorLabels: {
    millisecond: 'SSS',
    second: 'HH:mm:ss',
    minute: 'HH:mm',
    hour: 'HH:mm',
    weekday: 'ddd D',
    day: 'D',
    week: 'w',
    month: 'MMM',
    year: 'YYYY',
  },
  majorLabels: {
    millisecond: 'YYYY-MM-DD HH:mm:ss',
    second: 'YYYY-MM-DD HH:mm',
    minute: 'YYYY-MM-DD',
    hour: 'YYYY-MM-DD',
    weekday: 'YYYY-MM',
    day: 'YYYY-MM',
    week: 'YYYY-MM',
    month: 'YYYY',
    year: '',
  },
};

function element(className: string, text: string, title = ''): HTMLElement {
  const node = document.createElement('div');
  node.className = className;
  node.textContent = text;
  if (title) node.title = title;
  return node;
}

function itemNode(item: TimelineItem, labels: boolean): HTMLElement {
  if (item.kind === 'event') {
    const sign = item.outcome === 'denied' ? '✖' : item.outcome === 'error' ? '!' : item.row.readOnly === false ? '●' : '○';
    const node = element(
      `tc-tl-event tc-outcome-${item.outcome}${item.row.readOnly === false ? ' tc-tl-write' : ''}`,
      '',
      oneLineTitle(item.title),
    );
    node.append(element('tc-tl-sign', sign));
    if (labels) node.append(element('tc-tl-name', oneLine(item.row.eventName ?? '(no eventName)')));
    return node;
  }
  const node = element('tc-tl-density', '', item.title);
  node.style.setProperty('--strength', item.strength.toFixed(3));
  if (item.denied > 0) {
    const foot = element('tc-tl-denied', '');
    // Visible however small its share.
    foot.style.height = `${Math.max(18, item.denied * 100)}%`;
    node.append(foot);
  }
  node.append(element('tc-tl-count', compact(item.count)));
  return node;
}

const oneLineTitle = (title: string) => title.split('\n').map(oneLine).join('\n');

export class VisLanes {
  readonly #timeline: Timeline;
  readonly #container: HTMLElement;
  readonly #items = new DataSet<DataItem>();
  readonly #groups = new DataSet<DataGroup>();
  readonly #listener: LanesListener;
  #shown = new Map<string, TimelineItem>();
  #lanes = new Map<string, { value: string; count: number }>();
  #flagOf: (value: string) => string | null = () => null;
  #labels = true;
  #span: Span | null = null;
  #area = '';

  constructor(container: HTMLElement, zone: string, whole: Span, listener: LanesListener) {
    this.#container = container;
    this.#listener = listener;
    const options: TimelineOptions = {
      moment: (input?: moment.MomentInput) => {
        const at = moment(input);
        return at.utcOffset(offsetMs(at.valueOf(), zone) / 60_000);
      },
      format: FORMAT,
      min: whole.from,
      max: whole.to,
      zoomMin: NARROWEST,
      zoomMax: whole.to - whole.from,
      start: whole.from,
      end: whole.to,
      orientation: 'top',
      showCurrentTime: false,
      // vis' own tooltips are HTML; ours are the title of our nodes.
      showTooltips: false,
      selectable: true,
      multiselect: false,
      stack: true,
      groupHeightMode: 'auto',
      margin: { axis: 4, item: { horizontal: 0, vertical: 2 } },
      groupOrder: 'order',
      template: ((item: { id: string }) => {
        const shown = this.#shown.get(item.id);
        return shown ? itemNode(shown, this.#labels) : element('', '');
      }) as TimelineOptions['template'],
      groupTemplate: ((group: { id: string } | null) => this.#groupNode(group)) as TimelineOptions['groupTemplate'],
    };
    this.#timeline = new Timeline(container, this.#items, this.#groups, options);
    this.#timeline.on('click', (event: { what?: string | null; item?: string | number | null; group?: string | number | null }) => {
      const item = event.item === null || event.item === undefined ? undefined : this.#shown.get(String(event.item));
      if (item) listener.onItem(item);
      else if (event.what === 'group-label' && event.group !== null && event.group !== undefined) {
        const lane = this.#lanes.get(String(event.group));
        if (lane && lane.value !== '') listener.onLane(lane.value);
      }
    });
    this.#timeline.on('contextmenu', (event: { what?: string | null; group?: string | number | null; event: MouseEvent }) => {
      const lane = event.what === 'group-label' ? this.#lanes.get(String(event.group)) : undefined;
      if (lane && lane.value !== '') listener.onLaneMenu(lane.value, event.event);
    });
    const spanOf = (event: { start: Date; end: Date }): Span => ({
      from: Math.round(event.start.valueOf()),
      to: Math.round(event.end.valueOf()),
    });
    this.#timeline.on('rangechange', (event: { start: Date; end: Date; byUser: boolean }) => listener.onSpan(spanOf(event), true));
    this.#timeline.on('rangechanged', (event: { start: Date; end: Date; byUser: boolean }) => {
      if (!event.byUser) return;
      this.#span = spanOf(event);
      listener.onSpan(this.#span, false);
    });
    this.#timeline.on('changed', () => this.#measure());
  }

  #groupNode(group: { id: string } | null): HTMLElement {
    const lane = group ? this.#lanes.get(group.id) : undefined;
    if (!lane) return element('', '');
    const node = element(
      'tc-tl-lane',
      '',
      lane.value === '' ? 'no value in the record' : `${oneLine(lane.value)}\nclick: all about it; right-click: more`,
    );
    const flag = this.#flagOf(lane.value);
    if (flag !== null) node.append(element('tc-flag', WATCH_SIGN, flag));
    node.append(
      element('tc-tl-lane-name', lane.value === '' ? '(none)' : oneLine(lane.value)),
      element('tc-tl-lane-count', grouped(lane.count)),
    );
    return node;
  }

  #measure(): void {
    const area = this.#container.querySelector('.vis-panel.vis-center');
    if (!area) return;
    const outer = this.#container.getBoundingClientRect();
    const inner = area.getBoundingClientRect();
    const left = Math.round(inner.left - outer.left);
    const width = Math.round(inner.width);
    // `changed` comes with every redraw: tell only what is new.
    const key = `${left} ${width}`;
    if (key === this.#area || width === 0) return;
    this.#area = key;
    this.#listener.onArea(left, width);
  }

  /** @param flagOf what is to be said of a lane's value beside it: the watch lists of an address; null for nothing */
  show(lanes: Lanes, items: readonly TimelineItem[], flagOf: (value: string) => string | null): void {
    this.#flagOf = flagOf;
    this.#shown = new Map(items.map((item) => [item.id, item]));
    this.#lanes = new Map(lanes.lanes.map((lane) => [groupId(lane.value), lane]));
    // With many single events their names would pile up: then only the signs stand there.
    this.#labels = items.length <= 90;
    const groups = lanes.lanes.map((lane, order) => ({ id: groupId(lane.value), content: '', order }));
    const stale = this.#groups.getIds().filter((id) => !this.#lanes.has(String(id)));
    // Marks of a lane stand side by side; single events step aside for each other.
    this.#timeline.setOptions({ stack: lanes.events !== null });
    this.#items.clear();
    this.#groups.remove(stale);
    this.#groups.update(groups);
    this.#items.add(
      items.map(
        (item): DataItem =>
          item.kind === 'event'
            ? ({
                id: item.id,
                group: item.group,
                content: '',
                start: item.from,
                type: 'box',
                className: 'tc-tl-box',
                align: 'left',
              } as DataItem)
            : { id: item.id, group: item.group, content: '', start: item.from, end: item.to, type: 'range', className: 'tc-tl-range' },
      ),
    );
  }

  setSpan(span: Span): void {
    if (sameSpan(this.#span, span)) return;
    this.#span = span;
    this.#timeline.setWindow(span.from, span.to, { animation: false });
  }

  select(eventId: string | null): void {
    const id = `event ${eventId}`;
    this.#timeline.setSelection(eventId !== null && this.#shown.has(id) ? [id] : []);
  }

  destroy(): void {
    this.#timeline.destroy();
  }
}
