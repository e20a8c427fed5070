// A bucket as an examiner meets it in the night, on the double of S3: the sample's trail, beside it an organization's, of which some objects are refused,
// archived, changed while they are read, overwritten and deleted.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { MemoryBucket, type S3Double, startS3Double, version } from '../helpers/s3-server.ts';
import { trail } from '../helpers/trail.ts';

const SAMPLE = path.join(import.meta.dirname, '../../resources/sample/archive');

export const ORGANIZATION = 'o-abcdefghij';
export const BUCKET = 'org-trail';
const ACCOUNTS = ['222233334444', '555566667777', '888899990000'];
const REGIONS = ['ap-south-1', 'eu-west-1', 'us-east-1'];
/** Of these no object may be read. */
const REFUSED = `AWSLogs/${ORGANIZATION}/888899990000/CloudTrail/us-east-1/`;

export interface Night {
  server: S3Double;
  bucket: MemoryBucket;
  /** Variables by which the app finds the double, and profiles to choose from. */
  env: Record<string, string>;
}

/** @param days of February 2026, in each region of each account an object */
export async function nightBucket(days: number): Promise<Night> {
  const server = await startS3Double();
  const bucket = new MemoryBucket();
  for (const key of readdirSync(path.join(SAMPLE, 'AWSLogs'), { recursive: true, encoding: 'utf8' })) {
    const at = `AWSLogs/${key.replaceAll(path.sep, '/')}`;
    if (!at.endsWith('.gz') || !at.includes('/2026/02/21/')) continue;
    bucket.put(at, readFileSync(path.join(SAMPLE, at)), { headers: metadataOf(at) });
  }
  let first = '';
  for (const account of ACCOUNTS)
    for (const region of REGIONS)
      for (let day = 1; day <= days; day++) {
        const two = String(day).padStart(2, '0');
        const folder = `security/AWSLogs/${ORGANIZATION}/${account}/CloudTrail/${region}/2026/02/${two}/`;
        const key = `${folder}${account}_CloudTrail_${region}_202602${two}T0005Z_a${two}.json.gz`;
        const where = { account, region };
        const eventTime = `2026-02-${two}T00:01:00Z`;
        const log = trail(where).event({ eventName: 'DescribeInstances', eventTime }).gz();
        const isOld = account === '555566667777' && region === 'ap-south-1' && day <= 3;
        bucket.put(key, log, isOld ? { storageClass: 'DEEP_ARCHIVE' } : {});
        if (first === '') first = key;
      }
  const overwritten = bucket.versionsOf(first)[0];
  if (overwritten)
    bucket.putVersions(first, [
      { ...version(trail().event({ eventName: 'Forged' }).gz()), id: 'v2' },
      { ...overwritten, id: 'v1', current: false },
    ]);
  const hostile = '\u202e<img src=x onerror=alert(1)>';
  bucket.put(`pictures/${hostile}/a.png`, 'x').put('AWSLogs/111122223333/Config/eu-west-1/2026/2/21/c.json.gz', 'x');
  server.buckets.set(BUCKET, bucket);
  let changes = 1;
  server.instead = ({ operation, key }) => {
    if (operation !== 'GetObject') return undefined;
    if (key.includes(REFUSED)) return { status: 403, code: 'AccessDenied', message: 'Access Denied' };
    if (changes > 0 && key.includes('/222233334444/CloudTrail/eu-west-1/2026/02/02/')) {
      changes--;
      bucket.put(key, trail().event({ eventName: 'ChangedMeanwhile' }).gz());
    }
    return undefined;
  };
  const env = {
    AWS_ACCESS_KEY_ID: 'AKIAEXAMINER',
    AWS_SECRET_ACCESS_KEY: 'verysecretvalue',
    AWS_ENDPOINT_URL: server.endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  return { server, bucket, env };
}

/** As an answer's head says it: the signature of a digest. */
function metadataOf(key: string): Record<string, string> {
  try {
    const { Metadata } = JSON.parse(readFileSync(path.join(SAMPLE, `${key}.head.json`), 'utf8')) as { Metadata: Record<string, string> };
    return Object.fromEntries(Object.entries(Metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]));
  } catch {
    return {};
  }
}

/** Of the account that the server below knows. */
export const REAL_KEYS = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };

/**
 * The server that speaks S3 from the registry, with one log in it. test/helpers/s3rver.ts is for vitest.
 * @param directory where it keeps its objects
 */
export async function realServer(directory: string, bucket: string): Promise<{ endpoint: string; close(): Promise<void> }> {
  const S3rver = createRequire(import.meta.url)('@20minutes/s3rver') as new (
    options: object,
  ) => { run(): Promise<{ port: number }>; close(): Promise<void> };
  // Of a bucket it signs another path than the SDK: see test/helpers/s3rver.ts.
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, allowMismatchedSignatures: true, directory });
  const { port } = await server.run();
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: REAL_KEYS,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  const folders = 'AWSLogs/111122223333/CloudTrail/eu-west-1/2026/02/21/'.split('/').slice(0, -1);
  // Without what S3's console makes of folders, this server does not list those in which there are only folders.
  for (const [i] of folders.entries()) {
    const Key = `${folders.slice(0, i + 1).join('/')}/`;
    await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: Buffer.alloc(0) }));
  }
  const Key = `${folders.join('/')}/111122223333_CloudTrail_eu-west-1_20260221T0005Z_real.json.gz`;
  await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: trail().event({ eventName: 'FromRealServer' }).gz() }));
  client.destroy();
  return { endpoint, close: () => server.close() };
}
