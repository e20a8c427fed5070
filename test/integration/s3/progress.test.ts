// How far an import from a bucket has come: what is only listed counts for nothing, and at the end all of what was counted is done.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { importPaths } from '../../../src/main/jobs/import-job.ts';
import type { Progress } from '../../../src/main/jobs/progress.ts';
import { newCasePath } from '../../helpers/cases.ts';
import { temporaryFolder } from '../../helpers/folder.ts';
import { log, logKey } from '../../helpers/s3-cases.ts';
import { MemoryBucket, startS3Double, version } from '../../helpers/s3-server.ts';

test('versions that are not fetched, delete markers, archived, refused, changed and known objects: it ends where it said', async () => {
  const server = await startS3Double();
  const bucket = new MemoryBucket();
  for (let i = 0; i < 30; i++) bucket.put(logKey(`E${i}`), log(`E${i}`));
  bucket.put(logKey('Archived'), log('Archived'), { storageClass: 'GLACIER' });
  bucket.put(logKey('Signed'), log('Signed'), { headers: { 'x-amz-meta-signature': 'abc' } });
  const old = { ...version(log('Old')), current: false };
  bucket.putVersions(logKey('Over'), [
    { ...version(log('New')), id: 'v3' },
    { ...old, id: 'v2' },
    { ...old, id: 'v1' },
  ]);
  bucket.putVersions(logKey('Deleted'), [
    { ...version(''), id: 'v2', deleteMarker: true },
    { ...old, id: 'v1' },
  ]);
  server.buckets.set('evidence', bucket);
  let changes = 0;
  server.instead = ({ operation, key }) => {
    if (operation === 'GetObject' && key === logKey('E3')) return { status: 403, code: 'AccessDenied' };
    if (operation === 'GetObject' && key === logKey('E4') && changes++ === 0)
      bucket.put(key, log('LongerThanItWasWhenItWasListed'.repeat(20)));
    return undefined;
  };
  const file = CaseFile.create(newCasePath());
  const access = { endpoint: server.endpoint, pathStyle: true, anonymous: true };
  const take = async (more: { versions?: boolean; keepCopy?: string } = {}): Promise<Progress> => {
    let last: Progress | null = null;
    const onProgress = (progress: Progress): void => {
      last = progress;
    };
    await importPaths(file, ['s3://evidence/'], { s3: { access, configuration: false, ...more } }, { onProgress });
    if (last === null) throw new Error('it tells of itself');
    return last;
  };
  const ends = ({ files, totalFiles, bytes, totalBytes, acquired }: Progress) => {
    const { fetched = 0, known = 0, notFetched = 0, planned } = acquired ?? {};
    expect({ files, bytes, planned }).toEqual({ files: totalFiles, bytes: totalBytes, planned: fetched + known + notFetched });
    return { fetched, known, notFetched };
  };
  expect(ends(await take())).toEqual({ fetched: 31, known: 0, notFetched: 3 });
  expect(ends(await take())).toEqual({ fetched: 0, known: 31, notFetched: 3 });
  expect(ends(await take({ versions: true, keepCopy: join(temporaryFolder(), 'copy') }))).toMatchObject({ fetched: 3, notFetched: 3 });
  file.close();
  await server.close();
});
