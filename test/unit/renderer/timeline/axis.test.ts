// The axis has round times of the zone, also where a clock is changed.
import { expect, test } from 'vitest';
import { axisOf, instantOf, offsetsIn, spanText } from '../../../../src/shared/timeline-picture/axis.ts';

const ms = (text: string): number => Date.parse(text);
const labels = (from: string, to: string, zone: string, most: number): string[] =>
  axisOf({ from: ms(from), to: ms(to) }, zone, most).ticks.map(({ label }) => label);

test('ticks are round by the clock of the zone, and days are told above them', () => {
  const span = { from: ms('2026-02-21T18:00:00Z'), to: ms('2026-02-21T21:00:00Z') };
  const axis = axisOf(span, 'Asia/Kolkata', 8);
  expect(axis.ticks.map(({ label }) => label)).toEqual(['23:30', '00:00', '00:30', '01:00', '01:30', '02:00']);
  expect(axis.ticks.find(({ major }) => major)?.at).toBe(ms('2026-02-21T18:30:00Z'));
  expect(axis.stretches.map(({ label }) => label)).toEqual(['Sat 2026-02-21', 'Sun 2026-02-22']);
});

test('seconds near, days, months and years far', () => {
  expect(labels('2026-02-21T18:00:00Z', '2026-02-21T18:00:10Z', 'UTC', 5)).toEqual([
    '18:00:00',
    '18:00:02',
    '18:00:04',
    '18:00:06',
    '18:00:08',
  ]);
  expect(labels('2026-02-20T00:00:00Z', '2026-02-24T00:00:00Z', 'UTC', 4)).toEqual(['Fri 20', 'Sat 21', 'Sun 22', 'Mon 23']);
  expect(labels('2026-01-15T00:00:00Z', '2026-06-15T00:00:00Z', 'UTC', 6)).toEqual(['Feb', 'Mar', 'Apr', 'May', 'Jun']);
  expect(labels('2015-06-01T00:00:00Z', '2026-06-01T00:00:00Z', 'UTC', 12)).toEqual(Array.from({ length: 11 }, (_, i) => String(2016 + i)));
});

test('where the clock is put back or on, ticks keep to it', () => {
  // Berlin: 2026-03-29, 02:00 becomes 03:00.
  expect(labels('2026-03-28T23:00:00Z', '2026-03-29T05:00:00Z', 'Europe/Berlin', 8)).toEqual([
    '00:00',
    '01:00',
    '03:00',
    '04:00',
    '05:00',
    '06:00',
  ]);
  const day = axisOf({ from: ms('2026-03-28T23:00:00Z'), to: ms('2026-03-31T22:00:00Z') }, 'Europe/Berlin', 8).ticks.filter(
    ({ major }) => major,
  );
  expect(day.map(({ at }) => new Date(at).toISOString())).toEqual([
    '2026-03-28T23:00:00.000Z',
    '2026-03-29T22:00:00.000Z',
    '2026-03-30T22:00:00.000Z',
  ]);
  expect(instantOf(ms('2026-07-01T00:00:00Z'), 'Europe/Berlin')).toBe(ms('2026-06-30T22:00:00Z'));
});

test('ticks are in order, within the span and no more than asked for, however far or near', () => {
  for (const zone of ['UTC', 'Asia/Kolkata', 'America/New_York', 'Australia/Lord_Howe'])
    for (let length = 2000; length < 2e12; length *= 3.7) {
      const span = { from: ms('2026-02-21T18:17:12Z'), to: ms('2026-02-21T18:17:12Z') + length };
      const { ticks } = axisOf(span, zone, 9);
      expect(ticks.length).toBeLessThanOrEqual(11);
      expect(ticks.every(({ at }, i) => at >= span.from && at < span.to && (i === 0 || at > (ticks[i - 1]?.at ?? 0)))).toBe(true);
    }
});

test('a span names its offset once, or twice where it changes', () => {
  expect(spanText({ from: ms('2026-02-21T18:17:12Z'), to: ms('2026-02-21T18:20:00Z') }, 'Asia/Kolkata')).toBe(
    '2026-02-21 23:47:12 – 23:50:00 +05:30',
  );
  expect(spanText({ from: ms('2026-03-28T23:00:00Z'), to: ms('2026-03-29T12:00:00Z') }, 'Europe/Berlin')).toBe(
    '2026-03-29 00:00:00 +01:00 – 14:00:00 +02:00',
  );
  const offsets = (from: string, to: string) => offsetsIn({ from: ms(from), to: ms(to) }, 'Europe/Berlin');
  expect(offsets('2026-03-28T23:00:00Z', '2026-03-28T23:00:01Z')).toBe('+01:00');
  expect(offsets('2026-03-28T23:00:00Z', '2026-03-29T12:00:00Z')).toBe('+01:00 → +02:00');
  // The same at both ends, and another between them.
  expect(offsets('2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z')).toBe('+01:00 → +02:00');
});
