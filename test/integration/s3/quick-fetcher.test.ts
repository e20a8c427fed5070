// Fetching without the SDK, held to fetching with it; and what is not as it was listed is left to the SDK, with everything after it.
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Bucket, type ListedVersion } from '../../../src/main/acquire/s3/bucket.ts';
import { Connection } from '../../../src/main/acquire/s3/connection.ts';
import { fetchVersion } from '../../../src/main/acquire/s3/fetch.ts';
import type { QuickWay } from '../../../src/main/acquire/s3/plain-get.ts';
import { QuickFetcher } from '../../../src/main/acquire/s3/quick-fetcher.ts';
import { type Request, RequestLog } from '../../../src/main/acquire/s3/request-log.ts';
import { log, logKey } from '../../helpers/s3-cases.ts';
import { type Instead, MemoryBucket, type S3Double, startS3Double, version } from '../../helpers/s3-server.ts';

const DIGEST =
  'AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2026/02/21/111122223333_CloudTrail-Digest_eu-west-1_t_eu-west-1_20260221T000000Z.json.gz';

let server: S3Double;
let bucket: MemoryBucket;
let connection: Connection;
let requests: Request[];
let open: QuickFetcher[];

beforeEach(async () => {
  server = await startS3Double();
  bucket = new MemoryBucket();
  for (const name of ['First', 'Second', 'Third', 'ü (+%)']) bucket.put(logKey(name), log(name));
  bucket.put(DIGEST, '{}', { headers: { 'x-amz-meta-signature': 'abc', 'x-amz-server-side-encryption': 'AES256' }, id: 'v1' });
  bucket.put('empty', '');
  server.buckets.set('evidence', bucket);
  process.env.AWS_ACCESS_KEY_ID = 'AKIAEXAMPLE';
  process.env.AWS_SECRET_ACCESS_KEY = 'secret';
  connection = new Connection({ endpoint: server.endpoint, pathStyle: true, region: 'eu-west-1' }, new RequestLog());
  requests = [];
  open = [];
});

afterEach(async () => {
  for (const one of open) one.close();
  connection.close();
  await server.close();
});

async function listed(): Promise<ListedVersion[]> {
  return (await new Bucket('evidence', connection).firstPage('')).versions;
}

const order = (version: ListedVersion, more = {}) => ({ id: 1, bucket: 'evidence', version, file: null, ...more });

/** As a thread makes it, after the SDK has fetched an object; the way to the bucket crosses as a message does. */
async function quickFetcher(versions: ListedVersion[]): Promise<QuickFetcher> {
  await fetchVersion(new Bucket('evidence', connection), versions[0] as ListedVersion, null);
  const { quick } = connection.forThread('evidence');
  const fetcher = new QuickFetcher(
    structuredClone(quick) as QuickWay,
    (request) => void requests.push(request),
    () => connection.credentialsNow(false),
  );
  open.push(fetcher);
  return fetcher;
}

test('it says the same of everything as the SDK: logs, a digest with its signature, what is empty', async () => {
  const versions = await listed();
  const quick = await quickFetcher(versions);
  expect(versions.length).toBe(6);
  const before = server.log.length;
  const fetched = await Promise.all(versions.map((one) => quick.fetch(order(one))));
  expect(fetched).toEqual(await Promise.all(versions.map((one) => fetchVersion(new Bucket('evidence', connection), one, null))));
  // Signed, with the same words as the SDK's own, and each noted once.
  const sent = server.log.slice(before, before + versions.length).map(({ headers }) => headers);
  expect(sent.every(({ authorization }) => authorization?.startsWith('AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/'))).toBe(true);
  expect(requests.map(({ service, operation, method, status }) => [service, operation, method, status].join())).toEqual(
    versions.map(() => 's3,GetObject,GET,200'),
  );
  expect(new Set(requests.map(({ key }) => key)).size).toBe(versions.length);
  const digest = fetched.find((one) => one?.sidecar != null);
  expect(JSON.parse(String(digest?.sidecar)).Metadata).toEqual({ signature: 'abc' });
});

test('a field in other letters says the same; what the SDK may read otherwise is left to it', async () => {
  bucket.put(logKey('First'), log('First'), { headers: { 'x-amz-server-side-encryption-bucket-key-enabled': 'TRUE' } });
  bucket.put(logKey('Second'), log('Second'), { headers: { 'x-amz-object-lock-retain-until-date': 'some day' } });
  const versions = await listed();
  const quick = await quickFetcher(versions);
  const of = (name: string): ListedVersion => versions.find(({ key }) => key === logKey(name)) as ListedVersion;
  expect(await quick.fetch(order(of('First')))).toEqual(await fetchVersion(new Bucket('evidence', connection), of('First'), null));
  expect(await quick.fetch(order(of('Second')))).toBeNull();
});

const answer = (instead: Instead): void => void Object.assign(server, { instead: () => instead });
const changed = (name: string): void => void bucket.put(logKey(name), log('Changed'));

test.each([
  ['another object stands there by now', () => changed('Second')],
  ['it is gone', () => void bucket.putVersions(logKey('Second'), [])],
  [
    'bytes that are not those of the checksum',
    () => void bucket.put(logKey('Second'), log('Other'), { etag: version(log('Second')).etag }),
  ],
  ['fewer requests are wanted', () => answer({ status: 503, code: 'SlowDown', message: '' })],
  ['it may not be read', () => answer({ status: 403, code: 'AccessDenied', message: '' })],
  ['an answer that breaks off', () => answer({ status: 200, headers: { 'content-length': '100000' }, body: 'x' })],
])('with %s it is over', async (_, otherwise) => {
  const versions = await listed();
  const quick = await quickFetcher(versions);
  const [second, third] = ['Second', 'Third'].map((name) => versions.find(({ key }) => key === logKey(name)) as ListedVersion) as [
    ListedVersion,
    ListedVersion,
  ];
  otherwise();
  expect(await quick.fetch(order(second))).toBeNull();
  server.instead = () => undefined;
  const asked = server.log.length;
  expect(await quick.fetch(order(third))).toBeNull();
  expect(server.log.length).toBe(asked);
});

test('what it does not know it leaves to the SDK, and goes on', async () => {
  const versions = await listed();
  const quick = await quickFetcher(versions);
  const one = versions[1] as ListedVersion;
  const asked = server.log.length;
  for (const other of [
    order(one, { file: 'a file' }),
    order(one, { bucket: 'another' }),
    order({ ...one, current: false }),
    order({ ...one, etag: '' }),
  ])
    expect(await quick.fetch(other)).toBeNull();
  expect(server.log.length).toBe(asked);
  const hash = createHash('sha256')
    .update(bucket.versionsOf(one.key)[0]?.bytes ?? '')
    .digest('hex');
  expect((await quick.fetch(order(one)))?.sha256).toBe(hash);
});

test('there is no quick way where nothing was fetched yet, nor through a proxy', async () => {
  expect(connection.forThread('evidence').quick).toBeNull();
  const proxied = new Connection(
    { endpoint: server.endpoint, pathStyle: true, region: 'eu-west-1', proxy: server.endpoint },
    new RequestLog(),
  );
  expect(proxied.forThread('evidence').quick).toBeNull();
  proxied.close();
});
