// Hints: where a query may not mean what it says. They never change it.
export class Hints {
  private readonly texts = new Set<string>();

  add(text: string): void {
    this.texts.add(text);
  }

  get list(): string[] {
    return [...this.texts];
  }
}

/** eventTime compared with a text that no eventTime looks like: said what the comparison gives, since a text never is a time. */
export function timeHint(hints: Hints, text: string, operator: string, timezone: string): void {
  const found = /^(\d{4}-\d\d-\d\d)([ T])(\d\d:\d\d)(:\d\d)?(\.\d+)?( ?(?:Z|UTC|[+-]\d\d:?\d\d))?$/.exec(text);
  if (!found) return;
  const [, day, between, minutes, seconds = ':00', , zone = ''] = found as unknown as [
    string,
    string,
    string,
    string,
    string?,
    string?,
    string?,
  ];
  if (between === 'T' && zone === 'Z') return;
  const asMeant = `${day}T${minutes}${seconds}Z`;
  const local = zoneTime(asMeant, timezone);
  const parts = [`eventTime is compared as a text, as in Athena, and '${text}' is not written as an eventTime is (2026-02-21T18:17:12Z)`];
  if (between === ' ' && operator !== '=' && operator !== '<>' && operator !== '!=')
    parts.push(
      `a blank comes before T, so ${operator.startsWith('>') ? `it gives all of ${day} (UTC) and what comes later` : `it gives nothing of ${day} (UTC) and only what is earlier`}`,
    );
  else if (operator === '=') parts.push('so it equals none');
  parts.push(`for that moment in UTC write '${asMeant}'${local ? `, for ${minutes} in ${timezone} '${local}'` : ''}`);
  hints.add(parts.join('; '));
}

/** The moment at which a clock in a zone shows what a UTC clock shows at `utc`; null for UTC itself or a zone that is not known. */
function zoneTime(utc: string, timezone: string): string | null {
  const ms = Date.parse(utc);
  if (Number.isNaN(ms)) return null;
  try {
    const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' }).format(ms);
    const offset = Date.parse(`${shown.replace(' ', 'T')}Z`) - ms;
    return offset === 0 ? null : `${new Date(ms - offset).toISOString().slice(0, 19)}Z`;
  } catch {
    return null;
  }
}
