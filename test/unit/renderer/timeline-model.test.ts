// Spans of the timeline stay within the case; lanes become marks or events.
import { expect, test } from 'vitest';
import {
  compact,
  groupId,
  type Lanes,
  NARROWEST,
  nearer,
  panned,
  timelineItems,
  wholeSpan,
  within,
  zoomed,
} from '../../../src/renderer/views/timeline/timeline-model.ts';
import { rowOf } from './rows.ts';

const whole = { from: 0, to: 1_000_000 };

test('the whole case has room at its ends, also when it is one moment', () => {
  expect(wholeSpan(0, 10_000_000)).toEqual({ from: -200_000, to: 10_200_000 });
  expect(wholeSpan(5_000_000, 5_000_000)).toEqual({ from: 3_200_000, to: 6_800_000 });
});

test('a span never leaves the whole, and never gets too narrow or too wide', () => {
  expect(within(whole, { from: -500, to: 500_000 })).toEqual({ from: 0, to: 500_500 });
  expect(within(whole, { from: 999_999, to: 1_000_100 })).toEqual({ from: 1_000_000 - NARROWEST, to: 1_000_000 });
  expect(within(whole, { from: -10, to: 5_000_000 })).toEqual(whole);
});

test('zooming keeps the point under the pointer', () => {
  const span = zoomed(whole, whole, 0.5, 250_000);
  expect(span).toEqual({ from: 125_000, to: 625_000 });
  expect((250_000 - span.from) / (span.to - span.from)).toBe(0.25);
  expect(zoomed(whole, span, 10)).toEqual(whole);
});

test('moving stops at the ends', () => {
  expect(panned(whole, { from: 0, to: 100_000 }, 0.25)).toEqual({ from: 25_000, to: 125_000 });
  expect(panned(whole, { from: 0, to: 100_000 }, -0.25)).toEqual({ from: 0, to: 100_000 });
});

test('a click on a mark shows it with its surroundings', () => {
  expect(nearer(whole, { from: 400_000, to: 500_000 })).toEqual({ from: 300_000, to: 600_000 });
});

test('counts fit into a mark', () => {
  expect([7, 999, 1000, 1999, 12_345, 999_999, 1_250_000].map(compact)).toEqual(['7', '999', '1.0k', '1.9k', '12k', '999k', '1.2M']);
});

const bin = (from: number, ok: number, denied = 0, error = 0) => ({ from, to: from + 10, ok, denied, error });
const lanes = (events: Lanes['events']): Lanes => ({
  lanes: [
    { value: 'alice', count: 4, bins: [bin(0, 0), bin(10, 3, 1)] },
    { value: '', count: 1, bins: [bin(0, 1), bin(10, 0)] },
  ],
  otherLanes: 0,
  events,
  total: 5,
});

test('far out, a bin that has events is a mark with its count', () => {
  const items = timelineItems(lanes(null), 'actor', 'UTC');
  expect(items.map((item) => [item.kind, item.group, item.kind === 'density' && item.count])).toEqual([
    ['density', groupId('alice'), 4],
    ['density', groupId(''), 1],
  ]);
  expect(items[0]).toMatchObject({ denied: 0.25, error: 0, from: 10, to: 20 });
  expect(items[0]?.title).toContain('4 events, 1 denied');
});

test('near, each dated event of a drawn lane is itself', () => {
  const rows = [
    rowOf({ id: 'a', actor: 'alice', timeMs: 12, errorCode: 'AccessDenied' }),
    rowOf({ id: 'b', actor: null, timeMs: 3 }),
    rowOf({ id: 'c', actor: 'alice', timeMs: null }),
    rowOf({ id: 'd', actor: 'not drawn', timeMs: 4 }),
  ];
  const items = timelineItems(lanes(rows), 'actor', 'UTC');
  expect(items.map((item) => [item.id, item.group, item.kind === 'event' && item.outcome])).toEqual([
    ['event a', groupId('alice'), 'denied'],
    ['event b', groupId(''), 'ok'],
  ]);
});
