// Keys as they may be in a bucket: in any characters, as folders, many of them beside one another, and addresses within what CloudTrail delivered.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newCasePath, verified } from '../../helpers/cases.ts';
import { cliJson } from '../../helpers/cli-here.ts';
import { filesBelow, temporaryFolder } from '../../helpers/folder.ts';
import { eventNames, importS3, LEAF, lastCustody, log, logKey, problemsOf, query } from '../../helpers/s3-cases.ts';
import { MemoryBucket, type S3Double, startS3Double } from '../../helpers/s3-server.ts';

let server: S3Double;
let bucket: MemoryBucket;

beforeEach(async () => {
  server = await startS3Double();
  bucket = new MemoryBucket();
  server.buckets.set('evidence', bucket);
});
afterEach(() => server.close());

const placesOf = (path: string): string[] =>
  query<{ path: string }>(path, "SELECT f.path FROM found_at f JOIN sources s ON s.id = f.source WHERE s.kind = 's3' ORDER BY f.path").map(
    (row) => row.path,
  );

test('keys in any characters are listed, fetched by both ways, copied and known again', async () => {
  const names = [
    'plus+and space',
    '100%25',
    'new\nline',
    'tab\t',
    "it's(*)!",
    'üñí',
    '\u{1f600}',
    'a//b',
    '..',
    'tail/',
    'x'.repeat(900),
    '%',
    '?versionId=1',
    '#',
  ];
  // In one folder with enough others that some come the quick way.
  for (let i = 0; i < 40; i++) bucket.put(logKey(`E${i}`), log(`E${i}`));
  const odd = names.map((name, i) => ({ key: `${LEAF}2026/02/22/${name}`, eventName: `Odd${i}` }));
  for (const { key, eventName } of odd) bucket.put(key, log(eventName));
  const folder = `${LEAF}2026/02/23/`;
  bucket.put(folder, '').put(`${folder}empty.json.gz`, '');
  const path = newCasePath();
  const copy = temporaryFolder();
  const { value } = await importS3(server, path, '--no-cloudtrail', '--keep-copy', copy);
  expect(value.acquired).toMatchObject({ listed: 56, fetched: 55, notFetched: 0 });
  expect(placesOf(path).filter((name) => name.includes('/02/22/'))).toEqual(odd.map(({ key }) => key).sort());
  expect(problemsOf(path)).toEqual({ [`${folder}empty.json.gz`]: [{ code: 'CONTENT_UNRECOGNISED', detail: 'The file is empty.' }] });
  expect(filesBelow(copy).filter((name) => !name.startsWith('_trailcase/')).length).toBe(55);
  expect((await importS3(server, path, '--no-cloudtrail')).value.acquired).toMatchObject({ fetched: 0, known: 55 });
  const copied = newCasePath('copy');
  await cliJson(['import', copied, copy]);
  expect((await verified(copied)).roots).toEqual((await verified(path)).roots);
});

test('addresses within a place, of one object, and of the bucket alone', async () => {
  for (const day of ['2024/04/30', '2024/05/01', '2024/05/31', '2024/06/01'])
    bucket.put(logKey(day.replaceAll('/', ''), day), log(`D${day}`));
  const taken = async (address: string): Promise<string[]> => {
    const path = newCasePath();
    await importS3(server, path, address, '--no-cloudtrail', '--path-style');
    return eventNames(path);
  };
  expect(await taken(`s3://evidence/${LEAF}2024/05/`)).toEqual(['D2024/05/01', 'D2024/05/31']);
  expect(await taken(`s3://evidence/${LEAF}2024/05`)).toEqual(['D2024/05/01', 'D2024/05/31']);
  expect(await taken(`s3://evidence/${LEAF}2024/0`)).toHaveLength(4);
  expect(await taken(`s3://evidence/${logKey('20240601', '2024/06/01')}`)).toEqual(['D2024/06/01']);
  expect(await taken('s3://evidence')).toHaveLength(4);
  const server2 = new MemoryBucket().put('dump.json.gz', log('Dump')).put('other.json', 'x');
  server.buckets.set('dotted.name', server2);
  expect(await taken('s3://dotted.name/dump.json.gz')).toEqual(['Dump']);
});

test('more folders than one answer holds are all found, and what is left out is said', async () => {
  for (let i = 0; i < 1100; i++) {
    const account = String(100000000000 + i);
    bucket.put(logKey('A', '2026/02/21', `AWSLogs/${account}/CloudTrail/eu-west-1/`), 'x');
  }
  bucket.put('AWSLogs/100000001099/Config/x.json', 'x').put('notes.txt', 'x');
  const path = newCasePath();
  const imported = await importS3(server, path, '--account', '100000001099', '--no-cloudtrail');
  const left = "s3://evidence: left out, since it is nothing of CloudTrail's: (directly in the bucket), AWSLogs/100000001099/Config/";
  expect(imported.value.acquired.fetched).toBe(1);
  expect(imported.value.acquired.notes).toEqual([left]);
  expect(lastCustody(path).s3.leftOut).toEqual([left]);
});

test('where folders are too many or too deep to be looked into, an import says so', async () => {
  bucket.put(logKey('Found'), log('Found'));
  bucket.put(`a/b/c/d/e/f/g/${logKey('Deep')}`, log('Deep'));
  const path = newCasePath();
  const { value } = await importS3(server, path, '--no-cloudtrail');
  expect(eventNames(path)).toEqual(['Found']);
  expect(value.acquired.notes.at(-1)).toMatch(/not every folder was looked into: there may be further places/);
});

test('objects in archive tiers that their class does not say: told by HEAD, restored on request only, without days', async () => {
  const plain = logKey('Tiered');
  bucket.put(logKey('Plain'), log('Plain')).put(plain, log('Tiered'), { storageClass: 'INTELLIGENT_TIERING' });
  let restoring = false;
  server.instead = ({ operation, key }) => {
    if (key !== plain) return undefined;
    if (operation === 'GetObject') return { status: 403, code: 'InvalidObjectState', message: 'not valid for the access tier' };
    if (operation === 'HeadObject')
      return {
        status: 200,
        headers: { 'x-amz-archive-status': 'DEEP_ARCHIVE_ACCESS', ...(restoring && { 'x-amz-restore': 'ongoing-request="true"' }) },
      };
    if (operation === 'RestoreObject') restoring = true;
    return undefined;
  };
  const path = newCasePath();
  const size = bucket.versionsOf(plain)[0]?.bytes.length;
  expect((await importS3(server, path, '--no-cloudtrail')).value.acquired).toMatchObject({ fetched: 1, notFetched: 1, restoresAsked: 0 });
  const told = { code: 'S3_ARCHIVED', detail: `INTELLIGENT_TIERING, ${size} bytes, DEEP_ARCHIVE_ACCESS` };
  expect(problemsOf(path)[plain]).toEqual([told]);
  expect(restoring).toBe(false);
  expect((await importS3(server, path, '--restore', '--no-cloudtrail')).value.acquired).toMatchObject({ notFetched: 1, restoresAsked: 1 });
  expect(server.bodies.RestoreObject).not.toContain('<Days>');
  expect((await importS3(server, path, '--restore', '--no-cloudtrail')).value.acquired).toMatchObject({ notFetched: 1, restoresAsked: 0 });
  expect(problemsOf(path)[plain]?.map(({ code }) => code)).toEqual(['S3_ARCHIVED', 'S3_RESTORE_PENDING']);
  expect(server.operations()['s3:RestoreObject']).toBe(1);
});
