// An instant as people write it: `2026-02-21`, `2026-02-21 23:00`, `2026-02-21T23:00:30.5Z`, with an offset, UTC or an abbreviation of a zone.
// Without a zone it is in the case's zone. Nothing is guessed: what could mean two instants is an error that says what to write.

export interface Wrong {
  message: string;
  mend: string;
}

/** The parts of an instant as written, checked as far as this is possible without the case's zone. */
interface Written {
  /** ms of the date and clock, read as if they were UTC. */
  local: number;
  dayOnly: boolean;
  /** Minutes east of UTC; null: by `name`, or the case's zone where that is empty. */
  offset: number | null;
  name: string;
}

const DAY = 86_400_000;
const FORM = /^(\d{4})-(\d\d)-(\d\d)(?:[T ]\s*(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d\d(?::?\d\d)?|[A-Za-z]{2,5})?$/i;
const EXAMPLE = 'write it like 2026-02-21, "2026-02-21 23:00" or 2026-02-21T23:00:00+05:30';

/** Abbreviations that mean one offset wherever they are used, in minutes. Others (IST, CST, EST, PST, BST …) mean several. */
const ABBREVIATIONS: Record<string, number> = {
  UTC: 0,
  GMT: 0,
  CET: 60,
  CEST: 120,
  EET: 120,
  EEST: 180,
  JST: 540,
  NZST: 720,
  NZDT: 780,
};

export function readInstant(text: string): Written | Wrong {
  const parts = FORM.exec(text.trim());
  if (!parts) return { message: `"${text}" is not a date`, mend: mendDate(text.trim()) ?? EXAMPLE };
  const [, year, month, day, hour, minute, second, fraction, zone = ''] = parts;
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const back = new Date(date).toISOString().slice(0, 10);
  // Years before 100 are moved by Date.UTC: they do not print back as they were.
  if (back !== `${year}-${month}-${day}`) return { message: `there is no day ${year}-${month}-${day}`, mend: EXAMPLE };
  if (Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) {
    return {
      message: `there is no time ${hour}:${minute}${second === undefined ? '' : `:${second}`}`,
      mend: 'hours go from 00 to 23, minutes and seconds to 59',
    };
  }
  const ms = Math.floor(Number(`0.${fraction ?? 0}`) * 1000);
  const local = date + ((Number(hour ?? 0) * 60 + Number(minute ?? 0)) * 60 + Number(second ?? 0)) * 1000 + ms;
  const dayOnly = hour === undefined;
  if (zone === '') return { local, dayOnly, offset: null, name: '' };
  const name = zone.toUpperCase();
  if (name === 'Z') return { local, dayOnly, offset: 0, name: '' };
  const numeric = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (!numeric) return { local, dayOnly, offset: ABBREVIATIONS[name] ?? null, name };
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
  if (minutes > 14 * 60 || Number(numeric[3] ?? 0) > 59)
    return { message: `there is no offset ${zone}`, mend: 'offsets go from -12:00 to +14:00' };
  return { local, dayOnly, offset: numeric[1] === '-' ? -minutes : minutes, name: '' };
}

/** Common ways to write a date otherwise, put right where only one reading is possible. */
function mendDate(text: string): string | null {
  const parts = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}:\d\d(?::\d\d)?))?$/.exec(text);
  if (!parts) return null;
  const two = (part: string): string => part.padStart(2, '0');
  const clock = parts[4] === undefined ? '' : ` ${parts[4].padStart(parts[4].length + (parts[4].indexOf(':') === 1 ? 1 : 0), '0')}`;
  const mended = `${parts[1]}-${two(parts[2] as string)}-${two(parts[3] as string)}${clock}`;
  return 'message' in readInstant(mended) ? null : `write ${clock === '' ? mended : `"${mended}"`}`;
}

/** Half-open span of what was written, ms UTC: a day, or an instant where both ends are the same. */
export function resolveInstant(written: Written, zone: string): { from: number; to: number } | Wrong {
  const { local, dayOnly, offset, name } = written;
  if (offset !== null || name !== '') {
    const minutes = offset ?? offsetNamed(name, zone, local);
    if (minutes === null) return unknownZone(name, zone);
    const at = local - minutes * 60_000;
    return { from: at, to: dayOnly ? at + DAY : at };
  }
  if (dayOnly) return { from: dayStart(local, zone), to: dayStart(local + DAY, zone) };
  const found = instantsAt(local, zone);
  const [at] = found;
  if (found.length === 1 && at !== undefined) return { from: at, to: at };
  const clock = new Date(local).toISOString().slice(0, 16).replace('T', ' ');
  const offsets = [...new Set([local - DAY, local + DAY].map((near) => offsetText(offsetAt(near, zone))))].join(' or ');
  return {
    message: `${clock} ${found.length === 0 ? 'does not exist' : 'happens twice'} in ${zone}, where clocks change`,
    mend: `write the offset: ${offsets}`,
  };
}

function unknownZone(name: string, zone: string): Wrong {
  const mend =
    name === 'IST' ? 'write the offset: +05:30 (India), +02:00 (Israel) or +01:00 (Ireland)' : 'write the offset, as +05:30 or Z';
  return { message: `"${name}" names no one time zone, and it is none of the case's zone ${zone}`, mend };
}

/** Every instant at which clocks in a zone show a local time: one, none or two. */
function instantsAt(local: number, zone: string): number[] {
  const offsets = new Set([offsetAt(local - DAY, zone), offsetAt(local + DAY, zone)]);
  const found = [...offsets].map((minutes) => local - minutes * 60_000).filter((at) => at + offsetAt(at, zone) * 60_000 === local);
  return found.sort((a, b) => a - b);
}

/** The first instant of a day; clocks may change at midnight. */
function dayStart(local: number, zone: string): number {
  const [at] = instantsAt(local, zone);
  if (at !== undefined) return at;
  // Midnight was skipped: the day begins when clocks jump, which is midnight by the offset before.
  return local - offsetAt(local - DAY, zone) * 60_000;
}

/** The offset that an abbreviation means in a zone, in minutes; null when it is not used there. */
function offsetNamed(name: string, zone: string, local: number): number | null {
  if (name === 'IST' && /^Asia\/(Kolkata|Calcutta)$/.test(zone)) return 330;
  const year = new Date(local).getUTCFullYear();
  for (const at of [local, Date.UTC(year, 0, 1), Date.UTC(year, 6, 1)]) {
    // Which abbreviations are known depends on the language that asks.
    for (const locale of ['en-US', 'en-GB', 'en-IN', 'en-AU', 'en-CA', 'en-ZA']) {
      const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' }).formatToParts(at);
      if (parts.find(({ type }) => type === 'timeZoneName')?.value.toUpperCase() === name) return offsetAt(at, zone);
    }
  }
  return null;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Minutes east of UTC in a zone at an instant. */
function offsetAt(ms: number, zone: string): number {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    formatters.set(zone, formatter);
  }
  const text = formatter.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const parts = /([+-])(\d\d):(\d\d)/.exec(text);
  if (!parts) return 0;
  return (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3]));
}

function offsetText(minutes: number): string {
  const all = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${String(Math.floor(all / 60)).padStart(2, '0')}:${String(all % 60).padStart(2, '0')}`;
}
