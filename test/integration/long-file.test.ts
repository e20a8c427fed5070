// A long file that cannot be stored as it should: the case is let go, and what it says of the bytes is so.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/main/acquire/containers/limits.ts';
import { CaseFile } from '../../src/main/case/case-file.ts';
import { ItemStore } from '../../src/main/case/item-store.ts';
import { importPaths } from '../../src/main/jobs/import-job.ts';
import { storeLarge } from '../../src/main/jobs/large-import.ts';
import { newCasePath, verified } from '../helpers/cases.ts';
import { folderOf } from '../helpers/folder.ts';

const full = (): never => {
  throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
};

test.each([
  ['before it', full],
  ['after it', () => full],
])('where the journal cannot be changed %s, the case is not held for ever', async (_, writeDirectly) => {
  const folder = folderOf({ 'a.json': '{"Records":[]}' });
  const file = CaseFile.create(newCasePath());
  file.writeDirectly = writeDirectly;
  const source = { absolute: join(folder, 'a.json'), size: 14, hashes: [], limits: DEFAULT_LIMITS };
  const stored = storeLarge(file, new ItemStore(file.db), source, { alone: true, isKept: () => true, finish: () => {} });
  await expect(stored).rejects.toThrow('database or disk is full');
  await file.idle();
  file.close();
});

test('of a long file of which the beginning does not tell what it is, all bytes are kept, and that is what the case says', async () => {
  const folder = folderOf({});
  writeFileSync(join(folder, 'x.bin'), Buffer.concat([Buffer.from('{"a":"'), Buffer.alloc(70_000_000, 'x')]));
  const path = newCasePath();
  const file = CaseFile.create(path);
  await importPaths(file, [folder], { alone: true });
  const row = file.db
    .prepare('SELECT e.kept, e.size, sum(length(b.bytes)) AS bytes FROM evidence e LEFT JOIN evidence_bytes b ON b.evidence = e.id')
    .get();
  expect(row).toEqual({ kept: 1, size: 70_000_006, bytes: 70_000_006 });
  file.close();
  expect(await verified(path)).toMatchObject({ ok: true });
});
