// Arithmetic of the coverage strips: axis labels in the case's zone, darkness of a bin, widths in words. Pure, tested.
import { zoned } from '../../../shared/time.ts';

/** `1 hour`, `6 hours`, `1 day`, `4 weeks`. */
export function widthWords(ms: number): string {
  const hours = ms / 3_600_000;
  if (hours < 1) return `${Math.round(ms / 60_000)} minutes`;
  if (hours < 24) return hours === 1 ? '1 hour' : `${Math.round(hours)} hours`;
  const days = Math.round(hours / 24);
  if (days % 7 === 0 && days >= 14) return `${days / 7} weeks`;
  return days === 1 ? '1 day' : `${days} days`;
}

/** How strong a bin is drawn, 0 to 1: logarithmic, so that a single event beside a thousand stays visible. */
export function strength(count: number, most: number): number {
  if (count <= 0) return 0;
  if (most <= 1) return 1;
  return 0.28 + 0.72 * (Math.log(count) / Math.log(most));
}

export interface Tick {
  /** 0 to 1 along the axis. */
  at: number;
  label: string;
}

const STEPS_H = [1 / 60, 5 / 60, 15 / 60, 30 / 60, 1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 672, 1344, 2688, 8736];

/** Ticks at round local times, at most `most` of them. */
export function axisTicks(from: number, to: number, zone: string, most: number): Tick[] {
  const span = to - from;
  if (span <= 0 || most < 1) return [];
  const step = (STEPS_H.find((h) => span / (h * 3_600_000) <= most) ?? 8736) * 3_600_000;
  // Local midnight is round, UTC midnight need not be: shift by the offset in force at the start.
  const offset = offsetMs(from, zone);
  const ticks: Tick[] = [];
  let lastDate = '';
  for (let t = Math.ceil((from + offset) / step) * step - offset; t < to; t += step) {
    const { date, clock } = zoned(t, zone);
    const label = step >= 86_400_000 ? date : date === lastDate ? clock.slice(0, 5) : `${date.slice(5)} ${clock.slice(0, 5)}`;
    lastDate = date;
    ticks.push({ at: (t - from) / span, label });
  }
  return ticks;
}

/** Offset from UTC of a zone at an instant, ms. */
export function offsetMs(at: number, zone: string): number {
  const { offset } = zoned(at, zone);
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)/.exec(offset) ?? [];
  if (!sign) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
