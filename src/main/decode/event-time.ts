// eventTime to milliseconds. CloudTrail writes whole seconds in UTC; other forms of ISO 8601 are accepted, nothing is guessed.

let lastDay = '';
let lastDayMs = Number.NaN;

function two(text: string, at: number): number {
  const a = text.charCodeAt(at) - 48;
  const b = text.charCodeAt(at + 1) - 48;
  return a >= 0 && a <= 9 && b >= 0 && b <= 9 ? a * 10 + b : Number.NaN;
}

/** ms UTC of a date `YYYY-MM-DD`, NaN when there is no such day. */
function dayMs(day: string): number {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return Number.NaN;
  const ms = Date.parse(`${day}T00:00:00Z`);
  // Date.parse accepts 30 February in some engines: a real day prints back as itself.
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day ? Number.NaN : ms;
}

const OTHER_ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d):(\d\d)(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/;

/** ms UTC of an eventTime such as `2026-02-21T18:17:12Z`; NaN when it is no unambiguous instant. */
export function parseEventTime(text: string): number {
  if (text.length === 20 && text.charCodeAt(19) === 90 && text.charCodeAt(10) === 84 && text[13] === ':' && text[16] === ':') {
    const day = text.slice(0, 10);
    if (day !== lastDay) {
      lastDayMs = dayMs(day);
      lastDay = day;
    }
    return lastDayMs + clockMs(two(text, 11), two(text, 14), two(text, 17));
  }
  const parts = OTHER_ISO.exec(text);
  if (!parts) return Number.NaN;
  const [, day = '', hour, minute, second, fraction, zone = 'Z'] = parts;
  const ms = dayMs(day) + clockMs(Number(hour), Number(minute), Number(second)) + Math.floor(Number(fraction ?? 0) * 1000);
  return zone === 'Z' ? ms : ms - zoneMs(zone);
}

/** A leap second (`:60`) counts as the second after. */
function clockMs(hour: number, minute: number, second: number): number {
  return hour < 24 && minute < 60 && second <= 60 ? ((hour * 60 + minute) * 60 + second) * 1000 : Number.NaN;
}

function zoneMs(zone: string): number {
  const sign = zone[0] === '-' ? -1 : 1;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  return hours < 24 && minutes < 60 ? sign * (hours * 60 + minutes) * 60_000 : Number.NaN;
}
