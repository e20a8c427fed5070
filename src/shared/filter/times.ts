// What the fields about time mean: a span of ms UTC, half-open. No clock is read: spans are relative to the case's own events.
import type { TimeField } from './fields.ts';
import { readInstant, resolveInstant, type Wrong } from './instant.ts';

/** What times are resolved with. */
export interface TimeContext {
  /** IANA zone of the case. */
  zone: string;
  /** ms UTC; null when no event is dated. */
  firstEvent: number | null;
  lastEvent: number | null;
}

/** Half-open, ms UTC; null: no limit. */
export interface TimeSpan {
  from: number | null;
  to: number | null;
}

const UNITS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Holds no instant. */
const NOTHING: TimeSpan = { from: 0, to: 0 };

/** What is wrong with a value, as far as it can be told without a case; null when nothing is. */
export function checkTime(field: TimeField, value: string): Wrong | null {
  // Abbreviations of zones mean something only within a case: here every zone will do.
  const result = resolve(field, value, null);
  return 'message' in result ? result : null;
}

/** The span that a term asks for. */
export function resolveTime(field: TimeField, value: string, context: TimeContext): TimeSpan | Wrong {
  return resolve(field, value, context);
}

function resolve(field: TimeField, value: string, context: TimeContext | null): TimeSpan | Wrong {
  if (field === 'last' || field === 'first') return relative(field, value, context);
  if (field === 'time' && value.includes('..')) return range(value, context);
  const span = instant(value, context);
  if ('message' in span) return span;
  if (field === 'after') return { from: span.from, to: null };
  if (field === 'before') return { from: null, to: span.from };
  if (span.to === span.from) {
    if (field === 'on')
      return {
        message: `on: takes a day, not "${value}"`,
        mend: `write on:${value.trim().slice(0, 10)}, or time:A..B for less than a day`,
      };
    // An instant without seconds is its minute, one without a fraction its second.
    return { from: span.from, to: span.from + (/:\d\d:\d\d\.\d/.test(value) ? 1 : /:\d\d:\d\d/.test(value) ? 1000 : 60_000) };
  }
  return span;
}

function instant(value: string, context: TimeContext | null): { from: number; to: number } | Wrong {
  const written = readInstant(value);
  if ('message' in written) return written;
  if (context !== null) return resolveInstant(written, context.zone);
  return { from: written.local, to: written.dayOnly ? written.local + 86_400_000 : written.local };
}

/** `A..B`: from A on, until B; where B is a day, to its end. One of both may be missing. */
function range(value: string, context: TimeContext | null): TimeSpan | Wrong {
  const [a = '', b = '', ...more] = value.split('..').map((part) => part.trim());
  if (more.length > 0 || (a === '' && b === '')) {
    return { message: `"${value}" is not a range of time`, mend: 'write time:2026-02-21..2026-02-22, or leave one end open' };
  }
  const from = a === '' ? null : instant(a, context);
  if (from && 'message' in from) return from;
  const to = b === '' ? null : instant(b, context);
  if (to && 'message' in to) return to;
  if (context !== null && from && to && to.to <= from.from)
    return { message: `"${value}" ends before it begins`, mend: `write time:"${b}..${a}"` };
  return { from: from?.from ?? null, to: to?.to ?? null };
}

function relative(field: 'last' | 'first', value: string, context: TimeContext | null): TimeSpan | Wrong {
  const ms = duration(value);
  if (ms === null)
    return { message: `"${value}" is not a length of time`, mend: `write ${field}:30m, ${field}:6h, ${field}:2d or ${field}:1d12h` };
  if (context === null) return NOTHING;
  const { firstEvent, lastEvent } = context;
  if (firstEvent === null || lastEvent === null) return NOTHING;
  return field === 'last' ? { from: lastEvent - ms, to: lastEvent + 1 } : { from: firstEvent, to: firstEvent + ms + 1 };
}

/** ms of `6h`, `30m`, `1d12h`; null for anything else. */
function duration(value: string): number | null {
  const text = value.trim().toLowerCase();
  if (!/^(\d{1,9}[smhdw])+$/.test(text)) return null;
  let ms = 0;
  for (const [, number, unit] of text.matchAll(/(\d+)([smhdw])/g)) ms += Number(number) * (UNITS[unit as string] as number);
  return ms > 0 && Number.isSafeInteger(ms) && ms < 8.64e15 ? ms : null;
}
