// What docs/s3.md says to check by hand holds, statement by statement, as it stands there.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newCasePath } from '../../helpers/cases.ts';
import { temporaryFolder } from '../../helpers/folder.ts';
import { importS3, lastCustody, log, logKey, query } from '../../helpers/s3-cases.ts';
import { MemoryBucket, type S3Double, startS3Double, version } from '../../helpers/s3-server.ts';

/** Statements of the section, in order. */
const STATEMENTS = (() => {
  const text = readFileSync(resolve(import.meta.dirname, '../../../docs/s3.md'), 'utf8');
  const section = text.slice(text.indexOf('## Checking by hand'), text.indexOf('## The history of events'));
  return [...section.matchAll(/sqlite3 -readonly case\.trailcase "([^"]+)"/g)].map(([, sql = '']) => sql);
})();

let server: S3Double;

beforeEach(async () => {
  server = await startS3Double();
});
afterEach(() => server.close());

test('requests, listing, what was not fetched, and what was', async () => {
  const bucket = new MemoryBucket();
  for (let i = 0; i < 6; i++) bucket.put(logKey(`E${i}`, `2026/02/2${i % 2}`), log(`E${i}`));
  for (const odd of ['new\nline', '😀', 'quotes\'"\\', 'nul\u0001', 'e\u0301']) bucket.put(logKey(odd), log(odd));
  for (let i = 0; i < 5100; i++) bucket.put(logKey(`old${i}`, '2026/01/01'), '', { deleteMarker: true, id: `m${i}` });
  bucket.put(logKey('Denied'), log('x')).put(logKey('Ice'), log('y'), { storageClass: 'GLACIER' });
  bucket.putVersions(logKey('Two'), [version(log('New'), { id: 'v2' }), version(log('Old'), { id: 'v1', current: false })]);
  server.buckets.set('evidence', bucket);
  server.instead = ({ operation, key }) =>
    operation === 'GetObject' && key.includes('Denied') ? { status: 403, code: 'AccessDenied', message: 'Access Denied' } : undefined;
  const path = newCasePath();
  const requestLog = join(temporaryFolder(), 'requests.jsonl');
  await importS3(server, path, '--no-cloudtrail', '--request-log', requestLog);
  const { requests, listing, listed, fetched } = lastCustody(path).s3;
  const [claims, lines, missing, differs] = STATEMENTS.map((sql) => query<Record<string, any>>(path, sql).map((row) => Object.values(row)));
  const text = readFileSync(requestLog, 'utf8');
  const sha256 = createHash('sha256').update(text).digest('hex');
  expect(claims).toEqual([[3, 'done', text.trim().split('\n').length, sha256, listing]]);
  const counted: Record<string, number> = {};
  for (const line of text.trim().split('\n')) {
    const parts = line.split('"');
    const name = `${parts[5]}:${parts[9]}`;
    counted[name] = (counted[name] ?? 0) + 1;
  }
  expect(requests.counts).toEqual(counted);
  expect(lines?.length).toBe(listed);
  expect(
    createHash('sha256')
      .update(`${lines?.map(([line]) => line).join('\n')}\n`)
      .digest('hex'),
  ).toBe(listing);
  expect(missing?.filter(([, , why]) => why !== 'delete marker')).toEqual([
    [logKey('Denied'), 'null', 'S3_ACCESS_DENIED'],
    [logKey('Ice'), 'null', 'S3_ARCHIVED'],
    [logKey('Two'), 'v1', 'not current'],
  ]);
  expect(missing?.length).toBe(listed - fetched);
  expect(differs).toEqual([]);
});
