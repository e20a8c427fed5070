// A bucket, or what stands in its place, that is not as it says: names, sizes, listings, answers and redirects. What comes is what was there, or it is told.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newCasePath, verified } from '../../helpers/cases.ts';
import { cli } from '../../helpers/cli-here.ts';
import { bucketOf, SAMPLE, sampleObjects } from '../../helpers/s3-archive.ts';
import { awsEnv, eventNames, importS3, log, logKey, problemsOf, query } from '../../helpers/s3-cases.ts';
import { MemoryBucket, type S3Double, startS3Double, version } from '../../helpers/s3-server.ts';

let server: S3Double;
let bucket: MemoryBucket;

beforeEach(async () => {
  server = await startS3Double();
  bucket = new MemoryBucket();
  server.buckets.set('evidence', bucket);
});
afterEach(() => server.close());

const plain = (path: string) => importS3(server, path, '--everything', '--no-cloudtrail');
const failed = async (): Promise<string> => {
  const { status, stderr } = await cli(['import', newCasePath(), 's3://evidence/', '--everything', '--no-cloudtrail'], {
    env: { ...awsEnv(server), AWS_MAX_ATTEMPTS: '1' },
  });
  expect(status).toBe(2);
  return stderr;
};

test.each([
  ['by the engine', 0],
  ['by a thread', 260],
])('names: %s', { timeout: 20_000 }, async (_, others) => {
  const names = [
    '..',
    '../..',
    'a/../b',
    './c',
    '/d',
    'e//f',
    '//',
    'g%2Fh',
    'g/h',
    'i%252Fj',
    'new\nline',
    'return\rcarriage',
    'tab\t',
    'nul\u0001',
    '😀/🏴‍☠️.json.gz',
    'é (composed)',
    'e\u0301 (decomposed)',
    'plus+and space',
    'q?versionId=null',
    'hash#tag',
    'quotes\'"<>&;',
    'folder with bytes/',
    'x'.repeat(1024),
    `${'ü'.repeat(512)}`,
    '\u202Eright-to-left',
    '\u{10ffff}',
    '\ufffd',
    'a?x-id=GetObject',
  ];
  for (const [i, name] of names.entries()) bucket.put(name, log(`N${String(i).padStart(3, '0')}`));
  for (let i = 0; i < others; i++) bucket.put(`zz/${i}`, log(`O${i}`));
  const path = newCasePath();
  const { value } = await plain(path);
  expect(value.acquired).toMatchObject({ fetched: names.length + others, notFetched: 0, told: {} });
  const places = query<{ path: string }>(path, "SELECT f.path FROM found_at f JOIN sources s ON s.id = f.source WHERE s.kind = 's3'");
  expect(
    places
      .map((row) => row.path)
      .filter((one) => !one.startsWith('zz/'))
      .sort(),
  ).toEqual([...names].sort());
  expect(eventNames(path).filter((name) => name.startsWith('N')).length).toBe(names.length);
  expect(problemsOf(path)).toEqual({});
  expect((await verified(path)).ok).toBe(true);
  // Known by the same names.
  expect((await plain(path)).value.acquired).toMatchObject({ fetched: 0, known: names.length + others });
});

test('objects without bytes, ETags of parts, encodings that are none: bytes come as they are', async () => {
  const gz = log('Encoded');
  bucket.put('empty.json.gz', '').put('encoded.json.gz', gz, { headers: { 'content-encoding': 'gzip' } });
  bucket.put('chunked.json.gz', log('Chunked'), { headers: { 'content-encoding': 'aws-chunked,br' } });
  bucket.put('parts.json.gz', log('Parts'), { etag: '"0123456789abcdef0123456789abcdef-3"' });
  const path = newCasePath();
  const { value } = await plain(path);
  expect(value.acquired).toMatchObject({ fetched: 4, notFetched: 0, checked: { MD5: 3, 'nothing stated': 1 } });
  expect(eventNames(path)).toEqual(['Chunked', 'Encoded', 'Parts']);
});

test('an object of other bytes than listed, under the same ETag, is told as such', async () => {
  bucket.put('lies.json.gz', log('Lies')).put('true.json.gz', log('True'));
  const usual = version(log('Lies'));
  let size = 5_000_000_000;
  const listing = (): string =>
    `<ListVersionsResult><Name>evidence</Name><IsTruncated>false</IsTruncated>${[...bucket.keys()]
      .map((key) => {
        const [one] = bucket.versionsOf(key);
        return `<Version><Key>${key}</Key><VersionId>null</VersionId><IsLatest>true</IsLatest><LastModified>${usual.modified.toISOString()}</LastModified><ETag>&quot;${one?.etag.slice(1, -1)}&quot;</ETag><Size>${key.startsWith('lies') ? size : one?.bytes.length}</Size></Version>`;
      })
      .join('')}</ListVersionsResult>`;
  server.instead = ({ operation }) => (operation === 'ListObjectVersions' ? { status: 200, body: listing() } : undefined);
  for (size of [5_000_000_000, 1]) {
    const path = newCasePath(`case-${size}`);
    const { value } = await plain(path);
    expect(value.acquired).toMatchObject({ fetched: 2, notFetched: 0 });
    const bytes = bucket.versionsOf('lies.json.gz')[0]?.bytes.length;
    expect(problemsOf(path)).toEqual({
      'lies.json.gz': [{ code: 'S3_OBJECT_CHANGED', detail: `listed with ${size} bytes, fetched with ${bytes}` }],
    });
    expect(eventNames(path)).toEqual(['Lies', 'True']);
  }
});

test('an answer without an end, and one that says 5 GB and sends none of them', { timeout: 20_000 }, async () => {
  bucket.put('a.json.gz', log('A'));
  server.instead = ({ operation }) =>
    operation === 'GetObject'
      ? {
          status: 200,
          body: 'x'.repeat(5000),
          headers: { 'content-length': '5000000000', etag: bucket.versionsOf('a.json.gz')[0]?.etag ?? '' },
        }
      : undefined;
  const told = async (name: string): Promise<unknown> => {
    const path = newCasePath(name);
    expect((await plain(path)).status).toBe(1);
    return problemsOf(path);
  };
  expect(await told('short')).toEqual({
    'a.json.gz': [{ code: 'S3_BROKEN_OFF', detail: 'aborted before all 5000000000 bytes had come, the last of 4 times' }],
  });
  await server.close();
  // Neither a length nor an end.
  server = await endless();
  expect(await told('endless')).toEqual({
    'a.json': [{ code: 'S3_BROKEN_OFF', detail: 'more than 100 bytes came, which were all that it has, the last of 4 times' }],
  });
});

test.each([
  ['by the engine', 20],
  ['by a thread', 300],
])('an object that never comes whole is a problem of its place, and fetched the next time: %s', async (_, others) => {
  for (let i = 0; i < others; i++) bucket.put(logKey(`E${i}`), log(`E${i}`));
  const key = logKey('E7');
  const [whole] = bucket.versionsOf(key);
  const path = newCasePath();
  server.instead = (request) =>
    request.operation === 'GetObject' && request.key === key
      ? { status: 200, body: 'x', headers: { 'content-length': '500', etag: whole?.etag ?? '' } }
      : undefined;
  const { status, value } = await plain(path);
  expect({ status, acquired: value.acquired }).toMatchObject({
    status: 1,
    acquired: { fetched: others - 1, notFetched: 1, told: { S3_BROKEN_OFF: 1 } },
  });
  expect(problemsOf(path)).toEqual({ [key]: [{ code: 'S3_BROKEN_OFF', detail: expect.stringMatching(/of 4 times$/) }] });
  expect(eventNames(path)).toHaveLength(others - 1);
  server.instead = () => undefined;
  expect((await plain(path)).value.acquired).toMatchObject({ fetched: 1, known: others - 1, notFetched: 0 });
  expect(eventNames(path)).toHaveLength(others);
  expect(await verified(path)).toMatchObject({ ok: true });
});

test('where every answer breaks off, it is the network, which ends the import', async () => {
  for (let i = 0; i < 120; i++) bucket.put(logKey(`E${i}`), log(`E${i}`));
  server.instead = ({ operation }) =>
    operation === 'GetObject' ? { status: 200, body: 'x', headers: { 'content-length': '500', etag: '"e"' } } : undefined;
  expect(await failed()).toMatch(
    /^trailcase: S3_UNREACHABLE: 50 answers one after the other broke off: .*Check the network and what stands between\. Then import/,
  );
});

/** Lists one object of 100 bytes, and sends bytes for it until nobody takes them. */
async function endless(): Promise<S3Double> {
  const double = await startS3Double();
  const head = '<Name>evidence</Name><IsTruncated>false</IsTruncated>';
  const listed = `<Key>a.json</Key><VersionId>null</VersionId><IsLatest>true</IsLatest><LastModified>2026-02-22T00:00:00Z</LastModified><ETag>&quot;e&quot;</ETag><Size>100</Size>`;
  const http = createServer((request, response) => {
    const url = request.url ?? '';
    if (request.method === 'POST') response.writeHead(500).end();
    else if (request.method === 'HEAD') response.writeHead(200, { 'x-amz-bucket-region': 'eu-west-1' }).end();
    else if (url.includes('versions')) response.end(`<ListVersionsResult>${head}<Version>${listed}</Version></ListVersionsResult>`);
    else if (url.includes('list-type')) response.end(`<ListBucketResult>${head}</ListBucketResult>`);
    else {
      response.writeHead(200, { etag: '"e"' });
      const piece = Buffer.alloc(1_000_000, 32);
      const more = (): void => {
        while (!response.destroyed && response.write(piece));
      };
      response.on('drain', more);
      more();
    }
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  return {
    ...double,
    endpoint: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    close: async () => {
      http.closeAllConnections();
      http.close();
      await double.close();
    },
  };
}

const pageOf = (root: string, keys: readonly string[], next: string): string => {
  const line = (key: string): string =>
    `<Key>${key}</Key><VersionId>null</VersionId><IsLatest>true</IsLatest><LastModified>2026-02-22T00:00:00Z</LastModified><ETag>&quot;e&quot;</ETag><Size>1</Size>`;
  const tag = root === 'ListVersionsResult' ? 'Version' : 'Contents';
  return `<${root}><Name>evidence</Name><IsTruncated>true</IsTruncated>${next}${keys.map((key) => `<${tag}>${line(key)}</${tag}>`).join('')}</${root}>`;
};

test.each([
  ['the same page again and again, with versions', true, [['a', 'b']]],
  ['the same page again and again, without versions', false, [['a', 'b']]],
  ['backwards, with versions', true, [['c', 'd'], ['a', 'b'], ['e']]],
  ['backwards, without versions', false, [['c', 'd'], ['a', 'b'], ['e']]],
  ['nothing, and on', true, [[]]],
])('a listing that does not go on ends the import: %s', async (_, versions, pages) => {
  let nth = 0;
  server.instead = ({ operation }) => {
    const keys = pages[nth % pages.length] as string[];
    if (operation === 'ListObjectVersions') {
      if (!versions) return { status: 403, code: 'AccessDenied' };
      nth++;
      return { status: 200, body: pageOf('ListVersionsResult', keys, `<NextKeyMarker>${keys.at(-1) ?? 'm'}</NextKeyMarker>`) };
    }
    if (operation !== 'ListObjectsV2') return undefined;
    nth++;
    return { status: 200, body: pageOf('ListBucketResult', keys, `<NextContinuationToken>t${nth % pages.length}</NextContinuationToken>`) };
  };
  expect(await failed()).toMatch(
    /^trailcase: S3_FAILED: The listing .*; (nothing was stored|stored until then).*This server lists in a way that cannot be followed\./,
  );
});

test.each([
  ['of folders', true, [['a/x', 'a/y'], ['a/z-', 'a-b'], ['b']]],
  ['of folders', false, [['a/x', 'a/y'], ['a-b'], ['b/c'], ['b.d']]],
  ['of UTF-16', true, [['a😀'], ['a\uffee', 'b']]],
])('a server that lists in an order of its own is followed: %s, versions: %s', async (_, versions, pages) => {
  const names = pages.flat();
  for (const name of names) bucket.put(name, log(`N${names.indexOf(name)}`));
  let nth = 0;
  server.instead = ({ operation }) => {
    if (operation === 'ListObjectVersions' && !versions) return { status: 403, code: 'AccessDenied' };
    if (operation !== (versions ? 'ListObjectVersions' : 'ListObjectsV2')) return undefined;
    const keys = pages[nth++] as string[];
    const next = versions ? `<NextKeyMarker>${keys.at(-1)}</NextKeyMarker>` : `<NextContinuationToken>t${nth}</NextContinuationToken>`;
    const listed = keys.map((key) => {
      const [one] = bucket.versionsOf(key);
      return pageOf(versions ? 'ListVersionsResult' : 'ListBucketResult', [key], next)
        .replace('&quot;e&quot;', one?.etag ?? '')
        .replace('<Size>1<', `<Size>${one?.bytes.length}<`);
    });
    const inner = listed.map((one) => /<(Version|Contents)>.*<\/\1>/.exec(one)?.[0]).join('');
    const body = listed[0]?.replace(/<(Version|Contents)>.*<\/\1>/, inner) ?? '';
    return { status: 200, body: nth === pages.length ? body.replace('<IsTruncated>true', '<IsTruncated>false') : body };
  };
  const path = newCasePath();
  expect((await plain(path)).value.acquired).toMatchObject({ fetched: names.length, listed: names.length });
});

test('folders whose listing does not go on', async () => {
  const body =
    '<ListBucketResult><Name>evidence</Name><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken><CommonPrefixes><Prefix>x/</Prefix></CommonPrefixes></ListBucketResult>';
  server.instead = ({ operation }) => (operation === 'ListObjectsV2' ? { status: 200, body } : undefined);
  const { status, stderr } = await cli(['s3', 'scope', 's3://evidence/'], { env: awsEnv(server) });
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('S3_FAILED: The listing') });
});

test('a key that is listed twice is fetched once, and that is told', async () => {
  bucket.put('a', log('A'));
  const [one] = bucket.versionsOf('a');
  const body = pageOf('ListVersionsResult', ['a', 'a'], '')
    .replace('<IsTruncated>true', '<IsTruncated>false')
    .replaceAll('&quot;e&quot;', one?.etag ?? '')
    .replaceAll('<Size>1<', `<Size>${one?.bytes.length}<`);
  server.instead = ({ operation }) => (operation === 'ListObjectVersions' ? { status: 200, body } : undefined);
  const path = newCasePath();
  expect((await plain(path)).value.acquired).toMatchObject({ fetched: 1, listed: 2 });
  expect(problemsOf(path).a?.map(({ code }) => code)).toEqual(['S3_OTHER_VERSIONS']);
});

test.each([301, 302, 304, 307, 308])('nobody is followed to another host, nor told credentials there: %s', async (status) => {
  const asked: string[] = [];
  const elsewhere = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200).end();
  });
  await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done));
  const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/evidence/`;
  for (let i = 0; i < 3; i++) bucket.put(logKey(`E${i}`), log(`E${i}`));
  const code = status === 307 ? 'TemporaryRedirect' : 'PermanentRedirect';
  for (const which of ['HeadBucket', 'ListObjectVersions', 'GetObject']) {
    let nth = 0;
    server.instead = ({ operation }) =>
      operation === which && ++nth > (which === 'GetObject' ? 1 : 0)
        ? { status, code, message: 'Please re-send this request to the specified temporary endpoint.', headers: { location } }
        : undefined;
    const stderr = await failed();
    expect(stderr).toMatch(/^trailcase: S3_(REGION|FAILED): /);
  }
  expect(asked).toEqual([]);
  elsewhere.close();
});

test('what a bucket has beside a digest, by the name under which its head is kept, takes no place of it', async () => {
  const objects = sampleObjects((key) => /444455556666\/CloudTrail(-Digest)?\/eu-central-1\//.test(key));
  const listed = JSON.parse(readFileSync(join(SAMPLE, 'keys/eu-central-1.public-keys.json'), 'utf8'), (_key, one) =>
    typeof one === 'string' && /^\d{4}-\d\d-\d\dT/.test(one) ? Date.parse(one) / 1000 : one,
  );
  server.cloudtrail.ListPublicKeys = () => listed;
  server.buckets.set('evidence', bucketOf(objects));
  const whole = newCasePath('whole');
  await importS3(server, whole);
  const forged = bucketOf(objects);
  for (const { key, metadata } of objects)
    if (key.includes('Digest')) forged.put(`${key}.head.json`, JSON.stringify({ Metadata: { ...metadata, signature: '00'.repeat(256) } }));
  server.buckets.set('evidence', forged);
  const path = newCasePath('forged');
  await importS3(server, path);
  const { digests } = await verified(path);
  expect(digests).toMatchObject({ valid: 52, invalid: 0 });
  expect(digests).toEqual((await verified(whole)).digests);
});
