// Lanes become marks, events, groups of a second and ranges: no event is lost, none is counted twice, and their number is bounded.
import { expect, test } from 'vitest';
import { compact, partsWords } from '../../../../src/renderer/views/timeline/counts.ts';
import { type LaneItem, standsFor } from '../../../../src/renderer/views/timeline/lanes/item-kinds.ts';
import { laneItems } from '../../../../src/renderer/views/timeline/lanes/items.ts';
import { MOST_EVENTS, MOST_ITEMS, MOST_SESSIONS, marksPerLane } from '../../../../src/renderer/views/timeline/lanes/limits.ts';
import { laneName, laneRows } from '../../../../src/renderer/views/timeline/lanes/rows.ts';
import type { Sessions } from '../../../../src/renderer/views/timeline/lanes/session-items.ts';
import { REACH } from '../../../../src/renderer/views/timeline/spans.ts';
import { bin, event, lane, lanesOf } from './answers.ts';

const kinds = (items: readonly LaneItem[]): string[] => items.map(({ kind }) => kind);

test('far out each bin that has events is a mark that says how many it stands for, and what they are', () => {
  const lanes = lanesOf({
    lanes: [lane('alice', { bins: [bin(0, 10), bin(10, 20, { read: 3, denied: 1 })] }), lane('', { bins: [bin(0, 10, { write: 2 })] })],
    otherLanes: 7,
    others: { count: 5, bins: [bin(0, 10, { read: 5 })] },
  });
  const items = laneItems(lanes, null, 'UTC', 1);
  expect(items.map((item) => item.kind === 'density' && [item.lane, item.from, item.count])).toEqual([
    ['lane alice', 10, 4],
    ['lane ', 0, 2],
    ['others', 0, 5],
  ]);
  expect(items[0]?.title).toContain('4 events: 3 read, 1 denied');
  expect(standsFor(items)).toEqual({ aggregated: 11, marks: 3, single: 0 });
  const rows = (from: number, to: number) =>
    laneRows(lanes, { from, to }).map(({ value, kind, values, count }) => [value, kind, values, count]);
  expect(rows(0, 20)).toEqual([
    ['alice', 'lane', 1, 4],
    ['', 'lane', 1, 2],
    ['', 'others', 7, 5],
  ]);
  // Only what is in view is counted, of a mark at the edge the whole.
  expect(rows(12, 20).map(([, , , count]) => count)).toEqual([4, 0, 0]);
});

test('the same moment is the same item wherever one looks from', () => {
  const at = (bins: ReturnType<typeof bin>[]) => laneItems(lanesOf({ lanes: [lane('a', { bins })] }), null, 'UTC', 1).map(({ id }) => id);
  expect(at([bin(0, 10, { read: 1 }), bin(10, 20, { read: 1 })])[1]).toBe(at([bin(10, 20, { read: 1 }), bin(20, 30, { read: 1 })])[0]);
});

test('near, events stand singly, by name where there is room; those of a second stand together and say that their order is not known', () => {
  const events = [
    event(1, 1000),
    event(2, 60_000),
    event(3, 60_400, { class: 'denied', errorCode: 'AccessDenied' }),
    event(4, 61_000),
    event(5, 200_000, { lanes: [] }),
  ];
  const items = laneItems(lanesOf({ lanes: [lane('alice', { single: true, count: 4 })], events }), null, 'UTC', 10);
  expect(kinds(items)).toEqual(['event', 'together', 'event']);
  const [first, together, last] = items;
  expect(first?.kind === 'event' && first.isNamed).toBe(true);
  expect(together?.kind === 'together' && together.rows.map(({ id }) => id)).toEqual([events[1]?.id, events[2]?.id]);
  expect(together?.title).toContain('2 events in the same second: their order is not known');
  expect(last?.kind === 'event' && last.row.id).toBe(events[3]?.id);
});

test('what would overlap stands on lines below each other, the same whatever is in view', () => {
  const events = [0, 1000, 2000, 40_000].map((at, n) => event(n, at));
  const [first, second, third, later] = laneItems(lanesOf({ lanes: [lane('a', { single: true })], events }), null, 'UTC', 200);
  expect([first?.line, second?.line, third?.line, later?.line]).toEqual([0, 1, 2, 0]);
});

test('what would be stacked high is counted in one mark, and many of one second are cut with a count', () => {
  const spread = Array.from({ length: 9 }, (_, n) => event(n, n * 1000, { class: n === 4 ? 'privilege' : 'read' }));
  const [crowd, ...others] = laneItems(lanesOf({ lanes: [lane('a', { single: true })], events: spread }), null, 'UTC', 60_000);
  expect(others).toEqual([]);
  expect(crowd?.kind === 'crowd' && [crowd.count, crowd.parts.privilege, crowd.from, crowd.to]).toEqual([9, 1, 0, 9000]);
  const second = Array.from({ length: 40 }, (_, n) => event(n, 5000));
  const [together] = laneItems(lanesOf({ lanes: [lane('a', { single: true })], events: second }), null, 'UTC', 60_000);
  expect(together?.kind === 'together' && together.rows.length + together.more).toBe(40);
  expect(standsFor([...(crowd ? [crowd] : []), ...(together ? [together] : [])])).toEqual({ aggregated: 9, marks: 1, single: 40 });
});

test('credentials are ranges of lanes whose events stand singly', () => {
  const range = {
    lane: 0,
    key: 'ASIA1',
    type: 'temporary' as const,
    who: 'x',
    sessionName: 'dev',
    first: 10,
    last: 90,
    count: 3,
    denied: 1,
    whole: { first: 10, last: 90, count: 3 },
    how: 'AssumeRole',
    certainty: 'proven' as const,
    issued: 5,
  };
  const sessions: Sessions = { sessions: [range, { ...range, lane: 1 }], left: [], edges: [], leftEdges: 0, unchecked: 0 };
  const lanes = lanesOf({ lanes: [lane('a', { single: true }), lane('b')], events: [] });
  const items = laneItems(lanes, sessions, 'UTC', 1);
  expect(items.map(({ kind, lane: of, from, to }) => [kind, of, from, to])).toEqual([['session', 'lane a', 10, 90]]);
  expect(items[0]?.title).toContain('temporary key ASIA1, session dev, AssumeRole');
});

test('whatever the size of the case, there are only a few hundred items', () => {
  for (const count of [1, 13, 23])
    for (const width of [240, 800, 4000]) {
      const most = marksPerLane(count, width);
      const bins = Array.from({ length: Math.floor(most * REACH) }, (_, n) => bin(n, n + 1, { read: 1_000_000 }));
      const lanes = Array.from({ length: count }, (_, n) => lane(`v${n}`, { bins, single: n % 3 === 0 }));
      // More than was asked for: the window trusts no answer with its own speed.
      const events = Array.from({ length: 5000 }, (_, n) => event(n, n * 1000, { lanes: lanes.map((_lane, place) => place) }));
      const sessions = {
        sessions: Array.from({ length: 500 }, (_, n) => ({
          lane: 0,
          key: `k${n}`,
          first: 0,
          last: 1,
          count: 1,
          denied: 0,
          sessionName: null,
          how: null,
          issued: null,
          whole: { first: 0, last: 1, count: 1 },
        })),
      } as never;
      const items = laneItems(lanesOf({ lanes, others: { count: 9, bins }, otherLanes: 9, events }), sessions, 'UTC', 1);
      expect(items.length).toBeLessThanOrEqual(MOST_ITEMS);
      expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    }
  expect(MOST_ITEMS).toBeLessThan(800);
  expect(MOST_EVENTS + MOST_SESSIONS).toBeLessThan(MOST_ITEMS);
});

test('counts fit into a mark, and lanes show the telling part of a value first', () => {
  expect([7, 999, 1000, 1999, 12_345, 999_999, 1_250_000].map(compact)).toEqual(['7', '999', '1.0k', '1.9k', '12k', '999k', '1.2M']);
  expect(partsWords({ read: 1, write: 0, privilege: 0, denied: 0, error: 0 })).toBe('1 event: 1 read');
  expect(laneName('111122223333:role/app-role')).toEqual({ name: 'role/app-role', detail: '…3333' });
  expect(laneName('arn:aws:ec2:ap-south-1:111122223333:instance/i-1')).toEqual({ name: 'instance/i-1', detail: 'ec2 ap-south-1' });
  expect(laneName('203.0.113.9')).toEqual({ name: '203.0.113.9', detail: '' });
});
