// Archives that are cut off, damaged, encrypted or lie: what can be read is read, what cannot is named, and all else is imported.
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { directoryOf, type Files, flipped, rawZip, tarOf, zipOf } from '../../helpers/archives.ts';
import { newCasePath } from '../../helpers/cases.ts';
import { cli } from '../../helpers/cli-here.ts';
import { folderOf, sha256 } from '../../helpers/folder.ts';
import { random } from '../../helpers/random.ts';
import { trail } from '../../helpers/trail.ts';
import { calls, type Delivery, delivery, met, pathsIn, problems, troubles } from './delivery.ts';

const log = (name: string): Buffer => trail().event({ eventName: name }).gz();

/** Three logs, the last a long one that is not compressed by itself. */
const three = (name: string): Files => ({
  '1.json.gz': log(`${name}1`),
  '2.json.gz': log(`${name}2`),
  '3.json': trail()
    .events(400, (i) => ({ eventName: `${name}3.${String(i).padStart(3, '0')}` }))
    .json(),
});

/** Bytes that cannot be compressed, always the same. */
function noise(length: number): Buffer {
  const { below } = random(length);
  return Buffer.from(Array.from({ length }, () => below(256)));
}

let archives: Record<string, Buffer>;
let imported: Delivery;

/** All of these at once: every one of them leaves the others alone. */
beforeAll(async () => {
  const zip = (name: string, options = {}): Promise<Buffer> => zipOf(three(name), options);
  const cut = (bytes: Buffer, end: number): Buffer => bytes.subarray(0, end);
  const whole = await zip('Directory');
  const [deflated, stored, piped, pipedStored] = [
    await zip('Deflated'),
    await zip('Stored', { stored: true }),
    await zip('Piped', { descriptors: true }),
    await zip('PipedStored', { descriptors: true, stored: true }),
  ];
  const [tar, tarGz, tarZst, boundary] = [
    await tarOf(three('Tar')),
    gzipSync(await tarOf(three('TarGz'))),
    zstdCompressSync(await tarOf(three('TarZst'))),
    await tarOf(three('Boundary'), { endless: true }),
  ];
  const [one, two, long] = Object.entries(three('DamagedTarGz'));
  // A decompressor gives nothing of the 16 KB in which damage lies.
  const noisy = gzipSync(await tarOf(Object.fromEntries([one, two, ['noise.bin', noise(40_000)], long] as [string, Buffer][])));
  archives = {
    // The directory lost, as where a copy stopped.
    'directory.zip': cut(whole, directoryOf(whole)),
    'cut.zip': cut(deflated, directoryOf(deflated) - 4000),
    'cut stored.zip': cut(stored, directoryOf(stored) - 100_000),
    'cut piped.zip': cut(piped, directoryOf(piped) - 4000),
    'cut piped stored.zip': cut(pipedStored, directoryOf(pipedStored) - 100_000),
    'cut in the first header.zip': cut(await zip('Never'), 20),
    'directory damaged.zip': await zip('Damaged').then((bytes) => flipped(bytes, bytes.indexOf('PK\x01\x02', directoryOf(bytes) + 4))),
    'behind.zip': Buffer.concat([await zip('Behind'), Buffer.from('and more')]),
    'two.zip': Buffer.concat([await zip('First'), await zip('Second')]),
    'cut.tar': cut(tar, tar.length - 100_000),
    'boundary.tar': boundary,
    'behind.tar': Buffer.concat([await tarOf(three('BehindTar')), Buffer.alloc(700, 'x')]),
    'cut.tar.gz': cut(tarGz, tarGz.length - 4000),
    'damaged.tar.gz': flipped(noisy, noisy.length - 3000),
    'behind.tar.gz': Buffer.concat([gzipSync(await tarOf(three('BehindTarGz'))), Buffer.alloc(100)]),
    'cut.tar.zst': cut(tarZst, tarZst.length - 4000),
    'beside.json.gz': log('Beside'),
  };
  imported = await delivery([folderOf(archives)]);
});

/** Of three logs of that name: the short ones, and how many events of the long one. */
function of(name: string): [string[], number] {
  const names = calls(imported.path).filter((call) => new RegExp(`^${name}[123]`).test(call));
  return [names.filter((call) => !call.includes('.')), names.filter((call) => call.includes('.')).length];
}

const short = (name: string): string[] => [`${name}1`, `${name}2`];

const toldOf = (name: string): string[] => problems(imported.path).filter((line) => line.startsWith(name));

test('a zip that lost its directory: every member is found by the header before it', () => {
  expect(of('Directory')).toEqual([short('Directory'), 400]);
  expect(pathsIn(imported.path, 'directory.zip')).toEqual(['1.json.gz', '2.json.gz', '3.json']);
  expect(toldOf('directory.zip')).toEqual(['directory.zip: CONTAINER_DAMAGED']);
  expect(troubles(imported.path).find(({ at }) => at === 'directory.zip')?.detail).toMatch(
    /^End of central directory .*; 3 members were found by the header before each of them$/,
  );
});

test.each([
  ['Deflated', 'cut.zip'],
  ['Stored', 'cut stored.zip'],
  ['Piped', 'cut piped.zip'],
  ['PipedStored', 'cut piped stored.zip'],
])('a zip cut off within a member: what is there of it is read (%s)', (name, archive) => {
  const [others, some] = of(name);
  expect(others).toEqual(short(name));
  expect(some).toBeGreaterThan(20);
  expect(some).toBeLessThan(400);
  expect(toldOf(archive)).toEqual(
    expect.arrayContaining([
      `${archive}: CONTAINER_DAMAGED`,
      `${archive}!3.json: CONTAINER_MEMBER_UNREADABLE`,
      `${archive}!3.json: RECORD_CUT_OFF`,
    ]),
  );
  expect(troubles(imported.path).find(({ at, code }) => at === `${archive}!3.json` && code.startsWith('CONTAINER'))?.detail).toMatch(
    /^cut off after/,
  );
});

test('a zip of which nothing is left', () => {
  expect(toldOf('cut in the first header.zip')).toEqual(['cut in the first header.zip: CONTAINER_DAMAGED']);
  expect(calls(imported.path).filter((call) => call.startsWith('Never'))).toEqual([]);
});

test('a zip with a damaged directory, with bytes behind it, and two in one', () => {
  for (const name of ['Damaged', 'Behind', 'First', 'Second']) expect([name, of(name)]).toEqual([name, [short(name), 400]]);
  expect(toldOf('directory damaged.zip')).toEqual(['directory damaged.zip: CONTAINER_DAMAGED']);
  expect(toldOf('behind.zip')).toEqual(['behind.zip: CONTAINER_DAMAGED']);
  expect(troubles(imported.path).find(({ at }) => at === 'behind.zip')?.detail).toBe('8 bytes follow the end of the archive');
  expect(toldOf('two.zip')).toEqual(['two.zip: CONTAINER_DAMAGED']);
});

test('a tar cut off within a member and between two members', () => {
  const [others, some] = of('Tar');
  expect(others).toEqual(short('Tar'));
  expect(some).toBeGreaterThan(200);
  expect(some).toBeLessThan(400);
  expect(toldOf('cut.tar')).toEqual(expect.arrayContaining(['cut.tar: CONTAINER_DAMAGED', 'cut.tar!3.json: CONTAINER_MEMBER_UNREADABLE']));
  // Without the mark of the end, nobody knows what is missing.
  expect(of('Boundary')).toEqual([short('Boundary'), 400]);
  expect(toldOf('boundary.tar')).toEqual(['boundary.tar: CONTAINER_DAMAGED']);
  expect(of('BehindTar')).toEqual([short('BehindTar'), 400]);
  expect(toldOf('behind.tar')).toEqual(expect.arrayContaining(['behind.tar: CONTAINER_DAMAGED']));
});

test.each([
  ['TarGz', 'cut.tar.gz'],
  ['DamagedTarGz', 'damaged.tar.gz'],
  ['TarZst', 'cut.tar.zst'],
])('a compressed tar cut off or damaged: what comes before is read (%s)', (name, archive) => {
  const [others, some] = of(name);
  expect(others).toEqual(short(name));
  expect(some).toBeLessThan(400);
  expect(toldOf(archive)).toEqual(expect.arrayContaining([`${archive}: CONTAINER_DAMAGED`]));
  // Cut off, the member that lacks its end is named; damaged bytes may decode to something, and only the checksum of all tells.
  if (archive.startsWith('cut')) expect(toldOf(archive)).toContain(`${archive}!3.json: CONTAINER_MEMBER_UNREADABLE`);
});

test('bytes behind a compressed tar are told by their own name', () => {
  expect(of('BehindTarGz')).toEqual([short('BehindTarGz'), 400]);
  expect(toldOf('behind.tar.gz')).toEqual(['behind.tar.gz: GZIP_TRAILING_BYTES']);
});

test('every one of them is evidence as received, and what was beside them is imported', () => {
  for (const [name, bytes] of Object.entries(archives).slice(0, -1))
    expect(met(imported.path).find(({ path }) => path === name)).toMatchObject({ kind: 'container', sha256: sha256(bytes) });
  expect(calls(imported.path)).toContain('Beside');
});

test('damage is the same damage on every run', async () => {
  const again = await delivery([folderOf(archives)]);
  expect(met(again.path)).toEqual(met(imported.path));
  expect(troubles(again.path)).toEqual(troubles(imported.path));
});

test('members that are damaged, encrypted, packed in some other way, or not what the headers say', async () => {
  const long = trail()
    .events(200, (i) => ({ eventName: `Long${i}` }))
    .json();
  const zip = rawZip([
    { name: 'before.json.gz', content: log('Before') },
    { name: 'checksum.json.gz', content: log('Checksum'), stated: { crc: 0x12345678 } },
    { name: 'longer.json.gz', content: log('Bigger'), stated: { size: 10 } },
    { name: 'stored.json.gz', content: log('StoredSize'), method: 0, stated: { size: 10 } },
    { name: 'encrypted.json.gz', content: log('Encrypted'), flags: 0x801 },
    { name: 'strongly.json.gz', content: log('Strongly'), flags: 0x841 },
    { name: 'lzma.json.gz', content: log('Lzma'), method: 14 },
    { name: 'damaged.json', content: long },
    { name: 'unlisted.json.gz', content: log('Unlisted'), unlisted: true },
    { name: 'behind.json.gz', content: log('Behind') },
  ]);
  const at = zip.indexOf('damaged.json') + 400;
  const { path, damaged, summary } = await delivery([folderOf({ 'odd.zip': flipped(zip, at) })]);
  expect(calls(path).filter((call) => !call.startsWith('Long'))).toEqual([
    'Before',
    'Behind',
    'Bigger',
    'Checksum',
    'StoredSize',
    'Unlisted',
  ]);
  expect(problems(path)).toEqual([
    'odd.zip: CONTAINER_DAMAGED',
    'odd.zip!checksum.json.gz: CONTAINER_MEMBER_CHECKSUM',
    'odd.zip!damaged.json: CONTAINER_MEMBER_UNREADABLE',
    'odd.zip!encrypted.json.gz: CONTAINER_MEMBER_ENCRYPTED',
    'odd.zip!longer.json.gz: CONTAINER_MEMBER_CHECKSUM',
    'odd.zip!lzma.json.gz: CONTAINER_MEMBER_UNREADABLE',
    'odd.zip!stored.json.gz: CONTAINER_MEMBER_CHECKSUM',
    'odd.zip!strongly.json.gz: CONTAINER_MEMBER_ENCRYPTED',
  ]);
  expect(damaged).toBe(8);
  expect(summary.files).toMatchObject({ unreadable: 4, log: 6, other: 1 });
});

test.each([['cut.zip'], ['boundary.tar'], ['behind.tar.gz']])(
  'the command line ends with 1 for %s, and says how many problems there are',
  async (name) => {
    const { status, stdout, stderr } = await cli(['import', newCasePath(), folderOf({ [name]: archives[name] as Buffer }), '--quiet']);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(/^problems [1-9]/m);
  },
);
