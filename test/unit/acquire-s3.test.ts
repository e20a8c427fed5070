// The parts of an acquisition from S3 that need no server: addresses, layouts of keys, checksums, names of copies, room.
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { isAddress, parseAddress } from '../../src/main/acquire/s3/address.ts';
import { CHECKSUMS, ChecksumCheck, type ChecksumName, statedChecksum } from '../../src/main/acquire/s3/checksums.ts';
import { flatName } from '../../src/main/acquire/s3/documents.ts';
import { safeParts } from '../../src/main/acquire/s3/keep-copy.ts';
import { dayAfter, dayOf, digestName, type Leaf, leafOf, stepOf } from '../../src/main/acquire/s3/layout.ts';
import { Room } from '../../src/main/acquire/s3/room.ts';

test('checksums have the values that their definitions give for "123456789"', () => {
  const of = (name: ChecksumName): string => {
    const sum = CHECKSUMS[name]();
    for (const piece of ['1234', '', '56789']) sum.update(Buffer.from(piece));
    return Buffer.from(sum.text(), 'base64').toString('hex');
  };
  expect(of('CRC32')).toBe('cbf43926');
  expect(of('CRC32')).toBe(crc32('123456789').toString(16));
  expect(of('CRC32C')).toBe('e3069283');
  expect(of('CRC64NVME')).toBe('ae8b14860a799888');
  expect(of('SHA1')).toBe('f7c3bc1d808e04732adf679965ccc34ca7ae3441');
});

test('checksums over slices and over single bytes are the same, wherever pieces end', () => {
  const bytes = Uint8Array.from({ length: 1000 }, (_, i) => (i * i * 31) & 255);
  for (const name of ['CRC32C', 'CRC64NVME'] as const) {
    const single = CHECKSUMS[name]();
    for (const byte of bytes) single.update(Uint8Array.of(byte));
    const sliced = CHECKSUMS[name]();
    for (let at = 0, length = 1; at < bytes.length; at += length++) sliced.update(bytes.subarray(at, at + length));
    expect(sliced.text()).toBe(single.text());
  }
});

test('which checksum counts: the strongest of the whole; an ETag only where S3 makes it an MD5', () => {
  const md5 = { ETag: '"25f9e794323b453885f5181f1b624d0b"' };
  expect(statedChecksum({ ...md5, ChecksumCRC32: 'a', ChecksumSHA256: 'b' })).toEqual({ name: 'SHA256', value: 'b' });
  expect(statedChecksum({ ...md5, ChecksumCRC32: 'a' })).toEqual({ name: 'CRC32', value: 'a' });
  expect(statedChecksum({ ...md5, ChecksumSHA256: 'b-3' })).toMatchObject({ name: 'MD5' });
  expect(statedChecksum({ ETag: '"abc-3"', ChecksumCRC32: 'a', ChecksumType: 'COMPOSITE' })).toBeNull();
  expect(statedChecksum(md5)).toEqual({ name: 'MD5', value: '25f9e794323b453885f5181f1b624d0b' });
  expect(statedChecksum({ ...md5, ServerSideEncryption: 'AES256' })).toMatchObject({ name: 'MD5' });
  for (const kms of ['aws:kms', 'aws:kms:dsse']) expect(statedChecksum({ ...md5, ServerSideEncryption: kms })).toBeNull();
  expect(statedChecksum({ ...md5, SSECustomerAlgorithm: 'AES256' })).toBeNull();
  const check = new ChecksumCheck(statedChecksum(md5));
  check.update(Buffer.from('123456789'));
  expect(check.difference()).toBeNull();
  expect(new ChecksumCheck(statedChecksum(md5)).difference()).toMatch(/^MD5 stated 25f9\S+, of the bytes d41d/);
});

test('keys as CloudTrail makes them', () => {
  const leaf = leafOf('p/AWSLogs/o-abcdefghij/111122223333/CloudTrail-Digest/eu-west-1/2026/02/21/x.json.gz') as Leaf;
  expect(leaf).toMatchObject({
    root: 'p/',
    organization: 'o-abcdefghij',
    account: '111122223333',
    category: 'digests',
    region: 'eu-west-1',
  });
  expect(dayOf(leaf, `${leaf.prefix}2026/02/21/x`)).toBe('2026-02-21');
  expect(dayOf(leaf, `${leaf.prefix}odd/x`)).toBeNull();
  expect(leafOf('AWSLogs/111122223333/Config/eu-west-1/x')).toBeNull();
  expect(leafOf('AWSLogs/111122223333/CloudTrail-Unheard/eu-west-1/x')).toBeNull();
  const steps = ['', 'p/', 'p/AWSLogs/', 'AWSLogs/o-abcdefghij/', 'AWSLogs/111122223333/', 'AWSLogs/111122223333/CloudTrail/', leaf.prefix];
  expect(steps.map(stepOf)).toEqual(['search', 'search', 'accounts', 'accounts', 'folders', 'regions', 'leaf']);
  expect(digestName('a/111122223333_CloudTrail-Digest_eu-west-1_my_trail-x_us-gov-west-1_20260221T010203Z.json.gz')).toEqual({
    trail: 'my_trail-x',
    homeRegion: 'us-gov-west-1',
    end: '20260221T010203Z',
    backfill: false,
  });
  expect([dayAfter('2026-02-28', 1), dayAfter('2026-01-01', -1)]).toEqual(['2026-03-01', '2025-12-31']);
});

test('addresses', () => {
  expect(parseAddress('s3://bucket')).toEqual({ bucket: 'bucket', prefix: '' });
  expect(parseAddress('s3://my.bucket-1/a/b c/')).toEqual({ bucket: 'my.bucket-1', prefix: 'a/b c/' });
  for (const wrong of ['s3://', 's3:///x', 's3://a b/c']) expect(() => parseAddress(wrong)).toThrow(/no address of a bucket/);
  expect(['s3://x', 'S3://x', 'cloudtrail:lookup-events', './s3:', '/s3://x'].map(isAddress)).toEqual([true, true, true, false, false]);
});

test('names of copies lead nowhere else, and differ where keys do', () => {
  const keys = ['../x', '..', './x', '/x', 'a//x', 'a/x', 'a%/x', 'a:x', 'a\\x', '%2e%2e/x', `${'é'.repeat(300)}1`, `${'é'.repeat(300)}2`];
  const names = keys.map((key) => safeParts(key));
  for (const part of names.flat()) expect(part).toMatch(/^(?!\.{1,2}$)[^/\\:\u0000]{1,240}$/);
  expect(new Set(names.map((parts) => parts.join('/'))).size).toBe(keys.length);
  expect(flatName('AWSLogs/1/CloudTrail/')).toBe('AWSLogs~1~CloudTrail');
  expect(flatName('x/'.repeat(300)).length).toBeLessThan(200);
  const folders = ['', '/', '~/', 'a/b/', 'a~b/', '%/', '%25/'];
  expect(new Set(folders.map(flatName)).size).toBe(folders.length);
});

test('room for so many at a time, and so many bytes; what is larger than all of it enters alone', async () => {
  const room = new Room(100, 3);
  const entered: string[] = [];
  const enter = (name: string, bytes: number): Promise<() => void> =>
    room.take(bytes).then((leave) => {
      entered.push(name);
      return leave;
    });
  const a = await enter('a', 60);
  const b = enter('b', 60);
  const c = enter('c', 10);
  await Promise.resolve();
  expect(entered).toEqual(['a']);
  a();
  (await b)();
  const leaveC = await c;
  const d = enter('d', 500);
  leaveC();
  (await d)();
  expect(entered).toEqual(['a', 'b', 'c', 'd']);
});
