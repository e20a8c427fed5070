// Times in filters: what is meant in which zone, and what is refused because it could mean two things.
import { expect, test } from 'vitest';
import { resolveTime, type TimeContext } from '../../../src/shared/filter/times.ts';
import type { TimeField } from '../../../src/shared/filter.ts';

const INDIA: TimeContext = { zone: 'Asia/Kolkata', firstEvent: Date.UTC(2026, 1, 20), lastEvent: Date.UTC(2026, 1, 22, 6) };
const inZone = (zone: string): TimeContext => ({ ...INDIA, zone });

const iso = (ms: number | null): string => (ms === null ? '' : new Date(ms).toISOString().replace('.000Z', 'Z'));

function span(field: TimeField, value: string, context = INDIA): string {
  const found = resolveTime(field, value, context);
  return 'message' in found ? `${found.message}: ${found.mend}` : `${iso(found.from)}..${iso(found.to)}`;
}

test.each<[TimeField, string, string]>([
  ['after', '2026-02-21', '2026-02-20T18:30:00Z..'],
  ['after', '2026-02-21 23:00', '2026-02-21T17:30:00Z..'],
  ['after', '2026-02-21 23:00 IST', '2026-02-21T17:30:00Z..'],
  ['after', '2026-02-21 23:00 UTC', '2026-02-21T23:00:00Z..'],
  ['after', '2026-02-21T23:00:00Z', '2026-02-21T23:00:00Z..'],
  ['after', '2026-02-21T23:00:00.25+05:30', '2026-02-21T17:30:00.250Z..'],
  ['after', '2026-02-21 23:00 -0800', '2026-02-22T07:00:00Z..'],
  ['after', '2026-02-21T23:00+09', '2026-02-21T14:00:00Z..'],
  ['after', '2026-02-21 23:00 CET', '2026-02-21T22:00:00Z..'],
  ['before', '2026-02-21', '..2026-02-20T18:30:00Z'],
  ['before', '2026-02-21 Z', '..2026-02-21T00:00:00Z'],
  ['on', '2026-02-21', '2026-02-20T18:30:00Z..2026-02-21T18:30:00Z'],
  ['on', '2026-02-21 UTC', '2026-02-21T00:00:00Z..2026-02-22T00:00:00Z'],
  ['time', '2026-02-21', '2026-02-20T18:30:00Z..2026-02-21T18:30:00Z'],
  ['time', '2026-02-21T18:17:12Z', '2026-02-21T18:17:12Z..2026-02-21T18:17:13Z'],
  ['time', '2026-02-21 18:17 Z', '2026-02-21T18:17:00Z..2026-02-21T18:18:00Z'],
  ['time', '2026-02-21..2026-02-22', '2026-02-20T18:30:00Z..2026-02-22T18:30:00Z'],
  ['time', '2026-02-21T00:00Z..2026-02-21T01:00Z', '2026-02-21T00:00:00Z..2026-02-21T01:00:00Z'],
  ['time', '2026-02-21T00:00Z..', '2026-02-21T00:00:00Z..'],
  ['time', '..2026-02-21T00:00Z', '..2026-02-21T00:00:00Z'],
  ['last', '6h', '2026-02-22T00:00:00Z..2026-02-22T06:00:00.001Z'],
  ['last', '1d6h', '2026-02-21T00:00:00Z..2026-02-22T06:00:00.001Z'],
  ['first', '30m', '2026-02-20T00:00:00Z..2026-02-20T00:30:00.001Z'],
])('%s:%s', (field, value, meant) => {
  expect(span(field, value)).toBe(meant);
});

test('an abbreviation counts where the case has it, also out of its season', () => {
  expect(span('after', '2026-01-10 12:00 EST', inZone('America/New_York'))).toBe('2026-01-10T17:00:00Z..');
  expect(span('after', '2026-07-10 12:00 EST', inZone('America/New_York'))).toBe('2026-07-10T17:00:00Z..');
  expect(span('after', '2026-07-10 12:00 EDT', inZone('America/New_York'))).toBe('2026-07-10T16:00:00Z..');
  expect(span('after', '2026-07-10 12:00 BST', inZone('Europe/London'))).toBe('2026-07-10T11:00:00Z..');
});

test('an abbreviation of several zones is refused where the case has none of them', () => {
  expect(span('after', '2026-02-21 23:00 IST', inZone('UTC'))).toMatch(
    /"IST" names no one time zone.*UTC: write the offset: \+05:30 \(India\)/,
  );
  expect(span('after', '2026-02-21 23:00 CST', INDIA)).toMatch(/write the offset/);
});

test('where clocks change, a time that does not exist or happens twice asks for the offset; days do not', () => {
  const berlin = inZone('Europe/Berlin');
  expect(span('after', '2026-03-29 02:30', berlin)).toBe(
    '2026-03-29 02:30 does not exist in Europe/Berlin, where clocks change: write the offset: +01:00 or +02:00',
  );
  expect(span('after', '2026-10-25 02:30', berlin)).toMatch(/happens twice/);
  expect(span('after', '2026-10-25 02:30 +02:00', berlin)).toBe('2026-10-25T00:30:00Z..');
  expect(span('on', '2026-03-29', berlin)).toBe('2026-03-28T23:00:00Z..2026-03-29T22:00:00Z');
  expect(span('on', '2026-10-25', berlin)).toBe('2026-10-24T22:00:00Z..2026-10-25T23:00:00Z');
  // Midnight is skipped in Beirut.
  expect(span('on', '2026-03-29', inZone('Asia/Beirut'))).toBe('2026-03-28T22:00:00Z..2026-03-29T21:00:00Z');
});

test('a range backwards is refused; a case without dates has no end', () => {
  expect(span('time', '2026-02-22..2026-02-21')).toMatch(/ends before it begins: write time:"2026-02-21\.\.2026-02-22"/);
  expect(resolveTime('last', '6h', { zone: 'UTC', firstEvent: null, lastEvent: null })).toEqual({ from: 0, to: 0 });
});
