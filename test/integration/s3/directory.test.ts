// A directory bucket (S3 Express) lists its keys in no order, and knows no versions.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newCasePath } from '../../helpers/cases.ts';
import { cliJson } from '../../helpers/cli-here.ts';
import { awsEnv, eventNames, log, logKey } from '../../helpers/s3-cases.ts';
import { MemoryBucket, type S3Double, startS3Double, type Version } from '../../helpers/s3-server.ts';

const NAME = 'evidence--euw1-az1--x-s3';
const SESSION =
  '<CreateSessionResult><Credentials><SessionToken>t</SessionToken><SecretAccessKey>s</SecretAccessKey><AccessKeyId>AKIASESSION</AccessKeyId><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></CreateSessionResult>';

let server: S3Double;

beforeEach(async () => {
  server = await startS3Double();
});
afterEach(() => server.close());

test('days are chosen of keys that come in no order', async () => {
  const bucket = new MemoryBucket();
  for (const day of ['19', '20', '21', '22', '23']) bucket.put(logKey(`D${day}`, `2026/02/${day}`), log(`D${day}`));
  const keys = [3, 0, 4, 2, 1].map((i) => bucket.keyAt(i));
  server.buckets.set(NAME, bucket);
  const stated = ({ etag, modified, bytes }: Version): string =>
    `<LastModified>${modified.toISOString()}</LastModified><ETag>&quot;${etag.slice(1, -1)}&quot;</ETag><Size>${bytes.length}</Size>`;
  const body = `<ListBucketResult><Name>${NAME}</Name><IsTruncated>false</IsTruncated>${keys
    .map((key) => `<Contents><Key>${key}</Key>${stated(bucket.versionsOf(key)[0] as Version)}</Contents>`)
    .join('')}</ListBucketResult>`;
  server.instead = ({ operation, query }) => {
    if ('session' in query) return { status: 200, body: SESSION };
    if (operation === 'ListObjectVersions') return { status: 501, code: 'NotImplemented' };
    // To begin after a key is nothing that it knows.
    if ('start-after' in query) return { status: 501, code: 'NotImplemented', message: 'start-after' };
    return operation === 'ListObjectsV2' && query.delimiter === undefined ? { status: 200, body } : undefined;
  };
  const path = newCasePath();
  const days = ['--from', '2026-02-20', '--to', '2026-02-22', '--no-cloudtrail', '--path-style'];
  const { status, stderr } = await cliJson(['import', path, `s3://${NAME}/`, ...days], { env: awsEnv(server) }).catch((error) => ({
    status: -1,
    stderr: String(error),
  }));
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(eventNames(path)).toEqual(['D20', 'D21', 'D22']);
});
