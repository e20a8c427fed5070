// What an import only listed, and a later one keeps on request: also what is not read at once, whatever its size and wherever it lies. The case is then the same as if it
// had been kept from the beginning.
import { randomBytes } from 'node:crypto';
import { statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { zipOf } from '../../helpers/archives.ts';
import { content, copyOf } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';
import { delivery, met, rows, troubles } from './delivery.ts';

const LONG = 65_000_000;
const limits = { ratio: 2000 };

let folder: string;
let listed: string;

beforeAll(async () => {
  const disk = Buffer.alloc(LONG, 'x');
  const zeros = Buffer.alloc(LONG);
  folder = folderOf({
    'log.json.gz': trail().event().gz(),
    'notes.txt': 'Handed over on Monday.',
    'empty.bin': '',
    'disk.img': disk,
    // Small as delivered, and too large to be decompressed at once.
    'zeros.bin.gz': gzipSync(zeros),
    // Archives, read from where they lie whatever their size; members that stand beside the case until they are read.
    'small.zip': await zipOf({ 'inner.zip': await zipOf({ 'more.txt': 'in both' }), 'small.bin.gz': gzipSync(Buffer.alloc(LONG, 1)) }),
    'large.zip': await zipOf({ 'random.bin': randomBytes(LONG), 'dump.bin': Buffer.alloc(LONG, 'y') }, { stored: true }),
  });
  ({ path: listed } = await delivery([folder], { limits }));
});

const keptOf = (path: string): Record<string, number | null> => Object.fromEntries(met(path).map((place) => [place.path, place.kept]));

test('what was listed is kept when a later import asks for it, as if it had been from the beginning', { timeout: 120_000 }, async () => {
  expect(new Set(Object.entries(keptOf(listed)).flatMap(([path, kept]) => (kept ? [path] : [])))).toEqual(new Set(['log.json.gz']));
  const path = copyOf(listed);
  const { summary, nothingNew } = await delivery([folder], { into: path, keepAll: true, limits });
  expect(nothingNew).toBe(false);
  expect(summary.files).toMatchObject({ total: 12, alreadyPresent: 12 });
  expect(Object.entries(keptOf(path)).filter(([, kept]) => kept !== 1)).toEqual([]);
  const first = await delivery([folder], { keepAll: true, limits });
  expect(content(path)).toEqual(content(first.path));
  const log = rows(path, "SELECT outcome FROM custody WHERE action = 'import' ORDER BY seq").map(({ outcome }) => outcome);
  expect(log).toEqual(['started', 'done', 'started', 'done']);
  // Once is enough: nothing is read for it again.
  expect(await delivery([folder], { into: path, keepAll: true, limits })).toMatchObject({ nothingNew: true });
});

test('what is another file by the time its bytes are read is told, and not kept under the hash of what was listed', async () => {
  const path = copyOf(listed);
  const disk = join(folder, 'disk.img');
  const { atime, mtime } = statSync(disk);
  const control = {
    onProgress: ({ phase }: { phase: string }) => {
      if (phase !== 'Reading disk.img') return;
      writeFileSync(disk, Buffer.alloc(LONG, 'z'));
      utimesSync(disk, atime, mtime);
    },
  };
  await delivery([disk], { into: path, keepAll: true, limits, control });
  writeFileSync(disk, Buffer.alloc(LONG, 'x'));
  expect(keptOf(path)['disk.img']).not.toBe(1);
  expect(troubles(path)).toContainEqual({ at: 'disk.img', code: 'FILE_CHANGED', detail: '' });
  const log = rows(path, "SELECT outcome FROM custody WHERE action = 'import' ORDER BY seq").map(({ outcome }) => outcome);
  expect(log.slice(-2)).toEqual(['started', 'done']);
});
