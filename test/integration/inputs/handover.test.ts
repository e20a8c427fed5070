// A delivery compared with its handover list: whatever form the list has, and whatever is missing, extra or different.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readHandoverList } from '../../../src/main/acquire/handover-list.ts';
import { compareHandover } from '../../../src/main/jobs/handover.ts';
import type { HandoverResult } from '../../../src/shared/domain.ts';
import { tarOf, zipOf } from '../../helpers/archives.ts';
import { folderOf, sha256, sha256OfFile, temporaryFolder } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';
import { delivery, rows } from './delivery.ts';

const hashOf = (...path: string[]): string => sha256OfFile(join(...path));
const hashed = (algorithm: string, bytes: Buffer): string => createHash(algorithm).update(bytes).digest('hex');
const log = (name: string): Buffer => trail().event({ eventName: name }).gz();

/** What is handed over, below a folder named `bucket`. */
let files: Record<string, Buffer>;
let members: Record<string, Buffer>;
let bucket: string;

beforeAll(async () => {
  members = { 'AWSLogs/1/x.json.gz': log('X'), 'AWSLogs/1/y.json.gz': log('Y') };
  files = {
    'AWSLogs/1/a.json.gz': log('A'),
    'AWSLogs/1/b.json.gz': log('B'),
    'new\nline.json.gz': log('Newline'),
    'a!b.json.gz': log('Exclamation'),
    'ü 🙂.json.gz': log('Umlaut'),
    'archive.zip': await zipOf(members),
    'notes.txt': Buffer.from('Handed over on Monday'),
  };
  bucket = folderOf(files, join(temporaryFolder(), 'bucket'));
});

/** Lines as sha256sum writes them. */
function sums(of: Record<string, Buffer>, line = (path: string, hash: string) => `${hash}  ${path}`, algorithm = 'sha256'): string {
  return Object.entries(of)
    .map(([path, bytes]) => `${line(path, hashed(algorithm, bytes))}\n`)
    .join('');
}

/** As GNU's tools write names with line feeds and backslashes. */
const escaped = (path: string, hash: string): string =>
  /[\n\\]/.test(path) ? `\\${hash}  ${path.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}` : `${hash}  ${path}`;

/** The files whose names a line of plain text can hold. */
const plain = (): Record<string, Buffer> => Object.fromEntries(Object.entries(files).filter(([path]) => !path.includes('\n')));

function listOf(text: string | Buffer, name = 'SHA256SUMS'): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
}

/** What was delivered, as an import meets it. */
function compared(list: string): HandoverResult {
  const all = { ...files, ...Object.fromEntries(Object.entries(members).map(([path, bytes]) => [`archive.zip!${path}`, bytes])) };
  const delivered = Object.entries(all).map(([path, bytes]) => ({
    source: { kind: 'folder', path: bucket } as const,
    path,
    hashes: Object.fromEntries(['sha256', 'sha1', 'md5'].map((name) => [name, hashed(name, bytes)])),
  }));
  return compareHandover(readHandoverList(list), delivered).result;
}

const table = (header: string, separator: string, row: (path: string, bytes: Buffer) => string[], newline = '\n'): string =>
  [header, ...Object.entries(plain()).map(([path, bytes]) => row(path, bytes).join(separator))].join(newline);

const upper = (path: string, hash: string): string => `${hash.toUpperCase()} *${path}`;
const utf16be = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();

const windows = (path: string): string => `E:\\Export\\${path.replaceAll('/', '\\')}`;

/** As PowerShell prints objects in columns. */
function getFileHash(line: (path: string, bytes: Buffer) => string): string {
  const lines = Object.entries(plain()).map(([path, bytes]) => line(windows(path), bytes));
  const head = ['Algorithm       Hash', '---------       ----'].map((one, i) => `${one.padEnd(87)}${i === 0 ? 'Path' : '----'}`);
  return ['', ...head, ...lines, '', '', ''].join('\r\n');
}

/** As PowerShell prints them one member a line; a longer value goes on below its beginning. */
function getFileHashList(of: Record<string, Buffer>, width = 500): string {
  const indent = ' '.repeat(12);
  const value = (text: string): string => (text.match(new RegExp(`.{1,${width}}`, 'gu')) ?? []).join(`\r\n${indent}`);
  const objects = Object.entries(of).map(([path, bytes]) =>
    ['', 'Algorithm : SHA256', `Hash      : ${value(sha256(bytes).toUpperCase())}`, `Path      : ${value(windows(path))}`, ''].join('\r\n'),
  );
  return `\r\n${objects.join('\r\n')}\r\n\r\n`;
}

const FORMS: Record<string, () => string | Buffer> = {
  sha256sum: () => sums(files, escaped),
  'sha256sum with CRLF, a comment and a byte order mark': () => `\ufeff# of Monday\r\n${sums(plain()).replaceAll('\n', '\r\n')}`,
  'sha256sum in upper case and binary mode': () => sums(plain(), upper),
  sha1sum: () => sums(files, escaped, 'sha1'),
  md5sum: () => sums(files, escaped, 'md5'),
  'md5 -r, one blank': () => sums(plain(), (path, hash) => `${hash} ${path}`, 'md5'),
  'BSD, tagged': () => sums(plain(), (path, hash) => `SHA256 (${path}) = ${hash}`),
  'BSD, tagged, MD5': () => sums(plain(), (path, hash) => `MD5 (${path}) = ${hash}`, 'md5'),
  OpenSSL: () => sums(plain(), (path, hash) => `SHA2-256(${path})= ${hash}`),
  'PowerShell, UTF-16': () => Buffer.from(`\ufeff${sums(plain())}`, 'utf16le'),
  'UTF-16, big end first': () => utf16be(sums(plain())),
  'Get-FileHash as CSV': () =>
    table(
      '#TYPE Microsoft.PowerShell.Commands.FileHashInfo\r\n"Algorithm","Hash","Path"',
      ',',
      (path, bytes) => ['"SHA256"', `"${sha256(bytes).toUpperCase()}"`, `"${path}"`],
      '\r\n',
    ),
  'CSV of paths and SHA-256': () => table('path,sha256', ',', (path, bytes) => [path, sha256(bytes)]),
  'CSV with ; and other columns': () =>
    table('No;File name;Size;MD5', ';', (path, bytes) => ['1', path, String(bytes.length), hashed('md5', bytes)]),
  'CSV with several hashes, some of them empty': () =>
    table('key,md5,sha1,sha256', ',', (path, bytes) => [
      path,
      hashed('md5', bytes),
      hashed('sha1', bytes),
      path.includes('a') ? '' : sha256(bytes),
    ]),
  hashdeep: () =>
    [
      '%%%% HASHDEEP-1.0',
      '%%%% size,md5,sha256,filename',
      '## Invoked from: /mnt/evidence/case 7',
      '## $ hashdeep -r bucket',
      '## ',
      ...Object.entries(plain()).map(([path, bytes]) =>
        [bytes.length, hashed('md5', bytes), sha256(bytes), `/mnt/evidence/${path}`].join(','),
      ),
      '',
    ].join('\n'),
  'hashdeep with SHA-1 alone, joined of two, CRLF': () =>
    Object.entries(plain())
      .map(
        ([path, bytes]) => `%%%% HASHDEEP-1.0\r\n%%%% size,sha1,filename\r\n## x\r\n${bytes.length},${hashed('sha1', bytes)},./${path}\r\n`,
      )
      .join(''),
  'Get-FileHash as a table': () => getFileHash((path, bytes) => `SHA256          ${sha256(bytes).toUpperCase()}       ${path}`),
  'Get-FileHash as a table of MD5, UTF-16': () =>
    Buffer.from(
      `\ufeff${getFileHash((path, bytes) => `MD5             ${hashed('md5', bytes).toUpperCase().padEnd(70)} ${path}     `)}`,
      'utf16le',
    ),
  'Get-FileHash as a list': () => getFileHashList(plain()),
  'Get-FileHash as a list, UTF-16, names over several lines': () => Buffer.from(`\ufeff${getFileHashList(plain(), 20)}`, 'utf16le'),
  'names with ./ and doubled slashes': () => sums(plain(), (path, hash) => `${hash}  ./${path.replaceAll('/', '//')}`),
  'names below the folder': () => sums(plain(), (path, hash) => `${hash}  bucket/${path}`),
  'names as Windows has them': () => sums(plain(), (path, hash) => `${hash}  .\\bucket\\${path.replaceAll('/', '\\')}`),
  'names from the root of this machine': () => sums(plain(), (path, hash) => `${hash}  ${bucket}/${path}`),
  'names from the root of another machine': () => sums(plain(), (path, hash) => `${hash}  /mnt/evidence/case 7/bucket/${path}`),
  'names from a drive': () => sums(plain(), (path, hash) => `${hash}  E:\\Export\\${path.replaceAll('/', '\\')}`),
  'names as macOS has them, decomposed': () => sums(plain(), (path, hash) => `${hash}  ${path.normalize('NFD')}`),
};

describe('every form of list, and of naming files', () => {
  test.each(Object.keys(FORMS))('%s', (form) => {
    const text = (FORMS[form] as () => string | Buffer)();
    const list = listOf(text);
    const listed = form.endsWith('sum') ? 7 : 6;
    expect(compared(list)).toEqual({
      manifest: list,
      sha256: sha256(Buffer.from(text)),
      listed,
      matched: listed,
      counts: { missing: 0, different: 0, extra: 7 - listed },
      missing: [],
      different: [],
      extra: listed === 7 ? [] : ['new\nline.json.gz'],
    });
  });
});

test('what is missing, different and extra is named', async () => {
  const others = {
    ...files,
    'AWSLogs/1/b.json.gz': Buffer.from('something else'),
    'gone/z.json.gz': log('Gone'),
    'gone/q.json.gz': log('Gone too'),
  };
  delete (others as Record<string, Buffer>)['a!b.json.gz'];
  delete (others as Record<string, Buffer>)['notes.txt'];
  const { summary } = await delivery([bucket], { expect: listOf(sums(others, escaped)) });
  expect(summary.expected).toMatchObject({
    listed: 7,
    matched: 4,
    counts: { missing: 2, different: 1, extra: 2 },
    missing: ['gone/q.json.gz', 'gone/z.json.gz'],
    different: [{ path: 'AWSLogs/1/b.json.gz', expected: sha256('something else'), found: sha256(files['AWSLogs/1/b.json.gz'] as Buffer) }],
    extra: ['a!b.json.gz', 'notes.txt'],
  });
});

test('a list of what is in an archive: by its path in it, below its name, or as Trailcase names it', async () => {
  const zip = folderOf({
    'bucket copy.zip': await zipOf({ ...members, 'inner.tar': await tarOf({ 'z.json.gz': log('Z') }), 'more.json.gz': log('More') }),
  });
  const delivered = await delivery([zip], { expect: listOf(sums(members)) });
  expect(delivered.summary.expected).toMatchObject({
    matched: 2,
    counts: { missing: 0, different: 0, extra: 2 },
    extra: ['bucket copy.zip!inner.tar', 'bucket copy.zip!more.json.gz'],
  });
  for (const line of [
    (path: string, hash: string) => `${hash}  bucket copy/${path}`,
    (path: string, hash: string) => `${hash}  bucket copy.zip!${path}`,
  ]) {
    const again = await delivery([zip], { expect: listOf(sums(members, line)) });
    expect(again.summary.expected).toMatchObject({ matched: 2, counts: { missing: 0, different: 0, extra: 2 } });
  }
  const other = await delivery([zip], { expect: listOf(sums({ ...members, 'AWSLogs/1/x.json.gz': Buffer.from('other') })) });
  expect(other.summary.expected).toMatchObject({ matched: 1, different: [{ path: 'AWSLogs/1/x.json.gz' }] });
});

test('an archive that is listed answers for all that is in it; one that is not is extra, and its members are not', async () => {
  const whole = { 'archive.zip': files['archive.zip'] as Buffer };
  const zip = join(folderOf(whole), 'archive.zip');
  const listed = await delivery([zip], { expect: listOf(sums(whole, undefined, 'md5'), 'md5.txt') });
  expect(listed.summary.expected).toMatchObject({ matched: 1, counts: { missing: 0, different: 0, extra: 0 } });
  const unlisted = await delivery([zip], { expect: listOf(sums({ 'other.zip': log('Other') })) });
  expect(unlisted.summary.expected).toMatchObject({ missing: ['other.zip'], extra: ['archive.zip'] });
});

test('a list that lies in the delivery is not extra, and may name files as seen from its own folder', async () => {
  const inside = folderOf({ 'AWSLogs/1/a.json.gz': log('InA'), 'AWSLogs/1/b.json.gz': log('InB'), 'readme.txt': 'x' });
  const list = join(inside, 'AWSLogs/SHA256SUMS');
  writeFileSync(list, `${hashOf(inside, 'AWSLogs/1/a.json.gz')}  1/a.json.gz\n${hashOf(inside, 'AWSLogs/1/b.json.gz')}  ./1/b.json.gz\n`);
  const { summary } = await delivery([inside], { expect: list });
  expect(summary.expected).toMatchObject({ matched: 2, counts: { missing: 0, different: 0, extra: 1 }, extra: ['readme.txt'] });
});

test('several paths at once, and the same name in two of them', async () => {
  const [one, two] = [folderOf({ 'x.json.gz': log('One'), 'only.json.gz': log('Only') }), folderOf({ 'x.json.gz': log('Two') })];
  const lines = [join(one, 'only.json.gz'), join(two, 'x.json.gz')].map((path) => `${sha256OfFile(path)}  ${basename(path)}\n`);
  const { summary } = await delivery([one, join(two, 'x.json.gz')], { expect: listOf(lines.join('')) });
  expect(summary.expected).toMatchObject({ matched: 2, counts: { missing: 0, different: 0, extra: 1 }, extra: ['x.json.gz'] });
});

test('what came of it is in the case, line by line, and in the custody log', async () => {
  const list = listOf(
    sums(
      { 'AWSLogs/1/a.json.gz': files['AWSLogs/1/a.json.gz'] as Buffer, 'notes.txt': Buffer.from('other'), gone: log('Gone') },
      undefined,
      'sha1',
    ),
  );
  const { path } = await delivery([bucket], { expect: list });
  const [handover, ...more] = rows(path, 'SELECT path, sha256, lines FROM handovers');
  expect(more).toEqual([]);
  expect(handover).toEqual({ path: list, sha256: sha256OfFile(list), lines: 3 });
  const lines = rows(
    path,
    'SELECT l.path, l.algorithm, l.hash, l.verdict, lower(hex(e.sha256)) AS item FROM handover_lines l LEFT JOIN evidence e ON e.id = l.evidence ORDER BY l.id',
  );
  expect(lines.slice(0, 3)).toEqual([
    {
      path: 'AWSLogs/1/a.json.gz',
      algorithm: 'sha1',
      hash: hashed('sha1', files['AWSLogs/1/a.json.gz'] as Buffer),
      verdict: 'matched',
      item: sha256(files['AWSLogs/1/a.json.gz'] as Buffer),
    },
    {
      path: 'notes.txt',
      algorithm: 'sha1',
      hash: hashed('sha1', Buffer.from('other')),
      verdict: 'different',
      item: sha256(files['notes.txt'] as Buffer),
    },
    { path: 'gone', algorithm: 'sha1', hash: lines[2]?.hash, verdict: 'missing', item: '' },
  ]);
  expect(
    lines
      .slice(3)
      .map(({ path, verdict }) => `${verdict} ${path}`)
      .sort(),
  ).toEqual(
    Object.keys(files)
      .filter((name) => !['AWSLogs/1/a.json.gz', 'notes.txt'].includes(name))
      .map((name) => `extra ${name}`)
      .sort(),
  );
  const [custody] = rows(path, "SELECT detail FROM custody WHERE action = 'import' AND outcome = 'done'");
  expect(JSON.parse(custody?.detail).handover).toEqual({
    list,
    sha256: handover?.sha256,
    matched: 1,
    missing: 1,
    different: 1,
    extra: 5,
    root: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test('MD5 and SHA-1 of everything delivered, on request or because a list has them', async () => {
  const hashesIn = (path: string): string[] =>
    rows(path, 'SELECT f.path, h.algorithm, h.value FROM item_hashes h JOIN found_at f ON f.evidence = h.evidence ORDER BY 1, 2').map(
      (row) => `${row.path} ${row.algorithm} ${row.value}`,
    );
  const all = { ...files, ...Object.fromEntries(Object.entries(members).map(([path, bytes]) => [`archive.zip!${path}`, bytes])) };
  const expected = (algorithms: string[]): string[] =>
    Object.entries(all)
      .flatMap(([path, bytes]) => algorithms.map((name) => `${path} ${name} ${hashed(name, bytes)}`))
      .sort();
  const both = await delivery([bucket], { md5: true, sha1: true });
  expect(hashesIn(both.path).sort()).toEqual(expected(['md5', 'sha1']));
  const none = await delivery([bucket]);
  expect(hashesIn(none.path)).toEqual([]);
  const listed = await delivery([bucket], { expect: listOf(sums(files, escaped, 'md5')) });
  expect(hashesIn(listed.path).sort()).toEqual(expected(['md5']));
});

describe('a list that PowerShell cut off', () => {
  test.each<[string, () => string, string]>([
    ['a table', () => getFileHash((path, bytes) => `SHA256          ${sha256(bytes).toUpperCase()}       ${path.slice(0, 18)}...`), '...'],
    ['a table of a newer version', () => getFileHash((path, bytes) => `SHA256          ${sha256(bytes)}       ${path.slice(0, 18)}…`), '…'],
    ['a hash', () => getFileHash((path, bytes) => `SHA256          ${sha256(bytes).slice(0, 40)}...       ${path}`), 'Export-Csv'],
  ])('%s: is refused, with how to write it whole', (_, text, said) => {
    expect(() => readHandoverList(listOf(text()))).toThrow(
      expect.objectContaining({ code: 'MANIFEST_UNREADABLE', message: expect.stringContaining('cut off') }),
    );
    expect(() => readHandoverList(listOf(text()))).toThrow(said === '…' ? /…/ : said === '...' ? /\.\.\./ : /Export-Csv/);
  });

  test('a name with a space where a line ends may be another: is refused', () => {
    const hash = sha256('x').toUpperCase();
    const list = `\r\nAlgorithm : SHA256\r\nHash      : ${hash}\r\nPath      : C:\\My\r\n            Logs\\a.json\r\n\r\n`;
    expect(() => readHandoverList(listOf(list))).toThrow(/cut off/);
  });
});

test('a list of hashdeep that names no file', () => {
  expect(() => readHandoverList(listOf('%%%% HASHDEEP-1.0\n%%%% size,md5,sha256,filename\n## x\n'))).toThrow(/names no file/);
  expect(() => readHandoverList(listOf('%%%% HASHDEEP-1.0\n%%%% size,tiger,filename\n1,00,a\n'))).toThrow(/neither/);
});
