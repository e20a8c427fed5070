// A double of S3, STS and CloudTrail on loopback, for what no server in the registry has: versions and delete markers, reads on condition, checksums,
// archived objects, refusals, redirects, throttling, and buckets of millions of keys that are nowhere. It is written from the service models that the SDK
// ships, and checks no signatures: that the requests are such as a real server takes is tested against one (real-server.test.ts).
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Version {
  id: string;
  bytes: Buffer;
  etag: string;
  modified: Date;
  current: boolean;
  deleteMarker: boolean;
  storageClass: string;
  /** Further headers of the answer to GET: metadata, checksums, encryption. */
  headers: Record<string, string>;
  restore: { inProgress: boolean } | null;
}

/** Keys in order, by number: they may be computed. */
export interface Keys {
  count: number;
  keyAt(i: number): string;
  /** Newest first. */
  versionsAt(i: number): Version[];
}

export interface Logged {
  method: string;
  /** As it was asked for, without the query. */
  path: string;
  service: string;
  operation: string;
  key: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  status: number;
}

/** An answer in the place of the usual one. */
export interface Instead {
  status: number;
  code?: string;
  message?: string;
  headers?: Record<string, string>;
  body?: string;
}

const MODIFIED = new Date('2026-02-22T00:00:00Z');

export function version(bytes: Buffer | string, more: Partial<Version> = {}): Version {
  const content = Buffer.from(bytes);
  const etag = `"${createHash('md5').update(content).digest('hex')}"`;
  const plain = { id: 'null', current: true, deleteMarker: false, storageClass: 'STANDARD', headers: {}, restore: null };
  return { ...plain, bytes: content, etag, modified: MODIFIED, ...more };
}

/** A bucket whose objects are in memory. */
export class MemoryBucket implements Keys {
  private readonly objects = new Map<string, Version[]>();
  private sorted: string[] | null = null;

  put(key: string, bytes: Buffer | string, more: Partial<Version> = {}): this {
    this.objects.set(key, [version(bytes, more)]);
    this.sorted = null;
    return this;
  }

  /** Newest first. */
  putVersions(key: string, versions: Version[]): this {
    this.objects.set(key, versions);
    this.sorted = null;
    return this;
  }

  versionsOf(key: string): Version[] {
    return this.objects.get(key) ?? [];
  }

  keys(): string[] {
    this.sorted ??= [...this.objects.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    return this.sorted;
  }

  get count(): number {
    return this.keys().length;
  }

  keyAt(i: number): string {
    return this.keys()[i] as string;
  }

  versionsAt(i: number): Version[] {
    return this.versionsOf(this.keyAt(i));
  }
}

export interface S3Double {
  endpoint: string;
  log: Logged[];
  /** Asked before every answer. */
  instead: (request: Logged) => Instead | undefined | Promise<Instead | undefined>;
  buckets: Map<string, Keys>;
  /** Answers of CloudTrail by operation. */
  cloudtrail: Record<string, (input: any, region: string) => unknown>;
  /** Of GetBucketVersioning and GetBucketLifecycleConfiguration, as XML. */
  configuration: Record<string, string>;
  /** ms by which its clock is ahead. */
  ahead: number;
  /** The last body of each operation that had one. */
  bodies: Record<string, string>;
  operations(): Record<string, number>;
  close(): Promise<void>;
}

const xml = (text: string): string => text.replace(/[&<>"'\u0000-\u001f]/g, (c) => `&#${c.charCodeAt(0)};`);
const urlForm = (text: string): string => encodeURIComponent(text).replaceAll('%2F', '/');

export async function startS3Double(): Promise<S3Double> {
  const log: Logged[] = [];
  let served = 0;
  const double: S3Double = {
    endpoint: '',
    log,
    instead: () => undefined,
    buckets: new Map(),
    cloudtrail: {},
    configuration: {},
    ahead: 0,
    bodies: {},
    operations() {
      const counts: Record<string, number> = {};
      for (const { service, operation } of log) counts[`${service}:${operation}`] = (counts[`${service}:${operation}`] ?? 0) + 1;
      return counts;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  const server: Server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => void serve(request, response, Buffer.concat(pieces).toString('utf8')));
  });

  async function serve(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    // Not by URL, which takes `..` out of a path; and a proxy is asked for whole addresses.
    const [path = '', search = ''] = (request.url ?? '').replace(/^http:\/\/[^/]*/, '').split('?');
    const [, bucketName = '', ...parts] = path.split('/');
    // The SDK writes two slashes behind the name of a directory bucket.
    const rest = bucketName.endsWith('--x-s3') ? parts.slice(1) : parts;
    const key = rest.map((part) => decodeURIComponent(part)).join('/');
    const query = Object.fromEntries(new URLSearchParams(search));
    const headers = request.headers as Record<string, string>;
    const target = headers['x-amz-target'];
    const form = headers['content-type']?.startsWith('application/x-www-form-urlencoded')
      ? Object.fromEntries(new URLSearchParams(body))
      : {};
    const service = target ? 'cloudtrail' : form.Action ? 'sts' : 's3';
    const operation = target?.split('.').at(-1) ?? form.Action ?? s3Operation(request.method ?? '', key, query);
    const logged: Logged = { method: request.method ?? '', path, service, operation, key, query, headers, status: 200 };
    const id = `REQ${String(++served).padStart(8, '0')}`;
    const send = (status: number, content: Buffer | string, more: Record<string, string> = {}): void => {
      logged.status = status;
      const bytes = Buffer.from(content);
      response.writeHead(status, {
        'x-amz-request-id': id,
        'content-length': bytes.length,
        date: new Date(Date.now() + double.ahead).toUTCString(),
        ...more,
      });
      // Fewer bytes than were announced: the answer breaks off.
      if (Number(more['content-length'] ?? 0) > bytes.length) response.write(bytes, () => response.destroy());
      else response.end(request.method === 'HEAD' ? undefined : bytes);
    };
    log.push(logged);
    if (body !== '') double.bodies[operation] = body;
    const instead = await double.instead(logged);
    if (instead) {
      const { status, code = '', message = '', headers: more, body: own } = instead;
      const json = JSON.stringify({ __type: code, message });
      const error = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${xml(message)}</Message><RequestId>${id}</RequestId></Error>`;
      const wrapped =
        service === 'sts'
          ? `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${xml(message)}</Message></Error></ErrorResponse>`
          : error;
      return send(status, own ?? (service === 'cloudtrail' ? json : wrapped), more);
    }
    if (service === 'cloudtrail') {
      const region = /\/(\d{8})\/([a-z0-9-]+)\/cloudtrail/.exec(headers.authorization ?? '')?.[2] ?? '';
      const answer = double.cloudtrail[operation]?.(JSON.parse(body || '{}'), region);
      if (answer === undefined) return send(400, JSON.stringify({ __type: 'UnsupportedOperationException', message: 'no' }));
      return send(200, JSON.stringify(answer), { 'content-type': 'application/x-amz-json-1.1' });
    }
    if (service === 'sts') return send(200, stsAnswer(form), { 'content-type': 'text/xml' });
    const bucket = double.buckets.get(bucketName);
    if (!bucket) return send(404, '<Error><Code>NoSuchBucket</Code><Message>none</Message></Error>');
    if (operation === 'ListObjectsV2') return send(200, listObjects(bucketName, bucket, query));
    if (operation === 'ListObjectVersions') return send(200, listVersions(bucketName, bucket, query));
    if (operation === 'HeadBucket') return send(200, '', { 'x-amz-bucket-region': 'eu-west-1' });
    if (operation in double.configuration) return send(200, double.configuration[operation] as string);
    if (operation === 'GetObject' || operation === 'HeadObject') return getObject(bucket, key, query, headers, send);
    if (operation === 'RestoreObject') {
      const at = indexOf(bucket, key);
      for (const one of bucket.versionsAt(at)) one.restore = { inProgress: true };
      return send(202, '');
    }
    send(404, '<Error><Code>NoSuchConfiguration</Code><Message>none</Message></Error>');
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  double.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return double;
}

function s3Operation(method: string, key: string, query: Record<string, string>): string {
  if (key === '') {
    if (method === 'HEAD') return 'HeadBucket';
    if ('versions' in query) return 'ListObjectVersions';
    if ('versioning' in query) return 'GetBucketVersioning';
    if ('lifecycle' in query) return 'GetBucketLifecycleConfiguration';
    return method === 'GET' && query['list-type'] === '2' ? 'ListObjectsV2' : `${method}Bucket?${Object.keys(query)}`;
  }
  if (method === 'GET') return 'GetObject';
  if (method === 'HEAD') return 'HeadObject';
  return method === 'POST' && 'restore' in query ? 'RestoreObject' : `${method}Object`;
}

/** Number of the first key that is not less. */
function lowerBound(keys: Keys, key: string): number {
  const wanted = Buffer.from(key);
  let low = 0;
  let high = keys.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Buffer.compare(Buffer.from(keys.keyAt(middle)), wanted) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function indexOf(keys: Keys, key: string): number {
  const at = lowerBound(keys, key);
  return at < keys.count && keys.keyAt(at) === key ? at : -1;
}

/** The first text behind all that begin with a prefix. */
const behind = (prefix: string): string => prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);

function listObjects(name: string, keys: Keys, query: Record<string, string>): string {
  const { prefix = '', delimiter = '', 'start-after': startAfter = '', 'continuation-token': token = '' } = query;
  const most = Number(query['max-keys'] ?? 1000);
  const form = query['encoding-type'] === 'url' ? urlForm : (text: string) => text;
  const contents: string[] = [];
  const prefixes: string[] = [];
  let at =
    token !== '' ? Number(token) : Math.max(lowerBound(keys, prefix), startAfter === '' ? 0 : lowerBound(keys, `${startAfter}\u0000`));
  let truncated = false;
  for (; at < keys.count; ) {
    const key = keys.keyAt(at);
    if (!key.startsWith(prefix)) break;
    if (contents.length + prefixes.length >= most) {
      truncated = true;
      break;
    }
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    if (end >= 0) {
      const common = key.slice(0, end + 1);
      prefixes.push(`<CommonPrefixes><Prefix>${xml(form(common))}</Prefix></CommonPrefixes>`);
      at = lowerBound(keys, behind(common));
      continue;
    }
    const current = keys.versionsAt(at).find((one) => one.current && !one.deleteMarker);
    if (current) contents.push(`<Contents><Key>${xml(form(key))}</Key>${stated(current)}</Contents>`);
    at++;
  }
  return `<?xml version="1.0"?><ListBucketResult><Name>${name}</Name>${query['encoding-type'] ? '<EncodingType>url</EncodingType>' : ''}<IsTruncated>${truncated}</IsTruncated>${
    truncated ? `<NextContinuationToken>${at}</NextContinuationToken>` : ''
  }${contents.join('')}${prefixes.join('')}</ListBucketResult>`;
}

function stated({ etag, modified, bytes, storageClass, restore }: Version): string {
  const status = restore ? `<RestoreStatus><IsRestoreInProgress>${restore.inProgress}</IsRestoreInProgress></RestoreStatus>` : '';
  return `<LastModified>${modified.toISOString()}</LastModified><ETag>${xml(etag)}</ETag><Size>${bytes.length}</Size><StorageClass>${storageClass}</StorageClass>${status}`;
}

function listVersions(name: string, keys: Keys, query: Record<string, string>): string {
  const { prefix = '', 'key-marker': keyMarker = '', 'version-id-marker': versionMarker = '' } = query;
  const most = Number(query['max-keys'] ?? 1000);
  const form = query['encoding-type'] === 'url' ? urlForm : (text: string) => text;
  const lines: string[] = [];
  let at = Math.max(
    lowerBound(keys, prefix),
    keyMarker === '' ? 0 : lowerBound(keys, versionMarker === '' ? `${keyMarker}\u0000` : keyMarker),
  );
  let next = '';
  let last = { key: '', id: '' };
  for (; at < keys.count && next === ''; at++) {
    const key = keys.keyAt(at);
    if (!key.startsWith(prefix)) break;
    const all = keys.versionsAt(at);
    const from = key === keyMarker && versionMarker !== '' ? all.findIndex(({ id }) => id === versionMarker) + 1 : 0;
    for (const one of all.slice(from)) {
      if (lines.length >= most) {
        next = `<NextKeyMarker>${xml(form(last.key))}</NextKeyMarker><NextVersionIdMarker>${last.id}</NextVersionIdMarker>`;
        break;
      }
      const head = `<Key>${xml(form(key))}</Key><VersionId>${one.id}</VersionId><IsLatest>${one.current}</IsLatest>`;
      lines.push(
        one.deleteMarker
          ? `<DeleteMarker>${head}<LastModified>${one.modified.toISOString()}</LastModified></DeleteMarker>`
          : `<Version>${head}${stated(one)}</Version>`,
      );
      last = { key, id: one.id };
    }
  }
  return `<?xml version="1.0"?><ListVersionsResult><Name>${name}</Name>${query['encoding-type'] ? '<EncodingType>url</EncodingType>' : ''}<IsTruncated>${next !== ''}</IsTruncated>${next}${lines.join('')}</ListVersionsResult>`;
}

function getObject(
  keys: Keys,
  key: string,
  query: Record<string, string>,
  headers: Record<string, string>,
  send: (status: number, content: Buffer | string, more?: Record<string, string>) => void,
): void {
  const at = indexOf(keys, key);
  const all = at < 0 ? [] : keys.versionsAt(at);
  const one = query.versionId === undefined ? all.find(({ current }) => current) : all.find(({ id }) => id === query.versionId);
  const error = (status: number, code: string): void => send(status, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
  const archived = ['GLACIER', 'DEEP_ARCHIVE'].includes(one?.storageClass ?? '') && one?.restore?.inProgress !== false;
  if (!one || one.deleteMarker) error(404, 'NoSuchKey');
  else if (headers['if-match'] !== undefined && headers['if-match'] !== one.etag) error(412, 'PreconditionFailed');
  else if (archived) error(403, 'InvalidObjectState');
  else answer(one, send);
}

function answer(one: Version, send: (status: number, content: Buffer | string, more?: Record<string, string>) => void): void {
  send(200, one.bytes, {
    etag: one.etag,
    'last-modified': one.modified.toUTCString(),
    'content-type': 'application/json',
    ...(one.id !== 'null' && { 'x-amz-version-id': one.id }),
    ...(one.storageClass !== 'STANDARD' && { 'x-amz-storage-class': one.storageClass }),
    ...one.headers,
  });
}

function stsAnswer(form: Record<string, string>): string {
  if (form.Action === 'GetCallerIdentity')
    return `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::999900001111:user/examiner</Arn><UserId>AIDAEXAMINER</UserId><Account>999900001111</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
  return `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser><Arn>arn:aws:sts::999900001111:assumed-role/reader/trailcase</Arn><AssumedRoleId>AROA:trailcase</AssumedRoleId></AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>`;
}
