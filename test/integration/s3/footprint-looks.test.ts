// Requests that looks make before an import: its custody entry counts them, once; and how an import was taken is known to whoever continues it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newCasePath } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { temporaryFolder } from '../../helpers/folder.ts';
import { awsEnv, log, logKey, query } from '../../helpers/s3-cases.ts';
import { MemoryBucket, type S3Double, startS3Double } from '../../helpers/s3-server.ts';
import { session } from '../../helpers/session.ts';

let server: S3Double;
let bucket: MemoryBucket;

beforeEach(async () => {
  server = await startS3Double();
  bucket = new MemoryBucket();
  for (let i = 0; i < 60; i++) bucket.put(logKey(`E${i}`), log(`E${i}`));
  server.buckets.set('evidence', bucket).set('another', new MemoryBucket().put(logKey('A'), log('A')));
});
afterEach(() => server.close());

const access = () => ({ endpoint: server.endpoint, pathStyle: true, anonymous: true });

/** Of imports, oldest first. */
function custody(path: string): { outcome: string; detail: any }[] {
  return query<{ outcome: string; detail: string }>(path, "SELECT outcome, detail FROM custody WHERE action = 'import' ORDER BY seq").map(
    ({ outcome, detail }) => ({ outcome, detail: JSON.parse(detail) }),
  );
}

test('looks at a bucket are counted by the import from it that follows, once, and by no other', async () => {
  const driven = session();
  const path = newCasePath();
  await driven.ask('case.create', { path, facts: {} });
  const take = (name: string) => driven.job('import.start', { paths: [`s3://${name}/`], s3: { access: access(), configuration: false } });
  await driven.ask('s3.scope', { address: 's3://evidence/', access: access() });
  await driven.ask('s3.scope', { address: 's3://evidence/AWSLogs/', access: access() });
  const looked = server.log.length;
  const operations = server.operations();
  // An import that leaves no entry behind counts nothing; nor does one from another bucket.
  server.instead = ({ operation }) => (operation.startsWith('List') ? { status: 403, code: 'AccessDenied' } : undefined);
  expect((await take('evidence')).state).toBe('failed');
  server.instead = () => undefined;
  expect((await take('another')).state).toBe('done');
  expect(custody(path).map(({ detail }) => detail.looksBefore)).toEqual([undefined, undefined]);
  expect((await take('evidence')).state).toBe('done');
  const own = { bucket: 'evidence', looks: 2, total: looked, counts: operations, first: { operation: 'HeadBucket', id: 'REQ00000001' } };
  const [begun, ended] = custody(path).slice(2);
  for (const entry of [begun, ended]) expect(entry?.detail.looksBefore).toEqual([expect.objectContaining(own)]);
  expect(ended?.detail.looksBefore[0]).toMatchObject({ last: { id: `REQ${String(looked).padStart(8, '0')}` } });
  expect(ended?.detail.s3.requests.total).toBeGreaterThan(60);
  // Evidence says nothing of it.
  expect(
    query<{ options: string }>(path, 'SELECT options FROM sources').filter(({ options }) => /looksBefore|taking/.test(options)),
  ).toEqual([]);
  expect((await take('evidence')).state).toBe('done');
  expect(custody(path).at(-1)?.detail.looksBefore).toBeUndefined();
  await driven.close();
});

test('a look on the command line writes its requests down, and says their hash', async () => {
  const file = join(temporaryFolder(), 'requests.jsonl');
  const { status, value } = await cliJson(['s3', 'scope', 's3://evidence/', '--request-log', file], { env: awsEnv(server) });
  const lines = readFileSync(file, 'utf8');
  expect({ status, lines: lines.trim().split('\n').length }).toEqual({ status: 0, lines: server.log.length });
  expect(value.requests).toMatchObject({ answered: server.log.length, sha256: createHash('sha256').update(lines).digest('hex') });
  // None is overwritten; before an import it is the same.
  const dry = await cli(['import', newCasePath(), 's3://evidence/', '--dry-run', '--request-log', file], { env: awsEnv(server) });
  expect(dry).toMatchObject({ status: 2, stderr: expect.stringContaining('OUTPUT_EXISTS') });
});

test('how an import was taken that was cut short is told to whoever continues it', async () => {
  const driven = session();
  await driven.ask('case.create', { path: newCasePath(), facts: {} });
  const folder = temporaryFolder();
  const taking = {
    keepCopy: join(folder, 'copy'),
    requestLog: join(folder, 'requests.jsonl'),
    configuration: false,
    restore: { days: 3, tier: 'Standard' as const },
  };
  let gets = 0;
  server.instead = ({ operation }) =>
    operation === 'GetObject' && ++gets > 45 ? { status: 403, code: 'InvalidAccessKeyId', message: 'no' } : undefined;
  const cut = await driven.job('import.start', { paths: ['s3://evidence/'], s3: { access: access(), versions: true, ...taking } });
  expect(cut.state).toBe('failed');
  expect((await driven.ask('s3.unfinished', {})).unfinished).toMatchObject({ versions: true, taking });
  await driven.close();
});
