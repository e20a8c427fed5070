// What the timeline shows, without drawing it: spans, zooming, and the items that lanes become. Pure, tested.
import type { Result } from '../../../shared/channels.ts';
import type { WindowEventRow } from '../../../shared/domain.ts';
import { grouped } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import { type Outcome, outcomeOf } from '../../components/outcome.ts';
import type { Span } from '../../state/view-state.ts';

export type Lanes = Result<'timeline.lanes'>;
type Bin = Lanes['lanes'][number]['bins'][number];

/** Nearer than this (ms) there is nothing to see: CloudTrail times have whole seconds. */
export const NARROWEST = 2000;

/** The whole case with a little room at both ends; an hour around a single moment. */
export function wholeSpan(first: number, last: number): Span {
  const room = Math.max(60_000, (last - first) * 0.02);
  if (last === first) return { from: first - 1_800_000, to: last + 1_800_000 };
  return { from: Math.floor(first - room), to: Math.ceil(last + room) };
}

/** Keeps a span within the whole and not narrower than can be seen. */
export function within(whole: Span, span: Span): Span {
  const width = Math.min(Math.max(NARROWEST, span.to - span.from), whole.to - whole.from);
  const from = Math.min(Math.max(whole.from, span.from), whole.to - width);
  return { from: Math.round(from), to: Math.round(from + width) };
}

/** Zooms around a point: factor below 1 is nearer. */
export function zoomed(whole: Span, span: Span, factor: number, around = (span.from + span.to) / 2): Span {
  const from = around - (around - span.from) * factor;
  return within(whole, { from, to: from + (span.to - span.from) * factor });
}

/** Moves by a share of the width: 0.25 is a quarter later. */
export function panned(whole: Span, span: Span, share: number): Span {
  const step = (span.to - span.from) * share;
  return within(whole, { from: span.from + step, to: span.to + step });
}

export function sameSpan(a: Span | null, b: Span | null): boolean {
  return a === b || (a !== null && b !== null && a.from === b.from && a.to === b.to);
}

/** `1.2k`, `34`: fits a bin; the whole number stands in its tooltip. */
export function compact(n: number): string {
  if (n < 1000) return String(n);
  if (n < 10_000) return `${(Math.floor(n / 100) / 10).toFixed(1)}k`;
  if (n < 1_000_000) return `${Math.floor(n / 1000)}k`;
  return `${(Math.floor(n / 100_000) / 10).toFixed(1)}M`;
}

export const binTotal = (bin: Bin): number => bin.ok + bin.denied + bin.error;

export interface DensityItem {
  kind: 'density';
  id: string;
  group: string;
  from: number;
  to: number;
  count: number;
  /** Shares of the count, 0 to 1. */
  denied: number;
  error: number;
  /** 0 to 1, for how strong it is drawn. */
  strength: number;
  title: string;
}

export interface EventItem {
  kind: 'event';
  id: string;
  group: string;
  from: number;
  row: WindowEventRow;
  outcome: Outcome;
  title: string;
}

export type TimelineItem = DensityItem | EventItem;

/** Lanes have an id of their own: the empty value (no actor in the record) is one, too. */
export const groupId = (value: string): string => `lane ${value}`;

function densityItems(lanes: Lanes, zone: string): DensityItem[] {
  const most = lanes.lanes.reduce((max, lane) => lane.bins.reduce((m, bin) => Math.max(m, binTotal(bin)), max), 1);
  return lanes.lanes.flatMap((lane) =>
    lane.bins.flatMap((bin, i): DensityItem[] => {
      const count = binTotal(bin);
      if (count === 0) return [];
      const outcome = [
        bin.denied > 0 ? `${grouped(bin.denied)} denied` : '',
        bin.error > 0 ? `${grouped(bin.error)} with other errors` : '',
      ]
        .filter(Boolean)
        .join(', ');
      return [
        {
          kind: 'density',
          id: `density ${lane.value} ${i}`,
          group: groupId(lane.value),
          from: bin.from,
          to: bin.to,
          count,
          denied: bin.denied / count,
          error: bin.error / count,
          strength: most <= 1 ? 1 : 0.25 + 0.75 * (Math.log(count + 1) / Math.log(most + 1)),
          title: `${grouped(count)} ${count === 1 ? 'event' : 'events'}${outcome ? `, ${outcome}` : ''}\n${formatTime(bin.from, zone)}\n– ${formatTime(bin.to, zone)}\nclick: nearer`,
        },
      ];
    }),
  );
}

/** Single events when the engine sent them, else one item per lane and bin that has any. */
export function timelineItems(lanes: Lanes, by: 'actor' | 'ip', zone: string): TimelineItem[] {
  if (lanes.events === null) return densityItems(lanes, zone);
  const shown = new Set(lanes.lanes.map((lane) => lane.value));
  return lanes.events.flatMap((row): EventItem[] => {
    const value = (by === 'actor' ? row.actor : row.sourceIPAddress) ?? '';
    if (row.timeMs === null || !shown.has(value)) return [];
    const outcome = outcomeOf(row.errorCode);
    return [
      {
        kind: 'event',
        id: `event ${row.id}`,
        group: groupId(value),
        from: row.timeMs,
        row,
        outcome,
        title:
          `${row.eventName ?? '(no eventName)'}\n${formatTime(row.timeMs, zone)}\n${row.actor ?? ''} ${row.sourceIPAddress ?? ''}\n${row.errorCode ?? ''}`.trim(),
      },
    ];
  });
}

/** The span to show after a click on an aggregated mark: the mark with as much again on both sides. */
export function nearer(whole: Span, item: { from: number; to: number }): Span {
  const width = item.to - item.from;
  return within(whole, { from: item.from - width, to: item.to + width });
}
