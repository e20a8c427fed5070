// Times for people: stored in UTC, shown in the case's zone with its offset or abbreviation.

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  let found = formatters.get(zone);
  if (!found) {
    // Of its parts only the offset is read: it counts years before Christ as others do, and writes early ones with fewer digits.
    found = new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: '2-digit', timeZoneName: 'longOffset' });
    formatters.set(zone, found);
  }
  return found;
}

/** True when the running ICU data knows this IANA zone. */
export function isTimeZone(zone: string): boolean {
  try {
    formatter(zone);
    return true;
  } catch {
    return false;
  }
}

/** The zone itself, or UTC where the running ICU data does not know it: what comes of it may go to every function here. */
export function knownZone(zone: string): string {
  return isTimeZone(zone) ? zone : 'UTC';
}

interface ZonedTime {
  /** `2026-02-21`; beyond the years 0 to 9999 as ISO 8601 has it: `+012026-02-21`, `-000001-02-21`. */
  date: string;
  /** `23:47:12` */
  clock: string;
  /** `+05:30`; `+00:00` for UTC. */
  offset: string;
}

/** Years of the calendar repeat after 400 of them. */
const CYCLE = 400;
const CYCLE_MS = 146_097 * 86_400_000;
/** ms since 1970 that a Date can hold, either way. */
const FARTHEST = 8.64e15;

/** Splits an instant (ms UTC) into date, clock and offset in a zone. */
export function zoned(ms: number, zone: string): ZonedTime {
  const name = formatter(zone)
    .formatToParts(ms)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const offset = (name ?? 'GMT').replace('GMT', '') || '+00:00';
  const local = ms + offsetMs(offset);
  // In the first and the last hours of what a Date holds the clock of a zone may show what none holds.
  const cycles = Math.abs(local) > FARTHEST ? Math.sign(local) : 0;
  const shown = new Date(local - cycles * CYCLE_MS).toISOString();
  const [, year = '', rest = '', clock = ''] = /^([+-]?\d+)(-\d\d-\d\d)T(\d\d:\d\d:\d\d)/.exec(shown) ?? [];
  return { date: (cycles === 0 ? year : withSign(Number(year) + cycles * CYCLE)) + rest, clock, offset };
}

const withSign = (year: number): string => `${year < 0 ? '-' : '+'}${String(Math.abs(year)).padStart(6, '0')}`;

/** Of an offset as it is shown, which had seconds before clocks were set alike. */
function offsetMs(offset: string): number {
  const [, sign, hours, minutes, seconds] = /^([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(offset) ?? [];
  return (sign === '-' ? -1000 : 1000) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0));
}

/** `2026-02-21 23:47:12 +05:30`; the word "undated" for null. The zone is never left to guess. */
export function formatTime(ms: number | null, zone: string): string {
  if (ms === null) return 'undated';
  const { date, clock, offset } = zoned(ms, zone);
  return `${date} ${clock} ${offset}`;
}

/** ISO 8601 in UTC to the second where the instant has no fraction: `2026-02-21T18:17:12Z`. */
export function isoUtc(ms: number): string {
  const text = new Date(ms).toISOString();
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text;
}
