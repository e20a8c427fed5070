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

const HOUR = 3_600_000;
const STEPS_H = [1 / 60, 5 / 60, 15 / 60, 30 / 60, 1, 2, 3, 6, 12, 24, 48, 96, 168, 336];
/** Wider than those: of the calendar. */
const STEPS_MONTHS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000];
const MONTH = 30.4 * 24 * HOUR;

/** Ticks at round local times, at most `most` of them (one more where months are short). */
export function axisTicks(from: number, to: number, zone: string, most: number): Tick[] {
  const span = to - from;
  if (span <= 0 || most < 1) return [];
  const hours = STEPS_H.find((h) => span / (h * HOUR) <= most);
  if (hours === undefined) return calendarTicks(from, to, zone, STEPS_MONTHS.find((n) => span / (n * MONTH) <= most) ?? 12_000);
  const step = hours * HOUR;
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

/** At beginnings of months, or of years. */
function calendarTicks(from: number, to: number, zone: string, months: number): Tick[] {
  const local = new Date(from + offsetMs(from, zone));
  const ticks: Tick[] = [];
  for (let n = Math.floor((local.getUTCFullYear() * 12 + local.getUTCMonth()) / months) * months; ; n += months) {
    // As Date.UTC(), which takes years before 100 for ones of the last century.
    const begins = new Date(0).setUTCFullYear(Math.floor(n / 12), n % 12, 1);
    if (Number.isNaN(begins)) return ticks;
    const at = begins - offsetMs(begins, zone);
    if (at >= to) return ticks;
    if (at >= from) ticks.push({ at: (at - from) / (to - from), label: new Date(begins).toISOString().slice(0, months < 12 ? 7 : 4) });
  }
}

/** Of the type of an axis, px. */
const CHARACTER = 6.7;
/** Of a tick: its line, the room between it and its label, and the room before the next one, px. */
const AROUND = 14;
/** The widest label, `02-21 18:00`. */
const WIDEST = 11 * CHARACTER + AROUND;

/** As many ticks as there is room for: no label runs into another, none is cut. @param width of the axis, px */
export function fittingTicks({ from, to }: { from: number; to: number }, zone: string, width: number): Tick[] {
  let free = 0;
  return axisTicks(from, to, zone, Math.max(1, Math.floor(width / WIDEST))).filter(({ at, label }) => {
    const end = at * width + label.length * CHARACTER + AROUND;
    if (at * width < free || end - AROUND / 2 > width) return false;
    free = end;
    return true;
  });
}

/** Offset from UTC of a zone at an instant, ms. */
export function offsetMs(at: number, zone: string): number {
  const { offset } = zoned(at, zone);
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)/.exec(offset) ?? [];
  if (!sign) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
