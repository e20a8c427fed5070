// What stands in the way, as whoever reads it has to understand it: what happened, what is stored, and what to do.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newCasePath } from '../../helpers/cases.ts';
import { cli } from '../../helpers/cli-here.ts';
import { temporaryFolder } from '../../helpers/folder.ts';
import { awsEnv, log, logKey } from '../../helpers/s3-cases.ts';
import { type Instead, type Logged, MemoryBucket, type S3Double, startS3Double } from '../../helpers/s3-server.ts';

let server: S3Double;
let bucket: MemoryBucket;

beforeEach(async () => {
  server = await startS3Double();
  bucket = new MemoryBucket();
  for (let i = 0; i < 8; i++) bucket.put(logKey(`E${i}`, `2026/02/1${i}`), log(`E${i}`));
  server.buckets.set('evidence', bucket);
});
afterEach(() => server.close());

const env = (): Record<string, string> => ({ ...awsEnv(server), AWS_MAX_ATTEMPTS: '1' });
const ADDRESS = 's3://evidence/';
const scope = (...args: string[]) => cli(['s3', 'scope', ADDRESS, ...args], { env: env() });
const imported = (...args: string[]) => cli(['import', newCasePath(), ADDRESS, '--wait-credentials', '0', ...args], { env: env() });

const DENIED = { status: 403, code: 'AccessDenied', message: 'Access Denied' };
const s3 = (answer: Instead) => (request: Logged) => (request.service === 's3' ? answer : undefined);
const PAGE = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><body>Sign in to this network</body></html>' };
const EARLY = 'Signature expired: 20260221T000000Z is now earlier than 20260221T001000Z (20260221T001500Z - 5 min.)';

test.each<[string, string[], (request: Logged) => Instead | undefined, string, string]>([
  [
    'a page of the network in the place of S3',
    [],
    () => PAGE,
    'S3_FAILED: What answered is no S3: the answer to a list request is no listing',
    'Check the network, --endpoint and --proxy.',
  ],
  [
    'a proxy that wants to know who asks',
    [],
    () => ({ status: 407 }),
    'S3_UNREACHABLE: The proxy wants to know who asks (407)',
    'Name it with its user',
  ],
  [
    'a bucket whose requester pays',
    [],
    (request) => (request.headers['x-amz-request-payer'] ? undefined : s3(DENIED)(request)),
    'S3_ACCESS_DENIED: Access is denied: missing is s3:ListBucket on arn:aws:s3:::evidence',
    'Ask whoever keeps the bucket for this permission. Where whoever asks has to pay, add --request-payer.',
  ],
  ['nobody, who may not', ['--no-sign-request'], s3(DENIED), 'S3_ACCESS_DENIED: Access is denied', 'leave out --no-sign-request.'],
  [
    'a clock that differs, as STS says it',
    [],
    ({ service }) => (service === 'sts' ? { status: 403, code: 'SignatureDoesNotMatch', message: EARLY } : undefined),
    'S3_CLOCK_SKEW: The clocks differ too much to sign requests: this machine says 20',
    'Set the clock of this machine.',
  ],
  [
    'a service that fails',
    [],
    s3({ status: 500, code: 'InternalError', message: 'oops' }),
    'S3_FAILED: The service answered 500',
    'Wait a while',
  ],
])('%s', async (_, args, instead, reason, advice) => {
  server.instead = instead;
  for (const run of [scope, imported]) {
    const { status, stderr } = await run(...args);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(`trailcase: ${reason}`) });
    expect(stderr).toContain(advice);
    expect(stderr.includes('; nothing was stored. ')).toBe(run === imported);
  }
});

test('what was stored before it failed is said', async () => {
  let gets = 0;
  server.instead = ({ operation }) =>
    operation === 'GetObject' && ++gets > 4 ? { status: 400, code: 'ExpiredToken', message: 'expired' } : undefined;
  const { stderr } = await imported('--no-cloudtrail');
  expect(stderr).toMatch(
    /^trailcase: S3_CREDENTIALS_EXPIRED: The credentials have expired: expired; stored until then: \d+ files, [1-4] events\. Renew them\. Then import the same address again: it continues\.\n$/,
  );
});

test('a proxy that wants to know who asks before it passes on what is encrypted', async () => {
  const proxy = createServer();
  proxy.on('connect', (_, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'));
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  const address = `http://examiner:verysecret@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const { status, stderr } = await scope('--no-sign-request', '--endpoint', 'https://s3.example.test', '--proxy', address);
  proxy.close();
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringMatching(/^trailcase: S3_UNREACHABLE: The proxy wants to know who asks \(407\)\. Name it with its user/),
  });
  expect(stderr).not.toContain('verysecret');
});

test.each(['--proxy', '--endpoint'])('what is no address is not passed by: %s', async (option) => {
  for (const run of [scope, imported]) {
    const { status, stderr } = await run(option, 'host.example.com:8080');
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(`USAGE: ${option} takes an address such as http://`) });
  }
  expect(server.log).toEqual([]);
});

test('of an address of a proxy that is none, its password is told nobody', async () => {
  const wrong = await cli(['s3', 'scope', ADDRESS, '--debug'], {
    env: { ...env(), HTTPS_PROXY: 'http://examiner:verysecret@proxy.example.test:x' },
  });
  expect(wrong).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^trailcase: USAGE: The variable HTTPS_PROXY is no address of a proxy/),
  });
  const half = await scope('--debug', '--proxy', 'http://examiner:verysecret%@proxy.example.test:8080');
  expect(half).toMatchObject({ status: 2, stderr: expect.stringMatching(/^trailcase: USAGE: --proxy takes an address .*as %40 is for @/) });
  for (const { stderr } of [wrong, half]) expect(stderr).not.toContain('verysecret');
});

test.each(['http://', 'http:///'])('a password in an address of a proxy stands nowhere: %s', async (begin) => {
  const path = newCasePath();
  const copy = join(temporaryFolder(), 'requests');
  const proxy = server.endpoint.replace('http://', `${begin}examiner:verysecret@`);
  const { status } = await cli(
    ['import', path, ADDRESS, '--proxy', proxy, '--endpoint', 'http://s3.example.test', '--path-style', '--request-log', copy],
    {
      env: env(),
    },
  );
  expect(status).toBe(0);
  for (const file of [path, copy]) expect(readFileSync(file).includes('verysecret')).toBe(false);
  expect(readFileSync(path).includes(server.endpoint)).toBe(true);
});

test('an address with nothing below it is told as such', async () => {
  const { status, stderr } = await cli(['import', newCasePath(), 's3://evidence/AWSLgos/'], { env: env() });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringContaining('S3_NOTHING_CHOSEN: Nothing is below s3://evidence/AWSLgos/'),
  });
});

test('a day that is none, and archived objects in a look', async () => {
  expect(await scope('--from', '2026-02-31')).toMatchObject({ status: 2, stderr: expect.stringContaining('--from takes a day such as') });
  bucket.put(logKey('Cold'), log('Cold'), { storageClass: 'GLACIER' });
  expect((await scope()).stdout).toMatch(/GLACIER +1 listed, \d+ B: archived, and not to be had before they are restored\n/);
});
