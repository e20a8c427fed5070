// Names of members are data, whatever they are: shown as they are, written by none; those that would lead elsewhere are told.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rawZip, tarOf } from '../../helpers/archives.ts';
import { filesBelow, folderOf, temporaryFolder } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';
import { calls, delivery, pathsIn, problems } from './delivery.ts';

const LOG =
  'AWSLogs/111122223333/CloudTrail/ap-south-1/2026/02/21/111122223333_CloudTrail_ap-south-1_20260221T1000Z_AAAAAAAAAAAAAAAA.json.gz';

const log = (name: string): Buffer => trail().event({ eventName: name }).gz();

test('names in a zip are data: read whatever they are, written by none, those that lead elsewhere told', async () => {
  const name = 'n'.repeat(4096 - '.json.gz'.length);
  const outside = join(temporaryFolder(), 'outside.json.gz');
  const names: Record<string, string | Buffer> = {
    Parent: '../../parent.json.gz',
    Within: 'AWSLogs/../../../within.json.gz',
    Absolute: outside,
    Backslash: '..\\..\\backslash.json.gz',
    Drive: 'C:\\Windows\\drive.json.gz',
    Share: '\\\\server\\share.json.gz',
    Newline: 'new\nline.json.gz',
    Emoji: 'नमस्ते 🙂.json.gz',
    Long: `${name}.json.gz`,
    Blank: ' . .json.gz',
    Exclamation: 'inner.zip!log.json.gz',
    Bytes: Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x2e, 0x6a, 0x73, 0x6f, 0x6e]),
    OtherBytes: Buffer.from([0x63, 0x61, 0x66, 0xe8, 0x2e, 0x6a, 0x73, 0x6f, 0x6e]),
    Nothing: '',
  };
  const base = folderOf({ 'below/in/odd.zip': rawZip(Object.entries(names).map(([call, name]) => ({ name, content: log(call) }))) });
  const { path } = await delivery([join(base, 'below/in/odd.zip')]);
  expect(calls(path)).toEqual(Object.keys(names).sort());
  const texts = Object.values(names).filter((name) => typeof name === 'string');
  expect(pathsIn(path, 'odd.zip')).toEqual([...texts, 'caf\\xe8.json', 'caf\\xe9.json'].sort());
  expect(problems(path)).toEqual(
    ['Parent', 'Within', 'Absolute', 'Backslash', 'Drive', 'Share'].map((call) => `odd.zip!${names[call]}: CONTAINER_NAME_UNSAFE`).sort(),
  );
  expect(existsSync(outside)).toBe(false);
  expect(filesBelow(base)).toEqual(['below/in/odd.zip']);
});

test('names in a zip that its tool did not write as UTF-8, or wrote as Windows has them', async () => {
  const cafe = 'café.json';
  const unicode = Buffer.concat([Buffer.from([1]), crcOf('caf?.json'), Buffer.from('caf\u00e9 2.json')]);
  const zip = rawZip([
    { name: cafe, content: log('Unflagged'), flags: 0 },
    // As DOS wrote it, code page 437.
    { name: Buffer.from([0x63, 0x61, 0x66, 0x82, 0x2e, 0x6a, 0x73, 0x6f, 0x6e]), content: log('CodePage'), flags: 0 },
    { name: 'caf?.json', content: log('Field'), flags: 0, extra: Buffer.concat([Buffer.from([0x75, 0x70, unicode.length, 0]), unicode]) },
    { name: 'back\\xslash é.json', content: log('BackslashX'), flags: 0 },
    { name: `${LOG.replaceAll('/', '\\')}`, content: log('Windows'), flags: 0, host: 0 },
  ]);
  const { path } = await delivery([folderOf({ 'old.zip': zip })]);
  expect(calls(path)).toEqual(['BackslashX', 'CodePage', 'Field', 'Unflagged', 'Windows']);
  expect(pathsIn(path, 'old.zip')).toEqual([LOG, 'back\\xslash é.json', 'café 2.json', cafe, cafe].sort());
  expect(problems(path)).toEqual([]);
});

function crcOf(text: string): Buffer {
  const zip = rawZip([{ name: 'x', content: text, method: 0 }]);
  return zip.subarray(14, 18);
}

test('names in a tar: long ones, those of pax, and bytes that are no UTF-8', async () => {
  const long = `${'d/'.repeat(2000)}long.json.gz`;
  const latin = Buffer.from(await tarOf({ 'caf?.json.gz': log('Latin') }));
  retitled(latin, Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x2e, 0x6a, 0x73, 0x6f, 0x6e, 0x2e, 0x67, 0x7a]));
  const old = Buffer.from(await tarOf({ 'old.json.gz': log('Old') }));
  // As tar was before POSIX: no mark in the header.
  old.fill(0, 257, 265);
  checksum(old);
  const folder = folderOf({
    'names.tar': await tarOf([
      { name: long, content: log('Long') },
      { name: 'पैक्स 🙂.json.gz', content: log('Pax') },
      { name: '../../up.json.gz', content: log('Up') },
      { name: '/etc/passwd.json.gz', content: log('Root') },
      { name: 'new\nline.json.gz', content: log('Newline') },
    ]),
    'latin.tar': latin,
    'old.tar': old,
  });
  const { path } = await delivery([folder]);
  expect(calls(path)).toEqual(['Latin', 'Long', 'Newline', 'Old', 'Pax', 'Root', 'Up']);
  expect(pathsIn(path, 'names.tar')).toEqual(
    [long, 'पैक्स 🙂.json.gz', '../../up.json.gz', '/etc/passwd.json.gz', 'new\nline.json.gz'].sort(),
  );
  expect(pathsIn(path, 'latin.tar')).toEqual(['caf\\xe9.json.gz']);
  expect(problems(path)).toEqual([
    'names.tar!../../up.json.gz: CONTAINER_NAME_UNSAFE',
    'names.tar!/etc/passwd.json.gz: CONTAINER_NAME_UNSAFE',
  ]);
});

/** Writes another name into the first header. */
function retitled(tar: Buffer, name: Buffer): void {
  tar.fill(0, 0, 100);
  name.copy(tar);
  checksum(tar);
}

function checksum(tar: Buffer): void {
  tar.fill(0x20, 148, 156);
  const sum = tar.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
}
