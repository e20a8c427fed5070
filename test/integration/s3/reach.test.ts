// Ways to a bucket: buckets in several regions, access points, a clock that is wrong, credentials that end while it is listed, a code of MFA; and that the
// quick way to an object says what the SDK's own says.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Bucket, type ListedVersion } from '../../../src/main/acquire/s3/bucket.ts';
import { Connection } from '../../../src/main/acquire/s3/connection.ts';
import { fetchVersion } from '../../../src/main/acquire/s3/fetch.ts';
import { RequestLog } from '../../../src/main/acquire/s3/request-log.ts';
import { newCasePath, verified } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';
import { awsEnv, eventNames, importS3, lastCustody, log, logKey, problemsOf, query } from '../../helpers/s3-cases.ts';
import { MemoryBucket, type S3Double, startS3Double } from '../../helpers/s3-server.ts';

let server: S3Double;
let bucket: MemoryBucket;

beforeEach(async () => {
  server = await startS3Double();
  bucket = new MemoryBucket().put(logKey('Plain'), log('Plain'));
  server.buckets.set('evidence', bucket);
});
afterEach(() => server.close());

test('buckets in different regions are each fetched in their own', async () => {
  const regions: Record<string, string> = { evidence: 'eu-west-1', second: 'ap-south-1' };
  server.buckets.set('second', new MemoryBucket().put(logKey('Second'), log('Second')));
  server.instead = ({ service, operation, headers, path }) => {
    if (service !== 's3') return undefined;
    const region = regions[path.split('/')[1] ?? ''] ?? '';
    if (operation === 'HeadBucket') return { status: 200, headers: { 'x-amz-bucket-region': region } };
    return headers.authorization?.includes(`/${region}/s3/`)
      ? undefined
      : { status: 301, code: 'PermanentRedirect', message: 'elsewhere', headers: { 'x-amz-bucket-region': region } };
  };
  const path = newCasePath();
  expect(await importS3(server, path, 's3://evidence/', 's3://second/', '--no-cloudtrail')).toMatchObject({
    status: 0,
    value: { events: 2 },
  });
  expect(eventNames(path)).toEqual(['Plain', 'Second']);
  const places = query<{ path: string; options: string }>(path, "SELECT path, options FROM sources WHERE kind = 's3' ORDER BY path");
  expect(places.map(({ path: at, options }) => [at, JSON.parse(options).s3.region])).toEqual([
    ['s3://evidence', 'eu-west-1'],
    ['s3://second', 'ap-south-1'],
  ]);
});

test('an access point is named by its ARN, and said to be what is missing', async () => {
  const arn = 'arn:aws:s3:eu-west-1:111122223333:accesspoint/evidence-reader';
  // The SDK asks a host of its own for it: through a proxy it comes here all the same, and the double knows buckets by the path.
  server.instead = ({ service, operation, path }) => {
    if (service !== 's3') return undefined;
    if (operation === 'GetObject' || path !== '/') return { status: 403, code: 'AccessDenied', message: 'Access Denied' };
    return undefined;
  };
  const { status, stderr } = await cli(
    ['s3', 'scope', `s3://${arn}/AWSLogs/`, '--no-sign-request', '--proxy', server.endpoint, '--endpoint', 'http://s3.example.test'],
    { env: awsEnv(server) },
  );
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(arn) });
  expect(server.log.map(({ headers }) => headers.host)).toContain('evidence-reader-111122223333.s3.example.test');
});

test('a clock that is an hour late is told by the service, and allowed for', async () => {
  for (let i = 0; i < 40; i++) bucket.put(logKey(`E${i}`), log(`E${i}`));
  let skewed = 0;
  server.ahead = 3_600_000;
  server.instead = ({ service, headers }) => {
    const said = (headers['x-amz-date'] ?? '').replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:');
    if (service !== 's3' || Math.abs(Date.now() + server.ahead - Date.parse(said)) < 900_000) return undefined;
    skewed++;
    return { status: 403, code: 'RequestTimeTooSkewed', message: 'too large' };
  };
  const path = newCasePath();
  expect(await importS3(server, path, '--no-cloudtrail')).toMatchObject({ status: 0, value: { events: 41 } });
  // Not for each request anew.
  expect(skewed).toBeLessThan(5);
});

test('credentials that end while the bucket is listed: renewed, the listing goes on', async () => {
  for (let i = 0; i < 2500; i++) bucket.put(logKey(String(i).padStart(5, '0')), 'x');
  const keysFile = (id: string): string => `[default]\naws_access_key_id = ${id}\naws_secret_access_key = x\naws_session_token = y\n`;
  const folder = folderOf({ credentials: keysFile('AKIAFIRST') });
  const { AWS_ENDPOINT_URL, AWS_REGION } = awsEnv(server) as { AWS_ENDPOINT_URL: string; AWS_REGION: string };
  const file = join(folder, 'credentials');
  const env = { AWS_ENDPOINT_URL, AWS_REGION, AWS_SHARED_CREDENTIALS_FILE: file, AWS_CONFIG_FILE: join(folder, 'none') };
  let good = 'AKIAFIRST';
  let pages = 0;
  server.instead = ({ operation, headers }) => {
    if (operation === 'ListObjectVersions' && ++pages === 2) {
      good = 'AKIASECOND';
      writeFileSync(file, keysFile(good));
    }
    if (headers.authorization?.includes(`Credential=${good}/`)) return undefined;
    return { status: 400, code: 'ExpiredToken', message: 'The provided token has expired.' };
  };
  const scope = await cliJson(['s3', 'scope', 's3://evidence/', '--from', '2026-02-21', '--to', '2026-02-21'], { env });
  // Looking waits for nobody, but what is there already it takes.
  expect(scope).toMatchObject({ status: 0, value: { totals: { objects: 2501, exact: true } } });
  expect(pages).toBe(4);
});

test('a code of MFA that nobody can be asked for is an error before anything is asked', async () => {
  const args = ['--role-arn', 'arn:aws:iam::999900001111:role/reader', '--mfa-serial', 'arn:aws:iam::999900001111:mfa/x'];
  for (const command of [
    ['s3', 'scope', 's3://evidence/'],
    ['import', newCasePath(), 's3://evidence/'],
  ]) {
    const { status, stderr } = await cli([...command, ...args], { env: awsEnv(server) });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/S3_CREDENTIALS: A code of the MFA device arn:aws:iam::999900001111:mfa\/x is needed\. .*--mfa-code/),
    });
  }
  expect(server.log).toEqual([]);
});

test('a role that is refused says why, however often it is asked for', async () => {
  const role = [
    '--role-arn',
    'arn:aws:iam::999900001111:role/reader',
    '--mfa-serial',
    'arn:aws:iam::999900001111:mfa/x',
    '--mfa-code',
    '111111',
  ];
  const message = 'MultiFactorAuthentication failed with invalid MFA one time pass code.';
  server.instead = ({ operation }) => (operation === 'AssumeRole' ? { status: 403, code: 'AccessDenied', message } : undefined);
  const { status, stderr } = await cli(['s3', 'scope', 's3://evidence/', ...role], { env: awsEnv(server) });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringContaining(`S3_CREDENTIALS: AWS gives no credentials for this: ${message}`),
  });
  expect(server.operations()).toEqual({ 'sts:AssumeRole': 1 });
});

test('a listing that says it goes on, but not where, is no whole listing', async () => {
  for (const [operation, body] of [
    ['ListObjectVersions', '<ListVersionsResult><Name>evidence</Name><IsTruncated>true</IsTruncated></ListVersionsResult>'],
    ['ListObjectsV2', '<ListBucketResult><Name>evidence</Name><IsTruncated>true</IsTruncated></ListBucketResult>'],
  ]) {
    server.instead = (request) => (request.operation === operation ? { status: 200, body: body as string } : undefined);
    const { status, stderr } = await cli(['import', newCasePath(), 's3://evidence/', '--no-cloudtrail'], { env: awsEnv(server) });
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('S3_FAILED: The listing says that it goes on') });
  }
});

test('the quick way to an object says of it what the SDK says', async () => {
  const headers = {
    'x-amz-checksum-type': 'FULL_OBJECT',
    'x-amz-checksum-crc32c': 'AAAAAA==',
    'x-amz-server-side-encryption': 'aws:kms',
    'x-amz-server-side-encryption-aws-kms-key-id': 'arn:aws:kms:eu-west-1:111122223333:key/abc',
    'x-amz-server-side-encryption-bucket-key-enabled': 'true',
    'x-amz-object-lock-mode': 'COMPLIANCE',
    'x-amz-object-lock-retain-until-date': '2033-02-21T00:00:00.000Z',
    'x-amz-object-lock-legal-hold': 'ON',
    'x-amz-replication-status': 'COMPLETED',
    'x-amz-expiration': 'expiry-date="Fri, 21 Feb 2031 00:00:00 GMT", rule-id="r"',
    'x-amz-restore': 'ongoing-request="false", expiry-date="Fri, 21 Feb 2031 00:00:00 GMT"',
    'x-amz-missing-meta': '2',
    'x-amz-mp-parts-count': '3',
    'x-amz-website-redirect-location': '/elsewhere',
    'x-amz-meta-signature': 'abc',
    'x-amz-meta-b': 'ü',
    'cache-control': 'no-cache',
    'content-disposition': 'attachment',
    'content-encoding': 'gzip',
    'content-language': 'de',
    'accept-ranges': 'bytes',
  };
  const body = log('Same');
  for (let i = 0; i < 60; i++) bucket.put(logKey(`Same ${i} (+%)`), body, { id: 'v1', headers, storageClass: 'STANDARD_IA' });
  const path = newCasePath();
  const { value } = await importS3(server, path, '--no-cloudtrail', '--request-payer', '--keep-copy', join(folderOf({}), 'copy'));
  expect(value.acquired).toMatchObject({ fetched: 61, notFetched: 0 });
  const gets = server.log.filter(({ operation }) => operation === 'GetObject');
  // The SDK numbers its tries; what has no number went the quick way.
  const quick = new Set(gets.filter(({ headers: sent }) => sent['amz-sdk-request'] === undefined).map(({ key }) => key));
  expect(quick.size).toBeGreaterThan(20);
  expect(quick.size).toBeLessThan(gets.length);
  expect(
    new Set(gets.map(({ headers: sent }) => [sent['x-amz-request-payer'], sent['x-amz-checksum-mode'], sent['user-agent']].join())),
  ).toEqual(new Set([gets.map(({ headers: sent }) => `requester,ENABLED,${sent['user-agent']}`)[0]]));
  const [document] = query<{ content: string }>(path, "SELECT path AS content FROM found_at WHERE path LIKE 'objects/%'");
  expect(document).toBeDefined();
  const sidecars = query<{ sha256: string }>(
    path,
    "SELECT DISTINCT hex(e.sha256) AS sha256 FROM found_at f JOIN evidence e ON e.id = f.evidence WHERE f.path LIKE '%.head.json'",
  );
  // One and the same for all sixty, however they came.
  expect(sidecars.length).toBe(1);
  expect(Object.keys(problemsOf(path)).length).toBe(60);
  expect(lastCustody(path).s3.requests.counts['s3:GetObject']).toBe(gets.length);
  expect((await verified(path)).ok).toBe(true);
});

test('an object that has become a large one since it was listed goes by way of a file', async () => {
  const large = Buffer.from(`{"Records":[${' '.repeat(17_000_000)}]}`);
  let grown = false;
  server.instead = ({ operation }) => {
    if (operation === 'GetObject' && !grown) bucket.put(logKey('Plain'), large);
    grown ||= operation === 'GetObject';
    return undefined;
  };
  const path = newCasePath();
  const { value } = await importS3(server, path, '--no-cloudtrail');
  expect(value.acquired).toMatchObject({ fetched: 1, bytes: large.length });
  expect(problemsOf(path)[logKey('Plain')]?.map(({ code }) => code)).toEqual(['S3_OBJECT_CHANGED']);
  // As it was listed, and as it is now, which is too much for memory; then both again, for the file, which the quick way does not do.
  expect(server.log.filter(({ operation }) => operation === 'GetObject').map(({ status }) => status)).toEqual([412, 200, 412, 200]);
});

test('where what was fetched cannot be written beside the case, that is said, not that the service failed', async () => {
  const access = { endpoint: server.endpoint, pathStyle: true, anonymous: true };
  const connection = new Connection(access, new RequestLog());
  const { versions } = await new Bucket('evidence', connection).firstPage('');
  const file = join(folderOf({}), 'missing', 'object-1');
  await expect(fetchVersion(new Bucket('evidence', connection), versions[0] as ListedVersion, file)).rejects.toMatchObject({
    code: 'OUTPUT_UNWRITABLE',
  });
  connection.close();
});
