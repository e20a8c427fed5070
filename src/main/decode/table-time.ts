// Times as tables and wrappers give them. What names no zone is read as UTC, and said to be so by whoever stores it.
import { parseEventTime } from './event-time.ts';

export interface TableTime {
  /** ms UTC; NaN when the text is no time. */
  ms: number;
  /** Whether the text names its zone. */
  zoned: boolean;
  /** Whether it stops at the minute: the second is not known. */
  toMinute: boolean;
  /** Of a number of days, as spreadsheets count them: ms by which it may be off, since its digits were rounded. */
  rounded?: number;
  /** The text is a time, and which day it means cannot be told. */
  ambiguous?: true;
}

const NONE: TableTime = { ms: Number.NaN, zoned: true, toMinute: false };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

// Clock and zone. Browsers write a narrow no-break space (U+202F) before AM and PM.
const CLOCK = String.raw`(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:[ \u202f\u00a0]?([AP]M))?(?: ?\(?(Z|UTC|GMT)?([+-]\d\d:?\d\d)?\)?)?$`;
// 2020-05-13, 04:52:01 PM · 2021-09-24 17:36:03.000 · 2021-09-24 17:36:03.000 UTC · 2021/9/24 17:36, as spreadsheets in Asia write it
const NUMERIC = new RegExp(String.raw`^(\d{4})(?:-(\d\d)-|/(\d\d?)/)(\d\d?),?[ T]+${CLOCK}`, 'i');
// 24.09.2021 17:36:03: with dots the day stands first everywhere.
const DOTTED = new RegExp(String.raw`^(\d\d?)\.(\d\d?)\.(\d{4}),? ${CLOCK}`, 'i');
// 5/13/2020 16:52 · 13-05-2020 16:52 · 5/13/20 16:52: spreadsheets write the parts in the order of their country.
const SHORT = new RegExp(String.raw`^(\d\d?)([/-])(\d\d?)\2(\d{4}|\d\d),? ${CLOCK}`, 'i');
// 43964.70279: days since 30 December 1899, of which a spreadsheet prints about ten digits.
const SERIAL = /^(\d{5})[.,](\d{3,15})$/;
// May 19, 2020, 23:17 (UTC-07:00) · February 21, 2026 at 18:17:12 (UTC+05:30)
const WRITTEN = new RegExp(String.raw`^([A-Z][a-z]+)\.? (\d{1,2}), (\d{4}),?(?: at)? ${CLOCK}`, 'i');
// How .NET writes a time in JSON: ms since 1970 in UTC; an offset beside it says only where it was written.
const DOT_NET = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/;

/** Reads an ISO 8601 time with a zone, or one of the styles of the console's and the query services' tables. */
export function parseTableTime(text: string): TableTime {
  const iso = parseEventTime(text);
  if (!Number.isNaN(iso)) return { ms: iso, zoned: true, toMinute: false };
  const ticks = DOT_NET.exec(text);
  if (ticks) return { ms: inRange(Number(ticks[1])), zoned: true, toMinute: false };
  const numeric = NUMERIC.exec(text);
  if (numeric) {
    const [, year, month, slashed, day, ...clock] = numeric;
    return instant(Number(year), Number(month ?? slashed), Number(day), clock);
  }
  const dotted = DOTTED.exec(text);
  if (dotted) {
    const [, day, month, year, ...clock] = dotted;
    return instant(Number(year), Number(month), Number(day), clock);
  }
  const serial = SERIAL.exec(text);
  if (serial) return serialTime(serial[1] as string, serial[2] as string);
  const short = SHORT.exec(text);
  if (short) return shortTime(short.slice(1));
  const written = WRITTEN.exec(text);
  if (!written) return NONE;
  const [, name = '', day, year, ...clock] = written;
  const month = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  return month === 0 ? NONE : instant(Number(year), month, Number(day), clock);
}

/** CloudTrail began in November 2013: a number that would be a time long before or after now counts something else, or is a date in digits. */
const BEGAN = Date.UTC(2013, 0, 1);
const FAR = Date.UTC(2100, 0, 1);

/**
 * Reads what other tools make of a record's eventTime: any style of the tables, a number that counts from 1970 on, or an object around one of them,
 * as MongoDB (`$date`), BigQuery and PowerShell (`value`) write it.
 */
export function parseRecordTime(value: unknown): TableTime {
  const plain = timeWithin(value);
  if (typeof plain === 'number' || (typeof plain === 'string' && /^\d{10,19}(\.\d{1,9})?$/.test(plain))) {
    const ms = epochMs(Number(plain));
    return ms >= BEGAN && ms < FAR ? { ms, zoned: true, toMinute: false } : NONE;
  }
  return typeof plain === 'string' ? parseTableTime(plain) : NONE;
}

/** The text or number that says a time, or stands in an object around one; null where there is none. */
export function timeWithin(value: unknown, depth = 0): string | number | null {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value !== 'object' || value === null || depth > 2) return null;
  for (const name of ['$date', '$numberLong', 'value']) {
    if (name in value) return timeWithin((value as Record<string, unknown>)[name], depth + 1);
  }
  return null;
}

/** ms UTC of a number that counts seconds, milli-, micro- or nanoseconds since 1970; NaN when it gives no year of four digits. */
export function epochMs(count: number): number {
  const size = Math.abs(count);
  const ms = size > 1e17 ? count / 1e6 : size > 1e14 ? count / 1000 : size > 1e11 ? count : count * 1000;
  return inRange(Math.floor(ms));
}

const FIRST = Date.UTC(1970, 0, 1);
const END = Date.UTC(10_000, 0, 1);

function inRange(ms: number): number {
  return ms >= FIRST && ms < END ? ms : Number.NaN;
}

/** Days from 30 December 1899 to 1 January 1970. */
const EPOCH_DAY = 25_569;
const DAY_S = 86_400;

/** The nearest second: it is the one that was meant, if what was cut off is less than half of one. */
function serialTime(days: string, fraction: string): TableTime {
  const ms = Math.round((Number(`${days}.${fraction}`) - EPOCH_DAY) * DAY_S) * 1000;
  if (ms < BEGAN || ms >= FAR) return NONE;
  const half = DAY_S / 2 / 10 ** fraction.length;
  return { ms, zoned: false, toMinute: false, rounded: half < 0.5 ? 0 : Math.ceil(half) * 1000 };
}

/** A date is read where only one order of its parts makes one: none is guessed, neither from the machine's country nor from other rows. */
function shortTime([first, , second, third = '', ...clock]: (string | undefined)[]): TableTime {
  const [a, b, c] = [Number(first), Number(second), Number(third)];
  const times = (third.length === 4 ? [instant(c, a, b, clock), instant(c, b, a, clock)] : twoDigits(a, b, c, clock)).filter(
    ({ ms }) => ms >= BEGAN && ms < FAR,
  );
  const [time] = times;
  if (time === undefined) return NONE;
  return times.every(({ ms }) => ms === time.ms) ? time : { ...NONE, ambiguous: true };
}

/** From here on two digits of a year are of the last century: so spreadsheets have it. */
const CENTURY = 50;

/** Month, day, year; day, month, year; year, month, day. */
function twoDigits(a: number, b: number, c: number, clock: (string | undefined)[]): TableTime[] {
  const orders = [
    [c, a, b],
    [c, b, a],
    [a, b, c],
  ] as const;
  return orders.filter(([year]) => year < CENTURY).map(([year, month, day]) => instant(2000 + year, month, day, clock));
}

function instant(year: number, month: number, day: number, clock: (string | undefined)[]): TableTime {
  const [hourText, minute, second, fraction = '', half, utc, offset] = clock;
  const hour = hourOf(Number(hourText), half);
  if (hour < 0 || hour > 23 || Number(minute) > 59 || Number(second ?? 0) > 60) return NONE;
  const date = new Date(Date.UTC(year, month - 1, day));
  // A day that does not exist rolls over, and a year below 100 is taken for one of the last century: they are none.
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return NONE;
  const seconds = (hour * 60 + Number(minute)) * 60 + Number(second ?? 0);
  const ms = date.getTime() + seconds * 1000 + Math.floor(Number(`0.${fraction || 0}`) * 1000) - zoneMs(offset);
  return Number.isNaN(ms) ? NONE : { ms, zoned: utc !== undefined || offset !== undefined, toMinute: second === undefined };
}

/** Hour from 0 to 23; -1 when a clock of twelve hours shows no such hour. */
function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return -1;
  return (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
}

/** NaN for an offset that no zone has. */
function zoneMs(offset: string | undefined): number {
  if (offset === undefined) return 0;
  const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(-2))];
  return hours > 14 || minutes > 59 ? Number.NaN : (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
