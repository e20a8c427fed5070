// Archives of kinds that are not opened, beside good logs: they are problems that say what to do, and like other archives they are hashed and listed, their bytes
// kept only on request.
import { statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { previewImport } from '../../../src/main/jobs/import-preview.ts';
import { openCase, rebuild } from '../../../src/main/jobs/open-case.ts';
import { zipOf } from '../../helpers/archives.ts';
import { newCasePath, tamper, verified } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf, sha256 } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';
import { delivery, met, rows, troubles } from './delivery.ts';

const SEVEN_ZIP = Buffer.concat([Buffer.from('377abcaf271c00048d9bd50f', 'hex'), Buffer.alloc(20)]);
const XZ = Buffer.from('fd377a585a000004e6d6b446', 'hex');
const WHAT = 'a 7-Zip archive: unpack it and import what is in it';

const log = (): Buffer => trail().event({ eventName: 'Kept' }).gz();

test('an archive alone: the import says that something was not read, and what to do', async () => {
  const path = newCasePath('unopened');
  const folder = folderOf({ 'logs.7z': SEVEN_ZIP });
  const { status, stdout } = await cli(['import', path, `${folder}/logs.7z`]);
  expect(status).toBe(1);
  expect(stdout).toContain('files    1 = 1 unreadable\n');
  expect(stdout).toMatch(/^problems 1\b/m);
  expect(stdout).toContain(`  not opened logs.7z is ${WHAT}\n`);
  expect(stdout).toContain(
    'not kept 1 item of the case (archives, files that are not CloudTrail or are not opened), 32 B: listed with their hashes; --keep-all keeps',
  );
  expect(met(path)).toEqual([{ path: 'logs.7z', sha256: sha256(SEVEN_ZIP), kind: 'unreadable', kept: 0, records: 0 }]);
  expect(rows(path, 'SELECT code, detail FROM problems')).toEqual([{ code: 'CONTENT_NOT_OPENED', detail: WHAT }]);
  expect((await cli(['verify', path])).status).toBe(0);
});

test('among logs, and within an archive: everything else is imported', async () => {
  const path = newCasePath('unopened');
  const folder = folderOf({ 'a.json.gz': log(), 'b.json.xz': XZ, 'c.zip': await zipOf({ 'in.7z': SEVEN_ZIP, 'd.json.gz': log() }) });
  const { status, value } = await cliJson(['import', path, folder]);
  expect(status).toBe(1);
  expect(value.files).toMatchObject({ log: 2, other: 1, unreadable: 2, notCloudTrail: 0 });
  expect(value).toMatchObject({ events: 2, recordProblems: 0, problems: 2 });
  const details = rows(path, 'SELECT detail FROM problems ORDER BY detail').map(({ detail }) => detail);
  expect(details).toEqual([WHAT, 'xz data: unpack it and import what is in it']);
});

test('the preview names it', async () => {
  const yaml = 'Events:\n- CloudTrailEvent: \'{"eventVersion":"1.08"}\'\n';
  const folder = folderOf({ 'e.yaml': yaml, 'a.7z': SEVEN_ZIP, 'b.7z': Buffer.concat([SEVEN_ZIP, XZ]), 'c.xz': XZ, 'd.json.gz': log() });
  const { groups } = await previewImport([folder]);
  expect(groups.map(({ kind, shape, note, files }) => ({ kind, shape, note, files }))).toEqual([
    { kind: 'unreadable', shape: '', note: WHAT, files: 2 },
    { kind: 'log', shape: 'records', note: '', files: 1 },
    { kind: 'unreadable', shape: '', note: 'xz data: unpack it and import what is in it', files: 1 },
    { kind: 'unreadable', shape: '', note: 'events as YAML: have them written as JSON and import that', files: 1 },
  ]);
});

const keptOf = (path: string): Record<string, number | null> => Object.fromEntries(met(path).map((place) => [place.path, place.kept]));

describe('bytes', () => {
  test('of what has events in clear behind such marks are kept, and it is told', async () => {
    const records = trail().event().json();
    const folder = folderOf({
      'a.7z': Buffer.concat([SEVEN_ZIP, Buffer.from(records)]),
      'b.txt': `-----BEGIN PGP MESSAGE-----\n\n${records}`,
      'c.txt.gz': gzipSync(`version https://git-lfs.github.com/spec/v1\n${records}`),
      'd.7z': SEVEN_ZIP,
    });
    const { path } = await delivery([folder]);
    expect(keptOf(path)).toEqual({ 'a.7z': 1, 'b.txt': 1, 'c.txt.gz': 1, 'd.7z': 0 });
    const told = troubles(path).filter(({ code }) => code === 'CONTENT_NAMES_EVENTS');
    expect(told.map(({ at }) => at).sort()).toEqual(['a.7z', 'b.txt', 'c.txt.gz']);
  });

  test('are kept on request, then or by a later import of the same', async () => {
    const folder = folderOf({ 'logs.7z': SEVEN_ZIP, 'd.json.gz': log() });
    const first = await delivery([folder], { keepAll: true });
    expect(keptOf(first.path)).toEqual({ 'logs.7z': 1, 'd.json.gz': 1 });
    const { path } = await delivery([folder]);
    expect(keptOf(path)).toEqual({ 'logs.7z': 0, 'd.json.gz': 1 });
    expect(await delivery([folder], { into: path })).toMatchObject({ nothingNew: true });
    await delivery([folder], { into: path, keepAll: true });
    expect(keptOf(path)).toEqual(keptOf(first.path));
    expect((await verified(path)).roots).toEqual((await verified(first.path)).roots);
    expect(troubles(path)).toEqual([{ at: 'logs.7z', code: 'CONTENT_NOT_OPENED', detail: WHAT }]);
  });

  test('of what is damaged are kept, and so is what is named like a log', async () => {
    const cut = gzipSync(Buffer.alloc(9000, 'not a log of any kind. ')).subarray(0, 40);
    const folder = folderOf({ 'cut.bin.gz': cut, 'a.json': SEVEN_ZIP, 'b.json.xz': XZ });
    const { path } = await delivery([folder]);
    expect(met(path).map(({ path: at, kind, kept }) => [at, kind, kept])).toEqual([
      ['a.json', 'unreadable', 1],
      ['b.json.xz', 'unreadable', 0],
      ['cut.bin.gz', 'unreadable', 1],
    ]);
  });

  test('of a large one are not in the case, packed once more or not', { timeout: 60_000 }, async () => {
    const image = Buffer.concat([SEVEN_ZIP, Buffer.alloc(65_000_000, 'x')]);
    const folder = folderOf({ 'disk.7z': image, 'disk.7z.gz': gzipSync(image, { level: 1 }) });
    const { path } = await delivery([folder], { limits: { ratio: 2000 } });
    expect(keptOf(path)).toEqual({ 'disk.7z': 0, 'disk.7z.gz': 0 });
    expect(rows(path, 'SELECT (SELECT count(*) FROM evidence_bytes) AS bytes, (SELECT count(*) FROM content_blocks) AS blocks')).toEqual([
      { bytes: 0, blocks: 0 },
    ]);
    await delivery([folder], { into: path, keepAll: true, limits: { ratio: 2000 } });
    expect(keptOf(path)).toEqual({ 'disk.7z': 1, 'disk.7z.gz': 1 });
    expect(statSync(path).size).toBeGreaterThan(image.length);
  });
});

describe('verify', () => {
  test('says of how many there is nothing to check', async () => {
    const { path } = await delivery([folderOf({ 'logs.7z': SEVEN_ZIP, 'd.json.gz': log() })]);
    const { ok, evidence } = await verified(path);
    expect({ ok, evidence }).toEqual({ ok: true, evidence: { checked: 1, altered: 0, notKept: 1 } });
  });

  test('finds bytes taken away from what is only damaged', async () => {
    const cut = gzipSync(Buffer.alloc(9000, 'not a log of any kind. ')).subarray(0, 40);
    const { path } = await delivery([folderOf({ 'cut.bin.gz': cut })]);
    tamper(path, (db) => db.exec('DELETE FROM evidence_bytes; UPDATE evidence SET kept = 0'));
    const { ok, items } = await verified(path);
    expect(ok).toBe(false);
    expect(items).toContainEqual({
      kind: 'evidence',
      key: sha256(cut),
      verdict: 'altered',
      reason: 'it is listed as unreadable, yet its bytes were not kept',
    });
  });
});

test('a case derived anew still says why it was not read', async () => {
  const { path } = await delivery([folderOf({ 'logs.7z': SEVEN_ZIP, 'd.json.gz': log() })]);
  const before = troubles(path);
  const file = openCase(path);
  rebuild(file);
  file.close();
  expect(troubles(path)).toEqual(before);
  expect((await verified(path)).ok).toBe(true);
});
