// A digest file as AWS writes it, and where it says that it belongs.
// Source: AWS, "CloudTrail digest file structure"; "Custom implementations of CloudTrail log file integrity validation".
import { isObject } from '../../ingest/json-scan.ts';

interface LoggedFile {
  bucket: string;
  object: string;
  /** Of the uncompressed log file, lower-case hex. */
  hash: string;
  /** As AWS writes it: `SHA-256`. */
  hashAlgorithm: string;
}

export interface DigestDocument {
  bucket: string;
  object: string;
  /** As it stands in the digest: the end time is signed verbatim. */
  startTime: string;
  endTime: string;
  fingerprint: string;
  /** As AWS writes it: `SHA256withRSA`. Empty where the digest does not say. */
  signatureAlgorithm: string;
  /** Null where the chain begins. The signature as it stands there: it is signed verbatim. */
  previous: { bucket: string; object: string; signature: string; hash: string | null } | null;
  logFiles: LoggedFile[];
}

const REQUIRED = ['digestPublicKeyFingerprint', 'digestS3Bucket', 'digestS3Object', 'digestStartTime', 'digestEndTime'] as const;

/** Content that is no digest: in words why, and the log files that it names all the same. */
export interface NoDigest {
  problem: string;
  logFiles: LoggedFile[];
}

/** The document, or why the content is none. */
export function readDigest(content: Buffer): DigestDocument | NoDigest {
  const none = (problem: string, logFiles: LoggedFile[] = []): NoDigest => ({ problem, logFiles });
  let value: unknown;
  try {
    value = JSON.parse(content.toString('utf8'));
  } catch {
    return none('it is not JSON');
  }
  if (!isObject(value)) return none('it is not a JSON object');
  const document = value;
  const absent = REQUIRED.find((key) => typeof document[key] !== 'string');
  const named = logFiles(document.logFiles);
  if (absent) return none(`its ${absent} is missing`, named);
  if (!('previousDigestSignature' in document)) return none('its previousDigestSignature is missing', named);
  const text = (key: string): string | null => (typeof document[key] === 'string' ? (document[key] as string) : null);
  const timeless = (['digestStartTime', 'digestEndTime'] as const).find((key) => Number.isNaN(Date.parse(text(key) ?? '')));
  if (timeless) return none(`its ${timeless} is not a time`, named);
  const previousObject = text('previousDigestS3Object');
  const previousSignature = text('previousDigestSignature');
  return {
    bucket: text('digestS3Bucket') ?? '',
    object: text('digestS3Object') ?? '',
    startTime: text('digestStartTime') ?? '',
    endTime: text('digestEndTime') ?? '',
    fingerprint: (text('digestPublicKeyFingerprint') ?? '').toLowerCase(),
    signatureAlgorithm: text('digestSignatureAlgorithm') ?? '',
    previous:
      previousObject !== null && previousSignature !== null
        ? {
            bucket: text('previousDigestS3Bucket') ?? '',
            object: previousObject,
            signature: previousSignature,
            hash: text('previousDigestHashValue')?.toLowerCase() ?? null,
          }
        : null,
    logFiles: named,
  };
}

function logFiles(value: unknown): LoggedFile[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry) =>
    isObject(entry) && typeof entry.s3Object === 'string' && typeof entry.hashValue === 'string'
      ? [
          {
            bucket: typeof entry.s3Bucket === 'string' ? entry.s3Bucket : '',
            object: entry.s3Object,
            hash: entry.hashValue.toLowerCase(),
            hashAlgorithm: typeof entry.hashAlgorithm === 'string' ? entry.hashAlgorithm : 'SHA-256',
          },
        ]
      : [],
  );
}
