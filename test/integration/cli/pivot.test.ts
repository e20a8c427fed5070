// `trailcase pivot`: all about one entity equals what `facets` and `events` say with its filter.
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { MOST_READ } from '../../../src/main/query/pivot.ts';
import { PIVOT_FIELDS, type PivotKind, RELATED_FIELDS } from '../../../src/shared/pivots.ts';
import { caseOf } from '../../helpers/cases.ts';
import { cli, cliJson, eventRows } from '../../helpers/cli-here.ts';
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
      sourceIPAddress: i % 2 === 0 ? '203.0.113.10' : '185.220.101.34',
      userAgent: i % 8 === 0 ? HOSTILE : 'aws-cli/2',
      requestParameters: { bucketName: `bucket-${i % 6}` },
      userIdentity: {
        type: 'IAMUser',
        userName: i % 3 === 0 ? 'asha' : 'ben',
        accountId: '111122223333',
        accessKeyId: i % 3 === 0 ? 'AKIA1' : 'ASIA2',
        ...(i % 5 === 0 && { sessionContext: { sourceIdentity: 'asha.rao' } }),
      },
    }),
  );
  path = (await caseOf([folderOf({ 'a.json': JSON.stringify({ Records: records }) })])).path;
  const list = join(folderOf({ 'exits.txt': '185.220.101.0/24\n' }), 'exits.txt');
  expect(await cli(['watchlist', path, 'add', list, '--name', 'Exits', '--date', '2026-02-20'])).toMatchObject({ status: 0 });
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
  tool: 'aws-cli',
  network: 'AS60729 Stiftung Erneuerbare Freiheit',
  country: 'DE',
  list: 'Exits',
  sourceIdentity: 'asha.rao',
};

test.each(Object.entries(VALUES))('%s', async (kind, entity) => {
  const { status, value } = await cliJson(['pivot', path, kind, entity, '--top', '0']);
  const rows = await eventRows(path, value.filter);
  const times = rows.flatMap(({ time }) => (time === null ? [] : [time]));
  expect(rows.length).toBeGreaterThan(0);
  expect({ status, value }).toMatchObject({
    status: 0,
    value: {
      kind,
      value: entity,
      events: rows.length,
      first: times[0],
      last: times.at(-1),
      errors: rows.filter(({ errorCode }) => errorCode).length,
    },
  });
  const counted = (await cliJson(['facets', path, value.filter, '--top', '0', '--by', [...RELATED_FIELDS, 'resource'].join(',')])).value;
  expect(value.related).not.toHaveProperty(kind);
  for (const [name, values] of Object.entries(value.related)) {
    const field = Object.hasOwn(PIVOT_FIELDS, name) ? PIVOT_FIELDS[name as PivotKind] : name;
    expect(values, name).toEqual(counted.facets[field]);
  }
});

test('days, life line, forms and places equal what the list of events says', async () => {
  const { value } = await cliJson(['pivot', path, 'actor', 'asha', '--top', '0']);
  const rows = await eventRows(path, 'actor:asha');
  const times = rows.flatMap(({ time }) => (time === null ? [] : [Date.parse(time)]));
  const within = (from: string, to: string) =>
    rows.filter(({ time }) => time !== null && Date.parse(time) >= Date.parse(from) && Date.parse(time) < Date.parse(to));
  expect(value).toMatchObject({
    days: new Set(times.map((ms) => new Date(ms).toISOString().slice(0, 10))).size,
    denied: rows.filter(({ errorCode }) => errorCode === 'AccessDenied').length,
    accounts: 1,
    regions: new Set(rows.map(({ awsRegion }) => awsRegion)).size,
    actors: [{ value: '111122223333:user/asha', count: rows.length }],
    forms: { actor: [{ value: 'asha', count: rows.length }], key: [{ value: 'AKIA1', count: rows.length }] },
  });
  expect(value.life).toHaveLength(60);
  for (const { from, to, count, errors } of value.life) {
    const own = within(from, to);
    expect({ from, count, errors }).toEqual({ from, count: own.length, errors: own.filter(({ errorCode }) => errorCode).length });
  }
  expect(value.life.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(times.length);
});

test('an actor is found by every name; one that several bear says so', async () => {
  const user = (account: string, type = 'IAMUser') => ({
    type,
    userName: 'sam',
    accountId: account,
    arn: `arn:aws:iam::${account}:user/sam`,
  });
  const role = {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLE0000001:run-7',
    arn: 'arn:aws:sts::111122223333:assumed-role/ci/run-7',
    accountId: '111122223333',
    sessionContext: { sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::111122223333:role/paths/ci', userName: 'ci' } },
  };
  const identities = [user('111122223333'), user('444455556666'), user('444455556666'), role];
  const records = identities.map((userIdentity, i) =>
    record({ eventID: eventId(`names ${i}`), eventTime: new Date(Date.UTC(2026, 1, 21, i)).toISOString(), userIdentity }),
  );
  const { path: made } = await caseOf([folderOf({ 'a.json': JSON.stringify({ Records: records }) })]);
  const asked = async (value: string) => (await cliJson(['pivot', made, 'actor', value])).value;
  expect(await asked('sam')).toMatchObject({
    who: null,
    filter: 'actor:sam',
    events: 3,
    actors: [
      { value: '444455556666:user/sam', count: 2 },
      { value: '111122223333:user/sam', count: 1 },
    ],
  });
  expect((await cli(['pivot', made, 'actor', 'sam', '--top', '1'])).stdout).toContain('2 actors bear this name');
  expect(await asked('444455556666:user/sam')).toMatchObject({ filter: 'who:444455556666:user/sam', events: 2 });
  expect(await asked('*:user/sam')).toMatchObject({ events: 0 });
  expect(await asked('111122223333:*')).toMatchObject({ filter: 'who:111122223333:*', events: 2 });
  for (const name of ['111122223333:role/ci', 'arn:aws:iam::111122223333:role/paths/ci', 'arn:aws:sts::111122223333:assumed-role/ci/run-7'])
    expect(await asked(name)).toMatchObject({ value: name, who: '111122223333:role/ci', filter: 'who:111122223333:role/ci', events: 1 });
  expect(await asked('AROAEXAMPLE0000001:run-7')).toMatchObject({ filter: 'who:111122223333:role/ci', events: 1 });
  expect(await asked('ci/run-7')).toMatchObject({ filter: 'actor:ci/run-7', events: 1, actors: [{ value: '111122223333:role/ci' }] });
});

test('a filter narrows it down', async () => {
  const { value } = await cliJson(['pivot', path, 'actor', 'asha', 'is:error']);
  expect(value.events).toBe((await eventRows(path, 'actor:asha is:error')).length);
  expect(value).toMatchObject({ errors: value.events });
});

test('resources are counted among so many events that their records can be read at once', async () => {
  const few = (await cliJson(['pivot', path, 'actor', 'asha', '--top', '1'])).value;
  // Of the odd ones only, that are calls of S3.
  expect(few.related.resource).toMatchObject([{ value: 'arn:aws:s3:::bucket-3', count: 7 }]);
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
  expect((await cliJson(['pivot', large, 'ip', '203.0.113.10'])).value.related.resource).toMatchObject([
    { value: 'arn:aws:s3:::b', count: MOST_READ },
  ]);
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

test('a name as recorded that does not give all of its actor says so, with the way to the rest', async () => {
  const who = (fields: object, n: number) =>
    record({
      eventID: eventId(`otherwise ${n}`),
      eventTime: new Date(Date.UTC(2026, 1, 21, n)).toISOString(),
      userIdentity: { type: 'IAMUser', principalId: 'AIDATEMPEXAMPLE', accountId: '444455556666', ...fields },
      errorCode: n === 0 ? 'AccessDenied' : undefined,
    });
  const named = { userName: 'temp', arn: 'arn:aws:iam::444455556666:user/temp' };
  // The copy that another account's trail has tells the principal's id only.
  const records = [who(named, 0), who(named, 1), who({}, 2), who({}, 3), who({}, 4)];
  const { path: copies } = await caseOf([folderOf({ 'a.json': JSON.stringify({ Records: records }) })]);
  const ask = async (...args: string[]) => (await cliJson(['pivot', copies, 'actor', ...args])).value;
  expect(await ask('temp')).toMatchObject({ events: 2, who: null, otherwise: { events: 3, filter: 'who:444455556666:user/temp' } });
  expect(await eventRows(copies, 'who:444455556666:user/temp')).toHaveLength(5);
  expect((await cli(['pivot', copies, 'actor', 'temp'])).stdout).toContain(
    'note     3 more events of 444455556666:user/temp do not record this name: ask by the id, or with filter who:444455556666:user/temp\n',
  );
  // Nothing is left out where the id is asked for, nor among what was denied.
  expect(await ask('444455556666:user/temp')).toMatchObject({ events: 5, otherwise: null });
  expect(await ask('temp', 'is:denied')).toMatchObject({ events: 1, otherwise: null });
  expect((await cli(['pivot', copies, 'actor', '444455556666:user/temp'])).stdout).not.toContain('do not record');
});
