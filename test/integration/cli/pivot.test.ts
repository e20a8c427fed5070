// `trailcase pivot`: all about one entity equals what `facets` and `events` say with its filter.
import { beforeAll, expect, test } from 'vitest';
import { MOST_READ } from '../../../src/main/query/pivot.ts';
import { PIVOT_FIELDS, PIVOT_KINDS, type PivotKind } from '../../../src/shared/pivots.ts';
import { caseOf } from '../../helpers/cases.ts';
import { cli, cliJson, eventRows } from '../../helpers/cli.ts';
import { folderOf } from '../../helpers/folder.ts';
import { eventId, record } from '../../helpers/trail.ts';

const HOSTILE = '\u001b[31m<b>"a" OR is:root';

let path = '';
beforeAll(async () => {
  const records = Array.from({ length: 40 }, (_, i) =>
    record({
      eventID: eventId(`pivot ${i}`),
      eventTime: i === 7 ? 'never' : new Date(Date.UTC(2026, 1, 21, i)).toISOString(),
      eventName: i % 2 === 0 ? 'RunInstances' : 'DeleteBucket',
      eventSource: i % 2 === 0 ? 'ec2.amazonaws.com' : 's3.amazonaws.com',
      awsRegion: i % 3 === 0 ? 'us-east-1' : 'ap-south-1',
      readOnly: i % 4 === 0,
      errorCode: i % 5 === 0 ? 'AccessDenied' : undefined,
      sourceIPAddress: i % 2 === 0 ? '203.0.113.10' : '198.51.100.7',
      userAgent: i % 8 === 0 ? HOSTILE : 'aws-cli/2',
      requestParameters: { bucketName: `bucket-${i % 6}` },
      userIdentity: {
        type: 'IAMUser',
        userName: i % 3 === 0 ? 'asha' : 'ben',
        accountId: '111122223333',
        accessKeyId: i % 3 === 0 ? 'AKIA1' : 'ASIA2',
      },
    }),
  );
  path = (await caseOf([folderOf({ 'a.json': JSON.stringify({ Records: records }) })])).path;
});

const VALUES: Record<PivotKind, string> = {
  actor: 'asha',
  session: 'ASIA2',
  key: 'AKIA1',
  ip: '203.0.113.10',
  userAgent: HOSTILE,
  resource: 'bucket-3',
  account: '111122223333',
  region: 'us-east-1',
  service: 's3.amazonaws.com',
  api: 'DeleteBucket',
};

test.each(PIVOT_KINDS)('%s', async (kind) => {
  const { status, value } = await cliJson(['pivot', path, kind, VALUES[kind], '--top', '0']);
  const rows = await eventRows(path, value.filter);
  const times = rows.flatMap(({ time }) => (time === null ? [] : [time]));
  expect(rows.length).toBeGreaterThan(0);
  expect({ status, value }).toMatchObject({
    status: 0,
    value: {
      kind,
      value: VALUES[kind],
      events: rows.length,
      first: times[0],
      last: times.at(-1),
      errors: rows.filter(({ errorCode }) => errorCode).length,
    },
  });
  const counted = { facets: {} as Record<string, unknown> };
  for (const more of [[], ['--by', 'resource']])
    Object.assign(counted.facets, (await cliJson(['facets', path, value.filter, '--top', '0', ...more])).value.facets);
  expect(value.related).not.toHaveProperty(kind);
  for (const [name, values] of Object.entries(value.related)) {
    const field = Object.hasOwn(PIVOT_FIELDS, name) ? PIVOT_FIELDS[name as PivotKind] : name;
    expect(values, name).toEqual(counted.facets[field]);
  }
});

test('a filter narrows it down', async () => {
  const { value } = await cliJson(['pivot', path, 'actor', 'asha', 'is:error']);
  expect(value.events).toBe((await eventRows(path, 'actor:asha is:error')).length);
  expect(value).toMatchObject({ errors: value.events });
});

test('resources are counted among so many events that their records can be read at once', async () => {
  const few = (await cliJson(['pivot', path, 'actor', 'asha', '--top', '1'])).value;
  // Of the odd ones only, that are calls of S3.
  expect(few.related.resource).toMatchObject([{ value: 'bucket-3', count: 7 }]);
  const log = Array.from({ length: MOST_READ + 1 }, (_, i) => ({
    eventVersion: '1.08',
    eventSource: 's3.amazonaws.com',
    eventName: 'A',
    eventTime: '2026-02-21T10:00:00Z',
    eventID: eventId(`many ${i}`),
    sourceIPAddress: i === 0 ? '203.0.113.11' : '203.0.113.10',
    requestParameters: { bucketName: 'b' },
  }));
  const { path: large } = await caseOf([folderOf({ 'a.json': JSON.stringify({ Records: log }) })]);
  expect((await cliJson(['pivot', large, 'api', 'A'])).value.related).not.toHaveProperty('resource');
  expect((await cli(['pivot', large, 'api', 'A'])).stdout).toContain('facets --by resource');
  expect((await cliJson(['pivot', large, 'ip', '203.0.113.10'])).value.related.resource).toMatchObject([{ value: 'b', count: MOST_READ }]);
  expect((await cli(['pivot', large, 'ip', '203.0.113.10'])).stdout).not.toContain('facets --by resource');
});

test('text from a log is shown, never obeyed', async () => {
  const { stdout } = await cli(['pivot', path, 'userAgent', HOSTILE]);
  expect(stdout).not.toContain('\u001b');
  expect(stdout).toContain('<b>"a" OR is:root');
});

test('nothing is an answer that says why', async () => {
  const { status, stdout, stderr } = await cli(['pivot', path, 'key', 'AKIANOSUCH']);
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('events   0') });
  expect(stderr).not.toBe('');
  const { value } = await cliJson(['pivot', path, 'key', 'AKIANOSUCH']);
  expect(value).toMatchObject({ events: 0, first: null, last: null, empty: expect.anything() });
});

test.each([
  [['nothing', 'x'], 'KIND is one of actor, session, key'],
  [['actor'], 'VALUE is missing'],
  [[], 'KIND is one of'],
])('%j is refused', async (args, message) => {
  const { status, stderr } = await cli(['pivot', path, ...args]);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(message) });
});
