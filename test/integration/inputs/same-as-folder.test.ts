// The same bucket copy handed over as a folder and as archives, read by any number of workers: the same case but for the places.
import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openForReading } from '../../../src/main/case/open.ts';
import { judgeCase } from '../../../src/main/verify/digests/gather.ts';
import { type Files, tarOf, zipOf } from '../../helpers/archives.ts';
import { content } from '../../helpers/cases.ts';
import { filesBelow, folderOf } from '../../helpers/folder.ts';
import { firstDelivery, secondDelivery } from '../../helpers/situation.ts';
import { eventId, trail } from '../../helpers/trail.ts';
import { delivery, met, problems, rows } from './delivery.ts';

const SHAPES = resolve(import.meta.dirname, '../../fixtures/shapes');
const SAMPLE = resolve(import.meta.dirname, '../../../resources/sample/archive');

afterEach(() => void vi.unstubAllEnvs());

/** Two deliveries, one of which repeats and contradicts the other, in the layouts of an account, an organization and Control Tower. */
function bucket(): Files {
  const files: Files = {};
  const layouts = ['AWSLogs/111122223333', 'org/AWSLogs/o-exampleorg/111122223333', 'o-exampleorg/AWSLogs/o-exampleorg/111122223333'];
  for (const [i, layout] of layouts.entries()) {
    for (const kind of ['CloudTrail', 'CloudTrail-Insight', 'CloudTrail-NetworkActivity'])
      files[`${layout}/${kind}/eu-west-1/2026/02/21/111122223333_${kind}_eu-west-1_20260221T1000Z_${'ABC'[i]}AAAAAAAAAAAAAAA.json.gz`] =
        trail()
          .events(20, (n) => ({ eventID: eventId(`${kind} ${(i * 10 + n) % 30}`), eventName: `${kind}${(i * 10 + n) % 30}` }))
          .gz();
  }
  for (const [path, bytes] of Object.entries({ ...firstDelivery(), ...secondDelivery() })) files[`handover/${path}`] = bytes;
  return files;
}

/** What a case says, with places as they would be if every archive were a folder of its members. */
function without(path: string, containers: readonly string[]) {
  const { items, places, records, problems } = content(path);
  const strip = (row: unknown): string =>
    containers.reduce((text, container) => text.replaceAll(JSON.stringify(`${container}!`).slice(1, -1), ''), row as string);
  const archives = new Set(rows(path, "SELECT lower(hex(sha256)) AS hash FROM evidence WHERE kind = 'container'").map(({ hash }) => hash));
  const isNone = (row: string): boolean => !archives.has(JSON.parse(row)[0]);
  return {
    items: (items as string[]).filter(isNone),
    places: (places as string[]).filter(isNone).map(strip).sort(),
    records,
    problems: problems.map(strip).sort(),
  };
}

test.each([1, 2, 3])(
  'as a folder, a zip, a tar.gz, a tar.zst and a zip within a tar, with %i workers',
  { timeout: 120_000 },
  async (workers) => {
    vi.stubEnv('TRAILCASE_WORKERS', String(workers));
    const files = bucket();
    const folder = await delivery([folderOf(files)]);
    const expected = without(folder.path, []);
    expect(expected.records.length).toBeGreaterThan(180);
    expect(folder.summary).toMatchObject({ conflicts: 1 });
    const zip = await zipOf(files);
    const deliveries: [Files, string[]][] = [
      [{ 'bucket.zip': zip }, ['bucket.zip']],
      [{ 'bucket.tar.gz': gzipSync(await tarOf(files)) }, ['bucket.tar.gz']],
      [{ 'bucket.tar.zst': zstdCompressSync(await tarOf(files)) }, ['bucket.tar.zst']],
      [{ 'outer.tar': await tarOf({ 'inner.zip': zip }) }, ['outer.tar!inner.zip']],
    ];
    for (const [archive, containers] of workers === 2 ? deliveries : deliveries.slice(0, 1)) {
      const { path, summary } = await delivery([folderOf(archive)]);
      expect(without(path, containers)).toEqual(expected);
      const { files: _, bytes: __, seconds: ___, eventsPerSecond: ____, shapes: _____, ...counts } = folder.summary;
      expect(summary).toMatchObject(counts);
      expect({ ...summary.files, total: 0, other: 0 }).toEqual({ ...folder.summary.files, total: 0, other: 0 });
      expect(summary.files.other).toBe(folder.summary.files.other + containers.join('!').split('!').length);
    }
  },
);

test('half as an archive and half as files, in either order', async () => {
  const files = Object.entries(bucket());
  const [some, rest] = [Object.fromEntries(files.filter((_, i) => i % 2)), Object.fromEntries(files.filter((_, i) => i % 2 === 0))];
  const zip = join(folderOf({ 'half.zip': await zipOf(some) }), 'half.zip');
  const folder = folderOf(rest);
  const [archiveFirst, folderFirst] = [await delivery([zip]), await delivery([folder])];
  await delivery([folder], { into: archiveFirst.path });
  await delivery([zip], { into: folderFirst.path });
  expect(content(archiveFirst.path)).toEqual(content(folderFirst.path));
  const { records } = without(archiveFirst.path, ['half.zip']);
  expect(records).toEqual(without((await delivery([folderOf(bucket())])).path, []).records);
});

/** Where each record stands in its file, by name, and when and which it is: all but the hash of the file. */
function standing(path: string): string[] {
  return rows(
    path,
    `SELECT f.path, r.offset, r.length, s.value AS steps, r.time, lower(hex(r.event_id)) AS id FROM records r JOIN found_at f ON f.evidence = r.evidence
     LEFT JOIN decoding_steps s ON s.id = r.steps`,
  )
    .map((row) => JSON.stringify({ ...row, path: basename(row.path, '.gz') }))
    .sort();
}

test('every shape as files, compressed one by one, in a zip and in a tar.gz', async () => {
  // A digest in another place than it names contradicts a case.
  const names = filesBelow(SHAPES).filter((path) => !path.startsWith('digest'));
  const shapes: Files = Object.fromEntries(names.map((path) => [path, readFileSync(join(SHAPES, path))]));
  const folder = await delivery([folderOf(shapes)]);
  const expected = standing(folder.path);
  expect(expected.length).toBeGreaterThan(100);
  const archives: Files = { 'shapes.zip': await zipOf(shapes), 'shapes.tar.gz': gzipSync(await tarOf(shapes)) };
  for (const [name, bytes] of Object.entries(archives)) {
    const { path } = await delivery([folderOf({ [name]: bytes })]);
    expect(without(path, [name])).toEqual(without(folder.path, []));
  }
  const compressed: Files = Object.fromEntries(Object.entries(shapes).map(([path, bytes]) => [`${path}.gz`, gzipSync(bytes)]));
  const { path, summary } = await delivery([folderOf(compressed)]);
  expect(standing(path)).toEqual(expected);
  expect(problems(path).map((line) => line.replace('.gz:', ':'))).toEqual(problems(folder.path));
  expect([summary.events, summary.sightings + summary.conflicts]).toEqual([
    folder.summary.events,
    folder.summary.sightings + folder.summary.conflicts,
  ]);
});

/** What AWS's digests say of a case. */
function judged(path: string) {
  const db = openForReading(path);
  try {
    const { digests, logs, gaps } = judgeCase(db, []);
    return { digests: digests.map(verdict).sort(), logs: logs.map(verdict).sort(), gaps };
  } finally {
    db.close();
  }
}

const verdict = ({ key, verdict, reason }: { key: string; verdict: string; reason: string }): string => `${verdict} ${key} ${reason}`;

let sample: Files;

beforeAll(() => {
  sample = Object.fromEntries(filesBelow(SAMPLE).map((path) => [path, readFileSync(join(SAMPLE, path))]));
});

test('digests prove a bucket copy in an archive as they prove it in a folder', { timeout: 120_000 }, async () => {
  const folder = await delivery([SAMPLE]);
  const expected = judged(folder.path);
  expect(expected.digests.filter((line) => line.startsWith('valid ')).length).toBeGreaterThan(100);
  const zipped = await delivery([folderOf({ 'bucket copy.zip': await zipOf(sample) })]);
  expect(judged(zipped.path)).toEqual(expected);
  expect(without(zipped.path, ['bucket copy.zip']).records).toEqual(content(folder.path).records);
  expect(problems(zipped.path)).toEqual([]);
  expect(met(zipped.path)).toHaveLength(Object.keys(sample).length + 1);
});
