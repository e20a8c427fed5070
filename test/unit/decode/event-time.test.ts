// eventTime to an instant: what is a time, what is none, and that nothing is guessed.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEventTime } from '../../../src/main/decode/event-time.ts';

fc.configureGlobal({ seed: 20260221 });

describe('texts that are an instant', () => {
  test.each([
    ['2026-02-21T18:17:12Z', Date.UTC(2026, 1, 21, 18, 17, 12)],
    ['1970-01-01T00:00:00Z', 0],
    ['1969-12-31T23:59:59Z', -1000],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    ['9999-12-31T23:59:59Z', Date.UTC(9999, 11, 31, 23, 59, 59)],
    ['2026-02-21 18:17:12Z', Date.UTC(2026, 1, 21, 18, 17, 12)],
    ['2026-02-21T18:17:12.5Z', Date.UTC(2026, 1, 21, 18, 17, 12, 500)],
    ['2026-02-21T18:17:12.123456789Z', Date.UTC(2026, 1, 21, 18, 17, 12, 123)],
    ['2026-02-21T18:17:12.999999999Z', Date.UTC(2026, 1, 21, 18, 17, 12, 999)],
    ['2026-02-21T18:17:12+05:30', Date.UTC(2026, 1, 21, 12, 47, 12)],
    ['2026-02-21T18:17:12-0800', Date.UTC(2026, 1, 22, 2, 17, 12)],
    ['2026-03-01T00:00:00+14:00', Date.UTC(2026, 1, 28, 10)],
    ['2026-02-21T18:17:12.250-00:30', Date.UTC(2026, 1, 21, 18, 47, 12, 250)],
  ])('%s', (text, ms) => {
    expect(parseEventTime(text)).toBe(ms);
  });

  test('a leap second is the second after, in every form', () => {
    const midnight = Date.UTC(2017, 0, 1);
    expect(parseEventTime('2016-12-31T23:59:60Z')).toBe(midnight);
    expect(parseEventTime('2016-12-31T23:59:60.000Z')).toBe(midnight);
    expect(parseEventTime('2017-01-01T05:29:60+05:30')).toBe(midnight);
  });

  test('every millisecond of a fraction is kept', () => {
    for (let ms = 0; ms < 1000; ms++) expect(parseEventTime(`1970-01-01T00:00:00.${String(ms).padStart(3, '0')}Z`)).toBe(ms);
  });
});

describe('texts that are none', () => {
  test.each([
    '',
    ' ',
    'yesterday',
    '2026-02-30T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2100-02-29T00:00:00Z',
    '2026-04-31T10:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-02-21T24:00:00Z',
    '2026-02-21T18:60:00Z',
    '2026-02-21T18:00:61Z',
    '2026-02-21T18:17:12',
    '2026-02-21T18:17:12z',
    '2026-02-21t18:17:12Z',
    '2026-02-21',
    '2026-02-21T18:17Z',
    '2026-02-21T18:17:12.Z',
    '2026-02-21T18:17:12.1234567890Z',
    '2026-02-21T18:17:12,5Z',
    '2026-02-21T18:17:12+0530 ',
    '2026-02-21T18:17:12+5:30',
    '2026-02-21T18:17:12+05',
    '2026-02-21T18:17:12+99:99',
    '2026-02-21T18:17:12+24:00',
    '2026-02-21T18:17:12-00:60',
    '2026-02-21T1a:17:12Z',
    '2026-02-21T 1:17:12Z',
    '2026-02-21T-1:17:12Z',
    '2026/02/21T18:17:12Z',
    'x026-02-21T18:17:12Z',
    '1771697832',
    '1771697832000',
    '２０２６-02-21T18:17:12Z',
    '+002026-02-21T18:17:12Z',
    '2026-02-21T18:17:12Z\n',
  ])('%j', (text) => {
    expect(parseEventTime(text)).toBeNaN();
  });
});

test('a bad day does not spoil the next good one, nor the other way round', () => {
  expect(parseEventTime('2026-02-30T10:00:00Z')).toBeNaN();
  expect(parseEventTime('2026-02-28T10:00:00Z')).toBe(Date.UTC(2026, 1, 28, 10));
  expect(parseEventTime('2026-02-30T10:00:00Z')).toBeNaN();
  expect(parseEventTime('2026-02-28T25:00:00Z')).toBeNaN();
  expect(parseEventTime('2026-02-28T11:00:00Z')).toBe(Date.UTC(2026, 1, 28, 11));
});

test('equals Date.parse for every second that there is', () => {
  fc.assert(
    fc.property(fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }), (seconds) => {
      const iso = new Date(seconds * 1000).toISOString();
      expect(parseEventTime(`${iso.slice(0, 19)}Z`)).toBe(seconds * 1000);
      expect(parseEventTime(iso)).toBe(seconds * 1000);
    }),
  );
});

test('random text never throws, and is an instant only in the form of one', () => {
  const soup = fc.array(fc.constantFrom('2', '0', '6', '-', ':', 'T', 'Z', '.', '+', ' ', 'é'), { minLength: 18, maxLength: 26 });
  fc.assert(
    fc.property(soup, (characters) => {
      const text = characters.join('');
      const ms = parseEventTime(text);
      expect(Number.isNaN(ms) || /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/.test(text)).toBe(true);
    }),
  );
});
