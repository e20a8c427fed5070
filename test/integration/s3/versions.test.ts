// Versions and delete markers: listed always, fetched on request, and said where listing them is refused.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newCasePath } from '../../helpers/cases.ts';
import { eventNames, importS3, log, logKey, problemsOf, query } from '../../helpers/s3-cases.ts';
import { MemoryBucket, type S3Double, startS3Double, version } from '../../helpers/s3-server.ts';

let server: S3Double;
const overwritten = logKey('Overwritten');
const deleted = logKey('Deleted');
const day = (n: number): Date => new Date(`2026-02-2${n}T00:00:00Z`);

beforeEach(async () => {
  server = await startS3Double();
  const bucket = new MemoryBucket()
    .put(logKey('Plain'), log('Plain'), { id: 'p1' })
    .putVersions(overwritten, [
      version(log('Forged'), { id: 'v2', modified: day(3) }),
      version(log('Original'), { id: 'v1', current: false, modified: day(1) }),
    ])
    .putVersions(deleted, [
      version('', { id: 'd2', deleteMarker: true, modified: day(4) }),
      version(log('Hidden'), { id: 'd1', current: false, modified: day(1) }),
    ]);
  server.buckets.set('evidence', bucket);
});
afterEach(() => server.close());

test('what was overwritten or deleted is listed, and fetched on request', async () => {
  const path = newCasePath();
  const first = await importS3(server, path);
  expect(first).toMatchObject({
    status: 1,
    value: { acquired: { listed: 5, fetched: 2, notFetched: 1, noncurrent: 2, deleteMarkers: 1 } },
  });
  expect(eventNames(path)).toEqual(['Forged', 'Plain']);
  expect(problemsOf(path)).toEqual({
    [overwritten]: [{ code: 'S3_OTHER_VERSIONS', detail: expect.stringMatching(/^version of \d+ bytes v1 of 2026-02-21T00:00:00.000Z$/) }],
    [deleted]: [
      { code: 'S3_DELETE_MARKER', detail: expect.stringMatching(/^delete marker d2 of 2026-02-24\S+; version of \d+ bytes d1 of /) },
    ],
  });
  const second = await importS3(server, path, '--versions');
  expect(second.value.acquired).toMatchObject({ fetched: 2, known: 2 });
  expect(eventNames(path)).toEqual(['Forged', 'Hidden', 'Original', 'Plain']);
  const places = query<{ path: string }>(path, "SELECT path FROM found_at WHERE path LIKE '%versionId%' ORDER BY path");
  expect(places.map((row) => row.path)).toEqual([`${deleted}?versionId=d1`, `${overwritten}?versionId=v1`]);
  const third = await importS3(server, path, '--versions');
  expect(third.value.acquired).toMatchObject({ fetched: 0, known: 4 });
  // The current one is asked for without its id, which takes another permission.
  const asked = server.log.filter(({ operation }) => operation === 'GetObject').map(({ query: { versionId = '' } }) => versionId);
  expect(asked.sort()).toEqual(['', '', 'd1', 'v1']);
});

test('where versions may not be listed, that is said, and what is current is taken', async () => {
  server.instead = ({ operation }) =>
    operation === 'ListObjectVersions' ? { status: 403, code: 'AccessDenied', message: 'Access Denied' } : undefined;
  const path = newCasePath();
  const { value } = await importS3(server, path, '--no-cloudtrail');
  expect(value.acquired.notes).toEqual([
    's3://evidence: versions and delete markers were not listed: s3:ListBucketVersions on arn:aws:s3:::evidence is denied',
  ]);
  expect(eventNames(path)).toEqual(['Forged', 'Plain']);
  // Asked once, not for every folder again.
  expect(server.operations()['s3:ListObjectVersions']).toBe(1);
  const again = await importS3(server, path, '--no-cloudtrail');
  expect(again.value.acquired).toMatchObject({ fetched: 0, known: 2 });
});
