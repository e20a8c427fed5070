// What is left behind where, and what is known of it: who asked, by which requests, what of it enters the case, and what never does.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newCasePath, verified } from '../../helpers/cases.ts';
import { cli as asProcess } from '../../helpers/cli.ts';
import { cliJson } from '../../helpers/cli-here.ts';
import { filesBelow, folderOf, temporaryFolder } from '../../helpers/folder.ts';
import { bucketOf, SAMPLE, sampleObjects } from '../../helpers/s3-archive.ts';
import { awsEnv, eventNames, importS3, lastCustody, log, logKey, problemsOf, query } from '../../helpers/s3-cases.ts';
import { MemoryBucket, type S3Double, startS3Double } from '../../helpers/s3-server.ts';
import { record } from '../../helpers/trail.ts';

let server: S3Double;

beforeEach(async () => {
  server = await startS3Double();
});
afterEach(() => server.close());

const json = (path: string): any => JSON.parse(readFileSync(join(SAMPLE, path), 'utf8'));
const seconds = (value: any): any =>
  JSON.parse(JSON.stringify(value), (_key, one) =>
    typeof one === 'string' && /^\d{4}-\d\d-\d\dT/.test(one) ? Date.parse(one) / 1000 : one,
  );

/** CloudTrail as it stood when the sample archive was delivered. */
function withCloudTrail(): void {
  const described = (name: string) => (): unknown => json(`trail-configuration/444455556666/${name}.json`);
  server.cloudtrail = Object.fromEntries<S3Double['cloudtrail'][string]>([
    ['ListPublicKeys', (input, region) => (input.StartTime && input.EndTime ? seconds(json(`keys/${region}.public-keys.json`)) : {})],
    ['DescribeTrails', described('describe-trails')],
    ['GetTrailStatus', () => seconds(described('get-trail-status')())],
    ['GetEventSelectors', described('get-event-selectors')],
  ]);
  server.configuration.GetBucketVersioning = '<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>';
  server.instead = ({ operation }) =>
    operation === 'GetInsightSelectors' ? { status: 400, code: 'InsightNotEnabledException' } : undefined;
}

test('keys, configuration and signatures come along: the digests are proven, and a copy imported as a folder is the same case', async () => {
  withCloudTrail();
  const objects = sampleObjects((key) => /444455556666\/CloudTrail(-Digest)?\/eu-central-1\//.test(key));
  server.buckets.set('evidence', bucketOf(objects, 'logs/'));
  const path = newCasePath();
  const copy = join(temporaryFolder(), 'copy');
  const requests = join(temporaryFolder(), 'requests.jsonl');
  const { status, value, stderr } = await importS3(server, path, 's3://evidence/logs', '--keep-copy', copy, '--request-log', requests);
  expect({ status, stderr, notes: value.acquired.notes }).toEqual({
    status: 0,
    stderr: '',
    notes: [expect.stringContaining('s3:GetLifecycleConfiguration of evidence')],
  });
  const asked = server.log.length;
  const operations = server.operations();
  const [custody] = query<{ detail: string }>(path, "SELECT detail FROM custody WHERE outcome = 'done' AND action = 'import'");
  const proven = await verified(path);
  const digests = objects.filter(({ key }) => key.includes('CloudTrail-Digest')).length;
  expect(proven).toMatchObject({ ok: true, digests: { valid: digests, unverifiable: 0 }, logs: { valid: objects.length - digests } });
  const folder = newCasePath('folder');
  expect((await cliJson(['import', folder, copy])).status).toBe(0);
  expect((await verified(folder)).roots).toEqual(proven.roots);

  // A copy that is asked for only later is as whole, and nothing is fetched for it.
  const later = join(temporaryFolder(), 'later');
  const before = server.operations()['s3:GetObject'];
  expect((await importS3(server, path, 's3://evidence/logs', '--keep-copy', later)).value.acquired).toMatchObject({ fetched: 0 });
  expect(server.operations()['s3:GetObject']).toBe(before);
  expect(filesBelow(later)).toEqual(filesBelow(copy));

  // What every request was is in the file, of which the custody log has the hash.
  const lines = readFileSync(requests, 'utf8');
  const { s3 } = JSON.parse(custody?.detail ?? '{}');
  expect(s3.requests).toMatchObject({ total: asked, sha256: createHash('sha256').update(lines).digest('hex') });
  expect(s3.requests.counts).toMatchObject(operations);
  expect(s3.requests.first).toEqual({ operation: 'GetCallerIdentity', id: 'REQ00000001' });
  expect(server.log.filter(({ headers }) => !/ trailcase\/\d/.test(headers['user-agent'] ?? ''))).toEqual([]);
  expect(server.log.filter(({ service, method }) => service === 's3' && method !== 'GET' && method !== 'HEAD')).toEqual([]);

  // Who asked stands with the source; no secret stands anywhere.
  const [source] = query<{ options: string }>(path, "SELECT options FROM sources WHERE kind = 's3'");
  expect(JSON.parse(source?.options ?? '{}').s3).toMatchObject({
    identity: { arn: 'arn:aws:iam::999900001111:user/examiner' },
    region: 'eu-west-1',
  });
  for (const name of [path, requests, ...filesBelow(copy).map((file) => join(copy, file))])
    expect(readFileSync(name).includes('verysecretvalue')).toBe(false);
  expect(existsSync(`${path}-fetched`)).toBe(false);
  const configuration = query<{ path: string; source: string }>(
    path,
    "SELECT s.path AS source, f.path FROM found_at f JOIN sources s ON s.id = f.source WHERE s.kind = 'aws-api' ORDER BY 1, 2",
  );
  expect(configuration.map(({ source, path }) => `${source} ${path}`)).toEqual([
    'cloudtrail:ap-south-1 get-event-selectors-telugubites-dev-trail.json',
    'cloudtrail:ap-south-1 get-trail-status-telugubites-dev-trail.json',
    'cloudtrail:eu-central-1 describe-trails.json',
    'cloudtrail:eu-central-1 list-public-keys.json',
    's3://evidence get-bucket-versioning.json',
  ]);

  // Nothing of it where it is not wanted.
  server.log.splice(0);
  await importS3(server, newCasePath(), 's3://evidence/logs', '--no-cloudtrail', '--log-region', 'eu-central-1', '--categories', 'events');
  expect(server.log.filter(({ service }) => service === 'cloudtrail')).toEqual([]);
});

test('a role with MFA and external id; a profile; nobody at all; requester pays; a proxy', async () => {
  server.buckets.set('evidence', new MemoryBucket().put(logKey('Plain'), log('Plain')));
  const scope = async (args: string[], env: Record<string, string> = awsEnv(server)): Promise<void> => {
    server.log.splice(0);
    expect(await cliJson(['s3', 'scope', 's3://evidence/', ...args], { env })).toMatchObject({ status: 0 });
  };
  const role = ['--role-arn', 'arn:aws:iam::999900001111:role/reader', '--external-id', 'ext-1', '--mfa-serial', 'arn:aws:iam::1:mfa/x'];
  await scope([...role, '--mfa-code', '123456', '--request-payer']);
  expect(server.operations()).toMatchObject({ 'sts:AssumeRole': 1 });
  const reading = server.log.filter(({ service }) => service === 's3');
  expect(
    reading.every(
      ({ headers }) => headers.authorization?.includes('Credential=ASIAROLE/') && headers['x-amz-request-payer'] === 'requester',
    ),
  ).toBe(true);
  const path = newCasePath();
  await importS3(server, path, ...['s3://evidence/', ...role, '--mfa-code', '654321', '--no-cloudtrail']);
  expect(query<{ options: string }>(path, 'SELECT options FROM sources')[0]?.options).toContain('ext-1');
  expect(readFileSync(path).includes('654321')).toBe(false);

  const folder = folderOf({
    credentials: '[ir]\naws_access_key_id = AKIAPROFILE\naws_secret_access_key = x\n',
    config: '[profile ir]\nregion = eu-west-1\n',
  });
  const files = {
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_ENDPOINT_URL: server.endpoint,
  };
  await scope(['--profile', 'ir'], files);
  expect(server.log.every(({ headers }) => headers.authorization?.includes('Credential=AKIAPROFILE/'))).toBe(true);
  const nobody = await asProcess(['s3', 'scope', 's3://evidence/', '--profile', 'nope'], { env: files });
  expect(nobody.status).toBe(2);
  expect(nobody.stderr).toBe('trailcase: S3_CREDENTIALS: The AWS configuration of this machine has no profile "nope". It has: ir.\n');

  await scope(['--no-sign-request']);
  expect(server.log.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);

  // A proxy sees the address of the server in the first line of what it is asked.
  await scope(['--no-sign-request', '--proxy', server.endpoint, '--endpoint', 'http://bucket.example.test', '--path-style']);
  expect(new Set(server.log.map(({ headers }) => headers.host))).toEqual(new Set(['bucket.example.test']));
});

test('keys that would lead out of the folder of a copy, archives, and what CloudTrail did not write', async () => {
  const hostile = [
    '../../outside.json',
    '/absolute.json',
    'a//b.json',
    'c/./d.json',
    `long/${'x'.repeat(700)}.json`,
    'ctrl\u0001<>:"|?*.json',
    'plus+ space&=.json',
    'both',
    'both/x.json',
    '_trailcase/.part',
  ];
  const bucket = new MemoryBucket();
  for (const [i, key] of hostile.entries()) bucket.put(key, `{"Records":[${JSON.stringify(record({ eventName: `E${i}` }))}]}`);
  server.buckets.set('evidence', bucket);
  const path = newCasePath();
  const around = temporaryFolder();
  const { value } = await importS3(server, path, '--keep-copy', join(around, 'a/b/c'), '--everything', '--no-cloudtrail');
  expect(value.acquired).toMatchObject({ fetched: hostile.length, notFetched: 0 });
  expect(eventNames(path)).toEqual(hostile.map((_, i) => `E${i}`));
  const folder = newCasePath('folder');
  expect((await cliJson(['import', folder, join(around, 'a/b/c')])).status).toBe(0);
  expect((await verified(folder)).roots).toEqual((await verified(path)).roots);
  const places = query<{ path: string }>(path, "SELECT f.path FROM found_at f JOIN sources s ON s.id = f.source WHERE s.kind = 's3'").map(
    (row) => row.path,
  );
  expect(places.sort()).toEqual([...hostile].sort());
  expect(readdirSync(around)).toEqual(['a']);
  expect(readdirSync(join(around, 'a/b'))).toEqual(['c']);
  const copies = filesBelow(join(around, 'a/b/c')).filter((name) => !/^_trailcase\/(listing|objects)\//.test(name));
  expect(copies.length).toBe(hostile.length);
  expect(problemsOf(path)).toEqual({});
});

test('the history of events of an account without a trail', async () => {
  const events = Array.from({ length: 120 }, (_, i) => ({
    EventId: `e${i}`,
    EventName: 'RunInstances',
    EventTime: 1771668000 - i,
    CloudTrailEvent: JSON.stringify(record({ eventName: 'RunInstances' })),
  }));
  const asked: any[] = [];
  server.cloudtrail.LookupEvents = (input, region) => {
    asked.push({ region, ...input });
    const from = Number(input.NextToken ?? 0);
    const next = from + input.MaxResults;
    return { Events: events.slice(from, next), ...(next < events.length && { NextToken: String(next) }) };
  };
  const path = newCasePath();
  const { status, value } = await importS3(server, path, 'cloudtrail:lookup-events', '--from', '2026-02-20', '--to', '2026-02-21');
  expect({ status, events: value.events, shapes: value.shapes }).toMatchObject({
    status: 0,
    events: 120,
    shapes: [{ shape: 'lookup-events' }],
  });
  const span = { StartTime: Date.parse('2026-02-20T00:00:00Z') / 1000, EndTime: Date.parse('2026-02-21T23:59:59Z') / 1000 };
  expect(asked.map(({ region, StartTime, EndTime }) => ({ region, StartTime, EndTime }))).toEqual(
    Array(3).fill({ region: 'eu-west-1', ...span }),
  );
  expect(lastCustody(path).s3.requests.counts).toMatchObject({ 'cloudtrail:LookupEvents': 3 });
  expect(server.log.filter(({ service }) => service === 's3')).toEqual([]);
});
