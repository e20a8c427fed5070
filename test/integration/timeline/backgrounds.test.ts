// What lies behind the lanes: working hours and nights by the clock of a zone, time without attestation, time of which the case has nothing.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { CaseEvents } from '../../../src/main/query/columns/case-events.ts';
import { backgrounds } from '../../../src/main/query/timeline/backgrounds.ts';
import { stretchesOf } from '../../../src/main/query/timeline/hours.ts';
import { Sweep, worstOutside } from '../../../src/main/query/timeline/sweep.ts';
import type { Attestation, ChainSpan, SpanState } from '../../../src/shared/integrity.ts';
import { zoned } from '../../../src/shared/time.ts';
import { type Hours, NIGHT_HOURS, WORKING_HOURS } from '../../../src/shared/timeline.ts';
import { caseOf, newCasePath } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { random } from '../../helpers/random.ts';
import { session } from '../../helpers/session.ts';
import { record } from '../../helpers/trail.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const modulo = (n: number, by: number): number => ((n % by) + by) % by;

describe('hours', () => {
  /** Minutes of the span for which a clock is asked one by one. */
  function slowMinutes(from: number, to: number, hours: Hours, zone: string): number[] {
    const found: number[] = [];
    for (let at = from; at < to; at += 600_000) {
      const { date, clock } = zoned(at, zone);
      const local = Date.parse(`${date}T${clock}Z`);
      const minute = modulo(local, DAY) / 60_000;
      const day = modulo(Math.floor(local / DAY) + 3, 7);
      const over = hours.to <= hours.from;
      const isIn = over
        ? (minute >= hours.from && hours.days.includes(day)) || (minute < hours.to && hours.days.includes((day + 6) % 7))
        : minute >= hours.from && minute < hours.to && hours.days.includes(day);
      if (isIn) found.push(at);
    }
    return found;
  }

  test.each([
    ['Asia/Kolkata', '2026-02-19'],
    ['Europe/Berlin', '2026-03-27'],
    ['Europe/Berlin', '2026-10-23'],
    ['America/New_York', '2026-03-06'],
    ['Australia/Lord_Howe', '2026-04-03'],
    ['America/Santiago', '2026-09-04'],
    ['UTC', '1969-12-29'],
    // A day was left out.
    ['Pacific/Apia', '2011-12-28'],
  ])('in %s around %s equal a clock that is asked every ten minutes', (zone, day) => {
    const from = Date.parse(`${day}T03:00:00Z`);
    const to = from + 5 * DAY;
    const odd: Hours = { days: [0, 2, 4, 6], from: 23 * 60 + 30, to: 3 * 60 + 30 };
    const round = { days: [5, 6], from: 0, to: 1440 };
    // Their ends are left out or shown twice where a clock is set.
    const tillTwice = { days: [4, 5, 6], from: 22 * 60, to: 2 * 60 + 30 };
    const fromTwice = { days: [5, 6], from: 2 * 60 + 30, to: 6 * 60 };
    for (const hours of [WORKING_HOURS, NIGHT_HOURS, odd, round, tillTwice, fromTwice]) {
      const found = stretchesOf({ from, to }, hours, zone, 100) as { from: number; to: number }[];
      const slow = slowMinutes(from, to, hours, zone);
      const fast = slowMinutes(from, to, { days: [0, 1, 2, 3, 4, 5, 6], from: 0, to: 1440 }, zone).filter((at) =>
        found.some((one) => at >= one.from && at < one.to),
      );
      expect(fast).toEqual(slow);
      for (const [i, one] of found.entries()) expect(one.from).toBeGreaterThan(found[i - 1]?.to ?? from - 1);
    }
  });

  test('a night is an hour shorter or longer when the clock changes', () => {
    const length = (day: string): number => {
      const from = Date.parse(`${day}T12:00:00Z`);
      const [night] = stretchesOf({ from, to: from + DAY }, NIGHT_HOURS, 'Europe/Berlin', 10) as [{ from: number; to: number }];
      return (night.to - night.from) / HOUR;
    };
    expect([length('2026-03-28'), length('2026-06-01'), length('2026-10-24')]).toEqual([7, 8, 9]);
  });

  test('far out there are none rather than thousands', () => {
    const from = Date.UTC(2026, 0, 1);
    expect(stretchesOf({ from, to: from + 30 * DAY }, NIGHT_HOURS, 'UTC', 31)).toHaveLength(31);
    expect(stretchesOf({ from, to: from + 30 * DAY }, NIGHT_HOURS, 'UTC', 30)).toBeNull();
    const asked = vi.spyOn(Intl.DateTimeFormat.prototype, 'formatToParts');
    expect(stretchesOf({ from: 0, to: 8e15 }, WORKING_HOURS, 'Asia/Kolkata', 1000)).toBeNull();
    expect(stretchesOf({ from, to: from + 1500 * DAY }, WORKING_HOURS, 'Europe/Berlin', 1000)).toBeNull();
    expect(
      stretchesOf({ from, to: from + 5000 * DAY }, { days: [0, 1, 2, 3, 4, 5, 6], from: 0, to: 1440 }, 'Europe/Berlin', 1),
    ).toHaveLength(1);
    expect(asked).not.toHaveBeenCalled();
    asked.mockRestore();
    // As far as a Date reaches, clocks are asked for years of four digits.
    for (const [begin, end] of [
      [-8.64e15, -8.64e15 + DAY],
      [8.64e15 - DAY, 8.64e15],
    ] as const)
      expect(stretchesOf({ from: begin, to: end }, NIGHT_HOURS, 'Europe/Berlin', 10)).toEqual([]);
    expect(stretchesOf({ from, to: from }, NIGHT_HOURS, 'UTC', 30)).toEqual([]);
    expect(stretchesOf({ from, to: from + DAY }, { days: [], from: 0, to: 60 }, 'UTC', 30)).toEqual([]);
  });
});

test('the window asks by its channels, each answer as it was agreed', async () => {
  const driven = session();
  try {
    await driven.ask('case.create', { path: newCasePath(), facts: { timezone: 'Asia/Kolkata' } });
    const span = { from: Date.UTC(2026, 1, 21), to: Date.UTC(2026, 1, 22) };
    expect(await driven.ask('timeline.backgrounds', { ...span, most: 10, ticket: 'a' })).toMatchObject({
      attestation: 'noDigests',
      zone: 'Asia/Kolkata',
      nights: [
        { from: span.from, to: Date.UTC(2026, 1, 21, 0, 30) },
        { from: Date.UTC(2026, 1, 21, 16, 30), to: span.to },
      ],
    });
    const asked = { filter: '', ...span, ticket: 'a' };
    expect(await driven.ask('timeline.markers', { ...asked, kinds: ['signin'], bins: 5, most: 5 })).toMatchObject({
      kinds: [{ total: 0 }],
    });
    expect(await driven.ask('timeline.sessions', { ...asked, by: 'key', values: ['x'], most: 5 })).toMatchObject({
      sessions: [],
      edges: [],
    });
    expect(await driven.ask('timeline.lanes', { ...asked, by: 'resource', lanes: 5, bins: 5, limit: 5 })).toMatchObject({
      lanes: [],
      reading: null,
    });
    expect(await driven.ask('timeline.density', { ...asked, bins: 5 })).toMatchObject({ total: 0 });
    // No Date holds it.
    await expect(driven.ask('timeline.backgrounds', { from: -9e15, to: 0, most: 10 })).rejects.toMatchObject({ name: 'ZodError' });
    await expect(driven.ask('timeline.density', { ...asked, filter: 'no-such:(', bins: 5 })).rejects.toMatchObject({
      code: 'FILTER_INVALID',
    });
  } finally {
    await driven.close();
  }
});

test('spans over one another equal what is asked of every instant', () => {
  const { below } = random(3);
  for (let run = 0; run < 200; run++) {
    const spans = Array.from({ length: below(8) }, () => {
      const from = below(20);
      return { from, to: from + below(8), place: below(3), rank: below(3) };
    });
    const sweep = new Sweep(spans);
    const found = sweep.stretches;
    const places = sweep.placesAt(
      found.map(({ from }) => from),
      8,
    );
    expect(sweep.placesAt([0, 20], 1)).toEqual(
      [0, 20].map((at) => found.flatMap(({ from, to }, i) => (at >= from && at < to ? places[i]?.slice(0, 1) : [])).flat()),
    );
    for (let at = 0; at < 30; at++) {
      const own = spans.filter(({ from, to }) => at >= from && at < to);
      const here = found.filter(({ from, to }) => at >= from && at < to);
      expect(here.length).toBe(own.length === 0 ? 0 : 1);
      if (own.length > 0) {
        expect(here[0]?.rank).toBe(Math.min(...own.map(({ rank }) => rank)));
        const open = [...new Set(own.map(({ place }) => place))].sort();
        expect(here.map((one) => [one.count, places[found.indexOf(one)]])).toEqual([[open.length, open]]);
      }
    }
    const same = (a: number, b: number) => found[a]?.rank === found[b]?.rank && places[a]?.join() === places[b]?.join();
    expect(found.every((one, i) => i === 0 || one.from > (found[i - 1]?.to as number) || !same(i - 1, i))).toBe(true);
    const [covered, said] = [spans.filter(({ place }) => place === 0), spans.filter(({ place }) => place > 0)];
    const left = worstOutside({ from: 3, to: 25 }, covered, said, 7);
    for (let at = 0; at < 30; at++) {
      const isIn = at >= 3 && at < 25 && !covered.some(({ from, to }) => at >= from && at < to);
      const ranks = said.filter(({ from, to }) => at >= from && at < to).map(({ rank }) => rank);
      expect(left.filter(({ from, to }) => at >= from && at < to).map(({ rank }) => rank)).toEqual(isIn ? [Math.min(7, ...ranks)] : []);
    }
  }
});

describe('attestation and cover', () => {
  const AT = Date.UTC(2026, 1, 21);
  let db: ReadConnection;

  beforeAll(async () => {
    const of = (hour: number, recipientAccountId: string, awsRegion: string) =>
      record({ eventTime: new Date(AT + hour * HOUR).toISOString(), recipientAccountId, awsRegion });
    const Records = [
      of(2, '111122223333', 'ap-south-1'),
      of(8, '111122223333', 'ap-south-1'),
      of(4, '111122223333', 'us-east-1'),
      of(5, '444455556666', 'us-east-1'),
    ];
    const digest = { digestS3Object: 'digest.json.gz', digestEndTime: '2026-02-21T01:00:00Z' };
    const folder = folderOf({
      'a.json': JSON.stringify({ Records }),
      'digest.json': JSON.stringify(digest),
    });
    const { path } = await caseOf([folder]);
    db = openForReading(path);
  });
  afterAll(() => db.close());

  const chain = (
    region: string,
    spans: [from: number, to: number, state: SpanState][],
    account = '111122223333',
  ): Attestation['chains'][number] => ({
    id: region,
    buckets: [],
    account,
    region,
    trail: 't',
    homeRegion: region,
    backfill: false,
    spans: spans.map(
      ([from, to, state]): ChainSpan => ({
        from: AT + from * HOUR,
        to: AT + to * HOUR,
        state,
        digests: 1,
        logs: 0,
        logsMissing: 0,
        logsInvalid: 0,
        digest: null,
        reason: '',
      }),
    ),
  });
  const attestation = (chains: Attestation['chains']): Attestation => ({
    at: 0,
    digests: { valid: 0, invalid: 0, missing: 0, unverifiable: 0 },
    logs: { valid: 0, invalid: 0, missing: 0, unverifiable: 0, unattested: 0 },
    attestation: 'partial',
    chains,
    keys: [],
    keysAbsent: [],
  });
  const span = { from: AT, to: AT + 12 * HOUR };
  const asked = { ...span, most: 100 };
  const hours = (ms: number): number => (ms - AT) / HOUR;

  test('not judged yet', () => {
    expect(backgrounds(new CaseEvents(db), asked, null)).toMatchObject({ attestation: 'notJudged', unattested: [] });
  });

  test('time that no digest attests, per account and region, the worst of it first', () => {
    const found = backgrounds(
      new CaseEvents(db),
      asked,
      attestation([
        chain('ap-south-1', [
          [0, 4, 'complete'],
          [4, 6, 'missing'],
          [6, 9, 'empty'],
        ]),
      ]),
    );
    expect(found.attestation).toBe('judged');
    const told = found.unattested.map(({ from, to, state, count, of, places }) => [
      hours(from),
      hours(to),
      state,
      count,
      of,
      places.map(({ account, region }) => `${account} ${region}`),
    ]);
    const [south, east, other] = ['111122223333 ap-south-1', '111122223333 us-east-1', '444455556666 us-east-1'];
    // Of the account's time, from 2 to 8; the other account has one event. An event is delivered up to 15 minutes after it.
    expect(told).toEqual([
      [2, 3.75, 'silent', 1, 3, [east]],
      [3.75, 5, 'missing', 2, 3, [south, east]],
      [5, 5 + 1 / HOUR, 'missing', 3, 3, [south, east, other]],
      [5 + 1 / HOUR, 6, 'missing', 2, 3, [south, east]],
      [6, 8 + 1 / HOUR, 'silent', 1, 3, [east]],
    ]);
    // A region of which there are digests only counts, too.
    const more = backgrounds(new CaseEvents(db), asked, attestation([chain('eu-west-1', [[0, 12, 'invalid']])]));
    expect(more.unattested[0]).toMatchObject({ state: 'invalid', count: 3, of: 4 });
  });

  test('time of which nothing of an account is there, unless digests attest that nothing was delivered', () => {
    const of = (chains: Attestation['chains']) =>
      backgrounds(new CaseEvents(db), asked, attestation(chains)).uncovered.map(({ from, to, count, of: all }) => [
        hours(from),
        Math.round(hours(to) * 1000) / 1000,
        count,
        all,
      ]);
    expect(of([]).map(([from, to, count]) => [Math.round((from as number) * 1000) / 1000, to, count])).toEqual([
      [0, 2, 2],
      [2, 5, 1],
      [5, 8, 1],
      [8, 12, 2],
    ]);
    // Digests speak of their region: the account has others.
    const spans = (chains: Attestation['chains']) => of(chains).map(([, to, count]) => [to, count]);
    expect(spans([chain('ap-south-1', [[0, 3, 'empty']])])).toEqual(spans([]));
    const both = [chain('ap-south-1', [[0, 3, 'empty']]), chain('us-east-1', [[0, 3, 'empty']])];
    expect(spans(both)).toEqual([
      [5, 1],
      [8, 1],
      [12, 2],
    ]);
    expect(spans([...both, chain('eu-west-1', [[0, 1, 'empty']])]).slice(0, 2)).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  test('an account of which there are digests only is told of, too', () => {
    const found = backgrounds(
      new CaseEvents(db),
      asked,
      attestation([
        chain(
          'eu-west-1',
          [
            [1, 3, 'empty'],
            [3, 9, 'missing'],
          ],
          '999900001111',
        ),
      ]),
    );
    const told = (spans: readonly { from: number; to: number; count: number; of: number }[], at: number) =>
      spans.filter(({ from, to }) => AT + at * HOUR >= from && AT + at * HOUR < to).map(({ count, of }) => [count, of]);
    expect([told(found.uncovered, 0.5), told(found.uncovered, 2.5), told(found.uncovered, 10)]).toEqual([[[3, 3]], [[1, 3]], [[3, 3]]]);
    expect(found.unattested.at(-1)).toMatchObject({
      to: AT + 9 * HOUR,
      state: 'missing',
      count: 1,
      of: 4,
      places: [{ account: '999900001111', region: 'eu-west-1' }],
    });
  });

  test('events are of the place that the name of their log file tells, not of the region that they name', async () => {
    const iam = (hour: number) =>
      record({ eventTime: new Date(AT + hour * HOUR).toISOString(), recipientAccountId: '111122223333', awsRegion: 'us-east-1' });
    const { path } = await caseOf([
      folderOf({
        '111122223333_CloudTrail_eu-west-1_20260221T0205Z_AbCdEfGhIjKlMnOp.json': JSON.stringify({ Records: [iam(2)] }),
        '111122223333_CloudTrail_eu-west-1_20260221T0505Z_AbCdEfGhIjKlMnOq.json': JSON.stringify({ Records: [iam(5)] }),
        'digest.json': JSON.stringify({ digestS3Object: 'digest.json.gz', digestEndTime: '2026-02-21T01:00:00Z' }),
      }),
    ]);
    const named = openForReading(path);
    try {
      const found = backgrounds(new CaseEvents(named), asked, attestation([chain('eu-west-1', [[0, 12, 'complete']])]));
      expect([found.attestation, found.unattested, found.uncovered]).toEqual(['judged', [], []]);
    } finally {
      named.close();
    }
  });

  test('what is known of all time is kept while the chains stay the same', () => {
    const events = new CaseEvents(db);
    const of = (to: number, state: SpanState) =>
      backgrounds(events, asked, attestation([chain('ap-south-1', [[0, to, state]])])).unattested.map((one) => one.state);
    expect(of(12, 'invalid')).toContain('invalid');
    expect(of(12, 'invalid')).toContain('invalid');
    expect(of(12, 'missing')).not.toContain('invalid');
    // In parts as in one piece.
    const chains = attestation([
      chain('ap-south-1', [
        [0, 4, 'complete'],
        [4, 6, 'missing'],
        [6, 9, 'empty'],
      ]),
    ]);
    const parts = [0, 1, 2, 3].flatMap(
      (part) => backgrounds(events, { from: AT + part * 3 * HOUR, to: AT + (part + 1) * 3 * HOUR, most: 100 }, chains).unattested,
    );
    const at = (spans: typeof parts, ms: number) =>
      spans.filter(({ from, to }) => ms >= from && ms < to).map(({ from, to, ...one }) => one);
    const all = backgrounds(events, asked, chains).unattested;
    for (let ms = AT; ms < AT + 12 * HOUR; ms += 600_000) expect(at(parts, ms)).toEqual(at(all, ms));
  });

  test('too many spans: the widest, and how many are left', () => {
    const found = backgrounds(new CaseEvents(db), { ...span, most: 1 }, attestation([]));
    expect(found.uncovered.map(({ to }) => hours(to))).toEqual([12]);
    expect(found.left.uncovered).toBe(3);
    expect(found.nights).toEqual([{ from: AT, to: AT + 6 * HOUR }]);
    expect(backgrounds(new CaseEvents(db), { from: AT, to: AT + DAY, most: 1 }, null)).toMatchObject({
      nights: null,
      working: [],
      zone: 'UTC',
    });
  });
});
