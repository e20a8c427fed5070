// `trailcase pivot`: all about one entity equals what `facets` and `events` say with its filter.
import { beforeAll, expect, test } from 'vitest';
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
  const { value: counted } = await cliJson(['facets', path, value.filter, '--top', '0']);
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
