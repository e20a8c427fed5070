// Times as people see them: in a zone, with its offset, across changes of clocks.
import { expect, test } from 'vitest';
import { formatTime, isoUtc, isTimeZone, zoned } from '../../../src/shared/time.ts';

test.each([
  ['UTC', '2026-02-21T18:17:12Z', '2026-02-21 18:17:12 +00:00'],
  ['Asia/Kolkata', '2026-02-21T18:17:12Z', '2026-02-21 23:47:12 +05:30'],
  ['Asia/Kathmandu', '2026-02-21T18:17:12Z', '2026-02-22 00:02:12 +05:45'],
  ['America/New_York', '2026-03-08T06:59:59Z', '2026-03-08 01:59:59 -05:00'],
  ['America/New_York', '2026-03-08T07:00:00Z', '2026-03-08 03:00:00 -04:00'],
  ['Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25 02:30:00 +02:00'],
  ['Europe/Berlin', '2026-10-25T01:30:00Z', '2026-10-25 02:30:00 +01:00'],
  ['Europe/London', '2026-01-01T00:00:00Z', '2026-01-01 00:00:00 +00:00'],
  ['Pacific/Kiritimati', '2025-12-31T10:00:00Z', '2026-01-01 00:00:00 +14:00'],
  ['America/St_Johns', '2026-01-01T00:00:00Z', '2025-12-31 20:30:00 -03:30'],
])('%s at %s', (zone, instant, shown) => {
  expect(formatTime(Date.parse(instant), zone)).toBe(shown);
});

test('what is shown leads back to the instant, every hour of a year, in zones with odd clocks', () => {
  for (const zone of ['UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Asia/Kolkata']) {
    for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2027, 0, 1); ms += 5 * 3_600_000 + 61_000) {
      const { date, clock, offset } = zoned(ms, zone);
      expect(Date.parse(`${date}T${clock}${offset}`)).toBe(ms);
    }
  }
});

test.each([
  ['UTC', '0999-12-31T23:59:59Z', '0999-12-31 23:59:59 +00:00'],
  ['UTC', '0031-01-01T00:00:00Z', '0031-01-01 00:00:00 +00:00'],
  ['UTC', '0000-03-01T00:00:00Z', '0000-03-01 00:00:00 +00:00'],
  ['UTC', '-000001-01-01T00:00:00Z', '-000001-01-01 00:00:00 +00:00'],
  ['UTC', '+012026-05-01T12:00:00Z', '+012026-05-01 12:00:00 +00:00'],
  // Before clocks were set alike each place had its own, to the second.
  ['Asia/Kolkata', '0500-01-01T00:00:00Z', '0500-01-01 05:53:28 +05:53:28'],
  ['America/New_York', '0000-01-01T00:00:00Z', '-000001-12-31 19:03:58 -04:56:02'],
  ['Asia/Kolkata', '9999-12-31T23:00:00Z', '+010000-01-01 04:30:00 +05:30'],
  ['Asia/Kolkata', '+275760-09-13T00:00:00Z', '+275760-09-13 05:30:00 +05:30'],
  ['America/New_York', '-271821-04-20T00:00:00Z', '-271821-04-19 19:03:58 -04:56:02'],
])('a year far away: %s at %s', (zone, instant, shown) => {
  expect(formatTime(Date.parse(instant), zone)).toBe(shown);
});

test('midnight is 00, never 24', () => {
  expect(zoned(Date.UTC(2026, 1, 21), 'UTC')).toEqual({ date: '2026-02-21', clock: '00:00:00', offset: '+00:00' });
});

test('an undated event has no time in any zone', () => {
  expect(formatTime(null, 'UTC')).toBe('undated');
  expect(formatTime(null, 'Asia/Kolkata')).toBe('undated');
});

test('zones that exist, and texts that are none', () => {
  for (const zone of ['UTC', 'Asia/Kolkata', 'Europe/Berlin']) expect(isTimeZone(zone)).toBe(true);
  for (const text of ['', 'Mars/Olympus', 'Asia/', '../etc']) expect(isTimeZone(text)).toBe(false);
});

test('ISO in UTC shows a fraction only where there is one', () => {
  expect(isoUtc(0)).toBe('1970-01-01T00:00:00Z');
  expect(isoUtc(Date.UTC(2026, 1, 21, 18, 17, 12))).toBe('2026-02-21T18:17:12Z');
  expect(isoUtc(Date.UTC(2026, 1, 21, 18, 17, 12, 5))).toBe('2026-02-21T18:17:12.005Z');
  expect(isoUtc(-1)).toBe('1969-12-31T23:59:59.999Z');
});
