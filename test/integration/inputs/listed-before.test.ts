// Items that an older version took for no CloudTrail and only listed, and that this one reads: a later import of the same finds their events, and the case holds.
// The case was made before `lookup-events --output text` and disk images were known.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openCase } from '../../../src/main/jobs/open-case.ts';
import { newCasePath, verified } from '../../helpers/cases.ts';
import { ROOT } from '../../helpers/cli.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';
import { delivery, met, rows } from './delivery.ts';

const shape = (name: string): Buffer => readFileSync(join(ROOT, 'test/fixtures/shapes', name));
const DISK = Buffer.from('KDMV\u0001\0\0\0aaaaaaaaaaaaaaaaaaaa');

const evidence = (): string =>
  folderOf({
    'events.txt': shape('lookup-events.txt'),
    'notes.txt': 'Handed over on Monday.',
    'disk.vmdk': DISK,
    'history.csv': shape('event-history-excel.csv'),
  });

function upgraded(): string {
  const path = newCasePath('listed');
  writeFileSync(path, gunzipSync(readFileSync(join(ROOT, 'test/fixtures/case-files/listed-only.trailcase.gz'))));
  openCase(path).close();
  return path;
}

const listing = (path: string) => Object.fromEntries(met(path).map(({ path: at, kind, kept, records }) => [at, [kind, kept, records]]));
const log = (path: string) => rows(path, 'SELECT action FROM custody ORDER BY seq').map(({ action }) => action);

test('what is read now is found by importing the same again', async () => {
  const path = upgraded();
  expect(listing(path)['events.txt']).toEqual(['notCloudTrail', 0, 0]);
  const folder = evidence();
  const { summary, nothingNew } = await delivery([folder], { into: path });
  expect({ nothingNew, ...summary }).toMatchObject({ nothingNew: false, records: 2, files: { total: 4, alreadyPresent: 4 } });
  expect(listing(path)).toMatchObject({ 'events.txt': ['log', 1, 2], 'notes.txt': ['notCloudTrail', 0, 0], 'history.csv': ['log', 1, 2] });
  // What is not kept stays as it was listed.
  expect(listing(path)['disk.vmdk']).toEqual(['notCloudTrail', 0, 0]);
  expect(log(path).slice(-4)).toEqual(['open', 'import', 'rebuild', 'import']);
  expect((await verified(path)).roots.events).toBe((await verified((await delivery([folder])).path)).roots.events);
  expect(await delivery([folder], { into: path })).toMatchObject({ nothingNew: true });
});

test('what is kept later is what its bytes give now', async () => {
  const path = upgraded();
  await delivery([evidence()], { into: path, keepAll: true });
  const fresh = await delivery([evidence()], { keepAll: true });
  expect(listing(path)).toEqual(listing(fresh.path));
  expect((await verified(path)).roots).toEqual((await verified(fresh.path)).roots);
});

test('a seal that says what they were listed as holds: they stay so', async () => {
  const path = upgraded();
  expect((await cli(['seal', path])).status).toBe(0);
  await delivery([evidence()], { into: path, keepAll: true });
  expect(listing(path)).toMatchObject({ 'events.txt': ['notCloudTrail', 0, 0], 'notes.txt': ['notCloudTrail', 1, 0] });
  expect((await cliJson(['verify', path])).value).toMatchObject({ ok: true, seals: [{ ok: true }] });
});
