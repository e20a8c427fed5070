// What came of a handover list, and the further hashes of items, cannot be edited unnoticed.
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { beforeAll, expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { importPaths } from '../../../src/main/jobs/import-job.ts';
import { copyOf, newCasePath, tamper } from '../../helpers/cases.ts';
import { folderOf, sha256 } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';
import { verify } from './altering.ts';

let path: string;
const log = trail().events(2).gz();

beforeAll(async () => {
  const folder = folderOf({ 'a.json.gz': log, 'notes.txt': 'text' });
  const list = join(folderOf({ SHA256SUMS: `${sha256(log)}  a.json.gz\n${'0'.repeat(64)}  lost.json.gz\n` }), 'SHA256SUMS');
  path = newCasePath();
  const file = CaseFile.create(path);
  await importPaths(file, [folder], { expect: list, md5: true, sha1: true });
  file.close();
});

test('as it was left it is clean', async () => {
  expect((await verify(copyOf(path))).items).toEqual([]);
});

test.each([
  ['a missing file said to have been there', "UPDATE handover_lines SET verdict = 'matched' WHERE verdict = 'missing'"],
  ['the hash of a line', "UPDATE handover_lines SET hash = replace(hash, '0', '1') WHERE verdict = 'missing'"],
  ['the name of a line', "UPDATE handover_lines SET path = 'found.json.gz' WHERE verdict = 'missing'"],
  ['a line taken out', "DELETE FROM handover_lines WHERE verdict = 'missing'"],
  ['which item a line means', "UPDATE handover_lines SET evidence = NULL WHERE verdict = 'matched'"],
  ['the hash of the list', "UPDATE handovers SET sha256 = 'ab'"],
  ['the whole comparison taken out', 'DELETE FROM handover_lines; DELETE FROM handovers'],
])('%s', async (_, sql) => {
  const copy = copyOf(path);
  tamper(copy, (db: Database) => db.exec(sql));
  const { ok, items } = await verify(copy);
  expect(ok).toBe(false);
  expect(items).toContainEqual({
    kind: 'custody',
    key: '3',
    verdict: 'broken',
    reason: 'what came of its handover list is not what this entry left',
  });
});

test.each([
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
])('the %s of an item', async (name, algorithm) => {
  const copy = copyOf(path);
  tamper(copy, (db) => db.prepare("UPDATE item_hashes SET value = replace(value, 'a', 'b') || '' WHERE algorithm = ?").run(algorithm));
  const { items } = await verify(copy);
  expect(items).toContainEqual({
    kind: 'evidence',
    key: sha256(log),
    verdict: 'differing',
    reason: expect.stringContaining(`the ${name} `),
  });
});
