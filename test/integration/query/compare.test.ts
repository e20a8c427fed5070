// Two sets side by side: equal to slow counts over parsed records, and every count opens its events.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { type CaseEvents, eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { compare } from '../../../src/main/query/compare/compare.ts';
import { type ComparedField, type ComparedValue, Comparison, type FieldComparison } from '../../../src/shared/compare.ts';
import { bothFilters } from '../../../src/shared/filter-edit.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { type SlowEvent, slowCase, slowFacet, slowList, slowOutcome } from './slow.ts';

const ZONE = 'Asia/Kolkata';
let path = '';
let all: SlowEvent[] = [];
let db: ReadConnection;
let events: CaseEvents;
beforeAll(async () => {
  ({ path, events: all } = await slowCase(undefined, ZONE));
  db = openForReading(path);
  events = eventsOf(db);
});
afterAll(() => db.close());

/** Fields whose values the slow events have. */
const SLOW_FIELDS = [
  'sourceIPAddress',
  'country',
  'network',
  'userAgent',
  'awsRegion',
  'eventName',
  'eventSource',
  'accountId',
  'errorCode',
  'accessKeyId',
] as const satisfies readonly ComparedField[];

const PAIRS: [a: string, b: string, within: string][] = [
  ['actor:asha', 'actor:ben', ''],
  ['is:write', 'is:read', 'region:us-east-1'],
  ['', 'is:denied', ''],
  ['api:RunInstances OR api:DeleteBucket', 'ip:203.0.113.10', '-is:undated'],
  ['is:undated', 'api:Nothing', ''],
];

type Seen = { count: number; first: number | null; last: number | null };

/** Value, and what each side has of it, in the three groups. */
function slowGroups(field: string, a: readonly SlowEvent[], b: readonly SlowEvent[]) {
  const seenIn = (side: readonly SlowEvent[]) => new Map(slowFacet(side, field, 1e9).map(({ value, ...seen }) => [value, seen as Seen]));
  const [inA, inB] = [seenIn(a), seenIn(b)];
  // The empty text is the absence of a value.
  for (const side of [inA, inB]) side.delete('');
  const rows = [...new Set([...inA.keys(), ...inB.keys()])].map((value) => ({
    value,
    a: inA.get(value) ?? null,
    b: inB.get(value) ?? null,
  }));
  const count = (row: (typeof rows)[number]): number => (row.a?.count ?? 0) + (row.b?.count ?? 0);
  rows.sort((x, y) => count(y) - count(x) || (x.value < y.value ? -1 : 1));
  return {
    both: rows.filter((row) => row.a && row.b),
    onlyA: rows.filter((row) => row.a && !row.b),
    onlyB: rows.filter((row) => !row.a && row.b),
  };
}

const plain = ({ value, a, b }: ComparedValue) => ({ value, a, b });
const fieldOf = (found: Comparison, field: ComparedField): FieldComparison =>
  found.fields.find((one) => one.field === field) as FieldComparison;

describe.each(PAIRS)('%s beside %s within %s', (textA, textB, within) => {
  let found: Comparison;
  let a: SlowEvent[];
  let b: SlowEvent[];
  beforeAll(async () => {
    found = Comparison.parse(await compare(events, { a: textA, b: textB, within, top: 0 }));
    a = slowList(all, `(${textA}) ${within}`.replace('()', ''));
    b = slowList(all, `(${textB}) ${within}`.replace('()', ''));
  });

  test('totals and overlap', () => {
    const total = (side: readonly SlowEvent[]) => ({
      events: side.length,
      undated: side.filter(({ time }) => time === null).length,
      denied: side.filter(({ record: one }) => slowOutcome(one) === 'denied').length,
      errors: side.filter(({ record: one }) => slowOutcome(one) !== 'done').length,
      writes: side.filter(({ fields }) => fields.readOnly === 'false').length,
      sessions: new Set(side.flatMap(({ fields }) => (fields.accessKeyId?.startsWith('ASIA') ? [fields.accessKeyId] : []))).size,
      first: side.find(({ time }) => time !== null)?.time ?? null,
      last: side.findLast(({ time }) => time !== null)?.time ?? null,
    });
    expect(found.a).toMatchObject(total(a));
    expect(found.b).toMatchObject(total(b));
    const inA = new Set(a.map(({ id }) => id));
    expect(found.overlap).toBe(b.filter(({ id }) => inA.has(id)).length);
  });

  test.each(SLOW_FIELDS)('%s', (field) => {
    const one = fieldOf(found, field);
    const slow = slowGroups(field, a, b);
    for (const name of ['both', 'onlyA', 'onlyB'] as const) {
      expect(one[name].values.map(plain), name).toEqual(slow[name]);
      expect(one[name].distinct).toBe(slow[name].length);
    }
    const none = (side: readonly SlowEvent[]): number => side.filter(({ fields }) => (fields[field] ?? '') === '').length;
    expect(one.none).toEqual({ a: none(a), b: none(b) });
  });

  test('the hours of the case’s zone, in the order of the clock', () => {
    const one = fieldOf(found, 'hour');
    const hourOf = (ms: number): string =>
      new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
        .format(ms)
        .replace(/:\d\d$/, ':00');
    const counts = (side: readonly SlowEvent[]): Record<string, number> => {
      const by: Record<string, number> = {};
      for (const { time } of side) if (time !== null) by[hourOf(time)] = (by[hourOf(time)] ?? 0) + 1;
      return by;
    };
    const told = [...one.both.values, ...one.onlyA.values, ...one.onlyB.values];
    const sideOf = (which: 'a' | 'b') =>
      Object.fromEntries(told.flatMap((value) => (value[which] ? [[value.value, value[which].count]] : [])));
    expect(sideOf('a')).toEqual(counts(a));
    expect(sideOf('b')).toEqual(counts(b));
    for (const { values } of [one.both, one.onlyA, one.onlyB])
      expect(values.map(({ value }) => value)).toEqual(values.map(({ value }) => value).sort());
  });

  test('the filter of a value leaves just the events that were counted', async () => {
    for (const { both, onlyA, onlyB } of found.fields)
      for (const { value, filter, a: seenA, b: seenB } of [both, onlyA, onlyB].flatMap(({ values }) => values.slice(0, 3))) {
        // A value that holds `*` is a pattern in a filter, and so fits others, too.
        if (filter === null || value.includes('*')) continue;
        for (const [side, seen] of [
          [found.a, seenA],
          [found.b, seenB],
        ] as const) {
          const { count } = await events.selections.select(bothFilters(side.filter, filter) as string);
          expect(count, `${side.filter} ${filter}`).toBe(seen?.count ?? 0);
        }
      }
  });
});

test('at most so many values of each group, the most frequent first', async () => {
  const found = await compare(events, { a: '', b: 'is:denied', top: 2 });
  const { both } = fieldOf(found, 'awsRegion');
  expect({ distinct: both.distinct, values: both.values.length }).toEqual({ distinct: 3, values: 2 });
});

test('a filter that is wrong is named, with its column', async () => {
  await expect(compare(events, { a: 'is:strange', b: '', top: 1 })).rejects.toMatchObject({
    code: 'FILTER_INVALID',
    message: expect.stringMatching(/^Filter A, column 1: is: /),
  });
  await expect(compare(events, { a: '', b: '(api:A', top: 1 })).rejects.toMatchObject({
    code: 'FILTER_INVALID',
    message: expect.stringMatching(/^Filter B, column/),
  });
  await expect(compare(events, { a: '', b: '', within: 'is:x', top: 1 })).rejects.toMatchObject({
    message: expect.stringMatching(/^The filter of both, column/),
  });
});

describe('trailcase compare', () => {
  test('--json: both sides, facts, and the groups of every field', async () => {
    const { status, value } = await cliJson(['compare', path, 'actor:asha', 'actor:ben', '--top', '1']);
    expect(status).toBe(0);
    expect(Object.keys(value)).toEqual(['a', 'b', 'overlap', 'zone', 'facts', 'fields']);
    expect(value.a).toMatchObject({ filter: 'actor:asha', events: slowList(all, 'actor:asha').length });
    expect(value.facts[2]).toBe('No event is in both.');
    expect(value.fields.awsRegion.both.values).toHaveLength(1);
    expect(value.fields.awsRegion.both.values[0].a.first).toMatch(/^2026-02-2\dT.*Z$/);
  });

  test('--before-after splits one filter at a moment of the case’s zone', async () => {
    const { value } = await cliJson(['compare', path, 'actor:asha', '--before-after', '2026-02-21 12:00']);
    const before = slowList(all, 'actor:asha before:2026-02-21T06:30:00Z').length;
    const after = slowList(all, 'actor:asha after:2026-02-21T06:30:00Z').length;
    expect([value.a.events, value.b.events]).toEqual([before, after]);
    expect(before * after).toBeGreaterThan(0);
  });

  test('usage, and an empty side is explained', async () => {
    for (const args of [['actor:asha'], [], ['a:b', 'c:d', 'e:f']]) {
      const { status, stderr } = await cli(['compare', path, ...args]);
      expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/^trailcase: USAGE: /) });
    }
    const { status, value } = await cliJson(['compare', path, 'actor:asha', 'actor:nobody']);
    expect({ status, couldShow: value.empty.couldShow, filter: value.empty.filter }).toEqual({
      status: 0,
      couldShow: expect.any(String),
      filter: 'actor:nobody',
    });
  });
});
