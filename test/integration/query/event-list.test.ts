// Pages and positions of the list of events equal the slow list: random filters, both orders, any offset, across stretches.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { EventLists } from '../../../src/main/query/event-list.ts';
import { random } from '../../helpers/random.ts';
import { type SlowEvent, slowCase, slowList } from './slow.ts';

let db: ReadConnection;
let events: SlowEvent[];

beforeAll(async () => {
  const made = await slowCase();
  events = made.events;
  db = openForReading(made.path);
});
afterAll(() => db.close());

const ids = (rows: readonly { evidence: string; offset: number; length: number }[]): string[] =>
  rows.map((row) => `${row.evidence}@${row.offset}+${row.length}`);

function someFilter({ pick, below }: ReturnType<typeof random>): string {
  const { evidence, fields } = pick(events);
  const choices = [
    'eventName:RunInstances',
    'eventName:*Instances',
    'eventName:',
    'service:s3.amazonaws.com',
    'region:us-*',
    'ip:203.0.113.10',
    'ip:',
    'ip:"AWS Internal"',
    'actor:asha',
    'actor:"role [x]"',
    'actor:"role*]"',
    'actor:"a*b"',
    'actor:',
    'key:',
    'key:AKIA1',
    'error:',
    'error:*',
    'is:error',
    'is:denied',
    'is:write',
    'is:read',
    'is:root',
    'is:undated',
    'is:bookmarked',
    'readOnly:',
    'readOnly:true',
    'eventID:',
    'eventID:*',
    'eventID:"odd*"',
    'eventID:a*',
    `evidence:${evidence}`,
    `evidence:${evidence.slice(0, 3)}`,
    'evidence:none-such',
    `eventID:"${fields.eventID ?? 'x'}"`,
    'type:AwsApiCall'.replace('type', 'category'),
  ];
  return Array.from({ length: below(4) }, () => `${pick(['', '', '-', 'NOT '])}${pick(choices)}`).join(' ');
}

test('the situation has what it takes: thousands of rows, many events at one instant, undated ones', () => {
  const dated = events.filter(({ time }) => time !== null);
  expect(dated.length).toBeGreaterThan(3000);
  expect(dated.length).toBeLessThan(events.length);
  const perInstant = new Map<number | null, number>();
  for (const { time } of events) perInstant.set(time, (perInstant.get(time) ?? 0) + 1);
  expect(Math.max(...perInstant.values())).toBeGreaterThan(1100);
});

test.each(['asc', 'desc'] as const)('the whole list, in pages of odd sizes and around every thousandth row: %s', async (order) => {
  const lists = new EventLists(db);
  const slow = slowList(events, '', order).map(({ id }) => id);
  const paged: string[] = [];
  while (paged.length < slow.length) paged.push(...ids(await lists.page('', order, paged.length, 173)));
  expect(paged).toEqual(slow);
  for (let anchor = 0; anchor <= slow.length + 1000; anchor += 1000) {
    for (const offset of [anchor - 1, anchor, anchor + 1, anchor + 999].filter((at) => at >= 0)) {
      for (const limit of [1, 2, 1000]) expect(ids(await lists.page('', order, offset, limit))).toEqual(slow.slice(offset, offset + limit));
    }
  }
});

test('random filters, orders, offsets and limits', async () => {
  const draw = random(11);
  const lists = new EventLists(db);
  let found = 0;
  for (let round = 0; round < 150; round++) {
    const filter = someFilter(draw);
    const order = draw.pick(['asc', 'desc'] as const);
    const slow = slowList(events, filter, order);
    const dated = slow.flatMap(({ time }) => (time === null ? [] : [time]));
    expect(await lists.count(filter), filter).toEqual({
      unreadable: 0,
      total: slow.length,
      undated: slow.length - dated.length,
      first: dated.length === 0 ? null : dated.reduce((a, b) => Math.min(a, b)),
      last: dated.length === 0 ? null : dated.reduce((a, b) => Math.max(a, b)),
    });
    const offset = draw.below(slow.length + 20);
    const limit = 1 + draw.below(draw.pick([5, 200, 1000]));
    const page = ids(await lists.page(filter, order, offset, limit));
    expect(page, `${filter} ${order} ${offset} ${limit}`).toEqual(slow.slice(offset, offset + limit).map(({ id }) => id));
    found += page.length;
  }
  expect(found).toBeGreaterThan(1000);
});

test('the position of an event is its row in the list, or null when the filter leaves it out', async () => {
  const draw = random(12);
  const lists = new EventLists(db);
  let outside = 0;
  for (let round = 0; round < 60; round++) {
    const filter = someFilter(draw);
    const order = draw.pick(['asc', 'desc'] as const);
    const slow = slowList(events, filter, order).map(({ id }) => id);
    for (const { id } of [draw.pick(events), draw.pick(events)]) {
      const row = slow.indexOf(id);
      if (row < 0) outside++;
      expect(await lists.position(filter, order, id), `${filter} ${order}`).toBe(row < 0 ? null : row);
    }
    const inside = slow[draw.below(slow.length)];
    if (inside !== undefined) expect(await lists.position(filter, order, inside)).toBe(slow.indexOf(inside));
  }
  expect(outside).toBeGreaterThan(10);
  expect(await lists.position('', 'asc', `${'0'.repeat(64)}@0+1`)).toBeNull();
  expect(await lists.position('', 'asc', 'nonsense')).toBeNull();
});

test('an instant leads to the first event at or after it, in order of falling time to the last one at or before it', async () => {
  const draw = random(13);
  const lists = new EventLists(db);
  for (let round = 0; round < 60; round++) {
    const filter = someFilter(draw);
    const order = draw.pick(['asc', 'desc'] as const);
    const slow = slowList(events, filter, order).filter(({ time }) => time !== null);
    const ms = (draw.pick(events).time ?? 0) + draw.pick([-1, 0, 1]);
    const row = slow.findIndex(({ time }) => (order === 'asc' ? (time as number) >= ms : (time as number) <= ms));
    expect(await lists.positionOfTime(filter, order, ms), `${filter} ${order} ${ms}`).toBe(row < 0 ? slow.length : row);
  }
});

test('a filter that does not parse is refused, with its column', async () => {
  await expect(new EventLists(db).count('api:x nonsense')).rejects.toThrow(/Column 7/);
});
