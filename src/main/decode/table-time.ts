// Times as tables print them. What names no zone is read as UTC, and said to be so by whoever stores it.
import { parseEventTime } from './event-time.ts';

export interface TableTime {
  /** ms UTC; NaN when the text is no time. */
  ms: number;
  /** Whether the text names its zone. */
  zoned: boolean;
}

const NONE: TableTime = { ms: Number.NaN, zoned: true };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

// 2020-05-13, 04:52:01 PM · 2021-09-24 17:36:03.000 · 2021-09-24 17:36:03.000 UTC
const NUMERIC =
  /^(\d{4})-(\d\d)-(\d\d),?[ T]+(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?: ?([AP]M))?(?: ?\(?(Z|UTC|GMT)?([+-]\d\d:?\d\d)?\)?)?$/i;
// May 19, 2020, 23:17 (UTC-07:00) · February 21, 2026 at 18:17:12 (UTC+05:30)
const WRITTEN =
  /^([A-Z][a-z]+)\.? (\d{1,2}), (\d{4}),?(?: at)? (\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?: ?([AP]M))?(?: ?\(?(Z|UTC|GMT)?([+-]\d\d:?\d\d)?\)?)?$/i;

/** Reads an ISO 8601 time with a zone, or one of the styles of the console's and the query services' tables. */
export function parseTableTime(text: string): TableTime {
  const iso = parseEventTime(text);
  if (!Number.isNaN(iso)) return { ms: iso, zoned: true };
  const numeric = NUMERIC.exec(text);
  if (numeric) {
    const [, year, month, day, ...clock] = numeric;
    return instant(Number(year), Number(month), Number(day), clock);
  }
  const written = WRITTEN.exec(text);
  if (!written) return NONE;
  const [, name = '', day, year, ...clock] = written;
  const month = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  return month === 0 ? NONE : instant(Number(year), month, Number(day), clock);
}

function instant(year: number, month: number, day: number, clock: (string | undefined)[]): TableTime {
  const [hourText, minute, second = '0', fraction = '', half, utc, offset] = clock;
  const hour = hourOf(Number(hourText), half);
  if (hour < 0 || hour > 23 || Number(minute) > 59 || Number(second) > 60) return NONE;
  const date = new Date(Date.UTC(year, month - 1, day));
  // A day that does not exist rolls over: it is none.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return NONE;
  const ms = date.getTime() + ((hour * 60 + Number(minute)) * 60 + Number(second)) * 1000 + Math.floor(Number(`0.${fraction || 0}`) * 1000);
  return { ms: ms - zoneMs(offset), zoned: utc !== undefined || offset !== undefined };
}

/** Hour from 0 to 23; -1 when a clock of twelve hours shows no such hour. */
function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return -1;
  return (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
}

function zoneMs(offset: string | undefined): number {
  if (offset === undefined) return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return (offset.startsWith('-') ? -1 : 1) * minutes * 60_000;
}
