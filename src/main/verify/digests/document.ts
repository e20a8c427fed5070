// A digest file as AWS writes it, and where it says that it belongs.
// Source: AWS, "CloudTrail digest file structure"; "Custom implementations of CloudTrail log file integrity validation".
import { isObject } from '../../ingest/json-scan.ts';

export interface LoggedFile {
  bucket: string;
  object: string;
  /** SHA-256 of the uncompressed log file, lower-case hex. */
  hash: string;
}

export interface DigestDocument {
  bucket: string;
  object: string;
  startTime: string;
  endTime: string;
  fingerprint: string;
  /** Null where the chain begins. */
  previous: { bucket: string; object: string; signature: string; hash: string | null } | null;
  logFiles: LoggedFile[];
}

const REQUIRED = ['digestPublicKeyFingerprint', 'digestS3Bucket', 'digestS3Object', 'digestStartTime', 'digestEndTime'] as const;

/** The document, or in words why the content is none. */
export function readDigest(content: Buffer): DigestDocument | { problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(content.toString('utf8'));
  } catch {
    return { problem: 'it is not JSON' };
  }
  if (!isObject(value)) return { problem: 'it is not a JSON object' };
  const document = value;
  const absent = REQUIRED.find((key) => typeof document[key] !== 'string');
  if (absent) return { problem: `its ${absent} is missing` };
  if (!('previousDigestSignature' in document)) return { problem: 'its previousDigestSignature is missing' };
  const text = (key: string): string | null => (typeof document[key] === 'string' ? (document[key] as string) : null);
  const previousObject = text('previousDigestS3Object');
  const previousSignature = text('previousDigestSignature');
  return {
    bucket: text('digestS3Bucket') ?? '',
    object: text('digestS3Object') ?? '',
    startTime: text('digestStartTime') ?? '',
    endTime: text('digestEndTime') ?? '',
    fingerprint: (text('digestPublicKeyFingerprint') ?? '').toLowerCase(),
    previous:
      previousObject !== null && previousSignature !== null
        ? {
            bucket: text('previousDigestS3Bucket') ?? '',
            object: previousObject,
            signature: previousSignature.toLowerCase(),
            hash: text('previousDigestHashValue')?.toLowerCase() ?? null,
          }
        : null,
    logFiles: logFiles(document.logFiles),
  };
}

function logFiles(value: unknown): LoggedFile[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry) =>
    isObject(entry) && typeof entry.s3Object === 'string' && typeof entry.hashValue === 'string'
      ? [{ bucket: typeof entry.s3Bucket === 'string' ? entry.s3Bucket : '', object: entry.s3Object, hash: entry.hashValue.toLowerCase() }]
      : [],
  );
}

/**
 * A key or path from `AWSLogs/` on: what of an object's place survives a copy into a folder. A place without that folder keeps its
 * file name only.
 */
export function fromAwsLogs(path: string): string {
  const at = path.lastIndexOf('AWSLogs/');
  return at >= 0 ? path.slice(at) : path.slice(path.lastIndexOf('/') + 1);
}

/** Whether an item found at a place can be the object that a digest names; a copy that lost its gzip wrapper lost its ending too. */
export function samePlace(place: string, object: string): boolean {
  const found = withoutGz(fromAwsLogs(place));
  const named = withoutGz(object);
  return found.startsWith('AWSLogs/') ? found === fromAwsLogs(named) : found === named.slice(named.lastIndexOf('/') + 1);
}

/** A name without `.gz`. */
export function withoutGz(name: string): string {
  return name.endsWith('.gz') ? name.slice(0, -3) : name;
}

/**
 * What keeps chains apart: bucket, account, region, trail and home region, and whether it is a backfill; taken from the object's name
 * `ACCOUNT_CloudTrail-Digest_REGION_TRAIL_HOMEREGION_YYYYMMDDTHHMMSSZ[_backfill].json.gz`.
 */
export function chainOf(document: DigestDocument): string {
  const name = document.object.slice(document.object.lastIndexOf('/') + 1);
  const parts = /^(.*)_CloudTrail-Digest_(.*)_\d{8}T\d{6}Z(_backfill)?\.json(\.gz)?$/.exec(name);
  return [document.bucket, parts?.[1] ?? '', parts?.[2] ?? name, parts?.[3] ? 'backfill' : ''].join(' ').trim();
}
