// What an acquisition writes about itself into the case: what was listed, and what S3 said of each object. The same bucket gives the same bytes: no
// times of ours, no request ids, so that fetching again, or going on after a kill, ends in the same case.
import { createHash } from 'node:crypto';
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import type { ListedVersion } from './bucket.ts';

/** By this key a document is known: see ingest/shapes/documents.ts. */
export const MARK = 'trailcase';

/** One object as it was fetched, or as it could not be. */
export interface ObjectLine {
  key: string;
  versionId: string | null;
  etag: string;
  lastModified: string;
  size: number;
  storageClass: string;
  [field: string]: unknown;
}

export interface ObjectsDocument {
  [MARK]: 's3 objects';
  bucket: string;
  folder: string;
  objects: ObjectLine[];
}

let lastSecond = Number.NaN;
let lastText = '';

/** In whole seconds, as HTTP states times: a listing may know more of them. Asked several times of each object, mostly of the same moment in a row. */
export function iso(ms: number): string {
  const second = Math.floor(ms / 1000);
  if (second !== lastSecond) {
    lastText = new Date(second * 1000).toISOString();
    lastSecond = second;
  }
  return lastText;
}

/** A listed version in the form in which it is kept; fields that say nothing are left out. */
export function listedLine(version: ListedVersion): Record<string, unknown> {
  const { key, versionId, current, deleteMarker, etag, size, modified, storageClass, checksums, restore } = version;
  if (deleteMarker) return { key, versionId, current, deleteMarker, lastModified: iso(modified) };
  return {
    key,
    versionId,
    current,
    etag,
    size,
    lastModified: iso(modified),
    storageClass: storageClass || 'STANDARD',
    ...(checksums.length > 0 && { checksums }),
    ...(restore && { restore: { inProgress: restore.inProgress, until: restore.until === null ? null : iso(restore.until) } }),
  };
}

export function listingDocument(bucket: string, folder: string, versions: readonly ListedVersion[], listing: string): Buffer {
  const lines = versions.map((version) => JSON.stringify(listedLine(version)));
  const head = JSON.stringify({ [MARK]: 's3 listing', bucket, folder, listing }).slice(0, -1);
  return ownBuffer(`${head},"versions":[\n${lines.join(',\n')}\n]}\n`);
}

/** @param lines of ObjectLine, as JSON */
export function objectsDocument(bucket: string, folder: string, lines: readonly string[]): Buffer {
  const head = JSON.stringify({ [MARK]: 's3 objects', bucket, folder }).slice(0, -1);
  return ownBuffer(`${head},"objects":[\n${lines.join(',\n')}\n]}\n`);
}

/** Which version of an object a line is about: two with the same are the same bytes. */
export function identityOf({
  key,
  versionId,
  etag,
  lastModified,
  size,
}: Pick<ObjectLine, 'key' | 'versionId' | 'etag' | 'lastModified' | 'size'>): string {
  return JSON.stringify([key, versionId, etag, lastModified, size]);
}

export function identityOfListed({ key, versionId, etag, modified, size }: ListedVersion): string {
  return identityOf({ key, versionId, etag, lastModified: iso(modified), size });
}

type Head = Omit<GetObjectCommandOutput, 'Body' | '$metadata'>;

/** What is kept of the answer's head, by its names in `aws s3api head-object`, in their order there. */
const HEAD_FIELDS = [
  'ArchiveStatus',
  'LastModified',
  'ContentLength',
  'ChecksumCRC32',
  'ChecksumCRC32C',
  'ChecksumCRC64NVME',
  'ChecksumSHA1',
  'ChecksumSHA256',
  'ChecksumType',
  'ETag',
  'MissingMeta',
  'VersionId',
  'CacheControl',
  'ContentDisposition',
  'ContentEncoding',
  'ContentLanguage',
  'ContentType',
  'Expiration',
  'Restore',
  'WebsiteRedirectLocation',
  'ServerSideEncryption',
  'SSECustomerAlgorithm',
  'SSEKMSKeyId',
  'BucketKeyEnabled',
  'StorageClass',
  'ReplicationStatus',
  'PartsCount',
  'ObjectLockMode',
  'ObjectLockRetainUntilDate',
  'ObjectLockLegalHoldStatus',
] as const;

export function headFields(head: Head): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const name of HEAD_FIELDS) {
    const value = (head as Record<string, unknown>)[name];
    if (value !== undefined) fields[name] = value instanceof Date ? value.toISOString().replace('.000Z', '+00:00') : value;
  }
  const metadata = Object.entries(head.Metadata ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...fields, Metadata: Object.fromEntries(metadata) };
}

/** As `aws s3api head-object` prints it: what lies beside a digest. */
export function sidecarDocument(head: Head): Buffer {
  return ownBuffer(`${JSON.stringify(headFields(head), null, 4)}\n`);
}

export function jsonDocument(value: unknown): Buffer {
  return ownBuffer(`${JSON.stringify(value, null, 2)}\n`);
}

/** Memory that nothing else shares: it moves to another thread. */
function ownBuffer(text: string): Buffer {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
  bytes.write(text);
  return bytes;
}

/** Path of a document about a folder: named by its content too, so that what is written later takes no other's place. */
export function recordPath(what: string, folder: string, bytes: Uint8Array): string {
  return `${what}/${flatName(folder)}/${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.json`;
}

/** Name of a folder of keys as one part of a path: with slashes, the record of a log could be taken for the log. */
export function flatName(folder: string): string {
  // What stands in no folder: `%` alone is the name of none.
  if (folder === '') return '%';
  const name = encodeURIComponent(folder.replace(/\/$/, '')).replaceAll('~', '%7E').replaceAll('%2F', '~') || '~';
  if (name.length <= 180) return name;
  return `${name.slice(0, 100)}-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`;
}
