// `trailcase unusual` on the sample: what ANSWERS.md tells of the leaked key and of the session that deleted the bucket; and the fields of user agents.
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { importInto, newCasePath } from '../../helpers/cases.ts';
import { ROOT } from '../../helpers/cli.ts';
import { cli, cliJson, eventRows } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';
import { eventId, record } from '../../helpers/trail.ts';

const KEY = 'AKIADEVTEMPK2EXAMPLE';
const AGENT =
  'aws-cli/1.32.6 md/Botocore#1.34.6 ua/2.0 os/linux#6.6.15-kali2-amd64 md/arch#x86_64 lang/python#3.11.8 md/pyimpl#CPython cfg/retry-mode#legacy botocore/1.34.6';

let path = '';
beforeAll(async () => {
  path = newCasePath();
  CaseFile.create(path, { timezone: 'Asia/Kolkata' }).close();
  await importInto(path, [join(ROOT, 'resources/sample/archive')], { exists: true });
});

const ofKind = (facts: any[], kind: string): any[] => facts.filter((fact) => fact.kind === kind);

describe('the leaked key', () => {
  let found: any;
  beforeAll(async () => {
    found = (await cliJson(['unusual', path, 'key', KEY])).value;
  });

  test('what changed together, after 84 events that had none of it', () => {
    expect(found).toMatchObject({
      filter: `accessKeyId:${KEY}`,
      events: 108,
      undated: 0,
      first: '2026-02-20T04:12:12Z',
      last: '2026-02-21T18:41:15Z',
    });
    const [change] = ofKind(found.facts, 'changed');
    expect(change).toMatchObject({
      at: '2026-02-21T18:17:12Z',
      before: { events: 84, first: '2026-02-20T04:12:12Z', last: '2026-02-21T15:03:13Z' },
      since: { events: 24, last: '2026-02-21T18:41:15Z' },
    });
    const of = (field: string): any[] => change.changes.filter((one: any) => one.field === field);
    const account = { account: '444455556666', events: 953, withValue: 0, first: null };
    expect(of('sourceIPAddress')).toMatchObject([
      { value: '185.220.101.34', at: '2026-02-21T18:17:12Z', count: 24, valuesBefore: 1, account },
    ]);
    expect(of('platform')).toMatchObject([{ value: 'Kali Linux', count: 24, valuesBefore: 1, account }]);
    expect(of('tool')).toMatchObject([{ value: 'aws-cli', count: 24, valuesBefore: 1, account }]);
    // One of its 24 events is a request to S3, where CloudTrail puts the agent in brackets.
    expect(of('userAgent')).toMatchObject([
      { value: AGENT, count: 24, valuesBefore: 1, reading: 'aws-cli 1.32.6, Kali Linux, with Botocore 1.34.6' },
    ]);
    expect(of('awsRegion')).toMatchObject([
      { value: 'eu-central-1', at: '2026-02-21T18:17:12Z', count: 16, account: { withValue: 58, first: '2026-02-20T04:35:12Z' } },
      { value: 'us-east-1', at: '2026-02-21T18:17:31Z', count: 8, account: { withValue: 63 } },
    ]);
  });

  test('the counts are those of the events', async () => {
    const rows = await eventRows(path, `key:${KEY}`);
    const account = await eventRows(path, 'account:444455556666');
    const isBefore = ({ time }: any): boolean => time < '2026-02-21T18:17:12Z';
    expect(rows.filter(isBefore)).toHaveLength(84);
    expect(account.filter(isBefore)).toHaveLength(953);
    expect(account.filter((row) => isBefore(row) && row.awsRegion === 'eu-central-1')).toHaveLength(58);
  });

  test('night hours by the clock in India', () => {
    const [, night] = ofKind(found.facts, 'hours')[0].hours;
    expect(ofKind(found.facts, 'hours')[0]).toMatchObject({ day: '2026-02-21', before: { events: 49, days: 1 } });
    expect(night).toEqual({ hour: 23, events: 19, before: 0 });
  });

  test('probing: four calls refused within a minute, none of them allowed later', async () => {
    const [refused] = ofKind(found.facts, 'refusals');
    expect(refused).toMatchObject({ at: '2026-02-21T18:17:31Z', to: '2026-02-21T18:18:19Z', events: 4 });
    expect(refused.apis.map(({ eventName, denied, allowed }: any) => [eventName, denied, allowed])).toEqual([
      ['ListUsers', 1, null],
      ['GetAccountAuthorizationDetails', 1, null],
      ['ListSecrets', 1, null],
      ['DescribeDBInstances', 1, null],
    ]);
    expect(refused.next).toMatchObject({ eventName: 'DescribeRegions', at: '2026-02-21T18:18:33Z' });
    expect((await eventRows(path, refused.filter)).map(({ eventName }) => eventName)).toEqual(
      refused.apis.map(({ eventName }: any) => eventName),
    );
  });

  test('the launch that failed before it succeeded', () => {
    expect(ofKind(found.facts, 'failed-first')).toMatchObject([
      { eventName: 'RunInstances', at: '2026-02-21T18:24:50Z', failed: 1, denied: 0, success: { at: '2026-02-21T18:26:18Z' } },
    ]);
  });

  test('in words, each fact with the filter for its events', async () => {
    const { status, stdout } = await cli(['unusual', path, 'key', KEY]);
    expect(status).toBe(0);
    expect(stdout).toContain('2026-02-21 23:47:12 +05:30  Never before');
    expect(stdout).toContain('None of the 84 events since 2026-02-20 09:42:12 +05:30 had these; 24 events from then on.');
    expect(stdout).toContain(
      'region eu-central-1: 0 of 84 events before, 16 of 24 since; 1 other value before; in account 444455556666, 58 of 953 events before',
    );
    expect(stdout).toContain(
      'platform Kali Linux: 0 of 84 events before, 24 of 24 since; 1 other value before; in account 444455556666, 0 of 953 events before\n',
    );
    expect(stdout).toContain('4 calls of 4 APIs refused within 48 seconds');
    expect(stdout).toContain(`filter accessKeyId:${KEY} is:denied`);
  });
});

test('the role that deleted the bucket: a session unlike all before it', async () => {
  const { value } = await cliJson(['unusual', path, 'actor', 'deploy-role', 'account:111122223333']);
  const [change] = ofKind(value.facts, 'changed');
  expect(change).toMatchObject({ at: '2026-02-21T18:42:02Z', before: { events: 84 }, since: { events: 15 } });
  const values = (field: string): string[] => change.changes.filter((one: any) => one.field === field).map((one: any) => one.value);
  expect(values('sourceIPAddress')).toEqual(['185.220.101.34']);
  expect(values('platform')).toEqual(['Kali Linux']);
  expect(values('eventName')).toEqual(expect.arrayContaining(['PutBucketVersioning', 'DeleteObjects', 'DeleteBucket']));
  expect(ofKind(value.facts, 'failed-first')).toMatchObject([
    { eventName: 'DeleteBucket', at: '2026-02-21T18:47:20Z', failed: 1, denied: 0 },
  ]);
});

test('of the whole case, the keys that were refused stand first, also the one of eight events; then that role', async () => {
  const { value } = await cliJson(['unusual', path, '--top', '5']);
  expect(value.rows.map(({ kind, value: who }: any) => `${kind} ${who}`)).toEqual([
    'actor 444455556666:user/dev-temp-key',
    `key ${KEY}`,
    'key AKIADEVTEMPQ5EXAMPLE',
    'actor 111122223333:role/deploy-role',
    'actor 111122223333:user/meera.iyer',
  ]);
  expect(value.rows[2]).toMatchObject({
    events: 8,
    change: null,
    signs: [
      { kind: 'failed-first', eventName: 'RunInstances', at: '2026-02-21T21:33:58Z', failed: 1, denied: 1, text: expect.any(String) },
    ],
  });
  const { stdout } = await cli(['unusual', path, '--top', '3']);
  expect(stdout).toContain(
    [
      'actor  444455556666:user/dev-temp-key, 129 events',
      '    2026-02-21 23:47:12 +05:30  new: address, network, country, region, tool, platform, user agent, service and API; 96 events before, 33 since',
      '    2026-02-21 23:47:31 +05:30  4 APIs refused within 48 seconds, then DescribeRegions allowed',
    ].join('\n'),
  );
  expect(stdout).toContain(
    'key    AKIADEVTEMPQ5EXAMPLE, 8 events\n    2026-02-22 03:03:58 +05:30  RunInstances failed once, refused, before it first succeeded\n',
  );
  expect(stdout).toContain(
    '23 actors and keys with signs of probing or first uses, 3 shown (--top); 104 more have too few events to compare.',
  );
});

test('too few events to compare is said; nothing found explains itself', async () => {
  expect((await cli(['unusual', path, 'key', 'AKIADEVTEMPQ5EXAMPLE'])).stdout).toContain('8 events: too few to compare');
  const none = await cliJson(['unusual', path, 'key', 'AKIANOSUCH']);
  expect(none).toMatchObject({ status: 0, value: { events: 0, first: null, facts: [], empty: expect.anything() } });
});

test.each([
  [['key'], 'VALUE is missing'],
  [['api:('], 'FILTER_INVALID'],
  [['key', KEY, 'nosuchfield:x'], 'FILTER_INVALID'],
  [['--top', '0'], '--top takes a number from 1 to 200'],
])('%j is refused', async (args, message) => {
  const { status, stderr } = await cli(['unusual', path, ...args]);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(message) });
});

test('text from a log is shown, never obeyed', async () => {
  const records = Array.from({ length: 22 }, (_, i) =>
    record({
      eventID: eventId(`hostile ${i}`),
      eventTime: new Date(Date.UTC(2026, 1, 21, i)).toISOString(),
      userAgent: i < 21 ? 'curl/8' : '\u001b[2Jevil',
    }),
  );
  const hostile = newCasePath();
  await importInto(hostile, [folderOf({ 'a.json': JSON.stringify({ Records: records }) })]);
  const { stdout } = await cli(['unusual', hostile, 'key', 'AKIAASHAEXAMPLE']);
  expect(stdout).not.toContain('\u001b');
  expect(stdout).toContain('evil');
});

describe('fields of user agents', () => {
  test('facets count what the agents claim', async () => {
    const { value } = await cliJson(['facets', path, '--by', 'tool,toolVersion,platform', '--top', '0']);
    const counts = (name: string): Record<string, number> =>
      Object.fromEntries(value.facets[name].map((one: any) => [one.value, one.count]));
    const agents = await eventRows(path, 'agent:*kali*');
    expect(agents.length).toBeGreaterThan(40);
    expect(counts('platform')['Kali Linux']).toBe(agents.length);
    expect(counts('tool')).toMatchObject({
      Terraform: (await eventRows(path, 'agent:*Terraform/*')).length,
      'CloudPulse-Collector': (await eventRows(path, 'agent:CloudPulse*')).length,
    });
    expect(counts('toolVersion')['aws-cli 1.32.6']).toBe(agents.length);
  });

  test('they filter, also as absent', async () => {
    expect((await eventRows(path, 'platform:"Kali Linux"', `key:${KEY}`)).length).toBe(24);
    const all = await eventRows(path);
    expect((await eventRows(path, 'has:tool')).length + (await eventRows(path, 'tool:')).length).toBe(all.length);
  });
});
