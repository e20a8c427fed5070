// Times of the sample: milliseconds since the epoch inside, AWS spellings and Indian time outside.

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
const IST_OFFSET = 5 * HOUR + 30 * MINUTE;

/** Milliseconds of an ISO time that ends in Z. */
export function utc(text: string): number {
  const ms = Date.parse(text);
  if (!text.endsWith('Z') || Number.isNaN(ms)) throw new Error(`not a UTC time: ${text}`);
  return ms;
}

/** 2026-02-21T18:17:12Z, as in eventTime. */
export const iso = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** 2026-02-21T18:17:12+00:00, as the AWS CLI prints times. */
export const cliTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}+00:00`;

/** 20260221T181712Z, as in a digest's name. */
export const stamp = (ms: number): string => iso(ms).replaceAll(/[-:]/g, '');

/** 20260221T1815Z, as in a log file's name. */
export const minuteStamp = (ms: number): string => `${stamp(ms).slice(0, 13)}Z`;

/** 2026/02/21, as in a key. */
export const dayPath = (ms: number): string => iso(ms).slice(0, 10).replaceAll('-', '/');

/** 2026-02-21 23:47:12 IST. */
export const ist = (ms: number): string => `${new Date(ms + IST_OFFSET).toISOString().slice(0, 19).replace('T', ' ')} IST`;

/** Feb 21, 2026, 6:41:15 PM, as STS and IAM print times inside responseElements. */
export function longTime(ms: number): string {
  const d = new Date(ms);
  const month = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][d.getUTCMonth()];
  const hour = d.getUTCHours();
  const two = (n: number): string => String(n).padStart(2, '0');
  const clock = `${hour % 12 === 0 ? 12 : hour % 12}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}`;
  return `${month} ${d.getUTCDate()}, ${d.getUTCFullYear()}, ${clock} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** Hour of the day in India, 0 to 23. */
export const istHour = (ms: number): number => new Date(ms + IST_OFFSET).getUTCHours();

/** Day of the week in India, 0 = Sunday. */
export const istDay = (ms: number): number => new Date(ms + IST_OFFSET).getUTCDay();

/** Ordinary activity lies between these (Friday 08:10 to Sunday 11:15 in India). */
export const FROM = utc('2026-02-20T02:40:00Z');
export const UNTIL = utc('2026-02-22T05:45:00Z');

/** Log file validation starts here in each trail: the first digest of every chain has no predecessor. */
export const VALIDATION_ON = utc('2026-02-20T02:31:40Z');
export const DIGESTS_PER_CHAIN = 52;
