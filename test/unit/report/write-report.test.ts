// A report as a file: whole or not at all.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderReport } from '../../../src/main/report/document.ts';
import { writeReportFile } from '../../../src/main/report/write-report.ts';
import { TrailcaseError } from '../../../src/shared/errors.ts';
import { bookmark, caseOf, folder, idsOf, log, record, verified } from './fixture.ts';

async function smallCase() {
  const file = await caseOf([{ 'a.json': log(record()) }]);
  bookmark(file, idsOf(file, 'RunInstances')[0] ?? '', 'naïve – ✓');
  return file;
}

test('the file is the report, with its hash and the number of exhibits', async () => {
  const file = await smallCase();
  const path = join(folder(), 'r.html');
  const done = await writeReportFile(file.db, verified(file), path);
  const bytes = readFileSync(path);
  expect(done).toEqual({ path, sha256: createHash('sha256').update(bytes).digest('hex'), exhibits: 1, entry: 4, redacted: false });
  expect(bytes.toString('utf8')).toBe((await renderReport(file.db, verified(file))).html);
});

test('an existing file is refused, and replaced when that is allowed', async () => {
  const file = await smallCase();
  const root = folder();
  const path = join(root, 'r.html');
  writeFileSync(path, 'mine');
  await expect(writeReportFile(file.db, verified(file), path)).rejects.toThrow(expect.objectContaining({ code: 'OUTPUT_EXISTS' }));
  expect(readFileSync(path, 'utf8')).toBe('mine');
  await writeReportFile(file.db, verified(file), path, { overwrite: true });
  expect(readFileSync(path, 'utf8')).toContain('<!DOCTYPE html>');
  expect(readdirSync(root)).toEqual(['r.html']);
});

test('a place that cannot be written is told, and nothing is left behind', async () => {
  const file = await smallCase();
  const root = folder();
  const unwritable = expect.objectContaining({ code: 'OUTPUT_UNWRITABLE' });
  await expect(writeReportFile(file.db, verified(file), join(root, 'none', 'r.html'))).rejects.toThrow(unwritable);
  mkdirSync(join(root, 'folder.html'));
  await expect(writeReportFile(file.db, verified(file), join(root, 'folder.html'), { overwrite: true })).rejects.toThrow(unwritable);
  expect(readdirSync(root)).toEqual(['folder.html']);
});

test('the case itself is never replaced', async () => {
  const file = await smallCase();
  await expect(writeReportFile(file.db, verified(file), file.path, { overwrite: true })).rejects.toThrow(
    expect.objectContaining({ code: 'OUTPUT_UNWRITABLE' }),
  );
});

test('a cancelled report leaves nothing', async () => {
  const file = await smallCase();
  const root = folder();
  const onSection = (done: number): void => {
    if (done === 3) throw new TrailcaseError('CANCELLED', 'Cancelled');
  };
  await expect(writeReportFile(file.db, verified(file), join(root, 'r.html'), { onSection })).rejects.toThrow(
    expect.objectContaining({ code: 'CANCELLED' }),
  );
  expect(readdirSync(root)).toEqual([]);
  expect(file.db.inTransaction).toBe(false);
});

test.each(['-wal', '-shm', '-journal', '-lock'])('nor is what stands beside it: %s', async (ending) => {
  const file = await smallCase();
  for (const overwrite of [true, false])
    await expect(writeReportFile(file.db, verified(file), `${file.path}${ending}`, { overwrite })).rejects.toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
    });
});
