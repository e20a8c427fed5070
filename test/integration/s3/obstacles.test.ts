// What may stand in the way of an acquisition, each told by a stable code: of single objects as problems, of all as an error that ends it.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { importPaths } from '../../../src/main/jobs/import-job.ts';
import { newCasePath, verified } from '../../helpers/cases.ts';
import { cliJson as asProcess } from '../../helpers/cli.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';
import { traced } from '../../helpers/programs.ts';
import { awsEnv, eventNames, importS3, lastCustody, log, logKey, problemsOf } from '../../helpers/s3-cases.ts';
import { type Instead, MemoryBucket, type S3Double, startS3Double } from '../../helpers/s3-server.ts';

let server: S3Double;
let bucket: MemoryBucket;

beforeEach(async () => {
  server = await startS3Double();
  bucket = new MemoryBucket().put(logKey('Plain'), log('Plain'));
  server.buckets.set('evidence', bucket);
});
afterEach(() => server.close());

/** Answers GET of these keys otherwise. */
function instead(answers: Record<string, (nth: number) => Instead | undefined>): void {
  const met = new Map<string, number>();
  server.instead = ({ operation, key }) => {
    const name = operation === 'GetObject' ? key : operation;
    const nth = met.get(name) ?? 0;
    met.set(name, nth + 1);
    return answers[name]?.(nth);
  };
}

test('single objects: refused, encrypted, archived, gone, changed, damaged; throttled and cut-off ones come all the same', async () => {
  const key = (name: string): string => logKey(name);
  const names = ['Denied', 'Kms', 'Gone', 'Changed', 'Throttled', 'CutOff'];
  for (const name of names) bucket.put(key(name), log(name));
  bucket.put(key('Glacier'), log('Glacier'), { storageClass: 'DEEP_ARCHIVE' });
  const sums = (bytes: Buffer): Record<string, string> => ({
    'x-amz-checksum-sha256': createHash('sha256').update(bytes).digest('base64'),
  });
  bucket.put(key('Checked'), log('Checked'), { headers: sums(bucket.versionsOf(key('Checked'))[0]?.bytes ?? Buffer.alloc(0)) });
  const checked = log('Checked');
  bucket.put(key('Checked'), checked, { headers: sums(checked) });
  bucket.put(key('Damaged'), log('Damaged'), { headers: sums(Buffer.from('other bytes')) });
  const kms = 'arn:aws:kms:eu-west-1:111122223333:key/abc';
  instead({
    [key('Denied')]: () => ({ status: 403, code: 'AccessDenied', message: 'Access Denied' }),
    [key('Kms')]: () => ({
      status: 403,
      code: 'AccessDenied',
      message: `User: arn:aws:iam::1:user/x is not authorized to perform: kms:Decrypt on resource: ${kms} because no resource-based policy allows it`,
    }),
    [key('Gone')]: () => ({ status: 404, code: 'NoSuchKey' }),
    [key('Throttled')]: (nth) => (nth === 0 ? { status: 503, code: 'SlowDown', message: 'Reduce your request rate.' } : undefined),
    [key('CutOff')]: (nth) => (nth === 0 ? { status: 200, body: 'half', headers: { 'content-length': '5000' } } : undefined),
    [key('Changed')]: (nth) => {
      if (nth === 0) bucket.put(key('Changed'), log('ChangedMeanwhile'));
      return undefined;
    },
  });
  const path = newCasePath();
  const { status, value } = await importS3(server, path, '--no-cloudtrail');
  expect(status).toBe(1);
  expect(value.acquired).toMatchObject({ listed: 10, fetched: 6, notFetched: 4, known: 0 });
  expect(eventNames(path)).toEqual(['ChangedMeanwhile', 'Checked', 'CutOff', 'Damaged', 'Plain', 'Throttled']);
  const problems = problemsOf(path);
  expect(problems).toMatchObject({
    [key('Denied')]: [{ code: 'S3_ACCESS_DENIED', detail: `missing: s3:GetObject on arn:aws:s3:::evidence/${key('Denied')}` }],
    [key('Kms')]: [{ code: 'S3_KMS_DENIED', detail: `missing: kms:Decrypt on ${kms}, by the key's policy or a grant` }],
    [key('Gone')]: [{ code: 'S3_OBJECT_GONE' }],
    [key('Glacier')]: [{ code: 'S3_ARCHIVED', detail: `DEEP_ARCHIVE, ${bucket.versionsOf(key('Glacier'))[0]?.bytes.length} bytes` }],
    [key('Changed')]: [{ code: 'S3_OBJECT_CHANGED' }],
    [key('Damaged')]: [{ code: 'S3_CHECKSUM_MISMATCH', detail: expect.stringMatching(/^SHA256 stated .+, of the bytes .+/) }],
  });
  expect(Object.keys(problems).length).toBe(6);
  expect(server.log.filter(({ method, service }) => service === 's3' && method !== 'GET' && method !== 'HEAD')).toEqual([]);
  expect((await verified(path)).ok).toBe(true);

  // Later what was refused may be read, and what was archived is restored on request only.
  server.instead = () => undefined;
  const asked = await importS3(server, path, '--restore', '--restore-days', '3');
  expect(asked.value.acquired).toMatchObject({ fetched: 3, known: 6, notFetched: 1, restoresAsked: 1 });
  expect(server.log.filter(({ method, service }) => service === 's3' && method === 'POST').map(({ operation }) => operation)).toEqual([
    'RestoreObject',
  ]);
  const waiting = await importS3(server, path);
  expect(waiting.value.acquired).toMatchObject({ fetched: 0, notFetched: 1 });
  expect(problemsOf(path)[key('Glacier')]?.map(({ code }) => code)).toEqual(['S3_ARCHIVED', 'S3_RESTORE_PENDING']);
  const inWords = await cli(['import', path, 's3://evidence/'], { env: awsEnv(server) });
  expect(inWords.stdout).toContain('  told of objects: S3_RESTORE_PENDING 1\n');
  expect(inWords.stdout).not.toContain('every file is in the case');
  for (const one of bucket.versionsOf(key('Glacier'))) one.restore = { inProgress: false };
  const last = await importS3(server, path);
  expect(last.value.acquired).toMatchObject({ fetched: 1, known: 9, notFetched: 0 });
  expect(eventNames(path)).toContain('Glacier');
});

test('credentials that expire in mid-job: renewed, it goes on; not renewed, it ends, and the next import continues', async () => {
  for (let i = 0; i < 40; i++) bucket.put(logKey(`E${i}`), log(`E${i}`));
  const keysFile = (id: string): string => `[default]\naws_access_key_id = ${id}\naws_secret_access_key = x\naws_session_token = y\n`;
  const folder = folderOf({ credentials: keysFile('AKIAFIRST') });
  const { AWS_ENDPOINT_URL, AWS_REGION } = awsEnv(server) as { AWS_ENDPOINT_URL: string; AWS_REGION: string };
  const env = {
    AWS_ENDPOINT_URL,
    AWS_REGION,
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    AWS_CONFIG_FILE: join(folder, 'none'),
  };
  let good = 'AKIAFIRST';
  let answered = 0;
  server.instead = ({ operation, headers }) => {
    if (operation === 'GetObject' && ++answered === 10) good = 'AKIASECOND';
    if (!headers.authorization?.includes(`Credential=${good}/`))
      return { status: 400, code: 'ExpiredToken', message: 'The provided token has expired.' };
    return undefined;
  };
  const path = newCasePath();
  const ended = await cli(['import', path, 's3://evidence/', '--wait-credentials', '0'], { env });
  expect(ended).toMatchObject({ status: 2, stderr: expect.stringContaining('S3_CREDENTIALS_EXPIRED') });
  writeFileSync(join(folder, 'credentials'), keysFile('AKIASECOND'));
  answered = 100;
  let renewed = false;
  server.instead = ({ operation, headers }) => {
    if (operation === 'GetObject' && ++answered === 110) {
      good = 'AKIATHIRD';
      writeFileSync(join(folder, 'credentials'), keysFile('AKIATHIRD'));
      renewed = true;
    }
    if (!headers.authorization?.includes(`Credential=${good}/`))
      return { status: 400, code: 'ExpiredToken', message: 'The provided token has expired.' };
    return undefined;
  };
  const { status, value } = await cliJson(['import', path, 's3://evidence/'], { env });
  expect({ status, renewed }).toEqual({ status: 0, renewed: true });
  expect(value.acquired).toMatchObject({ listed: 41, notFetched: 0 });
  expect(eventNames(path).length).toBe(41);
});

test.each<[string, string, (request: { operation: string }) => Instead | undefined]>([
  [
    'S3_ACCESS_DENIED',
    'missing is s3:ListBucket on arn:aws:s3:::evidence',
    ({ operation }) => (operation.startsWith('List') ? { status: 403, code: 'AccessDenied', message: 'Access Denied' } : undefined),
  ],
  ['S3_BUCKET_MISSING', 'no such bucket: evidence', ({ operation }) => (operation === 'HeadBucket' ? { status: 404 } : undefined)],
  [
    'S3_CLOCK_SKEW',
    'clocks differ',
    ({ operation }) => (operation.startsWith('List') ? { status: 403, code: 'RequestTimeTooSkewed', message: 'too large' } : undefined),
  ],
  [
    'S3_CREDENTIALS',
    'No credentials that AWS accepts',
    ({ operation }) => (operation === 'GetCallerIdentity' ? { status: 403, code: 'InvalidClientTokenId', message: 'invalid' } : undefined),
  ],
  ['S3_REGION', 'another region, ap-south-1', ({ operation }) => (operation === 'ListObjectsV2' ? MOVED : undefined)],
])('what ends an acquisition: %s', async (code, words, answer) => {
  server.instead = answer;
  const path = newCasePath();
  const { status, stderr } = await cli(['import', path, 's3://evidence/'], { env: awsEnv(server) });
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(`trailcase: ${code}: `) });
  expect(stderr).toContain(words);
});

const MOVED = { status: 301, code: 'PermanentRedirect', message: 'elsewhere', headers: { 'x-amz-bucket-region': 'ap-south-1' } };

test('a bucket in another region is found there, and a server that is not there is told of', async () => {
  const inRegion = (authorization = ''): boolean => authorization.includes('/ap-south-1/');
  server.instead = ({ operation, headers, service }) => {
    if (service !== 's3') return undefined;
    if (operation === 'HeadBucket')
      return { status: inRegion(headers.authorization) ? 200 : 301, headers: { 'x-amz-bucket-region': 'ap-south-1' } };
    return inRegion(headers.authorization) ? undefined : MOVED;
  };
  const path = newCasePath();
  expect(await importS3(server, path, '--no-cloudtrail')).toMatchObject({ status: 0, value: { events: 1 } });
  expect(lastCustody(path).s3.requests.counts).toMatchObject({ 's3:GetObject': 1 });
  const env = { ...awsEnv(server), AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_MAX_ATTEMPTS: '1' };
  const told = async (...args: string[]) => await cli([...args, '--no-sign-request'], { env });
  // What is advised fits what was done: to look at a bucket leaves nothing that could go on.
  const advice = 'Check the network, --endpoint and --proxy.';
  for (const args of [
    ['s3', 'scope', 's3://evidence/'],
    ['import', newCasePath(), 's3://evidence/', '--dry-run'],
  ])
    expect(await told(...args)).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(new RegExp(`^trailcase: S3_UNREACHABLE: .+ ${advice} Then look again\\.\n$`)),
    });
  expect(await told('import', newCasePath(), 's3://evidence/')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining(`${advice} Then import the same address again: it continues.\n`),
  });
});

test('where nothing may be read, it is not asked for each of many', async () => {
  for (let i = 0; i < 400; i++) bucket.put(logKey(`E${String(i).padStart(3, '0')}`), 'x');
  server.instead = ({ operation }) =>
    operation === 'GetObject' ? { status: 403, code: 'AccessDenied', message: 'Access Denied' } : undefined;
  const { status, stderr } = await cli(['import', newCasePath(), 's3://evidence/'], { env: awsEnv(server) });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringContaining('None of the first 50 objects of s3://evidence may be read'),
  });
  expect(server.operations()['s3:GetObject']).toBeLessThan(200);
});

test('cancelled, it ends at once with whole items, and the next import continues', async () => {
  for (let i = 0; i < 200; i++) bucket.put(logKey(`E${String(i).padStart(3, '0')}`), log(`E${i}`));
  const cancel = new AbortController();
  server.instead = ({ operation }) => {
    if (operation === 'GetObject' && (server.operations()['s3:GetObject'] ?? 0) > 60) cancel.abort();
    return undefined;
  };
  const path = newCasePath();
  const file = CaseFile.create(path);
  const s3 = { access: { endpoint: server.endpoint, pathStyle: true, anonymous: true } };
  const { cancelled } = await importPaths(file, ['s3://evidence/'], { s3 }, { signal: cancel.signal });
  file.close();
  expect(cancelled).toBe(true);
  expect(server.operations()['s3:GetObject']).toBeLessThan(150);
  expect((await verified(path)).ok).toBe(true);
  server.instead = () => undefined;
  const { value } = await importS3(server, path, 's3://evidence/', '--no-sign-request');
  expect(value.acquired).toMatchObject({ listed: 201, notFetched: 0 });
  expect(eventNames(path).length).toBe(201);
});

test('many objects are fetched by a thread: credentials expire in it, are renewed, and it goes on; every request is noted', async () => {
  for (let i = 0; i < 300; i++) bucket.put(logKey(`E${String(i).padStart(3, '0')}`), log(`E${i}`));
  bucket.put(logKey('Large'), `{"Records":[${' '.repeat(17_000_000)}]}`);
  const keysFile = (id: string): string => `[default]\naws_access_key_id = ${id}\naws_secret_access_key = x\naws_session_token = y\n`;
  const folder = folderOf({ credentials: keysFile('AKIAFIRST') });
  const { AWS_ENDPOINT_URL, AWS_REGION } = awsEnv(server) as { AWS_ENDPOINT_URL: string; AWS_REGION: string };
  const env = {
    AWS_ENDPOINT_URL,
    AWS_REGION,
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    AWS_CONFIG_FILE: join(folder, 'none'),
  };
  let good = 'AKIAFIRST';
  let answered = 0;
  let refused = 0;
  server.instead = ({ operation, headers }) => {
    if (operation === 'GetObject' && ++answered === 275) {
      good = 'AKIASECOND';
      writeFileSync(join(folder, 'credentials'), keysFile(good));
    }
    if (headers.authorization?.includes(`Credential=${good}/`)) return undefined;
    refused++;
    return { status: 400, code: 'ExpiredToken', message: 'The provided token has expired.' };
  };
  const path = newCasePath();
  const trace = traced();
  const { status, value } = await asProcess(['import', path, 's3://evidence/', '--no-cloudtrail'], { env: { ...env, ...trace.env } });
  expect(trace.names()).toContain('fetch-worker');
  expect(status).toBe(0);
  expect(value.acquired).toMatchObject({ fetched: 302, notFetched: 0, requests: server.log.length });
  expect(refused).toBeGreaterThan(0);
  expect(eventNames(path).length).toBe(301);
  expect(lastCustody(path).s3.requests).toMatchObject({ counts: server.operations(), failed: { 400: refused } });
  expect((await verified(path)).ok).toBe(true);
});
