// Packed data of which the beginning is nothing that is known, and whose end is damaged: nobody can say what it was, so its bytes are kept, however late that shows.
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { folderOf } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';
import { delivery, met, rows, troubles } from './delivery.ts';

test('a large gzip file that ends too early', { timeout: 60_000 }, async () => {
  const packed = gzipSync(Buffer.concat([Buffer.alloc(100), randomBytes(80_000_000)]), { level: 1 });
  const folder = folderOf({ 'a.json': trail().event().json(), 'backup.gz': packed.subarray(0, -1000), 'whole.gz': packed });
  const { path, summary } = await delivery([folder]);
  expect(met(path).map(({ path: at, kind, kept }) => [at, kind, kept])).toEqual([
    ['a.json', 'log', 1],
    ['backup.gz', 'unreadable', 1],
    ['whole.gz', 'notCloudTrail', 0],
  ]);
  expect(troubles(path).map(({ at, code }) => [at, code])).toEqual([['backup.gz', 'GZIP_TRUNCATED']]);
  expect(summary.files).toMatchObject({ log: 1, unreadable: 1, notCloudTrail: 1 });
  expect(
    rows(path, 'SELECT count(*) AS n FROM evidence_bytes b JOIN evidence e ON e.id = b.evidence WHERE e.kind = ?', 'notCloudTrail'),
  ).toEqual([{ n: 0 }]);
});
