// The nodes of lanes and of what stands in them. Text of logs enters them only as textContent. Each can be reached by keyboard: see lane-focus.ts.
import { isOwnCall, OWN_CALL_SIGN } from '../../../../shared/own-calls.ts';
import { grouped } from '../../../../shared/text.ts';
import type { EventClass, LaneEvent } from '../../../../shared/timeline.ts';
import { FOOT_UP } from '../../../../shared/timeline-picture/classes.ts';
import { WATCH_SIGN } from '../../../../shared/watch-lists.ts';
import { eventWords } from '../../../components/event-name.ts';
import { oneLine } from '../../../components/visible-text.ts';
import { CLASS_WORDS, compact, tellingOf } from '../counts.ts';
import { eventTitle } from './event-items.ts';
import type { CrowdItem, DensityItem, LaneItem, SessionItem, TogetherItem } from './item-kinds.ts';
import { type LaneRow, laneName } from './rows.ts';
import { sessionLabel } from './session-items.ts';

export function element(className: string, text = '', tag = 'div'): HTMLElement {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text;
  return node;
}

/** A button that the arrow keys reach: where it stands in lanes and time. */
function stop(className: string, { lane, at, id, title }: { lane: string; at: number | null; id: string; title: string }): HTMLElement {
  const node = element(className, '', 'button');
  node.setAttribute('type', 'button');
  node.tabIndex = -1;
  node.title = title;
  node.setAttribute('aria-label', title.replaceAll('\n', ', '));
  Object.assign(node.dataset, { stop: id, lane, ...(at === null ? {} : { at: String(at) }) });
  return node;
}

function eventNode(row: LaneEvent, lane: string, withName: boolean, zone: string): HTMLElement {
  const at = row.timeMs ?? row.second;
  const node = stop(`tc-tl-event tc-class-${row.class}`, { lane, at, id: `${lane} event ${row.id}`, title: eventTitle(row, zone) });
  node.dataset.event = row.id;
  node.dataset.testid = 'timeline-event';
  node.append(element('tc-tl-sign', CLASS_WORDS[row.class].sign, 'span'));
  if (isOwnCall(row.userAgent)) node.append(element('tc-tl-flag', OWN_CALL_SIGN, 'span'));
  if (row.bookmark !== null) node.append(element(`tc-tl-flag tc-bm-${row.bookmark}`, '⚑', 'span'));
  if (withName) node.append(element('tc-tl-name', oneLine(eventWords(row)), 'span'));
  return node;
}

function togetherNode(item: TogetherItem, zone: string): HTMLElement {
  const node = element('tc-tl-together');
  node.title = item.title;
  node.dataset.testid = 'timeline-together';
  node.append(...item.rows.map((row) => eventNode(row, item.lane, false, zone)));
  if (item.more > 0) {
    const title = `${grouped(item.more)} more events in this second\nclick: all events of the second`;
    const more = stop('tc-tl-more', { lane: item.lane, at: item.from, id: `${item.id} more`, title });
    more.textContent = `+${compact(item.more)}`;
    more.dataset.more = item.id;
    node.append(more);
  }
  return node;
}

const WRITE_BARS = `repeating-linear-gradient(90deg, var(${CLASS_WORDS.write.colour}) 0 3px, transparent 3px 5px)`;

function densityNode(item: DensityItem): HTMLElement {
  const node = stop('tc-tl-density', { lane: item.lane, at: item.from, id: item.id, title: item.title });
  node.style.setProperty('--strength', item.strength.toFixed(3));
  node.dataset.count = String(item.count);
  node.dataset.testid = 'timeline-mark';
  // One node, not one for each share: hundreds of marks move with every frame.
  const signs = tellingOf(item.parts).map((name) => CLASS_WORDS[name].sign);
  node.textContent = `${compact(item.count)}${signs.join('')}`;
  // Visible however small its share.
  const share = (name: EventClass) => (item.parts[name] === 0 ? 0 : Math.max(12, (item.parts[name] / item.count) * 100));
  let at = 0;
  const stops = FOOT_UP.filter((name) => name !== 'read' && name !== 'write' && item.parts[name] > 0).map((name) => {
    const from = at;
    at = Math.min(100, at + share(name));
    return `var(${CLASS_WORDS[name].colour}) ${from.toFixed(1)}% ${at.toFixed(1)}%`;
  });
  const layers: [image: string, wide: number][] = [];
  if (stops.length > 0) layers.push([`linear-gradient(90deg, ${stops.join(', ')}, transparent ${at.toFixed(1)}%)`, 100]);
  // What has a sign in the mark is whole; writes, which have none, are told by their bars, as in the chart.
  const withWrites = Math.min(100, at + share('write'));
  if (withWrites > at) layers.push([WRITE_BARS, withWrites]);
  node.style.backgroundImage = layers.map(([image]) => image).join(', ');
  node.style.backgroundSize = layers.map(([, wide]) => `${wide.toFixed(1)}% 4px`).join(', ');
  return node;
}

/** The count, with the signs of what should not be missed. */
function countNode({ count, parts }: Pick<DensityItem, 'count' | 'parts'>): HTMLElement {
  const node = element('tc-tl-count', compact(count), 'span');
  for (const name of tellingOf(parts)) node.append(element(`tc-tl-count-sign tc-class-${name}`, CLASS_WORDS[name].sign, 'span'));
  return node;
}

function sessionNode(item: SessionItem): HTMLElement {
  const { session } = item;
  const certainty = session.certainty === 'inferred' ? ' tc-tl-inferred' : '';
  const node = stop(`tc-tl-session${certainty}`, { lane: item.lane, at: session.first, id: item.id, title: item.title });
  node.dataset.testid = 'timeline-session';
  node.textContent = sessionLabel(session);
  // What is heard begins with what is read.
  node.setAttribute('aria-label', `${sessionLabel(session)}, ${item.title.replaceAll('\n', ', ')}`);
  return node;
}

function crowdNode(item: CrowdItem): HTMLElement {
  const node = stop('tc-tl-crowd', { lane: item.lane, at: item.from, id: item.id, title: item.title });
  node.dataset.count = String(item.count);
  node.dataset.testid = 'timeline-crowd';
  node.append(countNode(item));
  return node;
}

export function itemNode(item: LaneItem, zone: string): HTMLElement {
  switch (item.kind) {
    case 'density':
      return densityNode(item);
    case 'event':
      return eventNode(item.row, item.lane, item.isNamed, zone);
    case 'crowd':
      return crowdNode(item);
    case 'together':
      return togetherNode(item, zone);
    case 'session':
      return sessionNode(item);
  }
}

export interface LaneLook {
  /** `more actors`: for the lane of all others. */
  othersWord: string;
  /** What is to be said of a value beside it, as the watch lists of an address; null for nothing. */
  flagOf(value: string): string | null;
}

function countOf(row: LaneRow): HTMLElement {
  const node = element('tc-tl-lane-count', grouped(row.count), 'span');
  node.dataset.countOf = row.id;
  return node;
}

export function laneNode(row: LaneRow, look: LaneLook): HTMLElement {
  const node = element(`tc-tl-lane${row.pinned ? ' tc-tl-pinned' : ''}`);
  node.dataset.testid = 'timeline-lane';
  if (row.kind === 'others') {
    const name = stop('tc-tl-lane-name', {
      lane: row.id,
      at: null,
      id: row.id,
      title: `${grouped(row.values)} ${look.othersWord} have no lane of their own: their events are counted together`,
    });
    name.textContent = `${grouped(row.values)} ${look.othersWord}`;
    node.append(name, countOf(row));
    return node;
  }
  node.dataset.value = row.value;
  const shown = row.value === '' ? '(none)' : oneLine(row.value);
  const pin = stop('tc-tl-pin', {
    lane: row.id,
    at: null,
    id: `${row.id} pin`,
    title: row.pinned ? `Unpin ${shown} (p)` : `Pin ${shown}: it stays first, whatever its rank (p)`,
  });
  pin.textContent = row.pinned ? '★' : '☆';
  pin.setAttribute('aria-pressed', String(row.pinned));
  pin.dataset.pin = row.value;
  pin.dataset.testid = 'timeline-pin';
  const flag = look.flagOf(row.value);
  const name = stop('tc-tl-lane-name', {
    lane: row.id,
    at: null,
    id: row.id,
    title: row.value === '' ? 'no value in the record' : `${shown}\nclick: all about it; right-click: more`,
  });
  const { name: main, detail } = laneName(row.value);
  name.textContent = row.value === '' ? shown : oneLine(main);
  name.dataset.open = row.value;
  node.append(pin);
  if (flag !== null) {
    const mark = element('tc-flag', WATCH_SIGN, 'span');
    mark.title = flag;
    node.append(mark);
  }
  node.append(name);
  if (detail !== '') node.append(element('tc-tl-lane-detail', oneLine(detail), 'span'));
  node.append(countOf(row));
  return node;
}
