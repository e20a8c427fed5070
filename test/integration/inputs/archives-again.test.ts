// Archives that are met again, and what comes out of them too large for memory.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { tarOf, zipOf } from '../../helpers/archives.ts';
import { folderOf, sha256, temporaryFolder } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';
import { calls, delivery, met, problems } from './delivery.ts';
import { smallDisk } from './small-disk.ts';

const log = (name: string): Buffer => trail().event({ eventName: name }).gz();

test('a member that is small, and does not fit into memory once decompressed', { timeout: 120_000 }, async () => {
  const large = gzipSync(Buffer.concat([Buffer.from(trail().event({ eventName: 'Large' }).lines()), Buffer.alloc(64_000_000, ' ')]));
  const folder = folderOf({
    'a.zip': await zipOf({ 'large.jsonl.gz': large, 'beside.json.gz': log('Beside') }),
    'b.tar': await tarOf({ 'inner.zip': await zipOf({ 'zeros.json.gz': gzipSync(Buffer.alloc(65_000_000)) }) }),
  });
  const allowed = await delivery([folder], { limits: { ratio: 2000 } });
  expect(calls(allowed.path)).toEqual(['Beside', 'Large']);
  expect(met(allowed.path).find(({ path }) => path === 'a.zip!large.jsonl.gz')).toMatchObject({
    kind: 'log',
    records: 1,
    sha256: sha256(large),
  });
  const refused = await delivery([folder]);
  expect(calls(refused.path)).toEqual(['Beside']);
  expect(problems(refused.path)).toEqual(['a.zip!large.jsonl.gz: CONTAINER_LIMIT', 'b.tar!inner.zip!zeros.json.gz: CONTAINER_LIMIT']);
});

test('a few bytes that are terabytes', async () => {
  const zeros = gzipSync(Buffer.alloc(16_000_000));
  const two = gzipSync(Buffer.concat(Array(1000).fill(zeros)));
  const bomb = gzipSync(Buffer.concat(Array(1000).fill(gzipSync(two))));
  const { path } = await delivery([folderOf({ 'bomb.json.gz': bomb, 'log.json.gz': log('Beside') })]);
  expect(problems(path)).toEqual(['bomb.json.gz: CONTAINER_LIMIT']);
  expect(calls(path)).toEqual(['Beside']);
});

test('no room for a new case', async () => {
  const disk = smallDisk(100_000);
  const ran = await disk.run('import', join(disk.folder, 'case.trailcase'), folderOf({ 'a.json': '{}' }));
  expect(ran).toMatchObject({ status: 2, stderr: expect.stringMatching(/^trailcase: STORAGE_FULL/) });
  expect(readdirSync(disk.folder)).toEqual([]);
});
test('a limit that is raised: importing again reads what was beyond it', async () => {
  const inner = await zipOf({ 'inner.json.gz': log('Inner') });
  const folder = folderOf({ 'a.zip': await zipOf({ 'inner.zip': inner, 'outer.json.gz': log('Outer') }) });
  const { path } = await delivery([folder], { limits: { depth: 1 } });
  expect(calls(path)).toEqual(['Outer']);
  const same = await delivery([folder], { limits: { depth: 1 }, into: path });
  expect(same).toMatchObject({ nothingNew: true });
  const raised = await delivery([folder], { into: path });
  expect(calls(path)).toEqual(['Inner', 'Outer']);
  expect(raised.summary).toMatchObject({ events: 1 });
  expect(await delivery([folder], { into: path })).toMatchObject({ summary: { events: 0 } });
});
test('a list of members for an archive that was imported before', async () => {
  const bytes = log('Member');
  const folder = folderOf({ 'a.zip': await zipOf({ 'm.json.gz': bytes }) });
  const { path } = await delivery([folder]);
  const list = join(temporaryFolder(), 'L');
  writeFileSync(list, `${sha256(bytes)}  m.json.gz\n`);
  const again = await delivery([folder], { into: path, expect: list });
  expect(again.summary.expected).toMatchObject({ matched: 1, counts: { missing: 0, different: 0, extra: 0 } });
  expect(again).toMatchObject({ nothingNew: true });
});
