// The one axis of time that chart, markers and lanes share, in the window and on paper: round times by the clock of the case's zone. Pure, tested.
import { zoned } from '../time.ts';

/** ms UTC, half-open. */
export interface Span {
  from: number;
  to: number;
}

interface AxisTick {
  at: number;
  /** `23:47`, `23:47:12`, or a date. */
  label: string;
  /** A day, or with wider steps a month or a year, begins here. */
  major: boolean;
}

export interface Axis {
  ticks: AxisTick[];
  /** What stands above the ticks: the day (the month, the year) of each stretch. `at` may lie before the span. */
  stretches: { at: number; label: string }[];
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WITHIN_DAY = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const offsets = new Map<string, number>();

/** Offset from UTC of a zone, ms. Kept per hour: zones change it at whole hours of UTC, or at halves of them at worst. */
export function offsetAt(at: number, zone: string): number {
  const key = `${zone} ${Math.floor(at / (HOUR / 2))}`;
  let found = offsets.get(key);
  if (found === undefined) {
    const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)/.exec(zoned(at, zone).offset) ?? [];
    found = sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE : 0;
    if (offsets.size > 5000) offsets.clear();
    offsets.set(key, found);
  }
  return found;
}

/** When a clock of the zone shows a time, given as if it were UTC; ms UTC. Of a time that the clock skips, the moment of the change. */
export function instantOf(local: number, zone: string): number {
  const guess = local - offsetAt(local, zone);
  return local - offsetAt(guess, zone);
}

/** `2026-02-21 01:30:12 – 2026-02-22 06:45:00 +05:30`: the offset once where it is the same at both ends. */
export function spanText({ from, to }: Span, zone: string): string {
  const [a, b] = [zoned(from, zone), zoned(to, zone)];
  const end = `${a.date === b.date ? '' : `${b.date} `}${b.clock} ${b.offset}`;
  return `${a.date} ${a.clock}${a.offset === b.offset ? '' : ` ${a.offset}`} – ${end}`;
}

/** `+01:00`, or `+01:00 → +02:00` where the clock changes within the span: each offset once, in the order in which it comes. */
export function offsetsIn({ from, to }: Span, zone: string): string {
  // Clocks change a few times a year at most.
  const steps = Math.min(40, Math.ceil((to - from) / (30 * DAY)) + 1);
  const all = Array.from({ length: steps + 1 }, (_, i) => zoned(from + ((to - from) * i) / steps, zone).offset);
  return [...new Set(all)].join(' → ');
}

/** `2026-02-21`: of a local time given as if it were UTC. */
const dateOf = (local: number): string => new Date(local).toISOString().slice(0, 10);
const clockOf = (local: number, seconds: boolean): string => new Date(local).toISOString().slice(11, seconds ? 19 : 16);

/** @param most how many ticks have room */
export function axisOf(span: Span, zone: string, most: number): Axis {
  const length = span.to - span.from;
  if (!(length > 0) || most < 1) return { ticks: [], stretches: [] };
  const step = WITHIN_DAY.find((one) => length / one <= most);
  if (step !== undefined) return withinDays(span, zone, step);
  const days = [1, 2, 7, 14].find((n) => length / (n * DAY) <= most);
  if (days !== undefined) return byDays(span, zone, days);
  const months = [1, 2, 3, 6, 12, 24, 60, 120, 600].find((n) => length / (n * 30 * DAY) <= most) ?? 1200;
  return byMonths(span, zone, months);
}

/** Midnights of the zone from the one at or before the span, as local times. */
function midnights({ from, to }: Span, zone: string): number[] {
  const first = Math.floor((from + offsetAt(from, zone)) / DAY) * DAY;
  const all: number[] = [];
  for (let local = first; instantOf(local, zone) < to; local += DAY) all.push(local);
  return all;
}

function withinDays(span: Span, zone: string, step: number): Axis {
  const ticks: AxisTick[] = [];
  const days = midnights(span, zone);
  for (const day of days) {
    // Each day anew: after a change of the clock the round hours stand elsewhere.
    const next = instantOf(day + DAY, zone);
    const start = Math.max(0, Math.floor((span.from + offsetAt(span.from, zone) - day) / step) - 1);
    for (let n = start; n * step < DAY; n++) {
      const at = instantOf(day + n * step, zone);
      if (at >= span.to || at >= next) break;
      if (at < span.from || (ticks.at(-1)?.at ?? Number.NEGATIVE_INFINITY) >= at) continue;
      // As the clock shows it then: an hour that it skips is told as the one after it.
      ticks.push({ at, label: clockOf(at + offsetAt(at, zone), step < MINUTE), major: n === 0 });
    }
  }
  return { ticks, stretches: days.map((day) => ({ at: instantOf(day, zone), label: `${weekday(day)} ${dateOf(day)}` })) };
}

const weekday = (local: number): string => WEEKDAYS[(new Date(local).getUTCDay() + 6) % 7] ?? '';

function byDays(span: Span, zone: string, days: number): Axis {
  const ticks: AxisTick[] = [];
  const months = new Map<string, number>();
  for (const local of midnights(span, zone)) {
    const at = instantOf(local, zone);
    const month = dateOf(local).slice(0, 7);
    if (!months.has(month)) months.set(month, at);
    // Day 4 of the epoch was a Monday: weeks begin there.
    if (at < span.from || (Math.floor(local / DAY) - 4) % days !== 0) continue;
    ticks.push({
      at,
      label: days < 7 ? `${weekday(local)} ${dateOf(local).slice(8)}` : dateOf(local).slice(5),
      major: dateOf(local).endsWith('-01'),
    });
  }
  return { ticks, stretches: [...months].map(([label, at]) => ({ at, label })) };
}

function byMonths(span: Span, zone: string, months: number): Axis {
  const start = new Date(span.from + offsetAt(span.from, zone));
  const first = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months;
  const ticks: AxisTick[] = [];
  const years = new Map<string, number>([[String(start.getUTCFullYear()), span.from]]);
  for (let month = first; ; month += months) {
    const year = Math.floor(month / 12);
    const at = instantOf(Date.UTC(year, month % 12, 1), zone);
    if (at >= span.to) break;
    if (at < span.from) continue;
    if (!years.has(String(year))) years.set(String(year), at);
    ticks.push({ at, label: months < 12 ? (MONTHS[month % 12] ?? '') : String(year), major: month % 12 === 0 });
  }
  return { ticks, stretches: months < 12 ? [...years].map(([label, at]) => ({ at, label })) : [] };
}
