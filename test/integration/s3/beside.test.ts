// Addresses that lead into a folder of an account's: the digests of their days lie beside it, and come along.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newCasePath, verified } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { bucketOf, sampleObjects } from '../../helpers/s3-archive.ts';
import { awsEnv, importS3, query } from '../../helpers/s3-cases.ts';
import { type S3Double, startS3Double } from '../../helpers/s3-server.ts';

const ACCOUNT = 'AWSLogs/444455556666/';
const objects = sampleObjects((key) => /444455556666\/CloudTrail(-Digest)?\/(eu-central-1|us-east-1)\//.test(key));
const keysOf = (...parts: RegExp[]): string[] => objects.map(({ key }) => key).filter((key) => parts.every((part) => part.test(key)));
const DAY = /\/eu-central-1\/2026\/02\/21\//;
const LOGS = keysOf(/CloudTrail\//, DAY);
/** Of the day, with the last one before and the first two behind. */
const DIGESTS = [
  ...keysOf(/Digest/, /\/eu-central-1\/2026\/02\/20\//).slice(-1),
  ...keysOf(/Digest/, DAY),
  ...keysOf(/Digest/, /\/eu-central-1\/2026\/02\/22\//).slice(0, 2),
];

let server: S3Double;

beforeEach(async () => {
  server = await startS3Double();
  server.buckets.set('evidence', bucketOf(objects));
});
afterEach(() => server.close());

async function taken(address: string, ...args: string[]): Promise<{ keys: string[]; notes: string[]; path: string }> {
  server.log.splice(0);
  const path = newCasePath();
  const { value } = await importS3(server, path, `s3://evidence/${address}`, '--no-cloudtrail', ...args);
  const keys = server.log.filter(({ operation, status }) => operation === 'GetObject' && status === 200).map(({ key }) => key);
  return { keys: keys.sort(), notes: value.acquired.notes, path };
}

test('a day, one object, a folder of the account’s: digests of their days come along with their neighbours, unless they are not wanted', async () => {
  const day = `${ACCOUNT}CloudTrail/eu-central-1/2026/02/21/`;
  const beside = `${ACCOUNT}CloudTrail-Digest/eu-central-1/`;
  const told = [`s3://evidence: digests from beside the address for 2026-02-21 to 2026-02-21: ${beside}, ${DIGESTS.length} listed`];
  const found = await taken(day);
  expect(found).toMatchObject({ keys: [...DIGESTS, ...LOGS].sort(), notes: told });
  expect((await verified(found.path)).ok).toBe(true);
  expect(query(found.path, "SELECT 1 FROM evidence WHERE kind = 'digest'")).toHaveLength(DIGESTS.length);
  expect(await taken(day.slice(0, -1))).toMatchObject({ keys: [...DIGESTS, ...LOGS].sort() });
  expect(await taken(day, '--no-digests')).toMatchObject({ keys: LOGS, notes: [] });
  const [one = ''] = LOGS;
  expect(await taken(one)).toMatchObject({ keys: [...DIGESTS, one].sort(), notes: told });
  expect((await taken(`${ACCOUNT}CloudTrail/`)).keys).toEqual(objects.map(({ key }) => key).sort());
  expect((await taken(`${ACCOUNT}CloudTrail/`, '--log-region', 'eu-central-1', '--from', '2026-02-21', '--to', '2026-02-21')).keys).toEqual(
    [...DIGESTS, ...LOGS].sort(),
  );
  // Nothing of the chosen days is in the days of the address, and so no digest is.
  await expect(taken(day, '--from', '2026-02-22')).rejects.toThrow('S3_NOTHING_CHOSEN');
  expect(server.log.filter(({ operation }) => operation === 'GetObject')).toEqual([]);

  const scope = (...args: string[]) => cliJson(['s3', 'scope', `s3://evidence/${day}`, ...args], { env: awsEnv(server) });
  const { value } = await scope();
  expect(value).toMatchObject({ totals: { objects: DIGESTS.length + LOGS.length, exact: true }, notes: [] });
  expect(value.places).toMatchObject([
    { category: 'events', objects: LOGS.length },
    { category: 'digests', objects: DIGESTS.length, beside: true, prefix: beside },
  ]);
  expect((await scope('--no-digests')).value.places).toHaveLength(1);
  expect((await cli(['s3', 'scope', `s3://evidence/${day}`], { env: awsEnv(server) })).stdout).toContain(', from beside the address');
});

test('where digests beside the address may not be listed, or are none, that is told, and the logs come', async () => {
  const address = `${ACCOUNT}CloudTrail/eu-central-1/2026/02/21/`;
  server.instead = ({ operation, query }) =>
    operation.startsWith('List') && query.prefix?.includes('CloudTrail-Digest')
      ? { status: 403, code: 'AccessDenied', message: 'Access Denied' }
      : undefined;
  const refused = await taken(address);
  expect(refused.keys).toEqual(LOGS);
  expect(refused.notes).toEqual([
    expect.stringMatching(/no digests from beside the address .*CloudTrail-Digest\/eu-central-1\/ may not be listed: .*s3:ListBucket/),
  ]);
  const { status, value } = await cliJson(['s3', 'scope', `s3://evidence/${address}`], { env: awsEnv(server) });
  expect({ status, places: value.places.length, notes: value.notes.length }).toEqual({ status: 0, places: 1, notes: 1 });
  // Versions are known of what may be listed.
  expect(value.versions).toEqual({ noncurrent: 0, deleteMarkers: 0 });
  server.instead = () => undefined;
  server.buckets.set('evidence', bucketOf(objects.filter(({ key }) => !key.includes('Digest'))));
  expect((await taken(address)).notes).toEqual([expect.stringMatching(/no digests .* has none$/)]);
});
