// Times as Athena's functions give them: text `2026-02-21 18:17:12.000`, always in UTC, so that texts compare as times do.
import { parseEventTime } from '../decode/event-time.ts';

const TIMESTAMP = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?(?: ?(?:UTC|Z))?$/;

/** ms of a timestamp or date text as these functions give it, or null. */
export function msOf(text: string): number | null {
  const found = TIMESTAMP.exec(text.trim());
  if (!found) {
    const ms = parseEventTime(text.trim());
    return Number.isNaN(ms) ? null : ms;
  }
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0'] = found;
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  const date = new Date(ms);
  // 30 February is no date, and Date.UTC would make it one of March.
  if (date.getUTCMonth() !== Number(month) - 1 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return ms + Number(fraction.padEnd(3, '0').slice(0, 3));
}

export function timestampText(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '');
}

/** ISO 8601 as CloudTrail writes it; whole seconds without a fraction. */
export function isoText(ms: number): string {
  const text = new Date(ms).toISOString();
  return text.endsWith('.000Z') ? `${text.slice(0, 19)}Z` : text;
}

const DAY = 86_400_000;
const UNIT_MS: Record<string, number> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: DAY,
  week: 604_800_000,
};
const UNIT_MONTHS: Record<string, number> = { month: 1, quarter: 3, year: 12 };
export const UNITS = [...Object.keys(UNIT_MS), ...Object.keys(UNIT_MONTHS)];

/** ms with some units more. A month more than 31 January is the last of February, as in Trino. */
export function addUnits(ms: number, unit: string, count: number): number {
  const months = UNIT_MONTHS[unit];
  if (months === undefined) return ms + count * (UNIT_MS[unit] as number);
  const date = new Date(ms);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count * months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}

/** Whole units from one time to another. */
export function unitsBetween(unit: string, from: number, to: number): number {
  const months = UNIT_MONTHS[unit];
  if (months === undefined) return Math.trunc((to - from) / (UNIT_MS[unit] as number));
  const [a, b] = [new Date(from), new Date(to)];
  let whole = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  if (whole > 0 && addUnits(from, 'month', whole) > to) whole--;
  if (whole < 0 && addUnits(from, 'month', whole) < to) whole++;
  return Math.trunc(whole / months);
}

export function truncated(unit: string, ms: number): number {
  const date = new Date(ms);
  if (unit === 'week') {
    const day = Math.floor(ms / DAY) * DAY;
    return day - ((date.getUTCDay() + 6) % 7) * DAY;
  }
  const months = UNIT_MONTHS[unit];
  if (months === undefined) return Math.floor(ms / (UNIT_MS[unit] as number)) * (UNIT_MS[unit] as number);
  const month = date.getUTCMonth();
  return Date.UTC(date.getUTCFullYear(), month - (month % months), 1);
}

/** A part of a time, as year() and extract() give it; null for a part that nobody knows. */
export function partOf(part: string, ms: number): number | null {
  const date = new Date(ms);
  const dayOfYear = Math.floor((ms - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY) + 1;
  switch (part) {
    case 'year':
      return date.getUTCFullYear();
    case 'quarter':
      return Math.floor(date.getUTCMonth() / 3) + 1;
    case 'month':
      return date.getUTCMonth() + 1;
    case 'day':
    case 'day_of_month':
      return date.getUTCDate();
    case 'hour':
      return date.getUTCHours();
    case 'minute':
      return date.getUTCMinutes();
    case 'second':
      return date.getUTCSeconds();
    case 'millisecond':
      return date.getUTCMilliseconds();
    case 'dow':
    case 'day_of_week':
      return date.getUTCDay() || 7;
    case 'doy':
    case 'day_of_year':
      return dayOfYear;
    default:
      return null;
  }
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const two = (n: number): string => String(n).padStart(2, '0');

/** A time in a format of MySQL's (date_format) or of Joda's (format_datetime), read as the same parts. Throws on a letter that is not known. */
export function formatted(ms: number, parts: readonly FormatPart[]): string {
  const date = new Date(ms);
  const hour12 = date.getUTCHours() % 12 || 12;
  const give: Record<Part, () => string> = {
    year: () => String(date.getUTCFullYear()).padStart(4, '0'),
    year2: () => two(date.getUTCFullYear() % 100),
    month: () => two(date.getUTCMonth() + 1),
    monthName: () => MONTHS[date.getUTCMonth()] as string,
    monthShort: () => (MONTHS[date.getUTCMonth()] as string).slice(0, 3),
    day: () => two(date.getUTCDate()),
    dayPlain: () => String(date.getUTCDate()),
    dayName: () => DAYS[date.getUTCDay()] as string,
    dayShort: () => (DAYS[date.getUTCDay()] as string).slice(0, 3),
    hour: () => two(date.getUTCHours()),
    hour12: () => two(hour12),
    minute: () => two(date.getUTCMinutes()),
    second: () => two(date.getUTCSeconds()),
    milli: () => String(date.getUTCMilliseconds()).padStart(3, '0'),
    micro: () => `${String(date.getUTCMilliseconds()).padStart(3, '0')}000`,
    half: () => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
    zone: () => 'Z',
  };
  return parts.map((part) => (typeof part === 'string' ? give[part]() : part.text)).join('');
}

type Part =
  | 'year' | 'year2' | 'month' | 'monthName' | 'monthShort' | 'day' | 'dayPlain' | 'dayName' | 'dayShort' | 'hour' | 'hour12' | 'minute' | 'second'
  | 'milli' | 'micro' | 'half' | 'zone'; // biome-ignore format: one list
type FormatPart = Part | { text: string };

const READ: Partial<Record<Part, string>> = {
  year: '(?<year>\\d{4})', month: '(?<month>\\d{1,2})', day: '(?<day>\\d{1,2})', dayPlain: '(?<day>\\d{1,2})', hour: '(?<hour>\\d{1,2})',
  minute: '(?<minute>\\d{1,2})', second: '(?<second>\\d{1,2})', milli: '(?<milli>\\d{1,3})', micro: '(?<milli>\\d{1,6})', zone: '(?<zone>Z|UTC|[+-]\\d\\d:?\\d\\d)',
}; // biome-ignore format: one table

/** Reads a time in a format. Null when the text has another form; throws when the format has a part that is not read. */
export function readAs(text: string, parts: readonly FormatPart[]): number | null {
  const pattern = parts.map((part) => {
    if (typeof part !== 'string') return part.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const one = READ[part];
    if (!one) throw new Error('this format can be written, not read');
    return one;
  });
  const found = new RegExp(`^${pattern.join('')}$`).exec(text);
  if (!found) return null;
  const { year = '1970', month = '1', day = '1', hour = '0', minute = '0', second = '0', milli = '0', zone = 'Z' } = found.groups ?? {};
  const ms = msOf(
    `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} ${hour.padStart(2, '0')}:${minute.padStart(2, '0')}:${second.padStart(2, '0')}.${milli}`,
  );
  const offset = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (ms === null || !offset) return ms;
  return ms - (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) * 60_000;
}

const MYSQL: Record<string, Part> = {
  Y: 'year', y: 'year2', m: 'month', M: 'monthName', b: 'monthShort', d: 'day', e: 'dayPlain', W: 'dayName', a: 'dayShort', H: 'hour', h: 'hour12', I: 'hour12',
  i: 'minute', s: 'second', S: 'second', f: 'micro', p: 'half',
}; // biome-ignore format: one table

/** Parts of a format as date_format and date_parse take it. Throws on what is not known. */
export function mysqlParts(format: string): FormatPart[] {
  const parts: FormatPart[] = [];
  for (const piece of format.match(/%.|[^%]+|%/gs) ?? []) {
    if (piece[0] !== '%') parts.push({ text: piece });
    else if (piece === '%%') parts.push({ text: '%' });
    else if (piece === '%T') parts.push('hour', { text: ':' }, 'minute', { text: ':' }, 'second');
    else {
      const part = MYSQL[piece[1] ?? ''];
      if (!part) throw new Error(`"${piece}" is no part of a time format`);
      parts.push(part);
    }
  }
  return parts;
}

const JODA: Record<string, Part> = {
  yyyy: 'year', YYYY: 'year', yy: 'year2', MM: 'month', M: 'month', MMM: 'monthShort', MMMM: 'monthName', dd: 'day', d: 'dayPlain', EEE: 'dayShort', E: 'dayShort',
  EEEE: 'dayName', HH: 'hour', H: 'hour', hh: 'hour12', mm: 'minute', m: 'minute', ss: 'second', s: 'second', SSS: 'milli', a: 'half', Z: 'zone', ZZ: 'zone', z: 'zone',
}; // biome-ignore format: one table

/** Parts of a format as format_datetime and parse_datetime take it. Throws on what is not known. */
export function jodaParts(format: string): FormatPart[] {
  const parts: FormatPart[] = [];
  for (const piece of format.match(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+/g) ?? []) {
    if (piece === "''") parts.push({ text: "'" });
    else if (piece[0] === "'") parts.push({ text: piece.slice(1, -1).replaceAll("''", "'") });
    else if (!/[A-Za-z]/.test(piece)) parts.push({ text: piece });
    else {
      const part = JODA[piece];
      if (!part) throw new Error(`"${piece}" is no part of a time format`);
      parts.push(part);
    }
  }
  return parts;
}
