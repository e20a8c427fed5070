// Reads the committed sample archive with Node alone: nothing here shares code with the generator or the engine.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

export const SAMPLE = resolve(import.meta.dirname, '../../../resources/sample');

/** A CloudTrail record, as loosely as JSON allows. */
export interface CloudTrailRecord {
  eventID: string;
  eventName?: string;
  eventTime: string;
  awsRegion: string;
  recipientAccountId: string;
  eventCategory: string;
  errorCode?: string;
  sourceIPAddress?: string;
  userAgent?: string;
  sharedEventID?: string;
  userIdentity?: { type?: string; arn?: string; accessKeyId?: string; userName?: string };
  requestParameters?: any;
  responseElements?: any;
}

export interface DigestFile {
  awsAccountId: string;
  digestStartTime: string;
  digestEndTime: string;
  digestS3Bucket: string;
  digestS3Object: string;
  digestPublicKeyFingerprint: string;
  newestEventTime: string | null;
  oldestEventTime: string | null;
  previousDigestS3Object: string | null;
  previousDigestHashValue: string | null;
  previousDigestSignature: string | null;
  logFiles: { s3Bucket: string; s3Object: string; hashValue: string; newestEventTime: string; oldestEventTime: string }[];
}

/** Bytes of every file below a folder, by path with forward slashes, sorted. */
export function filesBelow(folder: string): Map<string, Buffer> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return new Map(paths.map((path) => [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path)]));
}

/** Files whose path matches, unzipped. */
export function unzipped(files: Map<string, Buffer>, pattern: RegExp): Map<string, Buffer> {
  const found = [...files].filter(([path]) => pattern.test(path));
  return new Map(found.map(([path, bytes]) => [path, gunzipSync(bytes)]));
}

/** Log and Insights files; data starts after the key's `AWSLogs/ACCOUNT/KIND/`. */
export const LOGS = /^AWSLogs\/\d{12}\/CloudTrail(-Insight)?\/.*\.json\.gz$/;
export const DIGESTS = /^AWSLogs\/\d{12}\/CloudTrail-Digest\/.*\.json\.gz$/;

/** All records in delivery order, repeats included. */
export function recordsOf(files: Map<string, Buffer>): CloudTrailRecord[] {
  return [...unzipped(files, LOGS).values()].flatMap((content) => JSON.parse(content.toString('utf8')).Records as CloudTrailRecord[]);
}

/** The machine-readable block at the end of ANSWERS.md. */
export function expectedFacts(): any {
  const text = readFileSync(join(SAMPLE, 'ANSWERS.md'), 'utf8');
  const block = /```json\n([\s\S]*?)\n```/.exec(text)?.[1];
  if (block === undefined) throw new Error('ANSWERS.md has no json block');
  return JSON.parse(block);
}
