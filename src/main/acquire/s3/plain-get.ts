// The quick way to an object: as the SDK sent the last GET of an object of that bucket, so go the next, with another key. Where to, with which header
// fields the SDK has decided then; its own credentials, its own transport and its own rate are used. Only a whole answer counts here:
// whatever else comes, the object is asked for again through the SDK, which knows what it means. A GET takes a third of the SDK's own effort.
import type { GetObjectCommandOutput, S3Client } from '@aws-sdk/client-s3';
import { Signer, scopeOf } from './sign.ts';

type Headers = Record<string, string>;

/** As the SDK's steps hand it on. */
export interface SentRequest {
  method: string;
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
  query: Record<string, unknown>;
  headers: Headers;
}

/** A GET that the SDK sent, and that was answered. */
interface Model {
  request: SentRequest;
  /** Null where nothing is signed. */
  signer: Signer | null;
  /** Path up to the key. */
  before: string;
}

/** What says when a request may be sent: the SDK's, which all its own requests ask, too. */
interface Strategy {
  acquireInitialRetryToken(scope: string): Promise<unknown>;
  recordSuccess(token: unknown): void;
  refreshRetryTokenForRetry(token: unknown, about: { errorType: 'THROTTLING' }): Promise<unknown>;
}

/** How requests are told of: see Connection. */
export interface Sent {
  operation: string;
  status: number;
  headers: Headers;
  path: string;
}

/** Of one request only. */
const OWN = /^(?:authorization|date|x-amz-date|x-amz-security-token|if-match|amz-sdk-.*)$/;

export class PlainGets {
  private readonly client: S3Client;
  private readonly models = new Map<string, Model>();

  constructor(client: S3Client) {
    this.client = client;
  }

  /** Takes note of how the SDK asked for an object. */
  learn(bucket: string, key: string, request: SentRequest): void {
    if (this.models.has(bucket)) return;
    const path = pathOf(key);
    const given = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
    const { authorization } = Object.fromEntries(given);
    const scope = authorization === undefined ? null : scopeOf(authorization);
    // Whatever is not as usual stays with the SDK: other kinds of buckets are signed otherwise, and to name a version takes another permission.
    const usual = request.path.endsWith(`/${path}`) && Object.keys(request.query).join() === 'x-id' && scope?.service !== 's3express';
    if (!usual || (authorization !== undefined && scope === null)) return;
    const headers = Object.fromEntries(given.filter(([name]) => !OWN.test(name)));
    const { method, protocol, hostname, port, query } = request;
    this.models.set(bucket, {
      request: { method, protocol, hostname, ...(port !== undefined && { port }), path: '', query, headers },
      signer: scope && new Signer(scope),
      before: request.path.slice(0, -path.length),
    });
  }

  /**
   * Asks for an object as the listing had it. Null where that is not known to be possible, or did not come: then the SDK is to be asked.
   * @param tell is told of the request once it was answered
   * Errors: those of whoever gives credentials.
   */
  async get(bucket: string, key: string, etag: string, tell: (sent: Sent) => void): Promise<GetObjectCommandOutput | null> {
    const model = this.models.get(bucket);
    if (model === undefined) return null;
    const { config } = this.client;
    const { request, signer, before } = model;
    const path = before + pathOf(key);
    const strategy = (await config.retryStrategy()) as Strategy;
    // Where the service asks for fewer requests, this waits, as the SDK's own do.
    const token = await strategy.acquireInitialRetryToken('');
    let headers: Headers = { ...request.headers, 'if-match': etag };
    if (signer !== null) {
      const credentials = await config.credentials();
      headers = signer.sign(path, `x-id=${request.query['x-id']}`, headers, credentials, Date.now() + config.systemClockOffset);
    }
    let response: { statusCode: number; headers: Headers; body: NodeJS.ReadableStream };
    try {
      ({ response } = (await config.requestHandler.handle({ ...request, path, headers } as never)) as { response: typeof response });
    } catch {
      // The SDK tries again, and says why if it has to.
      return null;
    }
    const { statusCode, headers: answered, body } = response;
    tell({ operation: 'GetObject', status: statusCode, headers: answered, path });
    if (statusCode === 200) {
      strategy.recordSuccess(token);
      return { ...headOf(answered), Body: body as never, $metadata: {} };
    }
    body.resume();
    if (statusCode === 503 || statusCode === 429)
      await strategy.refreshRetryTokenForRetry(token, { errorType: 'THROTTLING' }).catch(() => undefined);
    return null;
  }
}

/** A key as the SDK writes it into a path. */
function pathOf(key: string): string {
  return key
    .split('/')
    .map((part) => encodeURIComponent(part).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`))
    .join('/');
}

const text = (value: string): string => value;
const day = (value: string): Date => new Date(value);

/** Header fields of the answer to GET by the names that the SDK gives them. Source: the service model of S3, GetObjectOutput. */
const FIELDS: Record<string, [name: string, read: (value: string) => unknown]> = {
  'x-amz-delete-marker': ['DeleteMarker', (value) => value === 'true'],
  'accept-ranges': ['AcceptRanges', text],
  'x-amz-expiration': ['Expiration', text],
  'x-amz-restore': ['Restore', text],
  'last-modified': ['LastModified', day],
  'content-length': ['ContentLength', Number],
  etag: ['ETag', text],
  'x-amz-checksum-crc32': ['ChecksumCRC32', text],
  'x-amz-checksum-crc32c': ['ChecksumCRC32C', text],
  'x-amz-checksum-crc64nvme': ['ChecksumCRC64NVME', text],
  'x-amz-checksum-sha1': ['ChecksumSHA1', text],
  'x-amz-checksum-sha256': ['ChecksumSHA256', text],
  'x-amz-checksum-type': ['ChecksumType', text],
  'x-amz-missing-meta': ['MissingMeta', Number],
  'x-amz-version-id': ['VersionId', text],
  'cache-control': ['CacheControl', text],
  'content-disposition': ['ContentDisposition', text],
  'content-encoding': ['ContentEncoding', text],
  'content-language': ['ContentLanguage', text],
  'content-type': ['ContentType', text],
  'x-amz-website-redirect-location': ['WebsiteRedirectLocation', text],
  'x-amz-server-side-encryption': ['ServerSideEncryption', text],
  'x-amz-server-side-encryption-customer-algorithm': ['SSECustomerAlgorithm', text],
  'x-amz-server-side-encryption-aws-kms-key-id': ['SSEKMSKeyId', text],
  'x-amz-server-side-encryption-bucket-key-enabled': ['BucketKeyEnabled', (value) => value === 'true'],
  'x-amz-storage-class': ['StorageClass', text],
  'x-amz-replication-status': ['ReplicationStatus', text],
  'x-amz-mp-parts-count': ['PartsCount', Number],
  'x-amz-object-lock-mode': ['ObjectLockMode', text],
  'x-amz-object-lock-retain-until-date': ['ObjectLockRetainUntilDate', day],
  'x-amz-object-lock-legal-hold': ['ObjectLockLegalHoldStatus', text],
};

const METADATA = 'x-amz-meta-';

function headOf(headers: Headers): Omit<GetObjectCommandOutput, 'Body' | '$metadata'> {
  const head: Record<string, unknown> = {};
  const metadata: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const field = FIELDS[name];
    if (field !== undefined) head[field[0]] = field[1](value);
    else if (name.startsWith(METADATA)) metadata[name.slice(METADATA.length)] = value;
  }
  return { ...head, Metadata: metadata };
}
