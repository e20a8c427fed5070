// Archives and other files whose content is packed in a way that is not opened: named by their marks, and never taken for what has nothing in it.
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Dictionaries } from '../../../src/main/ingest/dictionaries.ts';
import { parseItem } from '../../../src/main/ingest/parse-item.ts';
import { LargeContentReader, type Part } from '../../../src/main/ingest/read-large.ts';
import { trail } from '../../helpers/trail.ts';

const hex = (digits: string): Buffer => Buffer.from(digits, 'hex');
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

/** `{"Records":[]}` by the tools themselves, where they were at hand; else the beginning that the format's description gives. */
const FILES: [name: string, bytes: Buffer, what: string][] = [
  ['7-Zip', Buffer.concat([hex('377abcaf271c00048d9bd50f'), Buffer.alloc(20)]), 'a 7-Zip archive: unpack it and import what is in it'],
  ['RAR 5', hex('526172211a070100'), 'a RAR archive: unpack it and import what is in it'],
  ['RAR 4', hex('526172211a0700cf907300000d00000000000000'), 'a RAR archive: unpack it and import what is in it'],
  [
    'xz',
    hex(
      'fd377a585a000004e6d6b4460200210116000000742fe5a301000e7b225265636f726473223a5b5d7d0a000058e0c38a109330890001270fdf1afc6a1fb6f37d010000000004595a',
    ),
    'xz data: unpack it and import what is in it',
  ],
  [
    'bzip2',
    hex('425a68393141592653594d620d55000006db80001010000010100a0e00980a20003100000a6988c1ea860da7f5936187c5dc914e14241358835540'),
    'bzip2 data: unpack it and import what is in it',
  ],
  ['bzip2 of nothing', hex('425a683917724538509000000000'), 'bzip2 data: unpack it and import what is in it'],
  ['LZ4', hex('04224d186440a70f0000807b225265636f726473223a5b5d7d0a00000000117d7901'), 'LZ4 data: unpack it and import what is in it'],
  [
    'lzma',
    hex('5d00008000ffffffffffffffff003d8886465353efc6b2a3a0faa80573b6746be35ffffd0f7000'),
    'LZMA data: unpack it and import what is in it',
  ],
  ['lzip', latin1('LZIP\x01\x0c\0'), 'lzip data: unpack it and import what is in it'],
  ['compress', hex('1f9d907b22'), 'data of compress (.Z): unpack it and import what is in it'],
  ['snappy', hex('ff060000734e61507059'), 'Snappy data: unpack it and import what is in it'],
  ['cabinet', latin1('MSCF\0\0\0\0\x64\0\0\0'), 'a cabinet (.cab): unpack it and import what is in it'],
  [
    'a dictionary of Zstandard',
    hex('37a430ec01020304'),
    'a dictionary of Zstandard: decompress what was compressed with it and import that',
  ],
  ['Parquet', latin1('PAR1\x15\x04\x15\x20'), 'a Parquet file: write what is in it as JSON or CSV and import that'],
  ['ORC', latin1('ORC\x08\x03\x10'), 'an ORC file: write what is in it as JSON or CSV and import that'],
  ['Avro', latin1('Obj\x01\x04\x16avro.schema'), 'an Avro file: write what is in it as JSON or CSV and import that'],
  ['EnCase', latin1('EVF\t\r\n\xff\0\x01\x01\0'), 'a disk image (EnCase): copy the files out of it and import them'],
  ['EnCase 7', latin1('EVF2\r\n\x81\0\x02\x01'), 'a disk image (EnCase): copy the files out of it and import them'],
  ['EnCase, files', latin1('LVF\t\r\n\xff\0\x01'), 'a disk image (EnCase): copy the files out of it and import them'],
  ['AFF', latin1('AFF10\r\n\0badflag'), 'a disk image (AFF): copy the files out of it and import them'],
  ['VMDK', latin1('KDMV\x01\0\0\0\x03\0\0\0'), 'a disk image (VMDK): copy the files out of it and import them'],
  ['QCOW2', latin1('QFI\xfb\0\0\0\x03\0\0'), 'a disk image (QCOW): copy the files out of it and import them'],
  ['VHDX', latin1('vhdxfileM\0i\0c\0'), 'a disk image (VHD): copy the files out of it and import them'],
  ['VHD', latin1('conectix\0\0\0\x02\0\x01\0\0'), 'a disk image (VHD): copy the files out of it and import them'],
  ['age', latin1('age-encryption.org/v1\n-> X25519 abc\n'), 'data encrypted with age: decrypt it and import what is in it'],
  ['OpenSSL', latin1('Salted__\x01\x02\x03\x04\x05\x06\x07\x08'), 'data encrypted with OpenSSL: decrypt it and import what is in it'],
  [
    'a pointer of Git LFS',
    latin1(`version https://git-lfs.test/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 1947\n`),
    'a pointer of Git LFS, not the file: fetch it with git lfs pull and import that',
  ],
  ['PGP', latin1('-----BEGIN PGP MESSAGE-----\n\nhQEMA\n'), 'data encrypted with PGP: decrypt it and import what is in it'],
];

function inPieces(bytes: Buffer): unknown {
  const parts: Part[] = [];
  const reader = new LargeContentReader(new Dictionaries(), (part) => parts.push(part), 64);
  for (let at = 0; at < bytes.length; at += 50) reader.push(bytes.subarray(at, at + 50));
  const { kind } = reader.end();
  return { kind, problems: parts.flatMap(({ problems }) => problems) };
}

test.each(FILES)('%s', (_, bytes, what) => {
  const problem = { code: 'CONTENT_NOT_OPENED', detail: what, event: null, offset: 0, length: 0, isRecord: false };
  const told = { kind: 'unreadable', problems: [problem] };
  const long = Buffer.concat([bytes, Buffer.alloc(300, 0xa7)]);
  for (const content of [bytes, long]) {
    expect(parseItem(content, new Dictionaries())).toMatchObject({ ...told, encoding: 'identity', events: { count: 0 } });
    expect(parseItem(gzipSync(content), new Dictionaries())).toMatchObject({ ...told, encoding: 'gzip', events: { count: 0 } });
    expect(inPieces(content)).toEqual(told);
  }
});

test('text and logs that begin likewise are none', () => {
  for (const text of [
    'ORCHID,rose,lily\n',
    'PAR1S\n',
    'MSCF\n',
    'Salted peanuts\n',
    '7z',
    'BZh9\n',
    'Rar!\n',
    'LZIP\n',
    ']\n',
    'Obj\n',
    'KDMV\n',
    'vhdxfile is\n',
    'conectix\n',
  ])
    expect(parseItem(Buffer.from(text), new Dictionaries()).problems, text).toEqual([]);
  const { kind, problems } = parseItem(Buffer.from(trail().events(3).json()), new Dictionaries());
  expect([kind, problems]).toEqual(['log', []]);
});
