// Archives of kinds that are not opened, beside good logs: they are problems that say what to do, and their bytes are kept.
import { expect, test } from 'vitest';
import { previewImport } from '../../../src/main/jobs/import-preview.ts';
import { zipOf } from '../../helpers/archives.ts';
import { newCasePath } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf, sha256 } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';
import { met, rows } from './delivery.ts';

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
  expect(met(path)).toEqual([{ path: 'logs.7z', sha256: sha256(SEVEN_ZIP), kind: 'unreadable', kept: 1, records: 0 }]);
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
  const folder = folderOf({ 'a.7z': SEVEN_ZIP, 'b.7z': Buffer.concat([SEVEN_ZIP, XZ]), 'c.xz': XZ, 'd.json.gz': log() });
  const { groups } = await previewImport([folder]);
  expect(groups.map(({ kind, shape, note, files }) => ({ kind, shape, note, files }))).toEqual([
    { kind: 'unreadable', shape: '', note: WHAT, files: 2 },
    { kind: 'log', shape: 'records', note: '', files: 1 },
    { kind: 'unreadable', shape: '', note: 'xz data: unpack it and import what is in it', files: 1 },
  ]);
});
