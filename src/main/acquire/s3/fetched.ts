// What is made of the answer to a GET, whoever sent it: the bytes compared with the checksum that S3 states, and what is written down of the object.
// AWS's SDK is not needed for it, only its names.
import { hash } from 'node:crypto';
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import type { ListedVersion } from './bucket.ts';
import { ChecksumCheck, type StatedChecksum, statedChecksum } from './checksums.ts';
import { headFields, iso, type ObjectLine, sidecarDocument } from './documents.ts';
import type { ObjectFailure } from './failures.ts';
import { leafOf } from './layout.ts';

/** Many of them cross from one thread to another: what is only written down is text by then. */
export interface Fetched {
  /** An ObjectLine, as JSON. */
  line: string;
  /** Of the bytes, in hex. */
  sha256: string;
  /** The checksum with which the bytes were compared: its name, `differs` or `nothing stated`. */
  checked: string;
  /** What is kept beside it of the answer's head, of a digest and of what has metadata of its own. */
  sidecar: Buffer | null;
  /** Memory of its own; null where the bytes were written to a file. */
  bytes: Buffer | null;
  file: string | null;
  size: number;
  /** ms UTC. */
  modified: number;
  /** What is to be told of it; codes of shared/problems.ts. */
  notes: ObjectFailure[];
}

/** Bytes from where on an object goes by way of a file. */
export const SPOOLED = 16_000_000;

/** A body as it came. */
export interface Body {
  bytes: Buffer | null;
  size: number;
  sha256: string;
}

export function bodyInMemory(bytes: Buffer, check: ChecksumCheck): Body {
  check.update(bytes);
  return { bytes, size: bytes.length, sha256: hash('sha256', bytes, 'hex') };
}

/**
 * @param file where the bytes stand that are not held
 * @param found what the checksum came to: `stated` is what was stated, `difference` what differs, in words
 */
export function fetchedOf(
  version: ListedVersion,
  head: GetObjectCommandOutput,
  { bytes, size, sha256 }: Body,
  file: string | null,
  found: { stated: StatedChecksum | null; difference: string | null },
  notes: ObjectFailure[],
): Fetched {
  const { stated, difference } = found;
  const modified = head.LastModified?.getTime() ?? version.modified;
  const checked = difference !== null ? 'differs' : (stated?.name ?? 'nothing stated');
  const line: ObjectLine = {
    key: version.key,
    // As a listing states it: without the right to list versions, none.
    versionId: version.versionId === null ? null : (head.VersionId ?? version.versionId),
    ...(!version.current && { noncurrent: true }),
    etag: head.ETag ?? version.etag,
    lastModified: iso(modified),
    size,
    storageClass: head.StorageClass ?? (version.storageClass || 'STANDARD'),
    sha256,
    checked,
    head: headFields(head),
  };
  const sidecar = needsSidecar(version.key, head) ? sidecarDocument(head) : null;
  return { line: JSON.stringify(line), sha256, checked, sidecar, bytes, file, size, modified, notes };
}

/** The signature of a digest is in its metadata. */
function needsSidecar(key: string, { Metadata = {} }: GetObjectCommandOutput): boolean {
  return Object.keys(Metadata).length > 0 || leafOf(key)?.category === 'digests';
}

/** In what the answer is another version than the one listed; null where it is that one. */
export function otherwise(head: GetObjectCommandOutput, version: ListedVersion): string | null {
  // S3 states it always: an answer without it may be someone else's.
  if (version.etag !== '' && head.ETag !== version.etag) return `listed with ETag ${version.etag}, fetched with ${head.ETag ?? 'none'}`;
  const { VersionId, ContentLength } = head;
  if (ContentLength !== undefined && ContentLength !== version.size)
    return `listed with ${version.size} bytes, fetched with ${ContentLength}`;
  if (version.versionId !== null && VersionId !== undefined && VersionId !== version.versionId)
    return `listed as version ${version.versionId}, fetched as ${VersionId}`;
  return null;
}

/** An answer that has the bytes themselves, in all things as listed and as stated; null where anything is otherwise. Not of a directory bucket. */
export function fetchedAsListed(version: ListedVersion, head: GetObjectCommandOutput): Fetched | null {
  const bytes = head.Body as unknown as Buffer;
  if (bytes.length !== (head.ContentLength ?? version.size) || otherwise(head, version) !== null) return null;
  const stated = statedChecksum(head as never);
  const check = new ChecksumCheck(stated);
  const body = bodyInMemory(bytes, check);
  if (check.difference() !== null) return null;
  return fetchedOf(version, head, body, null, { stated, difference: null }, []);
}
