// A long file that cannot be stored as it should: the case is let go, and what it says of the bytes is so.
import { mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/main/acquire/containers/limits.ts';
import { CaseFile } from '../../src/main/case/case-file.ts';
import { ItemStore } from '../../src/main/case/item-store.ts';
import { importPaths } from '../../src/main/jobs/import-job.ts';
import { storeLarge } from '../../src/main/jobs/large-import.ts';
import { newCasePath, verified } from '../helpers/cases.ts';
import { folderOf } from '../helpers/folder.ts';
import { record } from '../helpers/trail.ts';

const full = (): never => {
  throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
};

const fails = (): never => {
  throw new Error('the failure');
};

test.each([
  ['before it', full, () => {}, 'database or disk is full'],
  ['after a failure', () => full, fails, 'the failure'],
  ['after it', () => full, () => {}, null],
])(
  'where the journal cannot be changed %s, the case is not held for ever, and what is told is so',
  async (_, writeDirectly, finish, told) => {
    const folder = folderOf({ 'a.json': '{"Records":[]}' });
    const file = CaseFile.create(newCasePath());
    file.writeDirectly = writeDirectly;
    const source = { absolute: join(folder, 'a.json'), size: 14, hashes: [], limits: DEFAULT_LIMITS };
    const stored = storeLarge(file, new ItemStore(file.db), source, { alone: true, isKept: () => true, finish });
    if (told === null) expect(await stored).toMatchObject({ evidence: 1 });
    else await expect(stored).rejects.toThrow(told);
    await file.idle();
    expect(file.db.prepare('SELECT count(*) FROM evidence').pluck().get()).toBe(told === null ? 1 : 0);
    file.close();
  },
);

test('an import that stored all is done, also where the journal could not be changed back after a long file', async () => {
  const folder = folderOf({});
  writeFileSync(join(folder, 'long.jsonl'), `${JSON.stringify(record())}\n${' '.repeat(65_000_000)}`);
  const path = newCasePath();
  const file = CaseFile.create(path);
  const log = `${path}-wal`;
  let inTheWay = false;
  const onProgress = ({ phase, bytes }: { phase: string; bytes: number }): void => {
    if (phase === 'Reading long.jsonl' && bytes > 0 && !inTheWay) {
      mkdirSync(log);
      inTheWay = true;
    } else if (phase === 'Comparing repeated deliveries') rmdirSync(log);
  };
  const { summary } = await importPaths(file, [folder], { alone: true }, { onProgress });
  expect({ inTheWay, events: summary.events }).toEqual({ inTheWay: true, events: 1 });
  expect(file.db.prepare('SELECT outcome FROM custody ORDER BY seq DESC LIMIT 1').pluck().get()).toBe('done');
  file.close();
  expect(await verified(path)).toMatchObject({ ok: true });
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
