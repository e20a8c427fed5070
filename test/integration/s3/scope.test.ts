// A look before anything is fetched, and what is chosen: layouts, accounts, regions, days with the digests that vouch for them; and a bucket of
// millions of keys.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { S3Scope } from '../../../src/shared/s3.ts';
import { newCasePath } from '../../helpers/cases.ts';
import { cliJson } from '../../helpers/cli-here.ts';
import { bucketOf, sampleObjects } from '../../helpers/s3-archive.ts';
import { awsEnv, importS3, log, logKey } from '../../helpers/s3-cases.ts';
import { type Keys, MemoryBucket, type S3Double, startS3Double, type Version, version } from '../../helpers/s3-server.ts';
import { session } from '../../helpers/session.ts';

let server: S3Double;

beforeEach(async () => {
  server = await startS3Double();
});
afterEach(() => server.close());

async function scope(address: string, ...args: string[]): Promise<S3Scope> {
  const { status, value, stderr } = await cliJson(['s3', 'scope', address, ...args], { env: awsEnv(server) });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return value;
}

const lists = (): number => (server.operations()['s3:ListObjectsV2'] ?? 0) + (server.operations()['s3:ListObjectVersions'] ?? 0);

test('layouts: plain, below a prefix, of an organization, of Control Tower, several in one bucket, and what is something else', async () => {
  const org = 'o-abcdefghij';
  const places = [
    'AWSLogs/111122223333/CloudTrail/eu-west-1/',
    'AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/',
    'AWSLogs/111122223333/CloudTrail-NetworkActivity/us-east-1/',
    `AWSLogs/${org}/444455556666/CloudTrail/eu-west-1/`,
    'team/logs/AWSLogs/777788889999/CloudTrail-Insight/eu-west-1/',
    `${org}/AWSLogs/${org}/222233334444/CloudTrail/eu-west-1/`,
    `${org}/AWSLogs/222233334444/CloudTrail-Aggregated/eu-west-1/`,
  ];
  const bucket = new MemoryBucket();
  for (const leaf of places) for (const day of ['2026/02/20', '2026/02/21']) bucket.put(logKey('A', day, leaf), 'x'.repeat(100));
  bucket.put('AWSLogs/111122223333/Config/eu-west-1/2026/2/21/x.json.gz', 'x').put('readme.txt', 'x').put('pictures/a/b.png', 'x');
  server.buckets.set('evidence', bucket);
  const found = await scope('s3://evidence');
  expect(found.places.map(({ prefix }) => prefix)).toEqual([...places].sort());
  expect(found.places.map(({ root, organization, account, category, region }) => [root, organization, account, category, region])).toEqual([
    ['', null, '111122223333', 'digests', 'eu-west-1'],
    ['', null, '111122223333', 'network', 'us-east-1'],
    ['', null, '111122223333', 'events', 'eu-west-1'],
    ['', org, '444455556666', 'events', 'eu-west-1'],
    [`${org}/`, null, '222233334444', 'aggregated', 'eu-west-1'],
    [`${org}/`, org, '222233334444', 'events', 'eu-west-1'],
    ['team/logs/', null, '777788889999', 'insights', 'eu-west-1'],
  ]);
  expect(found.places[0]?.days).toEqual([
    { day: '2026-02-20', objects: 1, bytes: 100, exact: true },
    { day: '2026-02-21', objects: 1, bytes: 100, exact: true },
  ]);
  expect(found).toMatchObject({
    totals: { objects: 14, bytes: 1400, exact: true },
    complete: true,
    identity: 'arn:aws:iam::999900001111:user/examiner',
  });
  expect(found.others).toEqual(['', 'AWSLogs/111122223333/Config/', 'pictures/a/']);
  expect(found.requests.made).toBe(lists());
  const one = await scope('s3://evidence/team/logs/AWSLogs/777788889999/', '--region', 'eu-west-1');
  expect(one.places.map(({ account }) => account)).toEqual(['777788889999']);
  // What has no place of CloudTrail's is taken whole.
  expect(await scope('s3://evidence/pictures/')).toMatchObject({ places: [], totals: { objects: 1, exact: true } });
});

test('what is chosen is taken, with the digests of its span and their neighbours', async () => {
  const objects = sampleObjects((key) => /444455556666\/CloudTrail(-Digest)?\/(eu-central-1|us-east-1)\//.test(key));
  server.buckets.set('evidence', bucketOf(objects));
  const args = [
    '--account',
    '444455556666',
    '--log-region',
    'eu-central-1',
    '--from',
    '2026-02-21',
    '--to',
    '2026-02-21',
    '--categories',
    'events',
  ];
  const dry = await cliJson(['import', newCasePath(), 's3://evidence/', '--dry-run', ...args], { env: awsEnv(server) });
  const path = newCasePath();
  const { value } = await importS3(server, path, ...args, '--no-cloudtrail');
  const keys = server.log.filter(({ operation }) => operation === 'GetObject').map(({ key }) => key);
  const within = (key: string, days: string): boolean => key.includes(`/eu-central-1/2026/02/${days}/`);
  const digests = objects.map(({ key }) => key).filter((key) => key.includes('Digest') && key.includes('/eu-central-1/'));
  const on = digests.filter((key) => within(key, '21'));
  const before = digests.filter((key) => within(key, '20')).slice(-1);
  const behind = digests.filter((key) => within(key, '22')).slice(0, 2);
  const logs = objects.map(({ key }) => key).filter((key) => /CloudTrail\/eu-central-1\/2026\/02\/21\//.test(key));
  expect(keys.sort()).toEqual([...before, ...on, ...behind, ...logs].sort());
  expect(before.length + behind.length).toBe(3);
  expect(value.acquired.fetched).toBe(keys.length);
  expect(dry.value.totals).toMatchObject({ objects: keys.length, exact: true });
  const without = await importS3(server, newCasePath(), ...args, '--no-digests', '--no-cloudtrail');
  expect(without.value.acquired.fetched).toBe(logs.length);
  const none = await importS3(server, newCasePath(), '--account', '999999999999').catch((error: Error) => error.message);
  expect(none).toContain('S3_NOTHING_CHOSEN');
  const empty = await importS3(server, newCasePath(), '--from', '2030-01-01').catch((error: Error) => error.message);
  expect(empty).toMatch(/S3_NOTHING_CHOSEN.+ is of the chosen days, 2030-01-01 to the last/);
  // One of several buckets may have nothing of them.
  server.buckets.set('quiet', new MemoryBucket().put(logKey('Old', '2020/01/01'), log('Old')));
  const both = await importS3(server, newCasePath(), 's3://quiet/', 's3://evidence/', '--from', '2026-02-21', '--no-cloudtrail');
  expect(both.value.acquired.fetched).toBeGreaterThan(0);
  const turned = await importS3(server, newCasePath(), '--from', '2026-02-22', '--to', '2026-02-20').catch((error: Error) => error.message);
  expect(turned).toMatch(/USAGE.+--from 2026-02-22 is after --to 2026-02-20/);
});

/** Ten million keys that are nowhere: accounts, regions, days, and so many logs of each day. */
class Computed implements Keys {
  private readonly regions = ['ap-south-1', 'eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2'];
  private readonly days = 365;
  private readonly perDay = 2740;
  private readonly accounts = 2;
  private readonly one: Version[] = [version('x'.repeat(50))];
  readonly count = this.accounts * this.regions.length * this.days * this.perDay;

  keyAt(i: number): string {
    const n = i % this.perDay;
    const day = Math.floor(i / this.perDay) % this.days;
    const region = this.regions[Math.floor(i / this.perDay / this.days) % this.regions.length];
    const account = 100000000000 + Math.floor(i / this.perDay / this.days / this.regions.length);
    const date = new Date(Date.UTC(2025, 0, 1) + day * 86_400_000).toISOString();
    const minute = Math.floor((n / this.perDay) * 1440);
    const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}${String(minute % 60).padStart(2, '0')}`;
    const stamp = `${date.slice(0, 10).replaceAll('-', '')}T${time}Z`;
    const name = `${account}_CloudTrail_${region}_${stamp}_${String(n).padStart(16, '0')}.json.gz`;
    return `AWSLogs/${account}/CloudTrail/${region}/${date.slice(0, 10).replaceAll('-', '/')}/${name}`;
  }

  versionsAt(): Version[] {
    return this.one;
  }
}

test('a bucket of ten million keys is looked at without being listed', async () => {
  const keys = new Computed();
  server.buckets.set('evidence', keys);
  const found = await scope('s3://evidence', '--requests', '50');
  expect(lists()).toBeLessThanOrEqual(50);
  expect(keys.count).toBeGreaterThan(10_000_000);
  expect(found.places.length).toBe(10);
  expect(found.totals.exact).toBe(false);
  // Estimated, and not far off.
  expect(found.totals.objects / keys.count).toBeGreaterThan(0.9);
  expect(found.totals.objects / keys.count).toBeLessThan(1.1);
  expect(found.requests.made).toBe(lists());

  server.log.splice(0);
  const chosen = await scope(
    's3://evidence',
    '--account',
    '100000000001',
    '--log-region',
    'eu-west-1',
    '--from',
    '2025-06-10',
    '--to',
    '2025-06-10',
  );
  expect(chosen.totals).toEqual({ objects: 2740, bytes: 2740 * 50, exact: true });
  expect(chosen.places[0]?.days).toEqual([{ day: '2025-06-10', objects: 2740, bytes: 2740 * 50, exact: true }]);
  expect(lists()).toBeLessThan(10);
});

test('the window asks the same of the engine, without a case, and imports by address', async () => {
  server.buckets.set('evidence', new MemoryBucket().put(logKey('Plain'), log('Plain')));
  const access = { endpoint: server.endpoint, pathStyle: true, anonymous: true };
  const driven = session();
  const found = await driven.ask('s3.scope', { address: 's3://evidence/', access });
  expect(found).toMatchObject({ bucket: 'evidence', totals: { objects: 1, exact: true }, identity: null });
  await expect(driven.ask('s3.scope', { address: 's3://other/', access })).rejects.toMatchObject({ code: 'S3_BUCKET_MISSING' });
  await driven.ask('case.create', { path: newCasePath(), facts: {} });
  const job = await driven.job('import.start', { paths: ['s3://evidence/'], s3: { access } });
  expect(job).toMatchObject({ state: 'done', summary: { events: 1, acquired: { fetched: 1 } } });
  await driven.close();
});
