// What is done quickly in place of the SDK, held to what the SDK does: signatures of GETs, and what a listing says of versions.
import { Readable } from 'node:stream';
import { GetObjectCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { statedChecksum } from '../../src/main/acquire/s3/checksums.ts';
import { versionsOf } from '../../src/main/acquire/s3/quick-list.ts';
import { Signer, scopeOf } from '../../src/main/acquire/s3/sign.ts';

type Sent = { path: string; query: Record<string, string>; headers: Record<string, string> };

/** A client that sends nothing: it gets this answer. */
function client(body: string, seen: Sent[] = []): S3Client {
  return new S3Client({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'a+token/=' },
    requestHandler: {
      handle: async (request: Sent) => {
        seen.push(request);
        return { response: { statusCode: 200, headers: {}, body: Readable.from([Buffer.from(body)], { objectMode: false }) } };
      },
    } as never,
  });
}

test.each(['AWSLogs/1/x.json.gz', "odd (key)!*'~+ %25/../ü\u{1f600}", '/absolute//twice/'])('a signature is the SDK’s: %s', async (key) => {
  const seen: Sent[] = [];
  const asked = new GetObjectCommand({ Bucket: 'evidence', Key: key, IfMatch: '"an  etag"', RequestPayer: 'requester' });
  await client('', seen).send(asked);
  const [{ path, query, headers }] = seen as [Sent];
  const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const { authorization, 'x-amz-date': date, 'x-amz-security-token': _, ...rest } = given as Record<string, string>;
  const now = Date.parse((date as string).replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:'));
  const scope = scopeOf(authorization as string);
  expect(scope).toEqual({ region: 'eu-west-1', service: 's3' });
  const by = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'a+token/=' };
  expect(new Signer(scope as never).sign(path, `x-id=${query['x-id']}`, rest, by, now)).toEqual(given);
  // Another second, another secret.
  const signer = new Signer(scope as never);
  const first = signer.sign(path, 'x-id=GetObject', rest, by, now).authorization;
  expect(signer.sign(path, 'x-id=GetObject', rest, { ...by, secretAccessKey: 'other' }, now).authorization).not.toBe(first);
  expect(signer.sign(path, 'x-id=GetObject', rest, by, now + 1000).authorization).not.toBe(first);
  expect(signer.sign(path, 'x-id=GetObject', rest, by, now).authorization).toBe(first);
  // Other values and other fields in between.
  const other = signer.sign(path, 'x-id=GetObject', { ...rest, 'if-match': '"other"' }, by, now);
  expect(other).toEqual(new Signer(scope as never).sign(path, 'x-id=GetObject', { ...rest, 'if-match': '"other"' }, by, now));
  expect(other.authorization).not.toBe(first);
  signer.sign(path, 'x-id=GetObject', { ...rest, 'a-field': 'more' }, by, now);
  expect(signer.sign(path, 'x-id=GetObject', rest, by, now)).toEqual(given);
});

test('signatures of other kinds are none of ours', () => {
  expect(scopeOf('AWS4-ECDSA-P256-SHA256 Credential=A/20260221/s3/aws4_request, SignedHeaders=host, Signature=x')).toBeNull();
});

test('a listing says the same as by the SDK', async () => {
  const owner = '<Owner><ID>abc</ID><DisplayName>a &lt;Key&gt;</DisplayName></Owner>';
  const stated = '<LastModified>2026-02-21T00:05:06.789Z</LastModified><ETag>&quot;ab-2&quot;</ETag>';
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<ListVersionsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>evidence</Name><Prefix>a</Prefix><IsTruncated>true</IsTruncated>
<NextKeyMarker>k</NextKeyMarker><NextVersionIdMarker>v</NextVersionIdMarker><EncodingType>url</EncodingType>
<Version><Key>a%0Ab&amp;c&#x2713;&#233;</Key><VersionId>v1</VersionId><IsLatest>true</IsLatest>${stated}<Size>12</Size>
<ChecksumAlgorithm>SHA256</ChecksumAlgorithm><ChecksumAlgorithm>CRC32</ChecksumAlgorithm><ChecksumType>COMPOSITE</ChecksumType>${owner}
<RestoreStatus><IsRestoreInProgress>false</IsRestoreInProgress><RestoreExpiryDate>2026-03-01T00:00:00Z</RestoreExpiryDate></RestoreStatus>
<StorageClass>GLACIER</StorageClass></Version>
<DeleteMarker><Key>gone</Key><VersionId>d</VersionId><IsLatest>false</IsLatest><LastModified>2026-02-21T00:05:06Z</LastModified>${owner}</DeleteMarker>
<Version><Key>&lt;/Version&gt;</Key><VersionId>null</VersionId><IsLatest>false</IsLatest>${stated}<Size>0</Size><StorageClass>STANDARD</StorageClass></Version>
</ListVersionsResult>`;
  const { Versions = [], DeleteMarkers = [], ...bySdk } = await client(body).send(new ListObjectVersionsCommand({ Bucket: 'evidence' }));
  const quick = versionsOf(body);
  const plain = (one: object): unknown =>
    JSON.parse(JSON.stringify({ ChecksumAlgorithm: [], ...one, Owner: undefined, ChecksumType: undefined }));
  expect(Versions.length + DeleteMarkers.length).toBe(3);
  expect(quick?.listing.versions.map(plain)).toEqual(Versions.map(plain));
  expect(quick?.listing.markers.map(plain)).toEqual(DeleteMarkers.map(plain));
  // What is left says the rest.
  const { $metadata: _, ...rest } = await client(quick?.rest ?? '').send(new ListObjectVersionsCommand({ Bucket: 'evidence' }));
  const { $metadata: __, ...all } = bySdk;
  expect(rest).toEqual(all);
  expect(versionsOf('<Contents><Key>&#x1F600;</Key></Contents>')?.listing.versions[0]?.Key).toBe('\u{1f600}');
  // Another form is the SDK's to read.
  for (const other of [
    body.replace('<Version>', '<Version a="b">'),
    body.replace('<Key>gone', '<Key><![CDATA[gone]]>'),
    `${body}<!-- x -->`,
  ])
    expect(versionsOf(other)).toBeNull();
});

test('the ETag is an MD5 only where S3 guarantees it', () => {
  const ETag = '"0cc175b9c0f1b6a831c399e269772661"';
  const md5 = { name: 'MD5', value: '0cc175b9c0f1b6a831c399e269772661' };
  expect(statedChecksum({ ETag })).toEqual(md5);
  expect(statedChecksum({ ETag, ServerSideEncryption: 'AES256' })).toEqual(md5);
  for (const ServerSideEncryption of ['aws:kms', 'aws:kms:dsse', 'aws:fsx'])
    expect(statedChecksum({ ETag, ServerSideEncryption })).toBeNull();
  expect(statedChecksum({ ETag, SSECustomerAlgorithm: 'AES256' })).toBeNull();
  expect(statedChecksum({ ETag: ETag.replace('61"', '61-3"') })).toBeNull();
  // In a directory bucket never.
  expect(statedChecksum({ ETag, ServerSideEncryption: 'AES256' }, true)).toBeNull();
  expect(statedChecksum({ ETag, ChecksumCRC32: 'AAAAAA==' }, true)).toEqual({ name: 'CRC32', value: 'AAAAAA==' });
});
