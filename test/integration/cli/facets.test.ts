// `trailcase facets` and `trailcase histogram`: the keys of the contract, and counts equal to slow ones.
import { beforeAll, describe, expect, test } from 'vitest';
import { caseOf } from '../../helpers/cases.ts';
import { ended, startCli } from '../../helpers/cli.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';
import { type SlowEvent, slowCase, slowFacet, slowList } from '../query/slow.ts';

let path = '';
let events: SlowEvent[] = [];
let small = '';
beforeAll(async () => {
  ({ path, events } = await slowCase());
  const log = trail()
    .event({ eventName: 'B', eventTime: '2026-03-28T23:30:00Z', userAgent: '\u001b[2Jevil' })
    .event({ eventName: 'A', eventTime: '2026-03-29T10:00:00.250Z' })
    .event({ eventName: 'A', eventTime: '2026-03-29T22:30:00Z' })
    .event({ eventName: 'Never', eventTime: 'yesterday' })
    .event({ eventName: '__proto__', eventTime: '2026-03-30T21:59:59.999Z' });
  ({ path: small } = await caseOf([folderOf({ 'a.json': log.json() })]));
});

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString().replace('.000Z', 'Z'));
const slow = (among: readonly SlowEvent[], field: string, top: number) =>
  slowFacet(among, field, top).map((one) => ({ ...one, first: iso(one.first), last: iso(one.last) }));

describe('facets', () => {
  test('sessions are counted by their names', async () => {
    const roles = trail()
      .event({ userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/deploy/ci-7', accessKeyId: 'ASIA1' } })
      .event({ userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/deploy/ci-7', accessKeyId: 'ASIA2' } });
    const made = await caseOf([folderOf({ 'a.json': roles.event().json() })]);
    const { status, value } = await cliJson(['facets', made.path, '--by', 'session']);
    expect(status).toBe(0);
    expect(value.facets).toMatchObject({ sessionName: [{ value: 'ci-7', count: 2 }] });
    expect((await cliJson(['events', made.path, `session:${value.facets.sessionName[0].value}`])).value.rows).toHaveLength(2);
  });

  test('all fields, ten values each', async () => {
    const { status, value, stderr } = await cliJson(['facets', path]);
    expect({ status, stderr, keys: Object.keys(value), total: value.total }).toEqual({
      status: 0,
      stderr: '',
      keys: ['total', 'facets'],
      total: events.length,
    });
    for (const name of ['eventName', 'eventSource', 'actor', 'actorType', 'sourceIPAddress', 'accessKeyId', 'userAgent', 'awsRegion'])
      expect(value.facets[name], name).toEqual(slow(events, name, 10));
    for (const name of ['accountId', 'errorCode', 'eventCategory']) expect(value.facets[name], name).toEqual(slow(events, name, 10));
    expect(value.facets.eventType).toMatchObject([{ value: 'AwsApiCall', count: events.length }]);
  });

  test('--by takes names and aliases; FILTER, --top, --rarest, --from, --to', async () => {
    const { value } = await cliJson(['facets', path, 'is:denied', '--by', 'api,IP, region', '--top', '1']);
    const left = slowList(events, 'is:denied');
    expect(value.total).toBe(left.length);
    expect(Object.keys(value.facets)).toEqual(['eventName', 'sourceIPAddress', 'awsRegion']);
    for (const name of Object.keys(value.facets)) expect(value.facets[name]).toEqual(slow(left, name, 1));
    const rarest = await cliJson(['facets', path, '--by', 'errorCode', '--rarest', '--top', '2']);
    const byCount = slow(events, 'errorCode', 1000).sort((a, b) => a.count - b.count || (a.value < b.value ? -1 : 1));
    expect(rarest.value.facets.errorCode).toEqual(byCount.slice(0, 2));
    expect((await cliJson(['facets', path, '--by', 'error', '--top', '0'])).value.facets.errorCode).toEqual(
      slow(events, 'errorCode', 1000),
    );
    const spanned = await cliJson(['facets', small, '--by', 'api', '--from', '2026-03-29', '--to', '2026-03-30']);
    expect(spanned.value).toEqual({
      total: 2,
      facets: { eventName: [{ value: 'A', count: 2, first: '2026-03-29T10:00:00.250Z', last: '2026-03-29T22:30:00Z' }] },
    });
  });

  test('values with equal counts are in order of value; undated only: no first and last', async () => {
    const { value } = await cliJson(['facets', small, '--by', 'api']);
    expect(value.facets.eventName.map((one: { value: string }) => one.value)).toEqual(['A', 'B', 'Never', '__proto__']);
    expect(value.facets.eventName[2]).toEqual({ value: 'Never', count: 1, first: null, last: null });
  });

  test('as tables, with nothing that commands a terminal', async () => {
    const { stdout, status } = await cli(['facets', small, '--by', 'api,agent,error']);
    expect(status).toBe(0);
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(stdout).toContain('\\u001b[2Jevil');
    expect(stdout).toMatch(
      /^5 events\n\ncount {2}first .* eventName\n {4}2 {2}2026-03-29 10:00:00 \+00:00 {2}2026-03-29 22:30:00 \+00:00 {2}A\n/,
    );
    expect(stdout).toContain('    1  undated                     undated                     Never\n');
    expect(stdout).toMatch(/errorCode\n.*no event has one\n$/);
  });
});

describe('histogram', () => {
  test('sums equal the number of dated events; undated ones are told apart', async () => {
    const dated = events.filter(({ time }) => time !== null);
    for (const args of [[], ['--bins', '7'], ['--every', '1h'], ['--every', '13m'], ['--every', '1d'], ['--bins', '1']]) {
      const { status, value } = await cliJson(['histogram', path, ...args]);
      expect(status).toBe(0);
      expect(Object.keys(value)).toEqual(['total', 'undated', 'timezone', 'bins']);
      const counts: number[] = value.bins.map(({ count }: { count: number }) => count);
      expect(counts.reduce((a, b) => a + b)).toBe(dated.length);
      expect({ total: value.total, undated: value.undated }).toEqual({ total: dated.length, undated: events.length - dated.length });
      if (args[0] === '--bins') expect(counts).toHaveLength(Number(args[1]));
      for (const [i, { from, to, count }] of value.bins.entries()) {
        const [a, b] = [Date.parse(from), Date.parse(to)];
        expect(count).toBe(dated.filter(({ time }) => (time as number) >= a && (time as number) < b).length);
        if (i > 0) expect(from).toBe(value.bins[i - 1].to);
      }
    }
  });

  test('--distinct counts the different values of each bin', async () => {
    for (const field of ['actor', 'accessKeyId', 'errorCode']) {
      const { value } = await cliJson(['histogram', path, '-is:root', '--every', '2h', '--distinct', field]);
      const left = slowList(events, '-is:root').filter(({ time }) => time !== null);
      expect(Object.keys(value)).toEqual(['total', 'undated', 'timezone', 'distinct', 'bins']);
      expect(value.bins.length).toBeGreaterThan(5);
      for (const { from, to, distinct } of value.bins) {
        const own = left.filter(({ time }) => (time as number) >= Date.parse(from) && (time as number) < Date.parse(to));
        const values = own.flatMap(({ fields }) => fields[field] ?? []);
        expect(distinct, `${field} ${from}`).toBe(new Set(values).size);
      }
    }
  });

  test('--by tells the eight most frequent values apart', async () => {
    const { value } = await cliJson(['histogram', path, 'is:write', '--every', '6h', '--by', 'actor']);
    const left = slowList(events, 'is:write').filter(({ time }) => time !== null);
    const top = slowFacet(left, 'actor', 8).map((one) => one.value);
    expect(Object.keys(value)).toEqual(['total', 'undated', 'timezone', 'by', 'bins']);
    expect(value.bins.length).toBeGreaterThan(2);
    for (const { from, to, count, by, other } of value.bins) {
      const own = left.filter(({ time }) => (time as number) >= Date.parse(from) && (time as number) < Date.parse(to));
      expect(count).toBe(own.length);
      expect(by).toEqual(Object.fromEntries(top.map((actor) => [actor, own.filter(({ fields }) => fields.actor === actor).length])));
      expect(other).toBe(own.filter(({ fields }) => !top.includes(fields.actor ?? '')).length);
    }
    const odd = await cli(['histogram', small, '--by', 'api', '--bins', '1', '--json']);
    expect(odd.stdout).toContain('"__proto__": 1');
  });

  test('days are those of the time zone, also when the clock is changed', async () => {
    const days = async (...args: string[]) =>
      (await cliJson(['histogram', small, '--every', '1d', ...args])).value.bins.map((bin: Record<string, unknown>) => [
        bin.from,
        bin.count,
      ]);
    // In Berlin the 29th of March 2026 has 23 hours.
    expect(await days('--timezone', 'Europe/Berlin')).toEqual([
      ['2026-03-28T23:00:00Z', 2],
      ['2026-03-29T22:00:00Z', 2],
    ]);
    expect(await days()).toEqual([
      ['2026-03-28T00:00:00Z', 1],
      ['2026-03-29T00:00:00Z', 2],
      ['2026-03-30T00:00:00Z', 1],
    ]);
    expect(await days('--timezone', 'Asia/Kolkata')).toEqual([
      ['2026-03-28T18:30:00Z', 2],
      ['2026-03-29T18:30:00Z', 1],
      ['2026-03-30T18:30:00Z', 1],
    ]);
    // A week begins on Monday.
    expect((await cliJson(['histogram', small, '--every', '1w'])).value.bins.map((bin: { from: string }) => bin.from)).toEqual([
      '2026-03-23T00:00:00Z',
      '2026-03-30T00:00:00Z',
    ]);
  });

  test('bins end where the period that was asked for ends', async () => {
    const { value } = await cliJson([
      'histogram',
      small,
      '--every',
      '1d',
      '--from',
      '2026-03-29T09:00:00Z',
      '--to',
      '2026-03-30T12:00:00Z',
    ]);
    expect(value.bins).toEqual([
      { from: '2026-03-29T09:00:00Z', to: '2026-03-30T00:00:00Z', count: 2 },
      { from: '2026-03-30T00:00:00Z', to: '2026-03-30T12:00:00Z', count: 0 },
    ]);
    expect((await cliJson(['histogram', small, 'api:none-such'])).value).toMatchObject({ total: 0, undated: 0, timezone: 'UTC', bins: [] });
  });

  test('a bar for each bin', async () => {
    const { stdout } = await cli(['histogram', small, '--every', '1d']);
    expect(stdout).toBe(
      [
        `2026-03-28 00:00:00 +00:00  1  ${'█'.repeat(20)}`,
        `2026-03-29 00:00:00 +00:00  2  ${'█'.repeat(40)}`,
        `2026-03-30 00:00:00 +00:00  1  ${'█'.repeat(20)}`,
        '2026-03-31 00:00:00 +00:00  end of the last bin',
        '4 dated events, and 1 undated that are in no bin',
        '',
      ].join('\n'),
    );
    expect((await cli(['histogram', small, '--by', 'agent'])).stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });
});

test.each([
  ['facets', ['--by', 'colour'], 'USAGE'],
  ['facets', ['--by', 'eventID'], 'USAGE'],
  ['facets', ['--top', 'ten'], 'USAGE'],
  ['facets', ['colour:red'], 'FILTER_INVALID'],
  ['facets', ['--from', 'yesterday'], 'USAGE'],
  ['histogram', ['--bins', '0'], 'USAGE'],
  ['histogram', ['--bins', '3', '--every', '1h'], 'USAGE'],
  ['histogram', ['--every', '0h'], 'USAGE'],
  ['histogram', ['--every', 'hour'], 'USAGE'],
  ['histogram', ['--every', '1s'], 'USAGE'],
  ['histogram', ['--timezone', 'India'], 'USAGE'],
  ['histogram', ['--by', 'nothing'], 'USAGE'],
  ['histogram', ['--distinct', 'nothing'], 'USAGE'],
])('%s %j is refused with %s', async (command, args, code) => {
  const { status, stdout, stderr } = await cli([command, small, ...args]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(new RegExp(`^trailcase: ${code}: [^\\n]+\\n$`));
});

describe('resources', () => {
  const bucket = 'arn:aws:s3:::b';
  const EVIL = '\u001b[31m=cmd';
  let named = '';
  beforeAll(async () => {
    const s3 = { eventSource: 's3.amazonaws.com' };
    const log = trail()
      .event({
        ...s3,
        eventTime: '2026-02-21T10:00:00Z',
        requestParameters: { bucketName: 'b', key: 'k' },
        resources: [{ ARN: `${bucket}/k` }, { ARN: bucket }],
      })
      .event({ ...s3, eventTime: '2026-02-21T11:00:00Z', requestParameters: { bucketName: 'b' } })
      .event({ ...s3, eventTime: '2026-02-21T12:00:00Z', requestParameters: { bucketName: EVIL } })
      .event({ eventTime: '2026-02-21T12:30:00Z' });
    ({ path: named } = await caseOf([folderOf({ 'a.json': log.json() })]));
  });

  test('facets --by resource, alone or beside others', async () => {
    const { status, value } = await cliJson(['facets', named, '--by', 'api,resource', '--top', '2']);
    expect({ status, value }).toMatchObject({
      status: 0,
      value: {
        total: 4,
        facets: {
          eventName: [{ value: 'DescribeInstances', count: 4 }],
          resource: [
            { value: bucket, count: 2, first: '2026-02-21T10:00:00Z', last: '2026-02-21T11:00:00Z' },
            { value: `arn:aws:s3:::${EVIL}`, count: 1, first: '2026-02-21T12:00:00Z', last: '2026-02-21T12:00:00Z' },
          ],
        },
        resources: { distinct: 2, none: 1, untold: 0 },
      },
    });
    expect((await cliJson(['facets', named])).value.facets).not.toHaveProperty('resource');
    const { stdout } = await cli(['facets', named, 'resource:b', '--by', 'resource']);
    expect(stdout).toContain('counts for each\n0 events name none\n');
    expect((await cli(['facets', named, '--by', 'resource'])).stdout).not.toContain('\u001b');
  });

  test('SIGINT while records are read ends it with 130, and with no part of an answer', async () => {
    const log = trail();
    for (let i = 0; i < 2000; i++) log.event({ userAgent: 'x'.repeat(4000), requestParameters: { volumeId: 'vol-590d8411' } });
    const { path: many } = await caseOf([folderOf({ 'a.json': log.json() })]);
    const child = startCli(['facets', many, '--by', 'resource', '--progress', 'plain']);
    // The first line of progress: it has begun.
    child.stderr?.once('data', () => child.kill('SIGINT'));
    const { status, stdout } = await ended(child);
    expect({ status, stdout }).toEqual({ status: 130, stdout: '' });
  });

  test('histogram --by and --distinct resource', async () => {
    const args = [
      'histogram',
      named,
      '--every',
      '1h',
      '--by',
      'resource',
      '--distinct',
      'resource',
      '--from',
      '2026-02-21T10:00',
      '--to',
      '2026-02-21T13:00',
    ];
    const { value } = await cliJson(args);
    expect(value).toMatchObject({ total: 4, by: 'resource', distinct: 'resource' });
    const evil = `arn:aws:s3:::${EVIL}`;
    const one = { [bucket]: 0, [evil]: 0 };
    expect(value.bins.map(({ count, by, other, distinct }: Record<string, unknown>) => ({ count, by, other, distinct }))).toEqual([
      { count: 1, by: { ...one, [bucket]: 1 }, other: 0, distinct: 1 },
      { count: 1, by: { ...one, [bucket]: 1 }, other: 0, distinct: 1 },
      { count: 2, by: { ...one, [evil]: 1 }, other: 1, distinct: 1 },
    ]);
    expect((await cli(args)).stdout).toContain('an event that names several resources counts for each');
  });
});
