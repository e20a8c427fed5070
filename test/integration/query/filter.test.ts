// Random filters over odd records: events, counts, facets and the timeline equal what is found slowly in the parsed records.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { EventLists } from '../../../src/main/query/event-list.ts';
import { FACETS, type FacetName, facets } from '../../../src/main/query/facets.ts';
import { density } from '../../../src/main/query/timeline/lanes.ts';
import { canonicalFilter, printTerm } from '../../../src/shared/filter.ts';
import { random } from '../../helpers/random.ts';
import { eventId, type Fields, record } from '../../helpers/trail.ts';
import { type SlowEvent, slowCase, slowFacet, slowList } from './slow.ts';

fc.configureGlobal({ seed: 20260221 });

const START = Date.UTC(2026, 1, 21, 12);
const HOSTILE = [
  "'; DROP TABLE records; --",
  '100%',
  'a_b',
  'x[y]z',
  '[',
  ']',
  '?',
  'q"uote',
  'back\\slash',
  'nul\u0000end',
  '🕵️ emoji',
  '\ud800 lone',
  'a b',
  '(paren',
  'OR',
];
const ADDRESSES = [
  '185.220.101.34',
  '185.220.101.255',
  '185.220.102.1',
  '10.0.0.1',
  '2001:db8::1',
  '2001:DB8:0:0:1::',
  '2001:db9::',
  '::ffff:185.220.101.7',
  'AWS Internal',
  's3.amazonaws.com',
  '185.220.101.34/24',
  '',
];

function files(): Record<string, string> {
  const { pick, below } = random(11);
  const made: Record<string, string> = {};
  for (let file = 0; file < 3; file++) {
    const records = Array.from({ length: 150 }, (_, i): Fields => {
      const name = pick(['ci', 'deploy', 'a/b', ...HOSTILE]);
      const bucket = pick(['prod', 'telugubites-prod', 'x*', ...HOSTILE]);
      return record({
        eventID: i % 50 === 5 ? undefined : eventId(`filter ${file} ${i}`),
        eventTime: i % 20 === 7 ? undefined : new Date(START + below(48 * 3600) * 1000).toISOString(),
        eventName: pick(['RunInstances', 'DeleteBucket', undefined]),
        eventSource: pick(['ec2.amazonaws.com', 'signin.amazonaws.com', 'sso.amazonaws.com', 'signing.amazonaws.com', undefined]),
        errorMessage: pick([undefined, undefined, undefined, '', null, 7, 'Failed authentication']),
        serviceEventDetails: pick([undefined, { RunInstances: 'Failure' }]),
        errorCode: pick([undefined, undefined, 'AccessDenied', 'NoSuchBucket', '']),
        readOnly: pick([true, false, undefined]),
        sourceIPAddress: pick([...ADDRESSES, undefined]),
        userAgent: pick([...HOSTILE, 'aws-cli/2']),
        userIdentity: pick([
          { type: 'IAMUser', userName: name, arn: `arn:aws:iam::1:user/${name}`, accessKeyId: pick(['AKIA1', '']) },
          { type: 'AssumedRole', arn: `arn:aws:sts::1:assumed-role/role/${name}`, principalId: `AROA:${name}`, accessKeyId: 'ASIA2' },
          { type: 'FederatedUser', arn: 'arn:aws:sts::1:federated-user/fed' },
          { type: 'Root' },
          undefined,
        ]),
        requestParameters: pick([
          null,
          'text',
          { bucketName: bucket, n: pick([1, 1.5, true, null]) },
          { items: [{ id: 'i-1' }, { id: bucket }, 'i-3'], '': { 'odd.key': 'v' } },
          {},
        ]),
        responseElements: pick([
          null,
          undefined,
          { list: [['deep', bucket]], none: '' },
          { DeleteBucket: 'Failure' },
          { RunInstances: 'Success' },
        ]),
        resources: pick([undefined, [], [{ ARN: `arn:aws:s3:::${bucket}`, accountId: '1', type: 'AWS::S3::Bucket' }]]),
      });
    });
    if (file === 2)
      records.push(
        ...(JSON.parse(made['log-0.json'] as string) as { Records: Fields[] }).Records.filter((one) => one.eventID).slice(0, 20),
      );
    made[`log-${file}.json`] = JSON.stringify({ Records: records });
  }
  return made;
}

let db: ReadConnection;
let events: SlowEvent[];

beforeAll(async () => {
  const made = await slowCase(files(), 'Asia/Kolkata');
  events = made.events.map((event) => ({ ...event, fields: { ...event.fields, actor: null } }));
  db = openForReading(made.path);
});
afterAll(() => db.close());

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
const value = fc
  .oneof(
    fc.constantFrom(...HOSTILE, 'prod', '*prod', '*', 'i-1', 'v', '1', '1.5', 'true', 'ci', 'b', 'fed', 'ASIA2', '*2*'),
    fc.constantFrom(...HOSTILE).map((text) => `${text.slice(0, 2)}*`),
  )
  .map(quoted);
const field = fc.constantFrom(
  'agent',
  'arn',
  'principal',
  'session',
  'resource',
  'requestParameters.bucketName',
  'requestParameters.n',
  'requestParameters.items.id',
  'requestParameters.items.1.id',
  'requestParameters.items',
  'requestParameters.*',
  'requestParameters',
  'responseElements.list',
  'resources.ARN',
  'requestParameters."".*',
  'resources',
  'userIdentity.userName',
  'responseElements.list.0.1',
);
const term = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(field, fc.oneof({ weight: 6, arbitrary: value }, { weight: 1, arbitrary: fc.constant('') }))
      .map(([name, text]) => `${name}:${text}`),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'api:RunInstances',
      'api:',
      'api:*Bucket',
      'error:AccessDenied',
      'error:',
      'key:',
      'key:AKIA*',
      'is:error',
      'is:denied',
      'is:write',
      'is:read',
      'is:root',
      'is:undated',
      'ip:185.220.101.0/24',
      'ip:2001:db8::/32',
      'ip:2000::/3',
      'ip:0.0.0.0/0',
      'ip:185.220.101.34/32',
      'ip:"AWS Internal"',
      'ip:',
      'has:errorCode',
      'has:key',
      'has:session',
      'has:resource',
      'has:time',
      'has:requestParameters.n',
      'has:responseElements.none',
      'has:resources',
      'has:userIdentity.arn',
      'after:2026-02-22',
      'before:"2026-02-22 10:30 IST"',
      'on:2026-02-22',
      'time:2026-02-21T18:00:00Z..2026-02-22',
      'time:..2026-02-21',
      'last:6h',
      'first:12h',
    ),
  },
);
const filter = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    term,
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(${a} ${b})`),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(${a} OR ${b})`),
    tie('tree').map((a) => `NOT ${a}`),
  ),
})).tree as fc.Arbitrary<string>;

const ids = (rows: readonly { evidence: string; offset: number; length: number }[]): string[] =>
  rows.map((row) => `${row.evidence}@${row.offset}+${row.length}`);

test('random filters: the list, its count, its pages and positions', async () => {
  const lists = new EventLists(db);
  let some = 0;
  await fc.assert(
    fc.asyncProperty(filter, fc.constantFrom('asc' as const, 'desc' as const), async (text, order) => {
      const slow = slowList(events, text, order);
      if (slow.length > 0 && slow.length < events.length) some++;
      const times = slow.flatMap(({ time }) => (time === null ? [] : [time]));
      expect(await lists.count(text)).toEqual({
        unreadable: 0,
        total: slow.length,
        undated: slow.length - times.length,
        first: times.length > 0 ? Math.min(...times) : null,
        last: times.length > 0 ? Math.max(...times) : null,
      });
      expect(ids(await lists.page(text, order, 0, 1000))).toEqual(slow.map(({ id }) => id));
      expect(ids([...lists.iterate(await eventsOf(db).selections.select(text), order)]).sort()).toEqual(slow.map(({ id }) => id).sort());
      const one = slow[slow.length >> 1];
      if (one) expect(slow[(await lists.position(text, order, one.id)) ?? -1]?.id).toBe(one.id);
      // Canonical form, and the opposite, leave nothing between them.
      expect((await lists.count(canonicalFilter(text))).total).toBe(slow.length);
      expect((await lists.count(`NOT (${text})`)).total).toBe(events.length - slow.length);
    }),
    { numRuns: 300 },
  );
  expect(some).toBeGreaterThan(100);
});

test('random filters: facets and density', async () => {
  const names = (Object.keys(FACETS) as FacetName[]).filter(
    (name) => !['actor', 'accountId', 'userAgent', 'arn', 'principalId'].includes(name),
  );
  const span = { from: START, to: START + 48 * 3_600_000 };
  await fc.assert(
    fc.asyncProperty(filter, async (text) => {
      const slow = slowList(events, text);
      const found = facets(eventsOf(db), await eventsOf(db).selections.select(text), names, 50);
      for (const name of names) expect(found[name], name).toEqual(slowFacet(slow, name, 50));
      const bins = density(eventsOf(db), await eventsOf(db).selections.select(text), { filter: text, ...span, bins: 4 });
      expect(bins.total).toBe(slow.filter(({ time }) => time !== null).length);
      expect(bins.bins.map(({ ok, denied, error }) => ok + denied + error)).toEqual(
        bins.bins.map(({ from, to }) => slow.filter(({ time }) => time !== null && time >= from && time < to).length),
      );
    }),
    { numRuns: 100 },
  );
});

test('hostile values are found exactly, and as the beginning of a pattern', async () => {
  const lists = new EventLists(db);
  for (const text of HOSTILE) {
    const found = (await lists.count(printTerm({ field: 'userAgent', value: text, negated: false }))).total;
    expect([text, found]).toEqual([text, events.filter(({ record: { userAgent } }) => userAgent === text).length]);
    expect(found).toBeGreaterThan(0);
    expect((await lists.count(`agent:${quoted(`${text}*`)}`)).total).toBeGreaterThanOrEqual(found);
  }
});

test('networks of both kinds, an IPv4 address written as IPv6 among them', async () => {
  const lists = new EventLists(db);
  const own = (...addresses: string[]): number =>
    events.filter(({ record: { sourceIPAddress } }) => addresses.includes(sourceIPAddress as string)).length;
  expect((await lists.count('ip:185.220.101.0/24')).total).toBe(own('185.220.101.34', '185.220.101.255', '::ffff:185.220.101.7'));
  expect((await lists.count('ip:2001:db8::/32')).total).toBe(own('2001:db8::1', '2001:DB8:0:0:1::'));
  expect((await lists.count('ip:2001:db8::/31')).total).toBe(own('2001:db8::1', '2001:DB8:0:0:1::', '2001:db9::'));
  expect(own('185.220.101.34')).toBeGreaterThan(0);
  expect(own('::ffff:185.220.101.7')).toBeGreaterThan(0);
});

test('a filter of many alternatives and one of many groups are answered', async () => {
  const lists = new EventLists(db);
  const keys = Array.from({ length: 990 }, (_, i) => `K${i}`).join(' OR ');
  expect((await lists.count(`key:(${keys} OR AKIA1)`)).total).toBe(slowList(events, 'key:AKIA1').length);
  const globs = Array.from({ length: 990 }, (_, i) => `K${i}*`).join(' OR ');
  expect((await lists.count(`key:(${globs} OR AKIA*)`)).total).toBe(slowList(events, 'key:AKIA*').length);
  const deep = `${'('.repeat(60)}key:AKIA1${' OR is:root)'.repeat(60)}`;
  expect((await lists.count(deep)).total).toBe(slowList(events, 'key:AKIA1 OR is:root').length);
});

test('what was read of the records is kept, given up and read again', async () => {
  const { selections } = eventsOf(db);
  const text = 'resource:prod';
  const total = slowList(events, text).length;
  expect(total).toBeGreaterThan(0);
  const selection = await selections.select(text);
  expect(selections.ready(text)).toBe(selection);
  // As many others as push it out.
  for (let i = 0; i < 40; i++) await selections.select(`resource:none-${i}`);
  expect(selections.ready(text)).toBeNull();
  expect((await selections.select(text)).count).toBe(total);
});

test('a walk through records stops when it is told to', async () => {
  const stop = new AbortController();
  stop.abort();
  const long = await slowCase();
  const other = openForReading(long.path);
  try {
    await expect(eventsOf(other).selections.select('resource:prod', { signal: stop.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
  } finally {
    other.close();
  }
});

test.each([
  ['after:"2026-02-30"', /Column 1: after: there is no day 2026-02-30/],
  ['api:x last:yesterday', /Column 7: last: "yesterday" is not a length of time/],
  ['after:"2026-02-21 23:00 CST"', /Column 1: after: "CST" names no one time zone/],
  ['ip:185.220.101.0/33', /Column 1: ip: a network ends with \/ and 0 to 32/],
])('%s is refused, not empty', async (text, message) => {
  await expect(new EventLists(db).count(text)).rejects.toThrow(message);
});
