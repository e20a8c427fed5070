// Times for people: stored in UTC, shown in the case's zone with its offset or abbreviation.

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  let found = formatters.get(zone);
  if (!found) {
    found = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'longOffset',
    });
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

export interface ZonedTime {
  /** `2026-02-21` */
  date: string;
  /** `23:47:12` */
  clock: string;
  /** `+05:30`; `+00:00` for UTC. */
  offset: string;
}

/** Splits an instant (ms UTC) into date, clock and offset in a zone. */
export function zoned(ms: number, zone: string): ZonedTime {
  const part: Record<string, string> = {};
  for (const { type, value } of formatter(zone).formatToParts(ms)) part[type] = value;
  const offset = (part.timeZoneName ?? 'GMT').replace('GMT', '') || '+00:00';
  return {
    date: `${part.year}-${part.month}-${part.day}`,
    clock: `${part.hour}:${part.minute}:${part.second}`,
    offset,
  };
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
