// What the histogram above the events shows, without drawing it: spans, widths, parts of bars. Pure, tested.
import type { Args, Result } from '../../../shared/channels.ts';
import type { TimeBar } from '../../components/time-bars.tsx';
import type { Span } from '../../state/view-state.ts';

export type Histogram = Result<'events.histogram'>;

/** Values that have a colour of their own; the others share one. */
export const COLOURED = 6;
/** Up to this length (ms) the bars are narrower than a minute. */
const SHORT_MS = 15 * 60_000;
const SHORT_BARS = 60;

/** How wide the bars are: steps of the clock; within a short span, as narrow as CloudTrail's whole seconds allow. */
export function binningFor({ from, to }: { from: number | null; to: number | null }): Args<'events.histogram'>['binning'] {
  if (from === null || to === null || to - from > SHORT_MS) return { kind: 'auto' };
  return { kind: 'every', ms: Math.max(1000, Math.ceil((to - from) / SHORT_BARS / 1000) * 1000) };
}

/** The whole of the bins; null where there is none. */
export function spanOf({ bins }: Histogram): Span | null {
  const [first, last] = [bins[0], bins.at(-1)];
  return first && last ? { from: first.from, to: last.to } : null;
}

/** One part per coloured value, then all others; a single part where nothing is told apart. */
export function barsOf({ bins, values }: Histogram): TimeBar[] {
  return bins.map(({ from, to, count, by }) => {
    if (values.length === 0) return { from, to, parts: [count] };
    const coloured = by.slice(0, COLOURED);
    return { from, to, parts: [...coloured, count - coloured.reduce((sum, n) => sum + n, 0)] };
  });
}

/** A dragged span out to the edges of the bars that it touches. */
export function snapped({ bins }: Histogram, span: Span): Span {
  const from = bins.findLast((bin) => bin.from <= span.from)?.from ?? span.from;
  const to = bins.find((bin) => bin.to >= span.to)?.to ?? span.to;
  return { from, to };
}

/** How many events each part has in all bars. */
export function sums(bars: readonly TimeBar[]): number[] {
  return (bars[0]?.parts ?? []).map((_, i) => bars.reduce((sum, bar) => sum + (bar.parts[i] ?? 0), 0));
}
