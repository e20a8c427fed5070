// The quick way to an object: as the SDK sent the last GET of an object of that bucket, so go the next, with another key. Where to, with which header
// fields the SDK has decided then; its own credentials and its own rate are used. Only a whole answer counts here: whatever else comes, the object is
// asked for again through the SDK, which knows what it means. A GET takes a sixth of the SDK's own effort.
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import type { AnsweredHeaders, SentRequest, Transport } from './object-transport.ts';
import { type Scope, Signer, type SigningCredentials, scopeOf } from './sign.ts';

type Headers = Record<string, string>;

/** A GET that the SDK sent, and that was answered. It may be told to another thread. */
interface Model {
  request: SentRequest;
  /** Null where nothing is signed. */
  scope: Scope | null;
  /** Path up to the key. */
  before: string;
  /** As text. */
  query: string;
}

/** How a thread without the SDK may ask for objects of a bucket. */
export interface QuickWay {
  bucket: string;
  model: Model;
  /** ms by which the service's clock is ahead of this machine's. */
  clockOffset: number;
}

/** What says when a request may be sent: the SDK's, which all its own requests ask, too. */
interface Strategy {
  acquireInitialRetryToken(scope: string): Promise<unknown>;
  recordSuccess(token: unknown): void;
  refreshRetryTokenForRetry(token: unknown, about: { errorType: 'THROTTLING' }): Promise<unknown>;
}

/** What requests are made with: the SDK's, or what takes its place. */
export interface Means {
  strategy(): Promise<Strategy>;
  credentials(): Promise<SigningCredentials>;
  /** As in QuickWay. */
  clockOffset(): number;
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
  private readonly means: Means;
  private readonly transport: Transport;
  private readonly models = new Map<string, { model: Model; signer: Signer | null }>();
  private strategy: Strategy | null = null;
  private credentials: { second: number; given: SigningCredentials } | null = null;

  constructor(means: Means, transport: Transport) {
    this.means = means;
    this.transport = transport;
  }

  /** Takes the way that another thread knows. */
  take({ bucket, model }: QuickWay): void {
    this.models.set(bucket, { model, signer: model.scope && new Signer(model.scope) });
  }

  /** Null where the SDK has not fetched an object of the bucket, or the usual way is none. */
  wayTo(bucket: string): QuickWay | null {
    const known = this.models.get(bucket);
    return known ? { bucket, model: known.model, clockOffset: this.means.clockOffset() } : null;
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
    const model = {
      request: { method, protocol, hostname, ...(port !== undefined && { port }), path: '', query, headers },
      scope,
      before: request.path.slice(0, -path.length),
      query: `x-id=${query['x-id']}`,
    };
    this.take({ bucket, model, clockOffset: 0 });
  }

  /**
   * Asks for an object as the listing had it. Null where that is not known to be possible, or did not come: then the SDK is to be asked.
   * @param most bytes that are held
   * @param tell is told of the request once it was answered; status 0: it was sent, and no answer came
   * @returns what the head says, and as its body the bytes, memory of their own
   * Errors: those of whoever gives credentials.
   */
  async get(bucket: string, key: string, etag: string, most: number, tell: (sent: Sent) => void): Promise<GetObjectCommandOutput | null> {
    const known = this.models.get(bucket);
    if (known === undefined) return null;
    const { signer } = known;
    const { request, before, query } = known.model;
    const path = before + pathOf(key);
    this.strategy ??= await this.means.strategy();
    // Where the service asks for fewer requests, this waits, as the SDK's own do.
    const token = await this.strategy.acquireInitialRetryToken('');
    let headers: Headers = { ...request.headers, 'if-match': etag };
    if (signer !== null) {
      const now = Date.now();
      const by = await this.credentialsAt(Math.floor(now / 1000));
      headers = signer.sign(path, query, headers, by, now + this.means.clockOffset());
    }
    try {
      const answer = await this.transport.send(request, path, query, headers, most, (status, answered) =>
        tell({ operation: 'GetObject', status, headers: answered as Headers, path }),
      );
      if (answer.status === 200) {
        this.strategy.recordSuccess(token);
        const head = answer.bytes && headOf(answer.headers);
        return head && { ...head, Body: answer.bytes as never, $metadata: {} };
      }
      if (answer.status === 503 || answer.status === 429)
        await this.strategy.refreshRetryTokenForRetry(token, { errorType: 'THROTTLING' }).catch(() => undefined);
    } catch {
      // The SDK tries again, and says why if it has to.
    }
    return null;
  }

  /** The client's own way to them takes as long as to sign: once a second it is gone. */
  private async credentialsAt(second: number): Promise<SigningCredentials> {
    if (this.credentials?.second !== second) this.credentials = { second, given: await this.means.credentials() };
    return this.credentials.given;
  }
}

/** A key as the SDK writes it into a path. */
function pathOf(key: string): string {
  // As CloudTrail's are.
  if (/^[\w.~/-]*$/.test(key)) return key;
  return key
    .split('/')
    .map((part) => encodeURIComponent(part).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`))
    .join('/');
}

const text = (value: string): string => value;
/** As HTTP writes a time, or S3 one that is kept; Invalid Date where it is none. */
const day = (value: string): Date => new Date(DAYS.some((form) => form.test(value)) ? value : Number.NaN);
const DAYS = [/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/];
const truth = (value: string): boolean => value.toLowerCase() === 'true';

/** Header fields of the answer to GET by the names that the SDK gives them. Source: the service model of S3, GetObjectOutput. */
const FIELDS: Record<string, [name: string, read: (value: string) => unknown]> = {
  'x-amz-delete-marker': ['DeleteMarker', truth],
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
  'x-amz-server-side-encryption-bucket-key-enabled': ['BucketKeyEnabled', truth],
  'x-amz-storage-class': ['StorageClass', text],
  'x-amz-replication-status': ['ReplicationStatus', text],
  'x-amz-mp-parts-count': ['PartsCount', Number],
  'x-amz-object-lock-mode': ['ObjectLockMode', text],
  'x-amz-object-lock-retain-until-date': ['ObjectLockRetainUntilDate', day],
  'x-amz-object-lock-legal-hold': ['ObjectLockLegalHoldStatus', text],
};

const METADATA = 'x-amz-meta-';

/** Null where a field that matters came several times, or is written in a way that the SDK may read otherwise. */
function headOf(headers: AnsweredHeaders): Omit<GetObjectCommandOutput, 'Body' | '$metadata'> | null {
  const head: Record<string, unknown> = {};
  const metadata: Record<string, string> = {};
  for (const name in headers) {
    const field = FIELDS[name];
    if (field === undefined && !name.startsWith(METADATA)) continue;
    const value = headers[name];
    if (typeof value !== 'string' || value !== value.trim()) return null;
    if (field !== undefined) {
      const read = field[1](value);
      if (read instanceof Date && Number.isNaN(read.getTime())) return null;
      head[field[0]] = read;
    } else metadata[name.slice(METADATA.length)] = value;
  }
  return { ...head, Metadata: metadata };
}
