// From the engine's answers to what stands in the lanes: marks that say how many events they are for, single events, those of one second side
// by side, sessions as ranges. Pure, tested: their number is bounded whatever the case's size.
import type { Result } from '../../../shared/channels.ts';
import { isOwnCall, OWN_CALL_SIGN, OWN_CALL_WORDS } from '../../../shared/own-calls.ts';
import { grouped, plural } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import { type DensityBin, EVENT_CLASSES, type EventClass, type LaneEvent, type LaneSession } from '../../../shared/timeline.ts';
import { CLASS_SIGNS } from '../../../shared/timeline-picture/classes.ts';
import { oneLine } from '../../components/visible-text.ts';
import type { Span } from '../../state/view-state.ts';
import { REACH } from './spans.ts';

export type Lanes = Result<'timeline.lanes'>;
export type Sessions = Result<'timeline.sessions'>;

const times = new Map<string, string>();

/** `formatTime`, remembered: marks of all lanes begin and end at the same moments, and formatting a time costs more than all else of a mark. */
function timeText(ms: number | null, zone: string): string {
  const key = `${zone} ${ms}`;
  let text = times.get(key);
  if (text === undefined) {
    text = formatTime(ms, zone);
    if (times.size > 20_000) times.clear();
    times.set(key, text);
  }
  return text;
}

/** What a class is called, and the sign that goes with its colour. */
export const CLASS_WORDS: Record<EventClass, { sign: string; word: string; colour: string }> = {
  read: { ...CLASS_SIGNS.read, colour: '--bar' },
  write: { ...CLASS_SIGNS.write, colour: '--blue' },
  privilege: { ...CLASS_SIGNS.privilege, colour: '--violet' },
  denied: { ...CLASS_SIGNS.denied, colour: '--amber' },
  error: { ...CLASS_SIGNS.error, colour: '--grey' },
};

/** Lanes beside the pinned ones. */
export const BUSIEST = 12;
/** Marks in view, of all lanes together. */
const MOST_MARKS = 300;
/** Single events that an answer may have; it reaches a little beyond the view. */
export const MOST_EVENTS = 180;
/** Ranges that an answer may have. */
export const MOST_SESSIONS = 40;
/** Signs within a second; the others are counted. */
const MOST_TOGETHER = 12;
/** Narrower than this a mark has no room for its count, px. */
const MARK_PX = 38;
/** More single events than this within a sign's width are one mark: lanes stay low. */
const MOST_STACKED = 3;
/** Width of a single event's sign, and of a letter of its name, px. */
const SIGN_PX = 15;
const LETTER_PX = 6.4;
/** As many items as there can be at most, also while one moves away from what was answered: tests hold the window to it. */
export const MOST_ITEMS = Math.ceil(MOST_MARKS * REACH) + MOST_EVENTS + MOST_SESSIONS;

/** Of how many marks one lane may consist in a view so wide. */
export function marksPerLane(lanes: number, widthPx: number): number {
  return Math.max(4, Math.min(Math.floor(widthPx / MARK_PX), Math.floor(MOST_MARKS / (lanes + 1))));
}

export type Parts = Record<EventClass, number>;

interface Item extends Span {
  id: string;
  /** Id of its lane. */
  lane: string;
  /** On which line of it, from 0: what would overlap stands below. */
  line: number;
  title: string;
}

export interface DensityItem extends Item {
  kind: 'density';
  count: number;
  parts: Parts;
  /** 0 to 1, for how strong it is drawn. */
  strength: number;
}

export interface EventItem extends Item {
  kind: 'event';
  row: LaneEvent;
  /** There is room for its name. */
  isNamed: boolean;
}

/** Single events that would stand on top of each other, counted as one. */
export interface CrowdItem extends Item {
  kind: 'crowd';
  count: number;
  parts: Parts;
}

/** Events of one second in one lane. */
export interface TogetherItem extends Item {
  kind: 'together';
  rows: LaneEvent[];
  /** Not among the rows. */
  more: number;
}

export interface SessionItem extends Item {
  kind: 'session';
  session: LaneSession;
}

export type LaneItem = DensityItem | EventItem | CrowdItem | TogetherItem | SessionItem;

export interface LaneRow {
  id: string;
  value: string;
  kind: 'lane' | 'others';
  count: number;
  pinned: boolean;
  /** Values without a lane of their own that `others` stands for. */
  values: number;
}

/** `role/app-role` and `…3333`: the telling part of a value first, as lanes have little room; the whole stands in the title. */
export function laneName(value: string): { name: string; detail: string } {
  const actor = /^(\d{8})(\d{4}):(.+)$/s.exec(value);
  if (actor) return { name: actor[3] ?? '', detail: `…${actor[2]}` };
  const arn = /^arn:[^:]*:([^:]*):([^:]*):[^:]*:(.+)$/s.exec(value);
  if (arn) return { name: arn[3] ?? '', detail: [arn[1], arn[2]].filter(Boolean).join(' ') };
  return { name: value, detail: '' };
}

/** Lanes have an id of their own: the empty value (no actor in the record) is one, too. */
export const laneId = (value: string): string => `lane ${value}`;
const OTHERS = 'others';

/** Below a lane, where the ranges of its credentials stand. */
export const keysId = (lane: string): string => `${lane} keys`;

export const binTotal = (bin: DensityBin): number => bin.ok + bin.denied + bin.error;

/** `1.2k`, `34`: fits a mark; the whole number stands in its title. */
export function compact(n: number): string {
  if (n < 1000) return String(n);
  if (n < 10_000) return `${(Math.floor(n / 100) / 10).toFixed(1)}k`;
  if (n < 1_000_000) return `${Math.floor(n / 1000)}k`;
  return `${(Math.floor(n / 100_000) / 10).toFixed(1)}M`;
}

const partsOf = (bin: DensityBin): Parts => ({
  read: bin.read,
  write: bin.write,
  privilege: bin.privilege,
  denied: bin.denied,
  error: bin.error,
});

/** Classes that should not be missed in a mark: their signs stand beside its count. */
export function tellingOf(parts: Parts): EventClass[] {
  return (['denied', 'privilege', 'error'] as const).filter((name) => parts[name] > 0);
}

/** `34 events: 30 read, 4 denied`. */
export function partsWords(parts: Parts): string {
  const total = EVENT_CLASSES.reduce((sum, name) => sum + parts[name], 0);
  const each = EVENT_CLASSES.filter((name) => parts[name] > 0).map((name) => `${grouped(parts[name])} ${CLASS_WORDS[name].word}`);
  return `${plural(total, 'event')}${each.length > 0 ? `: ${each.join(', ')}` : ''}`;
}

/** What a bar of the chart says under the pointer. */
export const binWords = (bin: DensityBin, zone: string): string =>
  `${partsWords(partsOf(bin))}\n${timeText(bin.from, zone)}\n– ${timeText(bin.to, zone)}`;

/** Whether anything of a stretch is in view. */
export const isIn = (view: Span, { from, to }: Span): boolean =>
  from === to ? from >= view.from && from < view.to : to > view.from && from < view.to;

/** Events of the bins of which something is in view. */
export const countIn = (view: Span, bins: readonly DensityBin[]): number =>
  bins.reduce((sum, bin) => (isIn(view, bin) ? sum + binTotal(bin) : sum), 0);

/**
 * The lanes in the order in which they stand; values without one share the last. An answer reaches beyond the view: what is counted is what is in it,
 * at its edges whole marks.
 */
export function laneRows(lanes: Lanes, view: Span): LaneRow[] {
  const countOf = (place: number): number => {
    const lane = lanes.lanes[place];
    if (!lane?.single) return countIn(view, lane?.bins ?? []);
    const isHere = ({ lanes: places, timeMs }: LaneEvent) =>
      places.includes(place) && timeMs !== null && timeMs >= view.from && timeMs < view.to;
    return (lanes.events ?? []).filter(isHere).length;
  };
  const rows: LaneRow[] = lanes.lanes.map(({ value, pinned }, place) => ({
    id: laneId(value),
    value,
    kind: 'lane',
    count: countOf(place),
    pinned,
    values: 1,
  }));
  if (lanes.others.count > 0 || lanes.otherLanes > 0)
    rows.push({ id: OTHERS, value: '', kind: 'others', count: countIn(view, lanes.others.bins), pinned: false, values: lanes.otherLanes });
  return rows;
}

/**
 * Everything that stands in the lanes.
 * @param sessions as asked for these very lanes, else null
 * @param msPerPx how long a pixel is
 */
export function laneItems(lanes: Lanes, sessions: Sessions | null, zone: string, msPerPx: number): LaneItem[] {
  const all = [...lanes.lanes.map(({ bins }) => bins), lanes.others.bins];
  const most = all.reduce((max, bins) => bins.reduce((m, bin) => Math.max(m, binTotal(bin)), max), 1);
  const items: LaneItem[] = [];
  const singles = lanes.events ?? [];
  const isSingle = (place: number) => lanes.events !== null && (lanes.lanes[place]?.single ?? false);
  lanes.lanes.forEach(({ value, bins }, place) => {
    if (!isSingle(place)) items.push(...densityItems(laneId(value), bins, most, zone));
  });
  items.push(...densityItems(OTHERS, lanes.others.bins, most, zone));
  const perLane = new Map<number, LaneEvent[]>();
  for (const row of singles.slice(0, MOST_EVENTS))
    for (const place of row.lanes) {
      if (!isSingle(place)) continue;
      const rows = perLane.get(place);
      if (rows) rows.push(row);
      else perLane.set(place, [row]);
    }
  // A resource's event may stand in several lanes: all of them together are bounded, too.
  let left = MOST_EVENTS;
  for (const [place, rows] of perLane) {
    const lane = lanes.lanes[place];
    if (!lane) continue;
    const made = eventItems(laneId(lane.value), rows, zone, msPerPx).slice(0, left);
    left -= made.length;
    items.push(...onLines(made, msPerPx));
  }
  if (sessions) {
    const ranges = sessionItems(lanes, sessions, zone);
    for (const lane of new Set(ranges.map((item) => item.lane)))
      items.push(
        ...onLines(
          ranges.filter((item) => item.lane === lane),
          msPerPx,
        ),
      );
  }
  return items;
}

/** Items of a lane, each on the first line on which it overlaps none before it. */
function onLines<T extends LaneItem>(items: readonly T[], msPerPx: number): T[] {
  const ends: number[] = [];
  return items
    .toSorted((a, b) => a.from - b.from)
    .map((item) => {
      const { before, after } = reachOf(item);
      const [from, to] = [item.from / msPerPx - before, Math.max(item.from / msPerPx + after, isRange(item) ? item.to / msPerPx : 0)];
      const free = ends.findIndex((end) => end <= from);
      const line = free < 0 ? ends.length : free;
      ends[line] = to;
      return { ...item, line };
    });
}

const isRange = ({ kind }: LaneItem): boolean => kind === 'session' || kind === 'density';

/** How far an item reaches before and after its time, px. */
export function reachOf(item: LaneItem): { before: number; after: number } {
  switch (item.kind) {
    case 'density':
      return { before: 0, after: 0 };
    case 'session':
      return { before: 0, after: 6 };
    case 'crowd':
      return { before: 8, after: 18 + compact(item.count).length * LETTER_PX + tellingOf(item.parts).length * 11 };
    case 'together':
      return { before: 9, after: item.rows.length * SIGN_PX + (item.more > 0 ? 34 : 0) };
    case 'event':
      return { before: 8, after: 9 + (item.isNamed ? (item.row.eventName ?? '(no eventName)').length * LETTER_PX : 0) };
  }
}

function densityItems(lane: string, bins: readonly DensityBin[], most: number, zone: string): DensityItem[] {
  return bins.flatMap((bin): DensityItem[] => {
    const count = binTotal(bin);
    if (count === 0) return [];
    const parts = partsOf(bin);
    return [
      {
        kind: 'density',
        // By its time: after a move the same mark is the same item.
        id: `${lane} at ${bin.from} for ${bin.to - bin.from}`,
        lane,
        line: 0,
        from: bin.from,
        to: bin.to,
        count,
        parts,
        strength: most <= 1 ? 1 : 0.25 + 0.75 * (Math.log(count + 1) / Math.log(most + 1)),
        title: `${partsWords(parts)}\n${timeText(bin.from, zone)}\n– ${timeText(bin.to, zone)}\nclick: nearer`,
      },
    ];
  });
}

function eventItems(lane: string, rows: readonly LaneEvent[], zone: string, msPerPx: number): (EventItem | CrowdItem | TogetherItem)[] {
  const dated = rows.filter((row) => row.timeMs !== null);
  const items: (EventItem | CrowdItem | TogetherItem)[] = [];
  for (let at = 0; at < dated.length; ) {
    const first = dated[at] as LaneEvent;
    // What begins within the width of a sign would be stacked on it.
    const reach = first.second + Math.max(1000, SIGN_PX * msPerPx);
    let end = at + 1;
    while (end < dated.length && (dated[end] as LaneEvent).second < reach) end++;
    const some = dated.slice(at, end);
    const isOneSecond = some.every(({ second }) => second === first.second);
    const next = dated[end];
    if (some.length > MOST_STACKED && !isOneSecond) items.push(crowdItem(lane, some, zone));
    else items.push(...secondsOf(some).map((same) => secondItem(lane, same, zone)));
    const last = items.at(-1);
    if (last?.kind === 'event' && some.length === 1) {
      const room = next ? (next.second - first.second) / msPerPx : Number.POSITIVE_INFINITY;
      last.isNamed = room > SIGN_PX * 1.5 + (first.eventName ?? '').length * LETTER_PX;
    }
    at = end;
  }
  return items;
}

/** Rows of the same second together. */
function secondsOf(rows: readonly LaneEvent[]): LaneEvent[][] {
  const seconds = new Map<number, LaneEvent[]>();
  for (const row of rows) {
    const same = seconds.get(row.second);
    if (same) same.push(row);
    else seconds.set(row.second, [row]);
  }
  return [...seconds.values()];
}

function secondItem(lane: string, same: LaneEvent[], zone: string): EventItem | TogetherItem {
  const [first] = same as [LaneEvent];
  if (same.length === 1) {
    const from = first.timeMs ?? first.second;
    return {
      kind: 'event',
      id: `${lane} event ${first.id}`,
      lane,
      line: 0,
      from,
      to: from,
      row: first,
      isNamed: false,
      title: eventTitle(first, zone),
    };
  }
  const { second } = first;
  return {
    kind: 'together',
    id: `${lane} second ${second} of ${same.length}`,
    lane,
    line: 0,
    from: second,
    to: second + 1000,
    rows: same.slice(0, MOST_TOGETHER),
    more: Math.max(0, same.length - MOST_TOGETHER),
    title: `${same.length} events in the same second: their order is not known\n${timeText(second, zone)}`,
  };
}

function crowdItem(lane: string, rows: readonly LaneEvent[], zone: string): CrowdItem {
  const [from, to] = [rows[0]?.second ?? 0, (rows.at(-1)?.second ?? 0) + 1000];
  const parts: Parts = { read: 0, write: 0, privilege: 0, denied: 0, error: 0 };
  for (const row of rows) parts[row.class]++;
  return {
    kind: 'crowd',
    id: `${lane} crowd ${from} to ${to}`,
    lane,
    line: 0,
    from,
    to,
    count: rows.length,
    parts,
    title: `${partsWords(parts)}\n${timeText(from, zone)}\n– ${timeText(to, zone)}\nclick: nearer, where they stand singly`,
  };
}

/** What a single event says under the pointer. */
export function eventTitle(row: LaneEvent, zone: string): string {
  const { sign, word } = CLASS_WORDS[row.class];
  const lines = [
    row.eventName ?? '(no eventName)',
    timeText(row.timeMs, zone),
    `${sign} ${word}${row.errorCode ? `: ${row.errorCode}` : ''}`,
    [row.actor, row.sourceIPAddress].filter(Boolean).join(' from '),
    isOwnCall(row.userAgent) ? `${OWN_CALL_SIGN} ${OWN_CALL_WORDS}` : '',
    row.together > 1 ? `same second as ${plural(row.together - 1, 'other event')}: their order is not known` : '',
  ];
  return lines.filter(Boolean).map(oneLine).join('\n');
}

/** `dev-session · AssumeRole · ASIA…`: what stands on a range, the telling part first. */
export function sessionLabel({ key, sessionName, how, certainty }: LaneSession): string {
  const begun = how === null ? null : `${how}${certainty === 'inferred' ? ' (inferred)' : ''}`;
  return oneLine([sessionName, begun, key].filter((part) => part !== null).join(' · '));
}

/** `temporary key ASIA…, AssumeRole`: what a range is. */
export function sessionWords({ key, type, sessionName, how, certainty }: LaneSession): string {
  const kind = type === 'long-term' ? 'long-term key' : type === 'temporary' ? 'temporary key' : 'key';
  const begun = how === null ? '' : `, ${how}${certainty === 'inferred' ? ' (inferred)' : ''}`;
  return oneLine(`${kind} ${key}${sessionName === null ? '' : `, session ${sessionName}`}${begun}`);
}

function sessionItems(lanes: Lanes, { sessions }: Sessions, zone: string): SessionItem[] {
  return sessions.slice(0, MOST_SESSIONS).flatMap((session): SessionItem[] => {
    const lane = lanes.lanes[session.lane];
    // Above counts they would say little, and push them about.
    if (!lane?.single) return [];
    const id = laneId(lane.value);
    const title = [
      sessionWords(session),
      `${plural(session.count, 'event')}${session.denied > 0 ? `, ${grouped(session.denied)} denied` : ''} here`,
      `${timeText(session.first, zone)}\n– ${timeText(session.last, zone)}`,
      `in the whole case: ${plural(session.whole.count, 'event')}`,
      ...(session.issued === null ? [] : [`issued ${timeText(session.issued, zone)}`]),
      'click: only its events',
    ].join('\n');
    return [{ kind: 'session', id: `${id} key ${session.key}`, lane: id, line: 0, from: session.first, to: session.last, session, title }];
  });
}

/** Events that items stand for: what is aggregated, and what is drawn singly. */
export function standsFor(items: readonly LaneItem[]): { aggregated: number; marks: number; single: number } {
  let [aggregated, marks, single] = [0, 0, 0];
  for (const item of items) {
    if (item.kind === 'density' || item.kind === 'crowd') {
      aggregated += item.count;
      marks++;
    } else if (item.kind === 'event') single++;
    else if (item.kind === 'together') single += item.rows.length + item.more;
  }
  return { aggregated, marks, single };
}
