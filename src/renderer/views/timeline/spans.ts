// Spans of time as the timeline moves through them, and the grid on which it asks the engine: pure arithmetic, tested.
import type { Span } from '../../state/view-state.ts';

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

/** The span to show after a click on an aggregated mark: the mark with as much again on both sides. */
export function nearer(whole: Span, item: Span): Span {
  const width = item.to - item.from;
  return within(whole, { from: item.from - width, to: item.to + width });
}

/** Moves a span as little as needed so that an instant stands well within it. */
export function showing(whole: Span, span: Span, at: number): Span {
  const room = (span.to - span.from) * 0.1;
  if (at >= span.from + room && at <= span.to - room) return span;
  const half = (span.to - span.from) / 2;
  return within(whole, { from: at - half, to: at + half });
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Widths that a clock has names for, ms. */
const WIDTHS = [
  ...[1, 2, 5, 10, 15, 20, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 20, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 4, 6, 8, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28, 56, 112, 364, 728, 3640].map((n) => n * DAY),
];

/** The narrowest width of the clock, of which at most `most` fill a span; ms. */
export function binWidth({ from, to }: Span, most: number): number {
  return WIDTHS.find((width) => (to - from) / width <= most) ?? Math.ceil((to - from) / most / DAY) * DAY;
}

/** A question about a span: equal bins whose edges stand on a grid, so that the same moment falls into the same bin wherever one looks from. */
interface Grid extends Span {
  width: number;
  bins: number;
}

/** The span of a grid is at most so many times as long as the view. */
export const REACH = 1.75;

/**
 * The span in view with a quarter of it or more on either side, so that moving shows what is there already; out to the edges of bins.
 * @param offsetMs of the case's zone from UTC: days then begin at its midnight
 */
export function gridFor(view: Span, whole: Span, width: number, offsetMs: number): Grid {
  // In steps of a quarter: while one moves within it, the question stays the same.
  const step = Math.max(width, Math.ceil((view.to - view.from) / 4 / width) * width);
  const down = (at: number) => Math.floor((at + offsetMs) / step) * step - offsetMs;
  const from = Math.max(down(view.from - step), alignDown(whole.from, width, offsetMs));
  const to = Math.min(down(view.to + 2 * step), alignDown(whole.to + width, width, offsetMs));
  return { from, to, width, bins: Math.max(1, Math.round((to - from) / width)) };
}

function alignDown(at: number, width: number, offsetMs: number): number {
  return Math.floor((at + offsetMs) / width) * width - offsetMs;
}
