// Files that change, disappear or cannot be read while an import is under way: told, and everything else is imported.
import { appendFileSync, chmodSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Progress } from '../../../src/main/jobs/progress.ts';
import { zipOf } from '../../helpers/archives.ts';
import { newCasePath } from '../../helpers/cases.ts';
import { folderOf, sha256, temporaryFolder } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';
import { calls, type Delivery, delivery, met, problems, rows, whole } from './delivery.ts';
import { runUnprivileged } from './small-disk.ts';

const log = (name: string): Buffer => trail().event({ eventName: name }).gz();

/** Longer than what is read at once: such a file is hashed, and read again later. */
const long = (name: string): Buffer => {
  const record = trail().event({ eventName: name }).lines();
  return Buffer.from(record + ' '.repeat(64_000_000));
};

/** Imports, and does something the first time that progress has come so far. */
async function during(phase: RegExp, change: () => void, paths: readonly string[], options: { keepAll?: boolean } = {}): Promise<Delivery> {
  let changed = 0;
  const onProgress = (progress: { phase: string }): void => {
    if (phase.test(progress.phase) && changed++ === 0) change();
  };
  const done = await delivery(paths, { ...options, control: { onProgress } });
  expect(changed).toBeGreaterThan(0);
  return done;
}

test('between listing and reading: what is there when it is read counts, what is gone is told', async () => {
  const folder = folderOf({
    'gone.json.gz': log('Gone'),
    'grown.json': '',
    'other.json.gz': log('Before'),
    'shrunk.json': 'x'.repeat(5000),
    'stays.json.gz': log('Stays'),
  });
  const change = (): void => {
    rmSync(join(folder, 'gone.json.gz'));
    appendFileSync(join(folder, 'grown.json'), trail().event({ eventName: 'Grown' }).json());
    writeFileSync(join(folder, 'other.json.gz'), log('After'));
    truncateSync(join(folder, 'shrunk.json'), 0);
    writeFileSync(join(folder, 'shrunk.json'), trail().event({ eventName: 'Shrunk' }).json());
  };
  const { path, summary, damaged } = await during(/^Reading files$/, change, [folder]);
  expect(calls(path)).toEqual(['After', 'Grown', 'Shrunk', 'Stays']);
  expect(problems(path)).toEqual(['gone.json.gz: FILE_UNREADABLE']);
  expect(summary.files).toMatchObject({ total: 5, log: 4, unreadable: 1 });
  expect(damaged).toBe(1);
});

test('so many files that they are measured while others are read: those that are gone by then are told, and the sums are right', {
  timeout: 120_000,
}, async () => {
  const count = 8300;
  const name = (n: number): string => `${String(n).padStart(4, '0')}.txt`;
  const folder = folderOf({ 'log.json.gz': log('Beside') });
  for (let n = 0; n < count; n++) writeFileSync(join(folder, name(n)), `note ${n}`);
  const gone = [name(0), name(4000), name(count - 1)];
  let last: Progress | null = null;
  const onProgress = (progress: Progress): void => {
    if (last === null) for (const path of gone) rmSync(join(folder, path));
    last = progress;
  };
  const { path, summary, damaged } = await delivery([folder], { control: { onProgress } });
  expect(problems(path)).toEqual(gone.map((path) => `${path}: FILE_UNREADABLE`));
  expect(summary.files).toMatchObject({ total: count + 1, log: 1, notCloudTrail: count - gone.length, unreadable: gone.length });
  expect({ damaged, calls: calls(path) }).toEqual({ damaged: gone.length, calls: ['Beside'] });
  const bytes = rows(path, 'SELECT sum(size) AS bytes FROM evidence')[0]?.bytes;
  expect(last).toMatchObject({ files: count + 1, totalFiles: count + 1, bytes, totalBytes: bytes });
});

test('while it is read: a file of another length than its size said', async () => {
  // The kernel says 0 of files that it makes as they are read.
  const { path } = await delivery(['/proc/version', folderOf({ 'log.json.gz': log('Beside') })]);
  expect(problems(path)).toEqual(['version: FILE_CHANGED']);
  expect(calls(path)).toEqual(['Beside']);
});

test('a file that fails while it is read', async () => {
  // Nothing is mapped at address 0 of any process: reading there is an error, for root as well.
  const { path, summary } = await delivery(['/proc/self/mem', folderOf({ 'log.json.gz': log('Beside') })]);
  expect(problems(path)).toEqual(['mem: FILE_UNREADABLE']);
  expect(calls(path)).toEqual(['Beside']);
  expect(summary.files).toMatchObject({ total: 2, log: 1, unreadable: 1 });
});

test('a long file between hashing and reading', { timeout: 120_000 }, async () => {
  const folder = folderOf({
    'a grows.jsonl': long('A'),
    'b goes.jsonl': long('B'),
    'log.json.gz': log('Beside'),
  });
  const change = (): void => {
    appendFileSync(join(folder, 'a grows.jsonl'), trail().event({ eventName: 'More' }).lines());
    rmSync(join(folder, 'b goes.jsonl'));
  };
  const { path, summary } = await during(/^Reading a grows/, change, [folder]);
  expect(calls(path)).toEqual(['Beside']);
  expect(problems(path)).toEqual(['a grows.jsonl: FILE_CHANGED', 'b goes.jsonl: FILE_UNREADABLE']);
  expect(summary.files).toMatchObject({ total: 3, log: 1, unreadable: 2 });
});

test('a long file that grows while it is read: its bytes are those that were read, and that it changed is told', {
  timeout: 120_000,
}, async () => {
  const folder = folderOf({ 'a.jsonl': long('A'), 'b.jsonl': long('B') });
  let grown = false;
  const onProgress = ({ phase, bytes }: { phase: string; bytes: number }): void => {
    if (grown || !phase.startsWith('Reading a') || bytes === 0) return;
    grown = true;
    appendFileSync(join(folder, 'a.jsonl'), '\n');
  };
  const { path } = await delivery([folder], { control: { onProgress } });
  expect(grown).toBe(true);
  expect(calls(path)).toEqual(['A', 'B']);
  expect(problems(path)).toEqual(['a.jsonl: FILE_CHANGED']);
});

test.each([[false], [true]])('an archive between hashing and taking apart, to be kept: %s', async (keepAll) => {
  const [one, two, three] = [
    await zipOf({ '1.json.gz': log('One') }),
    await zipOf({ '2.json.gz': log('Two') }),
    await zipOf({ '3.json.gz': log('Three') }),
  ];
  const folder = folderOf({ 'a.zip': one, 'b.zip': two, 'c.zip': three });
  const change = (): void => {
    writeFileSync(join(folder, 'a.zip'), Buffer.concat([one, Buffer.from('more')]));
    rmSync(join(folder, 'b.zip'));
  };
  const { path } = await during(/^Taking apart a\.zip$/, change, [folder], { keepAll });
  expect(calls(path)).toEqual(['One', 'Three']);
  expect(problems(path).filter((line) => line.includes('FILE_CHANGED'))).toEqual(['a.zip: FILE_CHANGED', 'b.zip: FILE_CHANGED']);
  // Not kept, the hash of what was received stays; to be kept, there are no bytes any more that have it.
  const places = met(path).filter((place) => !place.path.includes('!'));
  expect(places.map(({ sha256 }) => sha256)).toEqual(keepAll ? [null, null, sha256(three)] : [sha256(one), sha256(two), sha256(three)]);
});

test('files and folders that may not be read', async () => {
  const folder = folderOf({ 'closed.json.gz': log('Closed'), 'open.json.gz': log('Open'), 'folder/inside.json.gz': log('Inside') });
  mkdirSync(join(folder, 'empty'));
  chmodSync(join(folder, 'closed.json.gz'), 0);
  chmodSync(join(folder, 'folder'), 0);
  const path = newCasePath();
  const { status, stdout, stderr } = await runUnprivileged('import', path, folder, '--quiet');
  chmodSync(join(folder, 'folder'), 0o755);
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout).toContain('files    3 = 1 logs + 2 unreadable\n');
  expect(calls(path)).toEqual(['Open']);
  expect(problems(path)).toEqual(['closed.json.gz: FILE_UNREADABLE', 'folder/: FILE_UNREADABLE']);
  await whole(path);
  // Made readable, they are imported; that they were not is not forgotten.
  chmodSync(join(folder, 'closed.json.gz'), 0o644);
  const { summary } = await delivery([folder], { into: path });
  expect(summary).toMatchObject({ events: 2, files: { total: 3, log: 2, alreadyPresent: 1 } });
  expect(rows(path, 'SELECT count(*) AS n FROM problems')).toEqual([{ n: 2 }]);
});

test('the folder that is imported disappears, and comes back as a file', async () => {
  const folder = join(temporaryFolder(), 'delivery');
  mkdirSync(folder);
  writeFileSync(join(folder, 'log.json.gz'), log('Gone'));
  const change = (): void => {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'x');
  };
  const { path } = await during(/^Reading files$/, change, [folder, folderOf({ 'log.json.gz': log('Beside') })]);
  expect(calls(path)).toEqual(['Beside']);
  expect(problems(path)).toEqual(['log.json.gz: FILE_UNREADABLE']);
});
