// A restore is asked for only by a tier that AWS has for the archive in which an object is.
import { expect, test } from 'vitest';
import { newCasePath } from '../../helpers/cases.ts';
import { cli } from '../../helpers/cli-here.ts';
import { awsEnv, log, logKey, problemsOf } from '../../helpers/s3-cases.ts';
import { MemoryBucket, startS3Double } from '../../helpers/s3-server.ts';

test('Expedited is said to be none for DEEP_ARCHIVE before anything is asked, and is asked for none of its objects', async () => {
  const server = await startS3Double();
  const bucket = new MemoryBucket().put(logKey('Plain'), log('Plain'));
  bucket.put(logKey('Deep'), log('Deep'), { storageClass: 'DEEP_ARCHIVE' }).put(logKey('Glacier'), log('G'), { storageClass: 'GLACIER' });
  bucket.put(logKey('Tiered'), log('T'), { storageClass: 'INTELLIGENT_TIERING' });
  server.buckets.set('evidence', bucket);
  server.instead = ({ operation, key }) => {
    if (key !== logKey('Tiered')) return undefined;
    if (operation === 'HeadObject') return { status: 200, headers: { 'x-amz-archive-status': 'DEEP_ARCHIVE_ACCESS' } };
    return operation === 'GetObject' ? { status: 403, code: 'InvalidObjectState' } : undefined;
  };
  const path = newCasePath();
  const args = ['import', path, 's3://evidence/', '--no-cloudtrail', '--restore', '--restore-tier', 'Expedited'];
  const { stderr } = await cli(args, { env: awsEnv(server) });
  expect(stderr).toContain('trailcase: AWS restores nothing from DEEP_ARCHIVE by Expedited, only by Bulk or Standard');
  const asked = server.log.filter(({ operation }) => operation === 'RestoreObject').map(({ key }) => key);
  expect(asked).toEqual([logKey('Glacier')]);
  const refusal = 'by Expedited, only by Bulk or Standard';
  expect(problemsOf(path)).toMatchObject({
    [logKey('Deep')]: [
      {
        code: 'S3_ARCHIVED',
        detail: expect.stringContaining(`no restore was asked for: AWS restores nothing from DEEP_ARCHIVE ${refusal}`),
      },
    ],
    [logKey('Glacier')]: [{ code: 'S3_RESTORE_PENDING' }],
    [logKey('Tiered')]: [{ code: 'S3_ARCHIVED', detail: expect.stringContaining(`from DEEP_ARCHIVE_ACCESS ${refusal}`) }],
  });
  await server.close();
});
