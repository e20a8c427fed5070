// Whatever lies in a folder is met: odd names, links, devices, unreadable and changing files; and nothing outside of it.
import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { listLocalSource, listNames, measured } from '../../src/main/acquire/folder.ts';
import { caseOf, content, importInto, verified } from '../helpers/cases.ts';
import { folderOf, sha256, temporaryFolder } from '../helpers/folder.ts';
import { trail } from '../helpers/trail.ts';

/** Item hash (empty for what could not be read) and path of every place. */
const places = (path: string): [string, string][] =>
  content(path)
    .places.map((row) => JSON.parse(row as string))
    .sort();

test('every name that a file system allows', async () => {
  const names = [
    'ü.json',
    'with "quotes", commas.json',
    '-rf.json',
    ' blank .json',
    'new\nline.json',
    'नमस्ते 🙂.json',
    '..json',
    '.hidden.json',
    `${'x'.repeat(200)}.json`,
    '%00.json',
    'a!b.json',
  ];
  const folder = folderOf(Object.fromEntries(names.map((name) => [name, trail().event({ eventName: name }).json()])));
  const { path, summaries } = await caseOf([folder]);
  expect(summaries[0]).toMatchObject({ files: { total: names.length, log: names.length }, events: names.length });
  expect(
    places(path)
      .map(([, name]) => name)
      .sort(),
  ).toEqual([...names].sort());
});

test('names that are not UTF-8: the file is read, its path shows the bytes', async () => {
  const folder = temporaryFolder();
  const bytes = trail().event().gz();
  const name = (...after: number[]): Buffer => Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from(after), Buffer.from('.json.gz')]);
  writeFileSync(name(0xe9), bytes);
  mkdirSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0xfe])]));
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0xfe]), Buffer.from('/ü.json')]), trail().event().json());
  // What stands for such bytes in text, as a name of its own.
  writeFileSync(`${folder}/caf\ufffd.json.gz`, trail().event().gz());
  const { path, summaries } = await caseOf([folder]);
  expect(summaries[0]).toMatchObject({ files: { total: 3, log: 3, unreadable: 0 }, events: 3, problems: 0 });
  expect(
    places(path)
      .map(([, name]) => name)
      .sort(),
  ).toEqual(['\\xff\\xfe/ü.json', 'caf\\xe9.json.gz', 'caf\ufffd.json.gz']);
  expect(await importInto(path, [folder], { exists: true })).toMatchObject({ files: { total: 3, alreadyPresent: 3 } });
});

test('links are listed and not followed: no loop, and no way out', async () => {
  const outside = folderOf({ 'secret.json': trail().event().json() });
  const folder = folderOf({ 'in/log.json': trail().event().json() });
  symlinkSync(outside, join(folder, 'out'));
  symlinkSync('..', join(folder, 'in/loop'));
  symlinkSync(join(outside, 'secret.json'), join(folder, 'link.json'));
  symlinkSync('gone', join(folder, 'broken.json'));
  const { path, summaries } = await caseOf([folder]);
  expect(summaries[0]).toMatchObject({ files: { total: 5, log: 1, unreadable: 4 }, events: 1, problems: 4 });
  expect(
    places(path)
      .filter(([hash]) => hash === '')
      .map(([, name]) => name)
      .sort(),
  ).toEqual(['broken.json', 'in/loop', 'link.json', 'out']);
  const named = join(temporaryFolder(), 'named');
  symlinkSync(folder, named);
  expect(listLocalSource(named).files).toHaveLength(5);
});

test('what is no regular file is listed and not read', async () => {
  const folder = folderOf({ 'log.json': trail().event().json() });
  expect(spawnSync('mkfifo', [join(folder, 'pipe.json')]).status).toBe(0);
  const { path, summaries } = await caseOf([folder]);
  expect(summaries[0]).toMatchObject({ files: { total: 2, log: 1, unreadable: 1 }, problems: 1 });
  expect(content(path).problems.map((row) => JSON.parse(row as string)[3])).toEqual(['FILE_NOT_REGULAR']);
});

test('a file that disappears between listing and reading is a problem, not an end', async () => {
  const files = Object.fromEntries([...Array(5).keys()].map((n) => [`${n}.json`, trail().event().json()]));
  const folder = folderOf(files);
  const listed = listLocalSource(folder).files;
  rmSync(join(folder, '2.json'));
  expect(listed.map(({ path }) => path)).toEqual(['0.json', '1.json', '2.json', '3.json', '4.json']);
  // The same by way of a folder that is a file by the time it is listed.
  expect(listLocalSource(join(folder, '1.json'))).toMatchObject({ kind: 'file', files: [{ path: '1.json', refused: null }] });
  expect(() => listLocalSource(join(folder, '2.json'))).toThrow(expect.objectContaining({ code: 'IMPORT_PATH_MISSING' }));
});

test('names are listed first and measured later, with the same result; what is gone or another thing by then is refused', () => {
  const folder = folderOf({ 'a.json': 'x'.repeat(7), 'in/b.json': 'x'.repeat(11), 'in/c.json': '', 'in/d.json': 'x', 'z.json': 'x' });
  symlinkSync('a.json', join(folder, 'link.json'));
  mkdirSync(join(folder, 'odd'));
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/odd/`), Buffer.from([0xff])]), 'xyz');
  const sizes: Record<string, number> = {
    'a.json': 7,
    'in/b.json': 11,
    'in/c.json': 0,
    'in/d.json': 1,
    'link.json': 0,
    'odd/\\xff': 3,
    'z.json': 1,
  };
  const whole = listLocalSource(folder).files;
  expect(Object.fromEntries(whole.map(({ path, size }) => [path, size]))).toEqual(sizes);
  expect(whole.map(({ path }) => path)).toEqual(Object.keys(sizes));
  for (const { absolute, refused } of whole) expect(refused?.code).toBe(lstatSync(absolute).isFile() ? undefined : 'SYMLINK_NOT_FOLLOWED');

  const names = listNames(folder).files;
  expect(names.map(({ path }) => path)).toEqual(Object.keys(sizes));
  rmSync(join(folder, 'in/b.json'));
  rmSync(join(folder, 'in/c.json'));
  mkdirSync(join(folder, 'in/c.json'));
  rmSync(join(folder, 'in/d.json'));
  symlinkSync('../a.json', join(folder, 'in/d.json'));
  writeFileSync(join(folder, 'z.json'), 'grown');
  const later = Object.fromEntries(names.map((file) => [file.path, measured(file).refused?.code ?? file.size]));
  expect(later).toEqual({
    'a.json': 7,
    'in/b.json': 'FILE_UNREADABLE',
    'in/c.json': 'FILE_NOT_REGULAR',
    'in/d.json': 'SYMLINK_NOT_FOLLOWED',
    'link.json': 'SYMLINK_NOT_FOLLOWED',
    'odd/\\xff': 3,
    'z.json': 5,
  });
  // Asked again, it says what it said.
  writeFileSync(join(folder, 'z.json'), '');
  expect(names.map((file) => measured(file).refused?.code ?? file.size)).toEqual(Object.values(later));
});

test('folders a thousand deep', async () => {
  const folder = temporaryFolder();
  let deep = folder;
  for (let i = 0; i < 1000; i++) {
    deep = join(deep, 'd');
    mkdirSync(deep);
  }
  writeFileSync(join(deep, 'log.json'), trail().event().json());
  const { summaries } = await caseOf([folder]);
  expect(summaries[0]).toMatchObject({ files: { total: 1, log: 1 }, events: 1 });
});

test('a case that lies in the folder which is imported into it is no evidence of itself', async () => {
  const folder = folderOf({ 'log.json': trail().event().json() });
  const path = join(folder, 'own.trailcase');
  expect(await importInto(path, [folder])).toMatchObject({ files: { total: 1, log: 1 } });
  expect(await importInto(path, [folder], { exists: true })).toMatchObject({ files: { total: 1, alreadyPresent: 1 } });
  expect(readdirSync(folder).sort()).toEqual(['log.json', basename(path)]);
  expect((await verified(path)).ok).toBe(true);
});

test('gzip in all its states: several members, bytes behind it, cut off, damaged', async () => {
  const [one, two] = [trail().events(30), trail().events(30)];
  const whole = one.gz();
  const damaged = Buffer.from(whole);
  damaged[damaged.length >> 1] = (damaged[damaged.length >> 1] as number) ^ 0xff;
  const folder = folderOf({
    'members.json.gz': Buffer.concat([gzipSync(one.lines()), gzipSync(two.lines())]),
    'padded.json.gz': Buffer.concat([trail().event().gz(), Buffer.alloc(512)]),
    'behind.json.gz': Buffer.concat([trail().event().gz(), Buffer.from('more')]),
    'cut.json.gz': whole.subarray(0, whole.length - 200),
    'damaged.json.gz': damaged,
    'plain.json.gz': trail().event().json(),
    'zipped.log': trail().event().gz(),
  });
  const { path, summaries } = await caseOf([folder]);
  const problems = content(path).problems.map((row) => JSON.parse(row as string) as [string, string, string, string]);
  const codes = (name: string): string[] => {
    const [hash] = places(path).find(([, place]) => place === name) ?? [];
    return problems
      .filter((problem) => problem[0] === hash)
      .map((problem) => problem[3])
      .sort();
  };
  expect(codes('members.json.gz')).toEqual([]);
  expect(codes('padded.json.gz')).toEqual(['GZIP_TRAILING_BYTES']);
  expect(codes('behind.json.gz')).toEqual(['GZIP_TRAILING_BYTES']);
  expect(codes('cut.json.gz')).toContain('GZIP_TRUNCATED');
  expect(codes('damaged.json.gz')).toContain('GZIP_DAMAGED');
  expect(codes('plain.json.gz')).toEqual([]);
  expect(codes('zipped.log')).toEqual([]);
  // Two members are one content, and every event before a damage is there; both damaged files begin like the whole one.
  expect(summaries[0]?.files.total).toBe(7);
  expect(summaries[0]?.events).toBeGreaterThanOrEqual(60 + 4);
  expect((await verified(path)).ok).toBe(true);
  expect(places(path).map(([hash]) => hash)).toContain(sha256(damaged));
});
