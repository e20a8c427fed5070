// Credentials as ranges in lanes equal what a slow script says of the parsed records; edges are those of lineage.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { CaseQueries } from '../../../src/main/query/case-queries.ts';
import { noBits, setRange } from '../../../src/main/query/columns/bits.ts';
import { type CaseEvents, eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { RawRecords } from '../../../src/main/query/lineage/raw-records.ts';
import { type LaneAssignment, lanesOfRecord, SEVERAL } from '../../../src/main/query/timeline/lane-of.ts';
import { Patience } from '../../../src/main/query/timeline/patience.ts';
import { mostUsed, usesIn } from '../../../src/main/query/timeline/ranges.ts';
import { sessions as sessionsOf } from '../../../src/main/query/timeline/sessions.ts';
import { engineChannels, type Result } from '../../../src/shared/channels.ts';
import { LANE_KINDS, type LaneKind } from '../../../src/shared/timeline.ts';
import { caseOf } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { random } from '../../helpers/random.ts';
import { assume, call, caseWith, HOME, service, session, user } from '../lineage/archive.ts';
import { type SlowEvent, slowCase, slowList, slowOutcome } from '../query/slow.ts';
import { files, SPAN, START, slowLanes, within } from './archive.ts';

let queries: CaseQueries;
let events: SlowEvent[];

beforeAll(async () => {
  const made = await slowCase(files());
  events = made.events;
  queries = new CaseQueries(made.path);
});
afterAll(() => queries.close());

interface Asked {
  filter: string;
  from: number;
  to: number;
  by: LaneKind;
  values: string[];
  most: number;
}

/** Asks again while records are still to be read. */
async function sessions(of: CaseQueries, asked: Asked): Promise<Result<'timeline.sessions'>> {
  const found = engineChannels['timeline.sessions'].result.parse(await of.answers['timeline.sessions'](asked));
  return found.unchecked === 0 ? found : sessions(of, asked);
}

async function valuesOf(by: LaneKind, top: number): Promise<string[]> {
  const found = await queries.answers['timeline.lanes']({ filter: '', ...SPAN, by, lanes: top, bins: 1, limit: 0 });
  return found.reading === null ? found.lanes.map(({ value }) => value) : valuesOf(by, top);
}

function slowRanges(filter: string, span: { from: number; to: number }, by: LaneKind, values: readonly string[]) {
  const found = new Map<string, { lane: number; key: string; first: number; last: number; count: number; denied: number }>();
  for (const event of within(slowList(events, filter), span)) {
    const key = event.fields.accessKeyId;
    if (!key) continue;
    for (const [lane, value] of values.entries()) {
      if (!slowLanes(event, by).includes(value)) continue;
      const range = found.get(`${lane} ${key}`) ?? { lane, key, first: event.time, last: event.time, count: 0, denied: 0 };
      found.set(`${lane} ${key}`, range);
      range.first = Math.min(range.first, event.time);
      range.last = Math.max(range.last, event.time);
      range.count++;
      if (slowOutcome(event.record) === 'denied') range.denied++;
    }
  }
  return [...found.values()].sort((a, b) => a.first - b.first || a.lane - b.lane || (a.key < b.key ? -1 : 1));
}

describe.each(LANE_KINDS)('by %s', (by) => {
  test('ranges equal the slow ones', async () => {
    const values = [...(await valuesOf(by, 3)), 'no such value'];
    const half = { from: START + 6 * 3_600_000, to: START + 12 * 3_600_000 };
    for (const filter of ['', 'is:denied', 'api:none-such']) {
      for (const span of [SPAN, half]) {
        const found = await sessions(queries, { filter, ...span, by, values, most: 1000 });
        const bare = found.sessions.map(({ lane, key, first, last, count, denied }) => ({ lane, key, first, last, count, denied }));
        expect(bare, filter).toEqual(slowRanges(filter, span, by, values));
        expect(found.left).toEqual(values.map(() => ({ sessions: 0, events: 0 })));
      }
    }
  });

  test('of many, those most used of each lane; the others are counted', async () => {
    const values = await valuesOf(by, 3);
    const all = slowRanges('', SPAN, by, values);
    const most = Math.min(5, all.length - 1);
    const found = await sessions(queries, { filter: '', ...SPAN, by, values, most });
    expect(found.sessions).toHaveLength(most);
    const lanes = new Set(all.map(({ lane }) => lane)).size;
    expect(new Set(found.sessions.map(({ lane }) => lane)).size).toBe(Math.min(most, lanes));
    for (const [lane, { sessions: left, events: rest }] of found.left.entries()) {
      const listed = found.sessions.filter((one) => one.lane === lane);
      const own = all.filter((one) => one.lane === lane);
      expect(listed.length + left).toBe(own.length);
      expect(listed.reduce((sum, { count }) => sum + count, 0) + rest).toBe(own.reduce((sum, { count }) => sum + count, 0));
      // Nothing that is left out is used more than what is listed.
      const least = Math.min(...listed.map(({ count }) => count));
      const out = own.filter(({ key }) => !listed.some((one) => one.key === key));
      expect(Math.max(0, ...out.map(({ count }) => count))).toBeLessThanOrEqual(least);
      // Of keys used alike, the first as text.
      const last = listed.filter(({ count }) => count === least).map(({ key }) => key);
      const next = out.filter(({ count }) => count === least).map(({ key }) => key);
      for (const key of next) for (const one of last) expect(one < key).toBe(true);
    }
  });
});

test('edges are the issuing events of the keys that are used in lanes', async () => {
  const values = await valuesOf('who', 8);
  const found = await sessions(queries, { filter: '', ...SPAN, by: 'who', values, most: 1000 });
  const issued = within(events, SPAN).filter(({ record, fields }) => record.eventName === 'AssumeRole' && fields.errorCode == null);
  const slow = issued.flatMap((event) => {
    const answer = event.record.responseElements as { credentials: { accessKeyId: string } };
    const key = answer.credentials.accessKeyId;
    const fromLane = values.indexOf(event.fields.who as string);
    const uses = slowRanges('', SPAN, 'who', values).filter((range) => range.key === key);
    return uses.map(({ lane, first }) => ({ fromLane, toLane: lane, id: event.id, time: event.time, first, key }));
  });
  expect(slow.filter(({ fromLane }) => fromLane >= 0).length).toBeGreaterThan(15);
  const bare = found.edges.map(({ fromLane, toLane, from, to, key }) => ({
    fromLane,
    toLane,
    id: from.id,
    time: from.time,
    first: to.time,
    key,
  }));
  const order = (a: (typeof slow)[number], b: (typeof slow)[number]) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  expect(bare.sort(order)).toEqual(slow.filter(({ fromLane }) => fromLane >= 0).sort(order));
  expect(new Set(found.edges.map(({ certainty, how, checked }) => `${certainty} ${how} ${checked}`))).toEqual(
    new Set(['proven AssumeRole true']),
  );
});

test('a story: who handed what to whom, proven and inferred, within the span only', async () => {
  const { path } = await caseOf([
    folderOf({
      'a.json': JSON.stringify({
        Records: [
          assume('hand out', user('asha', 'AKIAASHAEXAMPLE00000'), '2026-02-21T10:00:00Z', 'deploy', 'ci', 'ASIADEPLOYEXAMPLE000'),
          call('use', session('deploy', 'ci', 'ASIADEPLOYEXAMPLE000'), '2026-02-21T10:05:00Z'),
          call('use again', session('deploy', 'ci', 'ASIADEPLOYEXAMPLE000'), '2026-02-21T11:05:00Z'),
          call('sign in', user('asha'), '2026-02-21T12:00:00Z', {
            eventSource: 'signin.amazonaws.com',
            eventName: 'ConsoleLogin',
            responseElements: { ConsoleLogin: 'Success' },
          }),
          call('in the console', user('asha', 'ASIACONSOLEEXAMPLE00', '2026-02-21T12:00:03Z'), '2026-02-21T12:01:00Z'),
        ],
      }),
    }),
  ]);
  const own = new CaseQueries(path);
  try {
    const values = [`${HOME}:user/asha`, `${HOME}:role/deploy`];
    const from = Date.UTC(2026, 1, 21, 9);
    const to = Date.UTC(2026, 1, 21, 15);
    const found = await sessions(own, { filter: '', from, to, by: 'who', values, most: 10 });
    expect(found.edges).toMatchObject([
      { fromLane: 0, toLane: 1, from: { eventName: 'AssumeRole' }, key: 'ASIADEPLOYEXAMPLE000', certainty: 'proven', how: 'AssumeRole' },
      {
        fromLane: 0,
        toLane: 0,
        from: { eventName: 'ConsoleLogin' },
        key: 'ASIACONSOLEEXAMPLE00',
        certainty: 'inferred',
        how: 'ConsoleLogin',
      },
    ]);
    expect(found.sessions.map(({ key, type, how, certainty, issued, whole }) => [key, type, how, certainty, issued, whole.count])).toEqual([
      ['AKIAASHAEXAMPLE00000', 'long-term', null, null, null, 1],
      ['ASIADEPLOYEXAMPLE000', 'temporary', 'AssumeRole', 'proven', Date.UTC(2026, 1, 21, 10), 2],
      ['ASIACONSOLEEXAMPLE00', 'temporary', 'ConsoleLogin', 'inferred', Date.UTC(2026, 1, 21, 12), 1],
    ]);
    // Later than the issuing event: the range is there, the edge is not; nor where the issuer has no lane.
    const later = await sessions(own, { filter: '', from: from + 2 * 3_600_000, to, by: 'who', values, most: 10 });
    expect(later.edges.map(({ key }) => key)).toEqual(['ASIACONSOLEEXAMPLE00']);
    expect(later.sessions[0]).toMatchObject({
      key: 'ASIADEPLOYEXAMPLE000',
      count: 1,
      whole: { count: 2, first: Date.UTC(2026, 1, 21, 10, 5) },
    });
    expect((await sessions(own, { filter: '', from, to, by: 'who', values: values.slice(1), most: 10 })).edges).toEqual([]);
    expect(await sessions(own, { filter: '', from, to, by: 'who', values: [], most: 10 })).toMatchObject({
      sessions: [],
      left: [],
      edges: [],
    });
  } finally {
    await own.close();
  }
});

describe('what began a session is what its records say', () => {
  const DAY = { from: START, to: START + 86_400_000 };
  const asha = user('asha', 'AKIAASHAEXAMPLE00000');
  const asked = (by: LaneKind, values: string[]) => ({ filter: '', ...DAY, by, values, most: 10 });

  async function inCase<T>(records: Parameters<typeof caseWith>, look: (of: CaseQueries) => Promise<T>): Promise<T> {
    const of = new CaseQueries(await caseWith(...records));
    try {
      return await look(of);
    } finally {
      await of.close();
    }
  }

  test('an answer that names a key elsewhere does not prove it, and is read within patience', async () => {
    const echo = assume('echo', asha, '2026-02-21T10:00:00Z', 'deploy', 'ci', undefined, {
      responseElements: { packed: { accessKeyId: 'ASIADEPLOYEXAMPLE000' } },
    });
    const use = call('use', session('deploy', 'ci', 'ASIADEPLOYEXAMPLE000'), '2026-02-21T10:05:00Z');
    await inCase([echo, use], async (of) => {
      const ask = (ms: number) => {
        const events = eventsOf(of.db);
        const values = ['ASIADEPLOYEXAMPLE000', 'AKIAASHAEXAMPLE00000'];
        return sessionsOf(events, events.selections.everything(), asked('key', values), new Patience(ms));
      };
      const read = vi.spyOn(RawRecords.prototype, 'value');
      const before = ask(0);
      expect(read).not.toHaveBeenCalled();
      expect(before.unchecked).toBe(2);
      expect(before.sessions.at(-1)).toMatchObject({ how: 'AssumeRole', certainty: 'proven', checked: false });
      expect(before.edges).toMatchObject([{ how: 'AssumeRole', certainty: 'proven', checked: false }]);
      const after = ask(Number.POSITIVE_INFINITY);
      expect(read).toHaveBeenCalled();
      read.mockRestore();
      expect(after.unchecked).toBe(0);
      expect(after.sessions.at(-1)).toMatchObject({ certainty: 'inferred', checked: true });
      expect(after.edges).toMatchObject([{ how: 'AssumeRole', certainty: 'inferred', checked: true }]);
      expect(after.edges[0]?.why).toContain('but not where this API hands out a key');
    });
  });

  test('rules that infer read nothing without patience', async () => {
    const signIn = call('sign in', user('asha'), '2026-02-21T12:00:00Z', {
      eventSource: 'signin.amazonaws.com',
      eventName: 'ConsoleLogin',
      responseElements: { ConsoleLogin: 'Success' },
    });
    const use = call('in the console', user('asha', 'ASIACONSOLEEXAMPLE00', '2026-02-21T12:00:03Z'), '2026-02-21T12:01:00Z');
    await inCase([signIn, use], async (of) => {
      const events = eventsOf(of.db);
      const values = [`${HOME}:user/asha`];
      const read = vi.spyOn(RawRecords.prototype, 'value');
      const before = sessionsOf(events, events.selections.everything(), asked('who', values), new Patience(0));
      expect(read).not.toHaveBeenCalled();
      read.mockRestore();
      expect(before).toMatchObject({ sessions: [{ how: null, certainty: null, issued: null, checked: false }], edges: [], unchecked: 1 });
      expect(await sessions(of, asked('who', values))).toMatchObject({ sessions: [{ how: 'ConsoleLogin', checked: true }], unchecked: 0 });
    });
  });

  test('of calls that fit alike, which one it was does not depend on the lanes', async () => {
    const asks = ['2026-02-21T10:00:00Z', '2026-02-21T11:59:50Z'].map((at, i) =>
      assume(`ask ${i}`, asha, at, 'deploy', 'ci', undefined, { responseElements: undefined, sourceIPAddress: `203.0.113.${i + 1}` }),
    );
    const use = call('use', session('deploy', 'ci', 'ASIADEPLOYEXAMPLE000'), '2026-02-21T12:00:00Z', { sourceIPAddress: '203.0.113.9' });
    await inCase([...asks, use], async (of) => {
      const both = await sessions(of, asked('ip', ['203.0.113.1', '203.0.113.2', '203.0.113.9']));
      expect(both.edges).toMatchObject([{ fromLane: 1, toLane: 2, certainty: 'inferred' }]);
      expect(both.sessions.at(-1)?.issued).toBe(both.edges[0]?.from.time);
      const one = await sessions(of, asked('ip', ['203.0.113.1', '203.0.113.9']));
      expect(one.edges).toEqual([]);
      expect(one.sessions.at(-1)?.issued).toBe(both.sessions.at(-1)?.issued);
    });
  });

  test('an event leads to a use once, by what is proven', async () => {
    const instance = 'i-0123456789abcdef0';
    const taken = assume('take', service('ec2.amazonaws.com'), '2026-02-21T10:00:00Z', 'deploy', instance, 'ASIADEPLOYEXAMPLE000');
    const use = call('use', session('deploy', instance, 'ASIADEPLOYEXAMPLE000'), '2026-02-21T10:05:00Z');
    await inCase([taken, use], async (of) => {
      const { edges } = await sessions(of, asked('key', ['', 'ASIADEPLOYEXAMPLE000']));
      expect(edges).toMatchObject([{ fromLane: 0, toLane: 1, certainty: 'proven', how: 'AssumeRole', checked: true }]);
    });
  });
});

test('among any number of keys those most used of each lane are found, as one by one', () => {
  const { below } = random(8);
  const [size, lanes, records, severalId] = [500_000, 10, 20_000, 12];
  const identity = Uint32Array.from({ length: records + 1 }, () => below(2000) * 200);
  const ids = Uint32Array.from({ length: records + 1 }, () => below(severalId + 1));
  // One id is in no lane, one in two.
  const laneOfId = Uint8Array.from({ length: severalId + 1 }, (_, id) => (id === severalId ? SEVERAL : Math.min(id, lanes)));
  const several = new Map([[severalId, [0, 3]]]);
  const text = (key: number): string => String(key).split('').reverse().join('');
  const numbers = Uint32Array.from({ length: size }, (_, i) => i);
  const fake = { columns: { identity }, dimension: () => ({ numbers, size, numberOf: () => 0, text }) } as unknown as CaseEvents;
  const bits = noBits(records);
  setRange(bits, 1, records + 1);
  const assignment: LaneAssignment = { lanes, of: 'origin', ids, laneOfId, several };
  const uses = usesIn(fake, { bits, count: records, unreadable: [] }, assignment);
  const slow = Array.from({ length: lanes }, () => new Map<number, number>());
  for (let record = 1; record <= records; record++) {
    const key = identity[record] as number;
    if (key === 0) continue;
    for (const lane of lanesOfRecord(assignment, record)) slow[lane]?.set(key, (slow[lane]?.get(key) ?? 0) + 1);
  }
  expect(uses.map((own) => new Map([...own.keys].map((key, i) => [key, own.counts[i]])))).toEqual(slow);
  expect(uses.map(({ events: all }) => all)).toEqual(slow.map((own) => [...own.values()].reduce((sum, count) => sum + count, 0)));
  const most = mostUsed(fake, uses, 100);
  for (const [lane, own] of slow.entries()) {
    const first = [...own].sort(([a, x], [b, y]) => y - x || (text(a) < text(b) ? -1 : 1)).slice(0, 10);
    const found = most.flatMap((use) => (use.lane === lane ? [[use.key, use.count] as const] : []));
    expect(new Map(found)).toEqual(new Map(first));
  }
});
