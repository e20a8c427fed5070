// A look tells what is not there, as the import behind it would: days without logs, and choices that nothing answers to.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newCasePath } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { awsEnv, log, logKey } from '../../helpers/s3-cases.ts';
import { MemoryBucket, type S3Double, startS3Double } from '../../helpers/s3-server.ts';

let server: S3Double;

const IRELAND = 'AWSLogs/111122223333/CloudTrail/eu-west-1/';
const VIRGINIA = 'AWSLogs/111122223333/CloudTrail/us-east-1/';
const DIGESTS = 'AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/';

beforeEach(async () => {
  server = await startS3Double();
  const bucket = new MemoryBucket();
  for (const day of ['2026/02/20', '2026/02/23']) bucket.put(logKey('A', day, IRELAND), log('A'));
  bucket.put(logKey('B', '2026/02/21', VIRGINIA), log('B')).put(logKey('D', '2026/02/24', DIGESTS), '{}');
  server.buckets.set('evidence', bucket);
});
afterEach(() => server.close());

const look = (...args: string[]) => cli(['s3', 'scope', 's3://evidence/', ...args], { env: awsEnv(server) });
const looked = async (...args: string[]) => (await cliJson(['s3', 'scope', 's3://evidence/', ...args], { env: awsEnv(server) })).value;

test('of days that were asked for, those without logs: of each place, and of all of them', async () => {
  const found = await looked('--from', '2026-02-19', '--to', '2026-02-25');
  expect(Object.fromEntries(found.places.map(({ prefix, empty }: any) => [prefix, empty]))).toEqual({
    [IRELAND]: [
      { from: '2026-02-19', to: '2026-02-19' },
      { from: '2026-02-21', to: '2026-02-22' },
      { from: '2026-02-24', to: '2026-02-25' },
    ],
    [VIRGINIA]: [
      { from: '2026-02-19', to: '2026-02-20' },
      { from: '2026-02-22', to: '2026-02-25' },
    ],
    [DIGESTS]: [
      { from: '2026-02-19', to: '2026-02-23' },
      { from: '2026-02-25', to: '2026-02-25' },
    ],
  });
  // A digest is no log.
  expect(found.notes).toEqual(['no logs in any place of 2026-02-19, 2026-02-22, 2026-02-24 to 2026-02-25']);
  const { stdout } = await look('--from', '2026-02-19', '--to', '2026-02-25');
  expect(stdout).toContain('    none         of 2026-02-19, 2026-02-21 to 2026-02-22, 2026-02-24 to 2026-02-25\n');
  expect(stdout).toContain('note     no logs in any place of 2026-02-19, 2026-02-22, 2026-02-24 to 2026-02-25\n');
});

test('an end that was not asked for is the first or last day that there is; without days nothing is said of them', async () => {
  const found = await looked('--from', '2026-02-21', '--no-digests');
  expect(found.notes).toEqual(['no logs in any place of 2026-02-22']);
  const all = await looked();
  expect(all.notes).toEqual([]);
  expect(all.places.some((place: any) => 'empty' in place)).toBe(false);
});

test.each([
  ['days', ['--from', '2026-04-01', '--to', '2026-04-02', '--no-digests']],
  ['an account', ['--account', '999999999999']],
  ['a region', ['--log-region', 'ap-south-1']],
])('where nothing is of what was chosen, look and import say the same: %s', async (_, args) => {
  const { status, stdout } = await look(...args);
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: expect.stringContaining(
      'note     nothing of what was chosen is below s3://evidence/: an import of it ends with S3_NOTHING_CHOSEN\n',
    ),
  });
  expect(stdout).toContain('total    0 objects');
  expect(stdout).not.toContain('takes every object');
  const imported = await cli(['import', newCasePath(), 's3://evidence/', ...args], { env: awsEnv(server) });
  expect(imported).toMatchObject({ status: 2, stderr: expect.stringMatching(/^trailcase: S3_NOTHING_CHOSEN: /) });
});

test('an address with nothing below it', async () => {
  const { stdout } = await cli(['s3', 'scope', 's3://evidence/AWSLgos/'], { env: awsEnv(server) });
  expect(stdout).toContain('nothing is below the prefix\n');
});
