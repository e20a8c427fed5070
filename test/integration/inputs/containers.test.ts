// Archives as they are handed over: hashed as received, taken apart, and everything in them met, wherever and however it lies.
import { gunzipSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { type Files, rawZip, tarOf, zipOf } from '../../helpers/archives.ts';
import { folderOf, sha256 } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';
import { calls, type Delivery, delivery, type Met, met, pathsIn, problems, rows } from './delivery.ts';

/** A log of one call, so that what was found is known by name. */
const log = (name: string): Buffer => trail().event({ eventName: name }).gz();

const found = (path: string, place: string): Met | undefined => met(path).find((one) => one.path === place);

/** Archives of one log each, named by its call. */
const one = (name: string): Files => ({ [`AWSLogs/${name}.json.gz`]: log(name) });

let archives: Record<string, Buffer>;
let imported: Delivery;

beforeAll(async () => {
  archives = {
    'deflated.zip': await zipOf(one('Deflated')),
    'stored.zip': await zipOf(one('Stored'), { stored: true }),
    'zip64.zip': await zipOf(one('Zip64'), { zip64: true }),
    'piped.zip': await zipOf(one('Piped'), { descriptors: true }),
    'piped-stored.zip': await zipOf(one('PipedStored'), { descriptors: true, stored: true }),
    'piped-zip64.zip': await zipOf(one('PipedZip64'), { descriptors: true, zip64: true }),
    'commented.zip': await zipOf(one('Commented'), { comment: 'Handed over on Monday' }),
    'folders.zip': await zipOf({ 'AWSLogs/': '', 'AWSLogs/empty/': '', ...one('Folders') }),
    'empty.zip': await zipOf({}),
    'plain.tar': await tarOf(one('Plain')),
    'endless.tar': await tarOf([
      { name: 'AWSLogs/', type: 'directory' },
      { name: 'AWSLogs/Padded.json.gz', content: log('Padded') },
    ]),
    'gzipped.tar.gz': gzipSync(await tarOf(one('Gzipped'))),
    'two-members.tgz': inMembers(await tarOf(one('TwoMembers'))),
    'zstandard.tar.zst': zstdCompressSync(await tarOf(one('Zstandard'))),
    'gzipped.zip.gz': gzipSync(await zipOf(one('GzippedZip'))),
    'disguised.json.gz': await zipOf(one('Disguised')),
    'disguised-tar.json.gz': gzipSync(await tarOf(one('DisguisedTar'))),
    'single.json.gz': log('SingleGzip'),
    'single.json.zst': zstdCompressSync(trail().event({ eventName: 'SingleZstandard' }).json()),
    'members.json.gz': Buffer.concat(
      [trail().event({ eventName: 'FirstMember' }), trail().event({ eventName: 'SecondMember' })].map((t) => gzipSync(t.lines())),
    ),
  };
  imported = await delivery([folderOf(archives)]);
});

/** The same content as gzip data of two members. */
function inMembers(bytes: Buffer): Buffer {
  const middle = bytes.length >> 1;
  return Buffer.concat([gzipSync(bytes.subarray(0, middle)), gzipSync(bytes.subarray(middle))]);
}

test('every kind of archive gives its logs, and nothing else is said of it', () => {
  expect(problems(imported.path)).toEqual([]);
  expect(calls(imported.path)).toEqual(
    [
      ...[
        'Deflated',
        'Stored',
        'Zip64',
        'Piped',
        'PipedStored',
        'PipedZip64',
        'Commented',
        'Folders',
        'Plain',
        'Padded',
        'Gzipped',
        'TwoMembers',
      ],
      ...['Zstandard', 'GzippedZip', 'Disguised', 'DisguisedTar', 'SingleGzip', 'SingleZstandard', 'FirstMember', 'SecondMember'],
    ].sort(),
  );
  expect(imported).toMatchObject({ damaged: 0, cancelled: false, nothingNew: false });
});

test('a member is named by its archive and its path in it; folders are no files', () => {
  expect(pathsIn(imported.path, 'deflated.zip')).toEqual(['AWSLogs/Deflated.json.gz']);
  expect(pathsIn(imported.path, 'folders.zip')).toEqual(['AWSLogs/Folders.json.gz']);
  expect(pathsIn(imported.path, 'gzipped.tar.gz')).toEqual(['AWSLogs/Gzipped.json.gz']);
  expect(pathsIn(imported.path, 'empty.zip')).toEqual([]);
});

test('an archive is evidence: hashed as received and, unless asked for, declared not kept', () => {
  const containers = Object.keys(archives).filter((name) => !/^(single|members)/.test(name));
  for (const name of containers)
    expect(found(imported.path, name)).toEqual({
      path: name,
      sha256: sha256(archives[name] as Buffer),
      kind: 'container',
      kept: 0,
      records: 0,
    });
  expect(
    rows(imported.path, "SELECT count(*) AS n FROM evidence_bytes b JOIN evidence e ON e.id = b.evidence WHERE e.kind = 'container'"),
  ).toEqual([{ n: 0 }]);
  // Its members are kept as they were in it.
  expect(found(imported.path, `stored.zip!AWSLogs/Stored.json.gz`)).toMatchObject({ kind: 'log', kept: 1, records: 1 });
  expect(imported.summary.files).toMatchObject({ other: containers.length, log: containers.length - 1 + 3 });
});

test('kept on request, byte for byte; asked for later, it is kept then', async () => {
  const nested = await zipOf({ 'inner.tar': await tarOf(one('Inner')), 'notes.txt': 'For the file.' });
  const folder = folderOf({ 'outer.zip': nested, 'other.tar.gz': archives['gzipped.tar.gz'] as Buffer });
  const { path } = await delivery([folder], { keepAll: true });
  const bytesOf = (place: string): Buffer =>
    Buffer.concat(
      rows(
        path,
        'SELECT b.bytes FROM evidence_bytes b JOIN found_at f ON f.evidence = b.evidence WHERE f.path = ? ORDER BY b.seq',
        place,
      ).map((row) => row.bytes),
    );
  for (const place of ['outer.zip', 'other.tar.gz', 'outer.zip!inner.tar', 'outer.zip!notes.txt'])
    expect([place, sha256(bytesOf(place))]).toEqual([place, found(path, place)?.sha256]);
  expect(bytesOf('outer.zip').equals(nested)).toBe(true);

  const later = await delivery([folder]);
  expect(
    met(later.path)
      .filter(({ kept }) => kept === 0)
      .map((place) => place.path),
  ).toEqual(['other.tar.gz', 'outer.zip', 'outer.zip!inner.tar', 'outer.zip!notes.txt']);
  await delivery([folder], { into: later.path, keepAll: true });
  expect(found(later.path, 'outer.zip')).toMatchObject({ kept: 1 });
});

test('archives within archives, each of them evidence', async () => {
  const innermost = await tarOf({ ...one('Tar'), 'single.json.zst': zstdCompressSync(trail().event({ eventName: 'Single' }).json()) });
  const zip = await zipOf({ 'logs.tar': innermost, ...one('Zip') });
  const outer = gzipSync(await tarOf({ 'handover/bucket.zip': zip, ...one('Outer') }));
  const { path, summary } = await delivery([folderOf({ 'delivery.tar.gz': outer })]);
  expect(met(path).map((place) => [place.path, place.kind])).toEqual([
    ['delivery.tar.gz', 'container'],
    ['delivery.tar.gz!AWSLogs/Outer.json.gz', 'log'],
    ['delivery.tar.gz!handover/bucket.zip', 'container'],
    ['delivery.tar.gz!handover/bucket.zip!AWSLogs/Zip.json.gz', 'log'],
    ['delivery.tar.gz!handover/bucket.zip!logs.tar', 'container'],
    ['delivery.tar.gz!handover/bucket.zip!logs.tar!AWSLogs/Tar.json.gz', 'log'],
    ['delivery.tar.gz!handover/bucket.zip!logs.tar!single.json.zst', 'log'],
  ]);
  expect(found(path, 'delivery.tar.gz!handover/bucket.zip!logs.tar')?.sha256).toBe(sha256(innermost));
  expect(summary).toMatchObject({ files: { total: 7, log: 4, other: 3 }, events: 4, problems: 0 });
});

test('the same bytes are one item, found in every place where they lie', async () => {
  const same = log('Same');
  const zip = await zipOf({ 'a/log.json.gz': same, 'b/log.json.gz': same });
  const folder = folderOf({ 'one.zip': zip, 'copy of one.zip': zip, 'log.json.gz': same });
  const { path, summary } = await delivery([folder]);
  expect(rows(path, 'SELECT count(*) AS n FROM evidence')).toEqual([{ n: 2 }]);
  // The archive that comes second is known by its hash: it is listed, and what is in it is where the first has it.
  const both = met(path).map((place) => place.path);
  expect(both).toHaveLength(5);
  expect(both).toEqual(expect.arrayContaining(['copy of one.zip', 'log.json.gz', 'one.zip']));
  expect(summary).toMatchObject({ files: { total: 5, log: 1, other: 1, alreadyPresent: 3 }, events: 1, sightings: 0 });
  const again = await delivery([folder], { into: path });
  expect(again).toMatchObject({ nothingNew: true, summary: { files: { total: 3, alreadyPresent: 3 }, records: 0, problems: 0 } });
  const delivered = await delivery([folderOf({ 'second delivery.zip': zip })], { into: path });
  expect(delivered).toMatchObject({ nothingNew: false, summary: { files: { total: 1, alreadyPresent: 1 }, records: 0, problems: 0 } });
  expect(met(path)).toHaveLength(6);
});

test('links and devices in a tar are listed and not followed; other files are read', async () => {
  const tar = await tarOf([
    { name: 'log.json.gz', content: log('Log') },
    { name: 'symlink.json', type: 'symlink', linkname: '/etc/passwd' },
    { name: 'hard.json.gz', type: 'link', linkname: 'log.json.gz' },
    { name: 'null', type: 'character-device', devmajor: 1, devminor: 3 },
    { name: 'disk', type: 'block-device', devmajor: 8 },
    { name: 'pipe', type: 'fifo' },
    { name: 'contiguous.json.gz', type: 'contiguous-file', content: log('Contiguous') },
  ]);
  const { path, summary } = await delivery([folderOf({ 'odd.tar': tar })]);
  expect(calls(path)).toEqual(['Contiguous', 'Log']);
  expect(problems(path)).toEqual([
    'odd.tar!disk: FILE_NOT_REGULAR',
    'odd.tar!hard.json.gz: FILE_NOT_REGULAR',
    'odd.tar!null: FILE_NOT_REGULAR',
    'odd.tar!pipe: FILE_NOT_REGULAR',
    'odd.tar!symlink.json: SYMLINK_NOT_FOLLOWED',
  ]);
  expect(summary.files).toMatchObject({ total: 8, log: 2, other: 1, unreadable: 5 });
  expect(found(path, 'odd.tar!symlink.json')).toMatchObject({ sha256: null });
});

test('a member named as a folder that has content all the same is read', async () => {
  const { path } = await delivery([
    folderOf({
      'odd.zip': rawZip([
        { name: 'folder/', content: log('Hidden') },
        { name: 'empty/', content: '' },
      ]),
    }),
  ]);
  expect(calls(path)).toEqual(['Hidden']);
  expect(pathsIn(path, 'odd.zip')).toEqual(['folder/']);
});

test('what an archive says of the time of its members is noted; where it says nothing, nothing is', async () => {
  const { path } = await delivery([
    folderOf({
      'a.zip': await zipOf(one('Zip')),
      'a.tar': await tarOf(one('Tar')),
      'b.zip': rawZip([{ name: 'x.json', content: log('Dos') }]),
    }),
  ]);
  const times = rows(path, "SELECT path, modified FROM found_at WHERE path LIKE '%!%' ORDER BY path");
  expect(times).toEqual([
    { path: 'a.tar!AWSLogs/Tar.json.gz', modified: Date.parse('2026-02-21T10:00:00Z') },
    { path: 'a.zip!AWSLogs/Zip.json.gz', modified: Date.parse('2026-02-21T10:00:00Z') },
    // MS-DOS times have no zone.
    { path: 'b.zip!x.json', modified: null },
  ]);
});

test('an archive behind a program that would unpack it is listed as it is, with its hash', async () => {
  const zip = await zipOf(one('Behind'));
  const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(5000, 0x90), zip]);
  const { path, summary } = await delivery([folderOf({ 'unpack.exe': program })]);
  expect(met(path)).toEqual([{ path: 'unpack.exe', sha256: sha256(program), kind: 'notCloudTrail', kept: 0, records: 0 }]);
  expect(summary.files).toMatchObject({ total: 1, notCloudTrail: 1 });
});

test('a log is the same evidence in an archive as outside of it', () => {
  const bytes = archives['single.json.gz'] as Buffer;
  expect(gunzipSync(bytes).toString()).toContain('SingleGzip');
  expect(found(imported.path, 'single.json.gz')).toMatchObject({ sha256: sha256(bytes), kind: 'log', kept: 1 });
});
