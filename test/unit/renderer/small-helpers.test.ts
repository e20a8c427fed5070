// Small pure pieces of the window: outcome of a call, coverage axis, bookmark filter, file names, drops, pages, keys.
import { expect, test } from 'vitest';
import { matching } from '../../../src/renderer/app/palette-match.ts';
import { keyName } from '../../../src/renderer/components/key-name.ts';
import { outcomeOf } from '../../../src/renderer/components/outcome.ts';
import { withJob } from '../../../src/renderer/state/job-list.ts';
import { pagesFor } from '../../../src/renderer/views/events/page-numbers.ts';
import { readDrop } from '../../../src/renderer/views/import/drop.ts';
import { axisTicks, fittingTicks, offsetMs, strength, widthWords } from '../../../src/renderer/views/overview/coverage-scale.ts';
import { fileNameOf } from '../../../src/renderer/views/start/file-name.ts';
import type { JobStatus } from '../../../src/shared/domain.ts';

test('denied is told from other errors', () => {
  const codes = ['AccessDenied', 'Client.UnauthorizedOperation', 'AccessDeniedException', 'NoSuchBucket', null, ''];
  expect(codes.map((errorCode) => outcomeOf({ errorCode }))).toEqual(['denied', 'denied', 'denied', 'error', 'ok', 'ok']);
});

test('a failed sign-in is denied, as it is for the filter', () => {
  expect(outcomeOf({ errorCode: null, failedSignIn: true })).toBe('denied');
});

test('the coverage axis has round local times', () => {
  expect(offsetMs(Date.parse('2026-02-10T00:00:00Z'), 'Asia/Kolkata')).toBe(19_800_000);
  expect(offsetMs(Date.parse('2026-02-10T00:00:00Z'), 'America/New_York')).toBe(-18_000_000);
  const from = Date.parse('2026-02-10T00:00:00Z');
  const ticks = axisTicks(from, from + 14 * 86_400_000, 'Asia/Kolkata', 8);
  expect(ticks[0]?.label).toMatch(/^2026-02-1\d$/);
  const first = from + (ticks[0]?.at ?? 0) * 14 * 86_400_000;
  expect((first + 19_800_000) % 86_400_000).toBe(0);
  expect(axisTicks(from, from + 6 * 3_600_000, 'UTC', 8).map((tick) => tick.label)).toEqual([
    '02-10 00:00',
    '01:00',
    '02:00',
    '03:00',
    '04:00',
    '05:00',
  ]);
});

const LONG_AGO = Date.parse('1970-01-01T00:00:00Z');
const FAR_OFF = Date.parse('2099-12-31T23:00:00Z');

test.each([
  ['decades', LONG_AGO, FAR_OFF],
  ['ten thousand years', Date.parse('0000-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59Z')],
  ['two years', Date.parse('2025-03-30T00:00:00Z'), Date.parse('2027-03-30T00:00:00Z')],
  ['a week', Date.parse('2026-03-27T05:00:00Z'), Date.parse('2026-04-03T05:00:00Z')],
  ['an hour', Date.parse('2026-03-29T00:30:00Z'), Date.parse('2026-03-29T01:30:00Z')],
])('labels of an axis fit and never run into each other: %s', (_what, from, to) => {
  for (const zone of ['UTC', 'Asia/Kolkata', 'America/New_York', 'Europe/Berlin'])
    for (let width = 60; width <= 1600; width += 35) {
      const ticks = fittingTicks({ from, to }, zone, width);
      const places = ticks.map(({ at, label }) => ({ from: at * width, to: at * width + 4 + label.length * 6.6 }));
      for (const [i, { to: end }] of places.entries()) expect(end).toBeLessThanOrEqual(places[i + 1]?.from ?? width);
      if (width > 300) expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(Math.ceil(width / 40));
    }
});

test('months and years of an axis begin where the calendar says', () => {
  const labels = (from: string, to: string, most: number) =>
    axisTicks(Date.parse(from), Date.parse(to), 'America/New_York', most).map(({ label }) => label);
  expect(labels('1970-01-01T00:00:00Z', '2099-12-31T23:00:00Z', 8)).toEqual(['1980', '2000', '2020', '2040', '2060', '2080']);
  expect(labels('2026-01-01T05:00:00Z', '2026-06-15T00:00:00Z', 6)).toEqual([
    '2026-01',
    '2026-02',
    '2026-03',
    '2026-04',
    '2026-05',
    '2026-06',
  ]);
});

test('widths are told in words, and a lone event stays visible', () => {
  expect([3_600_000, 21_600_000, 86_400_000, 28 * 86_400_000].map(widthWords)).toEqual(['1 hour', '6 hours', '1 day', '4 weeks']);
  expect(strength(0, 1000)).toBe(0);
  expect(strength(1, 1000)).toBeGreaterThan(0.2);
  expect(strength(1000, 1000)).toBe(1);
});

test('a file name holds nothing that a file system refuses', () => {
  expect(fileNameOf('TeluguBites: key/leak?')).toBe('TeluguBites key leak.trailcase');
  expect(fileNameOf('../../etc')).toBe('etc.trailcase');
  expect(fileNameOf('  ')).toBe('case.trailcase');
});

test('one dropped case file is opened, all else is evidence', () => {
  expect(readDrop(['/a/b.trailcase'])).toEqual({ open: '/a/b.trailcase' });
  expect(readDrop(['/a/b.trailcase', '/a/logs'])).toEqual({ evidence: ['/a/b.trailcase', '/a/logs'] });
  expect(readDrop(['/a/logs'])).toEqual({ evidence: ['/a/logs'] });
});

test('pages around the view are fetched ahead', () => {
  expect(pagesFor(0, 30, 1000)).toEqual([0]);
  expect(pagesFor(120, 150, 1000)).toEqual([0, 1]);
  expect(pagesFor(990, 1000, 1000)).toEqual([4]);
  expect(pagesFor(0, 0, 0)).toEqual([]);
});

test('keys have one name on every keyboard', () => {
  const key = (name: string, more = {}) => keyName({ key: name, ctrlKey: false, metaKey: false, altKey: false, ...more });
  expect([key('j'), key('?'), key('ArrowDown'), key('PageUp'), key('k', { ctrlKey: true }), key('k', { metaKey: true })]).toEqual([
    'j',
    '?',
    'down',
    'pageUp',
    'Ctrl+K',
    'Ctrl+K',
  ]);
  const withCtrl = { ctrlKey: true, shiftKey: true };
  expect([key('Z', withCtrl), key('z', { ctrlKey: true }), key('+', withCtrl), key('J', { shiftKey: true })]).toEqual([
    'Ctrl+Shift+Z',
    'Ctrl+Z',
    'Ctrl++',
    'J',
  ]);
});

test('the palette finds by words in any order', () => {
  const actions = [{ label: 'Go to Events' }, { label: 'Events: denied' }];
  expect(matching(actions, 'den ev')).toEqual([{ label: 'Events: denied' }]);
  expect(matching(actions, '')).toHaveLength(2);
});

test('a job is replaced by its newest status, and remembers when it ended', () => {
  const job = { id: '1', state: 'running' } as JobStatus;
  const running = withJob({ jobs: [], endedAt: {}, dismissed: [] }, job, 5);
  const done = withJob(running, { ...job, state: 'done' }, 9);
  expect(done.jobs).toHaveLength(1);
  expect(done.endedAt).toEqual({ '1': 9 });
  expect(withJob(done, { ...job, state: 'done' }, 20).endedAt).toEqual({ '1': 9 });
});
