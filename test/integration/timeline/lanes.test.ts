// Density and lanes equal what a slow script says of the parsed records, for every kind of lane; pinned lanes, single events, resources partly read.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storable } from '../../../src/main/case/term-hash.ts';
import { CaseQueries } from '../../../src/main/query/case-queries.ts';
import { type Args, engineChannels, type Result } from '../../../src/shared/channels.ts';
import { printTerm } from '../../../src/shared/filter.ts';
import { valueInTerm } from '../../../src/shared/filter-edit.ts';
import { LANE_FIELDS, LANE_KINDS, type LaneKind } from '../../../src/shared/timeline.ts';
import { caseOf } from '../../helpers/cases.ts';
import { type SlowEvent, slowCase, slowList } from '../query/slow.ts';
import { files, HOSTILE, SPAN, START, slowBins, slowClass, slowLanes, within } from './archive.ts';

let queries: CaseQueries;
let events: SlowEvent[];

beforeAll(async () => {
  const made = await slowCase(files());
  events = made.events;
  queries = new CaseQueries(made.path);
});
afterAll(() => queries.close());

type LanesAsked = Args<'timeline.lanes'>;

/** Asks as the window does, again while records are being read. */
async function lanes(asked: Partial<LanesAsked> & Pick<LanesAsked, 'by'>): Promise<Result<'timeline.lanes'>> {
  const args = engineChannels['timeline.lanes'].args.parse({ filter: '', ...SPAN, lanes: 5, bins: 12, limit: 0, ...asked });
  const found = await queries.answers['timeline.lanes'](args);
  const result = engineChannels['timeline.lanes'].result.parse(found);
  return result.reading === null ? result : lanes(asked);
}

/** Events of a filter, all records read that it needs. */
async function countOf(filter: string): Promise<number> {
  const { total, reading } = await queries.answers['events.count']({ filter });
  return reading === null ? total : countOf(filter);
}

const FILTERS = ['', 'is:denied', 'service:ec2.amazonaws.com -is:error', 'key:AKIALONGTERMEXAMPLE1', 'ip:', 'is:undated', 'api:none-such'];
const PARTS = [
  SPAN,
  { from: START + 7_200_000, to: START + 7_200_001 },
  { from: START + 3_600_000, to: START + 5 * 3_600_000 + 1 },
  { from: START - 86_400_000, to: START },
];

test.each(PARTS)('density from $from to $to', async (span) => {
  for (const filter of FILTERS) {
    const own = within(slowList(events, filter), span).map(({ time, record }) => ({ time, class: slowClass(record) }));
    for (const bins of [1, 7, 288])
      expect(await queries.answers['timeline.density']({ filter, ...span, bins }), filter).toEqual({
        unreadable: 0,
        bins: slowBins(span.from, span.to, bins, own),
        total: own.length,
      });
  }
});

function slow(filter: string, span: { from: number; to: number }, by: LaneKind, top: number, pinned: string[] = []) {
  const own = within(slowList(events, filter), span).map((event) => ({
    ...event,
    lanes: slowLanes(event, by),
    class: slowClass(event.record),
  }));
  const counts = new Map<string, number>();
  for (const value of own.flatMap((event) => event.lanes)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const busiest = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([value]) => value);
  const values = [...pinned, ...busiest.filter((value) => !pinned.includes(value))].slice(0, Math.max(top, pinned.length));
  const others = own.filter((event) => !event.lanes.some((lane) => values.includes(lane)));
  return {
    own,
    lanes: values.map((value) => ({
      value,
      count: counts.get(value) ?? 0,
      pinned: pinned.includes(value),
      bins: slowBins(
        span.from,
        span.to,
        12,
        own.filter((event) => event.lanes.includes(value)),
      ),
    })),
    otherLanes: busiest.filter((value) => !values.includes(value)).length,
    others: { count: others.length, bins: slowBins(span.from, span.to, 12, others) },
    total: own.length,
    none: by === 'resource' ? own.filter((event) => event.lanes.length === 0).length : 0,
    unread: 0,
  };
}

describe.each(LANE_KINDS)('lanes by %s', (by) => {
  test('equal the slow ones', async () => {
    for (const filter of FILTERS) {
      for (const span of PARTS) {
        const { own: _, lanes: expected, ...rest } = slow(filter, span, by, 3);
        const found = await lanes({ filter, ...span, by, lanes: 3 });
        expect(
          found.lanes.map(({ single: __, ...lane }) => lane),
          filter,
        ).toEqual(expected);
        expect(found, filter).toMatchObject(rest);
      }
    }
  });

  test('pinned ones stand first, in their order, also where they have no event', async () => {
    const [quietest] = slow('', SPAN, by, 50).lanes.slice(-1);
    const pinned = ['no such value', quietest?.value as string, '__proto__'];
    const { own: _, lanes: expected, ...rest } = slow('is:denied', SPAN, by, 4, pinned);
    const found = await lanes({ filter: 'is:denied', by, lanes: 4, pinned: [...pinned, 'no such value'] });
    expect(found.lanes.map(({ single: __, ...lane }) => lane)).toEqual(expected);
    expect(found).toMatchObject(rest);
    expect(found.lanes.slice(0, 3).map((lane) => lane.pinned)).toEqual([true, true, true]);
    // Also where fewer lanes are asked for than are pinned.
    const { own: __, lanes: all, ...others } = slow('', SPAN, by, 1, pinned);
    const few = await lanes({ by, lanes: 1, pinned });
    expect(few.lanes.map(({ single: ___, ...lane }) => lane)).toEqual(all);
    expect(few).toMatchObject(others);
  });

  test("a lane's filter leaves exactly its events", async () => {
    const found = await lanes({ by, lanes: 50 });
    expect(found.lanes.length).toBeGreaterThan(1);
    for (const { value, count } of found.lanes) {
      const term = printTerm({ field: LANE_FIELDS[by], value: valueInTerm(LANE_FIELDS[by], value), negated: false });
      const whole = await countOf(`${term} has:time`);
      // `*` in a value stands for any text.
      if (value.includes('*')) expect(whole).toBeGreaterThanOrEqual(count);
      else expect([value, whole]).toEqual([value, count]);
    }
  });

  test('single events, with their lanes, when they are few', async () => {
    const span = { from: START + 7_190_000, to: START + 7_210_000 };
    const { own, lanes: expected } = slow('is:denied', span, by, 5);
    const found = await lanes({ filter: 'is:denied', ...span, by, limit: own.length });
    expect(own.length).toBeGreaterThan(20);
    expect(found.events?.map(({ id, lanes: places, class: of }) => ({ id, lanes: places, class: of }))).toEqual(
      own.map((event) => ({
        id: event.id,
        lanes: expected.flatMap(({ value }, place) => (event.lanes.includes(value) ? [place] : [])),
        class: event.class,
      })),
    );
    expect(found.lanes.every(({ single }) => single)).toBe(true);
    const fewer = await lanes({ filter: 'is:denied', ...span, by, limit: own.length - 1 });
    expect([fewer.events, fewer.lanes.some(({ single }) => single)]).toEqual([null, false]);
  });

  test('where not all fit, those of the quietest lanes', async () => {
    const { own, lanes: expected } = slow('is:denied', SPAN, by, 20);
    const quiet = expected.map(({ count }) => count).sort((a, b) => a - b);
    const limit = (quiet[0] as number) + (quiet[1] as number);
    const found = await lanes({ filter: 'is:denied', by, lanes: 20, limit, mixed: true });
    const single = found.lanes.filter((lane) => lane.single);
    expect(single.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(limit);
    expect(single.length).toBeGreaterThanOrEqual(2);
    const shown = own.filter((event) => event.lanes.some((value) => single.some((lane) => lane.value === value)));
    expect(found.events?.map(({ id }) => id)).toEqual(shown.map(({ id }) => id));
  });
});

test('events of one second are told as such', async () => {
  const span = { from: START + 7_190_000, to: START + 7_210_000 };
  const found = await lanes({ filter: 'is:denied', ...span, by: 'who', limit: 1000 });
  const at = found.events?.filter(({ second }) => second === START + 7_200_000) ?? [];
  expect(at.length).toBeGreaterThan(20);
  expect(new Set(at.map(({ together }) => together))).toEqual(new Set([at.length]));
});

test('odd values are lanes as they are', async () => {
  const found = await lanes({ by: 'ip', lanes: 50 });
  expect(found.lanes.map(({ value }) => value)).toEqual(expect.arrayContaining(HOSTILE.map(storable)));
});

test('resources that were not read yet are told, and do not hold the answer up', async () => {
  const { path } = await slowCase(files());
  const fresh = new CaseQueries(path);
  try {
    const asked = { filter: '', ...SPAN, by: 'resource', lanes: 5, bins: 2, limit: 0 } as const;
    let found = await fresh.answers['timeline.lanes'](asked);
    while (found.reading !== null) {
      expect(found.unread).toBeGreaterThan(0);
      found = await fresh.answers['timeline.lanes'](asked);
    }
    expect(found).toMatchObject({ unread: 0, total: within(events, SPAN).length });
  } finally {
    await fresh.close();
  }
});

test('an empty span, and one that ends before it begins, have nothing', async () => {
  for (const to of [START, START - 1])
    expect(await lanes({ from: START, to, by: 'who', pinned: ['x'], limit: 10, mixed: true })).toMatchObject({
      total: 0,
      events: [],
      lanes: [{ value: 'x', count: 0 }],
    });
});

test('a case without events has empty lanes', async () => {
  const { path } = await caseOf([]);
  const empty = new CaseQueries(path);
  try {
    for (const by of LANE_KINDS) {
      const found = await empty.answers['timeline.lanes']({ filter: '', ...SPAN, by, lanes: 5, bins: 2, limit: 10, pinned: ['x', ''] });
      expect(found).toMatchObject({ total: 0, otherLanes: 0, events: [], others: { count: 0 } });
      expect(found.lanes.map(({ value, count }) => [value, count])).toEqual([
        ['x', 0],
        ['', 0],
      ]);
    }
  } finally {
    await empty.close();
  }
});
