// Where nearly all events of the case are, when the few others stand so far off that a picture of the whole time shows nothing of them.
import type { Result } from '../../../shared/channels.ts';
import { grouped, lengthWords } from '../../../shared/text.ts';
import { zoned } from '../../../shared/time.ts';
import { useCall } from '../../data/queries.ts';
import type { Span } from '../../state/view-state.ts';

export type Bulk = NonNullable<Result<'case.bulk'>['bulk']>;

/** It is offered where it takes up no more than this share of what is shown. */
const SHARE = 1 / 20;
/** In how large a share of the bars of a picture nearly all of it must stand before the engine is asked. */
const HEAP = 1 / 12;
const NEARLY_ALL = 0.9;

/**
 * @param shown what a picture shows now; null: nothing yet
 * @param counts of its bars, all of one width: of the events that a filter leaves, perhaps
 * @returns null where there is nothing to offer
 */
export function useBulk(shown: Span | null, counts: readonly number[]): Bulk | null {
  const isAsked = shown !== null && isHeaped(counts);
  const { data } = useCall('case.bulk', {}, { keep: true, enabled: isAsked });
  return isAsked && data?.bulk && isWorth(data.bulk, shown) && isWithin(data.bulk, shown, counts) ? data.bulk : null;
}

/** Whether nearly all is in a few bars side by side. Pure, tested. */
export function isHeaped(counts: readonly number[]): boolean {
  const bars = Math.ceil(counts.length * HEAP);
  const total = counts.reduce((sum, count) => sum + count, 0);
  let heap = 0;
  return counts.some((count, i) => {
    heap += count - (counts[i - bars] ?? 0);
    return bars < counts.length && total > 0 && heap >= total * NEARLY_ALL;
  });
}

/** Pure, tested. */
export function isWorth(bulk: Span, shown: Span): boolean {
  return bulk.from >= shown.from && bulk.to <= shown.to && bulk.to - bulk.from <= (shown.to - shown.from) * SHARE;
}

/** Whether nearly all that is shown is in it, too. Pure, tested. */
export function isWithin(bulk: Span, shown: Span, counts: readonly number[]): boolean {
  const width = (shown.to - shown.from) / counts.length;
  let [within, total] = [0, 0];
  counts.forEach((count, i) => {
    const from = shown.from + i * width;
    total += count;
    if (from < bulk.to && from + width > bulk.from) within += count;
  });
  return total > 0 && within >= total * NEARLY_ALL;
}

/** `2026-02-16 00:00 – 2026-02-23 00:00`: whole hours, by the clock of the zone. */
export function bulkSpanWords({ from, to }: Span, zone: string): string {
  const minute = (at: number) => `${zoned(at, zone).date} ${zoned(at, zone).clock.slice(0, 5)}`;
  return `${minute(from)} – ${minute(to)}`;
}

/** `400 of 402 dated events of the case lie within 7 days: 2026-02-16 00:00 – 2026-02-23 00:00`. */
export function bulkWords(bulk: Bulk, zone: string): string {
  const { events, before, after } = bulk;
  return `${grouped(events)} of ${grouped(events + before + after)} dated events of the case lie within ${lengthWords(bulk.to - bulk.from)}: ${bulkSpanWords(bulk, zone)}`;
}
