// Pages and positions of the list of events equal the slow list: random filters, both orders, any offset, across anchors.
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

test('the situation has what it takes: more than three anchors, many events at one instant, undated ones', () => {
  const dated = events.filter(({ time }) => time !== null);
  expect(dated.length).toBeGreaterThan(3000);
  expect(dated.length).toBeLessThan(events.length);
  const perInstant = new Map<number | null, number>();
  for (const { time } of events) perInstant.set(time, (perInstant.get(time) ?? 0) + 1);
  expect(Math.max(...perInstant.values())).toBeGreaterThan(1100);
});

test.each(['asc', 'desc'] as const)('the whole list, in pages of odd sizes and around every anchor: %s', (order) => {
  const lists = new EventLists(db);
  const slow = slowList(events, '', order).map(({ id }) => id);
  const paged: string[] = [];
  while (paged.length < slow.length) paged.push(...ids(lists.page('', order, paged.length, 173)));
  expect(paged).toEqual(slow);
  for (let anchor = 0; anchor <= slow.length + 1000; anchor += 1000) {
    for (const offset of [anchor - 1, anchor, anchor + 1, anchor + 999].filter((at) => at >= 0)) {
      for (const limit of [1, 2, 1000]) expect(ids(lists.page('', order, offset, limit))).toEqual(slow.slice(offset, offset + limit));
    }
  }
});

test('random filters, orders, offsets and limits', () => {
  const draw = random(11);
  const lists = new EventLists(db);
  let found = 0;
  for (let round = 0; round < 150; round++) {
    const filter = someFilter(draw);
    const order = draw.pick(['asc', 'desc'] as const);
    const slow = slowList(events, filter, order);
    const dated = slow.flatMap(({ time }) => (time === null ? [] : [time]));
    expect(lists.count(filter), filter).toEqual({
      total: slow.length,
      undated: slow.length - dated.length,
      first: dated.length === 0 ? null : dated.reduce((a, b) => Math.min(a, b)),
      last: dated.length === 0 ? null : dated.reduce((a, b) => Math.max(a, b)),
    });
    const offset = draw.below(slow.length + 20);
    const limit = 1 + draw.below(draw.pick([5, 200, 1000]));
    const page = ids(lists.page(filter, order, offset, limit));
    expect(page, `${filter} ${order} ${offset} ${limit}`).toEqual(slow.slice(offset, offset + limit).map(({ id }) => id));
    found += page.length;
  }
  expect(found).toBeGreaterThan(1000);
});

test('the position of an event is its row in the list, or null when the filter leaves it out', () => {
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
      expect(lists.position(filter, order, id), `${filter} ${order}`).toBe(row < 0 ? null : row);
    }
    const inside = slow[draw.below(slow.length)];
    if (inside !== undefined) expect(lists.position(filter, order, inside)).toBe(slow.indexOf(inside));
  }
  expect(outside).toBeGreaterThan(10);
  expect(lists.position('', 'asc', `${'0'.repeat(64)}@0+1`)).toBeNull();
  expect(lists.position('', 'asc', 'nonsense')).toBeNull();
});

test('a page walks the index on time: only rows of one instant are sorted', () => {
  const statements: string[] = [];
  const spy = new Proxy(db, {
    get: (target, name) => {
      if (name !== 'prepare') return Reflect.get(target, name);
      return (sql: string) => {
        statements.push(sql);
        return target.prepare(sql);
      };
    },
  });
  const lists = new EventLists(spy);
  lists.count('is:error');
  const counting = statements.splice(0);
  lists.page('is:error', 'asc', 1200, 50);
  lists.page('is:error', 'desc', 10, 50);
  expect(statements).toHaveLength(2);
  for (const sql of statements) {
    const plan = (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...Array(sql.split('?').length - 1).fill(1)) as { detail: string }[]).map(
      ({ detail }) => detail,
    );
    expect(plan[0]).toMatch(/^SEARCH r USING INDEX records_by_time \(time>\?\)/);
    const sorts = plan.filter((step) => step.includes('TEMP B-TREE'));
    expect(sorts).toHaveLength(1);
    expect(sorts[0]).toMatch(/LAST \d+ TERMS OF ORDER BY/);
  }
  const walk = counting.find((sql) => sql.includes('ORDER BY r.time')) as string;
  const plan = (db.prepare(`EXPLAIN QUERY PLAN ${walk}`).all() as { detail: string }[]).map(({ detail }) => detail);
  expect(plan.join('\n')).toMatch(/records_by_time/);
  expect(plan.join('\n')).not.toMatch(/TEMP B-TREE/);
});

test('a filter that does not parse is refused, with its column', () => {
  expect(() => new EventLists(db).count('api:x nonsense')).toThrow(/Column 7/);
});
