// A copy of the sample's chain of one account and region, laid out as buckets, to alter as someone who holds it could; and, with
// the sample's throw-away key, as only AWS could.
import { createHash, sign } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync, inflateRawSync } from 'node:zlib';
import { type SigningKey, signingKey } from '../../../resources/sample/generator/base/rsa.ts';
import { filesBelow, temporaryFolder } from '../../helpers/folder.ts';
import type { Buckets } from './aws-cli.ts';

const SAMPLE = join(import.meta.dirname, '../../../resources/sample/archive');

const BUCKET = 'telugubites-audit-logs';
const ACCOUNT = '444455556666';
const KINDS = ['CloudTrail', 'CloudTrail-Insight', 'CloudTrail-Digest'];
export const REGION = 'eu-central-1';
/** A key that signed nothing in the sample: its own three regions have others. */
const STRANGER = 'a key of nobody';

const SIDECAR = '.head.json';
/** How a gzip member begins, and the length of its header in every file here: none has optional fields (RFC 1952, 2.3). */
const GZIP = Buffer.from('1f8b08', 'hex');
const GZIP_HEADER = 10;

const keys = new Map<string, SigningKey>();

/** The sample's key of a region. */
export function keyOf(region: string = REGION): SigningKey {
  const key = keys.get(region) ?? signingKey(region);
  keys.set(region, key);
  return key;
}

export const strangersKey = (): SigningKey => keyOf(STRANGER);

/** A digest file's content; only what is altered is named. */
export interface Document {
  digestStartTime: string;
  digestEndTime: string;
  digestS3Bucket: string;
  digestS3Object: string;
  digestPublicKeyFingerprint?: string;
  previousDigestS3Bucket: string | null;
  previousDigestS3Object: string | null;
  previousDigestHashValue: string | null;
  previousDigestHashAlgorithm: string | null;
  previousDigestSignature: string | null;
  logFiles: { s3Bucket: string; s3Object: string; hashValue: string; [more: string]: unknown }[];
  [more: string]: unknown;
}

/** What the first digest of a chain says of the one before it. */
export const FIRST = {
  previousDigestS3Bucket: null,
  previousDigestS3Object: null,
  previousDigestHashValue: null,
  previousDigestHashAlgorithm: null,
  previousDigestSignature: null,
};

/** An object in a bucket. */
export interface At {
  bucket: string;
  key: string;
}

export class Archive {
  /** Holds a folder for each bucket, and `keys/`. */
  readonly folder = temporaryFolder();
  /** Oldest first. */
  readonly digests: At[];
  /** In the order in which digests name them. */
  readonly logs: At[];
  /** What the tests call objects. */
  readonly names = new Map<string, string>();
  /** Numbers of digests by their ends and starts, by which spans are named. */
  readonly ends = new Map<string, number>();
  readonly starts = new Map<string, number>();

  /** @param places what of the sample is copied */
  constructor(places: readonly string[] = KINDS.map((kind) => join('AWSLogs', ACCOUNT, kind, REGION))) {
    for (const place of places) cpSync(join(SAMPLE, place), join(this.folder, BUCKET, place), { recursive: true });
    cpSync(join(SAMPLE, 'keys'), join(this.folder, 'keys'), { recursive: true });
    const objects = filesBelow(join(this.folder, BUCKET)).filter((key) => !key.endsWith(SIDECAR));
    this.digests = objects.filter(isDigest).map((key) => ({ bucket: BUCKET, key }));
    this.logs = this.digests.flatMap((at) => this.document(at).logFiles.map(({ s3Object }) => ({ bucket: BUCKET, key: s3Object })));
    for (const [i, at] of this.digests.entries()) {
      this.call(at.key, `digest ${i}`);
      const { digestStartTime, digestEndTime } = this.document(at);
      this.ends.set(digestEndTime, i);
      this.starts.set(digestStartTime, i);
    }
    for (const [i, { key }] of this.logs.entries()) this.call(key, `log ${i}`);
  }

  /** Names an object for the tables. */
  call(key: string, name: string): void {
    this.names.set(key, name);
  }

  digest(i: number): At {
    return this.digests[i] as At;
  }

  log(i: number): At {
    return this.logs[i] as At;
  }

  path({ bucket, key }: At): string {
    return join(this.folder, bucket, key);
  }

  /** As it is stored. */
  bytes(at: At): Buffer {
    return readFileSync(this.path(at));
  }

  /** Without its gzip wrapper, if it has one, and without what follows the first member. */
  content(at: At): Buffer {
    const bytes = this.bytes(at);
    return bytes.subarray(0, GZIP.length).equals(GZIP) ? inflateRawSync(bytes.subarray(GZIP_HEADER)) : bytes;
  }

  /** Alters the text of an object; its wrapper is whole again afterwards. */
  edit(at: At, change: (text: string) => string): void {
    const text = this.content(at).toString('utf8');
    const changed = change(text);
    if (changed === text) throw new Error(`nothing was changed in ${at.key}`);
    this.write(at, gzipSync(changed));
  }

  document(at: At): Document {
    return JSON.parse(this.content(at).toString('utf8'));
  }

  write(at: At, bytes: Buffer | string): void {
    mkdirSync(dirname(this.path(at)), { recursive: true });
    writeFileSync(this.path(at), bytes);
  }

  /** An object's sidecar goes wherever the object goes. */
  remove(...objects: At[]): void {
    for (const at of objects) for (const ending of ['', SIDECAR]) rmSync(this.path(at) + ending, { force: true });
  }

  /** @param name what the test calls it from now on */
  move(at: At, to: At, name: string): void {
    this.call(to.key, name);
    mkdirSync(dirname(this.path(to)), { recursive: true });
    for (const ending of ['', SIDECAR]) if (existsSync(this.path(at) + ending)) renameSync(this.path(at) + ending, this.path(to) + ending);
  }

  /** What the S3 metadata of a digest says, or null for none. */
  setMetadata(at: At, metadata: Record<string, string> | null): void {
    if (metadata === null) rmSync(this.path(at) + SIDECAR);
    else writeFileSync(this.path(at) + SIDECAR, JSON.stringify({ LastModified: '2026-02-22T06:45:00+00:00', Metadata: metadata }));
  }

  signature(at: At): string {
    return JSON.parse(readFileSync(this.path(at) + SIDECAR, 'utf8')).Metadata.signature;
  }

  /** Stores a digest where it says that it is, signed. */
  private store(document: Document, key: SigningKey = keyOf()): At {
    const at = { bucket: document.digestS3Bucket, key: document.digestS3Object };
    const content = Buffer.from(JSON.stringify(document));
    this.write(at, gzipSync(content));
    const text = `${document.digestEndTime}\n${at.bucket}/${at.key}\n${sha256(content)}\n${document.previousDigestSignature ?? 'null'}`;
    const signature = sign('sha256', Buffer.from(text), key.privateKey).toString('hex');
    this.setMetadata(at, { signature, 'signature-algorithm': 'SHA256withRSA' });
    return at;
  }

  /** What a digest says of the one before it. */
  private link(document: Document, previous: At): void {
    document.previousDigestS3Bucket = previous.bucket;
    document.previousDigestS3Object = previous.key;
    document.previousDigestHashValue = sha256(this.content(previous));
    document.previousDigestHashAlgorithm = 'SHA-256';
    document.previousDigestSignature = this.signature(previous);
  }

  /**
   * Signs a digest and all later ones anew, each linked to the one before it, as AWS would have made them.
   * @param change alters a document, and the object's place with it
   */
  resign(from: number, change: (document: Document, i: number) => void, key?: (i: number) => SigningKey): void {
    for (let i = from; i < this.digests.length; i++) {
      const at = this.digest(i);
      const document = this.document(at);
      if (i > from) this.link(document, this.digest(i - 1));
      change(document, i);
      this.remove(at);
      this.digests[i] = this.store(document, key?.(i));
      this.call(document.digestS3Object, `digest ${i}`);
    }
  }

  /** A further digest of the same hour and log files, the first of its chain. */
  further(i: number, from: string | RegExp, to: string, change: (document: Document) => void = () => {}): void {
    const { key } = this.digest(i);
    const document = { ...this.document(this.digest(i)), ...FIRST, digestS3Object: key.replace(from, to) };
    change(document);
    this.call(this.store(document).key, 'the further digest');
  }

  keyFile(region: string = REGION): string {
    return join(this.folder, 'keys', `${region}.public-keys.json`);
  }

  /** Alters what `list-public-keys` printed for the region. */
  setKey(fields: { Value?: string; Fingerprint?: string; ValidityStartTime?: string; ValidityEndTime?: string }): void {
    const printed = JSON.parse(readFileSync(this.keyFile(), 'utf8'));
    Object.assign(printed.PublicKeyList[0], fields);
    writeFileSync(this.keyFile(), JSON.stringify(printed));
  }

  /** For the AWS CLI. */
  asBuckets(): Buckets {
    return {
      buckets: Object.fromEntries(this.buckets().map((bucket) => [bucket, join(this.folder, bucket)])),
      keys: join(this.folder, 'keys'),
    };
  }

  /** Every digest and log that is there, with the hash by which Trailcase knows it. */
  files(): { at: At; kind: 'digest' | 'log'; sha256: string }[] {
    return this.buckets().flatMap((bucket) =>
      filesBelow(join(this.folder, bucket))
        .filter((key) => !key.endsWith(SIDECAR))
        .map((key) => ({
          at: { bucket, key },
          kind: isDigest(key) ? ('digest' as const) : ('log' as const),
          sha256: sha256(this.bytes({ bucket, key })),
        })),
    );
  }

  private buckets(): string[] {
    return readdirSync(this.folder).filter((name) => name !== 'keys');
  }
}

function isDigest(key: string): boolean {
  return key.includes('/CloudTrail-Digest/');
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Hex digits with the first byte altered. */
export function altered(hex: string | null): string {
  if (hex === null) throw new Error('there is nothing to alter');
  return (hex.startsWith('00') ? '01' : '00') + hex.slice(2);
}
