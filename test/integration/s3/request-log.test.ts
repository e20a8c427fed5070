// The list of requests and the custody entry say the same of what was asked, whatever becomes of the file.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RequestSummary } from '../../../src/main/acquire/s3/request-log.ts';
import { newCasePath, verified } from '../../helpers/cases.ts';
import { ended, NODE, programFile, ROOT } from '../../helpers/cli.ts';
import { cli } from '../../helpers/cli-here.ts';
import { temporaryFolder } from '../../helpers/folder.ts';
import { awsEnv, lastCustody, log, logKey } from '../../helpers/s3-cases.ts';
import { MemoryBucket, type S3Double, startS3Double } from '../../helpers/s3-server.ts';

let server: S3Double;
let bucket: MemoryBucket;

beforeEach(async () => {
  server = await startS3Double();
  bucket = new MemoryBucket().put(logKey('One'), log('One'));
  server.buckets.set('evidence', bucket);
});
afterEach(() => server.close());

const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

/** Runs a program whose files end at so many KiB: the write before the last comes short. */
function limited(kib: number, program: readonly string[], env: Record<string, string> = {}) {
  const child = spawn('sh', ['-c', `ulimit -f ${kib * 2}; exec "$@"`, 'sh', NODE, ...program], {
    cwd: ROOT,
    env: { ...process.env, TZ: 'UTC', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return ended(child);
}

test('a write that comes short: the file has whole lines, and their number and hash are told beside those of all', async () => {
  const path = join(temporaryFolder(), 'requests.jsonl');
  const script = `
    import { noted, RequestLog } from './src/main/acquire/s3/request-log.ts';
    const log = new RequestLog(process.argv[1]);
    const errors = [];
    for (let i = 0; i < 30; i++) {
      const request = { at: i, service: 's3', operation: 'GetObject', method: 'GET', status: 200, id: 'R' + i, key: '/k/' + i };
      try { log.take(noted([request, request])); } catch ({ code }) { errors.push(code); }
    }
    const settled = log.settle()?.code;
    log.close();
    console.log(JSON.stringify({ ...log.summary(), errors, settled }));`;
  const { stdout, stderr } = await limited(2, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script, path]);
  expect(stderr).toBe('');
  const { errors, settled, ...summary } = JSON.parse(stdout) as RequestSummary & { errors: string[]; settled: string };
  const lines = readFileSync(path, 'utf8').split('\n');
  expect(lines.pop()).toBe('');
  for (const line of lines) JSON.parse(line);
  // What was asked is counted all the same, and nothing goes on as if it were written.
  expect(summary).toMatchObject({ total: 60, file: { lines: lines.length, sha256: sha256(readFileSync(path)) } });
  expect(lines.length % 2).toBe(0);
  expect(errors).toEqual(Array(30 - lines.length / 2).fill('OUTPUT_UNWRITABLE'));
  expect(settled).toBe('OUTPUT_UNWRITABLE');
  expect(summary.sha256).not.toBe(summary.file?.sha256);
});

test.each([
  ['removed', (path: string) => rmSync(path)],
  ['appended to', (path: string) => appendFileSync(path, 'x'.repeat(1e6))],
  ['cut', (path: string) => truncateSync(path, 10)],
  ['replaced', (path: string) => renameSync(path, `${path}.away`)],
])('a file that somebody else changed meanwhile is told, and its hash not stated as the list’s: %s', async (_, change) => {
  for (let i = 0; i < 30; i++) bucket.put(logKey(`E${i}`), log(`E${i}`));
  const path = newCasePath();
  const requestLog = join(temporaryFolder(), 'requests.jsonl');
  let gets = 0;
  server.instead = ({ operation }) => {
    if (operation === 'GetObject' && ++gets === 20) change(requestLog);
    return undefined;
  };
  const { status, stderr } = await cli(['import', path, 's3://evidence/', '--no-cloudtrail', '--request-log', requestLog], {
    env: awsEnv(server),
  });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringMatching(/^trailcase: OUTPUT_UNWRITABLE: The log of requests cannot be written: .*stored until then: 3\d files/),
  });
  const { requests } = lastCustody(path).s3;
  expect(requests).toMatchObject({ total: server.log.length, file: { lines: null, sha256: null, failure: expect.any(String) } });
  expect(await verified(path)).toMatchObject({ ok: true });
});

test('a look whose log cannot be written ends with that reason', async () => {
  for (let i = 0; i < 30; i++)
    bucket.put(logKey('One', '2026/02/21', `AWSLogs/1111222233${String(i).padStart(2, '0')}/CloudTrail/eu-west-1/`), 'x');
  const path = join(temporaryFolder(), 'requests.jsonl');
  const scope = [programFile(), 's3', 'scope', 's3://evidence/', '--request-log', path];
  const { status, stderr } = await limited(2, scope, awsEnv(server));
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringMatching(
      /^trailcase: OUTPUT_UNWRITABLE: The log of requests cannot be written: .+ Name another file with --request-log\. Then look again\.\n$/,
    ),
  });
  for (const line of readFileSync(path, 'utf8').trim().split('\n')) JSON.parse(line);
});

test.runIf(existsSync('/dev/full')).each([
  ['a few objects, which the engine fetches itself', 40, 20],
  ['many objects, which a thread fetches', 400, 320],
])('an import whose log is full says so by a code, and its custody entry tells what of the list is there: %s', async (_, objects, from) => {
  for (let i = 0; i < objects; i++) bucket.put(logKey(`Many${i}`), log(`Many${i}`));
  const path = newCasePath();
  const requestLog = join(temporaryFolder(), 'requests.jsonl');
  let gets = 0;
  server.instead = ({ operation }) => {
    if (operation === 'GetObject' && ++gets === from) fill(requestLog);
    return undefined;
  };
  const { status, stderr } = await cli(['import', path, 's3://evidence/', '--no-cloudtrail', '--request-log', requestLog], {
    env: awsEnv(server),
  });
  expect(status).toBe(2);
  expect(stderr).toMatch(/^trailcase: STORAGE_FULL: The log of requests cannot be written: ENOSPC/);
  expect(stderr).toContain('another file with --request-log. Then import the same address again: it continues.');
  const written = readFileSync(requestLog, 'utf8');
  const { requests } = lastCustody(path).s3;
  expect(requests.file).toEqual({
    lines: written.trim().split('\n').length,
    sha256: sha256(written),
    failure: expect.stringContaining('ENOSPC'),
  });
  // All that reached the service is counted, and nothing was asked again.
  const reached = server.log.filter(({ operation }) => operation === 'GetObject').map(({ key }) => key);
  expect(requests.counts['s3:GetObject']).toBeGreaterThanOrEqual(reached.length);
  expect(new Set(reached).size).toBe(reached.length);
  expect(await verified(path)).toMatchObject({ ok: true });
});

/** Puts a full disk in the place of a file that this process has open. */
function fill(path: string): void {
  const descriptor = Number(readdirSync('/proc/self/fd').find((one) => linkOf(one) === path));
  closeSync(descriptor);
  expect(openSync('/dev/full', 'w')).toBe(descriptor);
}

function linkOf(descriptor: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return '';
  }
}
