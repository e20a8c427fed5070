// JSON documents that hold no records and are evidence all the same: digests and their signatures, keys, trail configuration.
import { isObject } from '../json-scan.ts';
import type { DocumentShape } from './shape.ts';

/** A digest file. Source: AWS, "CloudTrail digest file structure". */
const digest: DocumentShape = {
  kind: 'digest',
  recognise: (v) => typeof v.digestS3Object === 'string' && typeof v.digestEndTime === 'string',
};

/** `aws s3api head-object`: the metadata that carries a digest's signature. */
const sidecar: DocumentShape = {
  kind: 'sidecar',
  recognise: (v) => isObject(v.Metadata) && ('ETag' in v || 'ContentLength' in v || 'LastModified' in v),
};

/** What an acquisition from a bucket wrote down of the listing and of each object: acquire/s3/documents.ts. */
const acquisition: DocumentShape = {
  kind: 'sidecar',
  recognise: (v) =>
    (v.trailcase === 's3 listing' && Array.isArray(v.versions)) || (v.trailcase === 's3 objects' && Array.isArray(v.objects)),
};

/** What was asked of Athena, and which objects it named: acquire/athena/record.ts. */
const scoping: DocumentShape = {
  kind: 'sidecar',
  recognise: (v) => v.trailcase === 'athena scoping' && Array.isArray(v.objects),
};

/** `aws cloudtrail list-public-keys` */
const keys: DocumentShape = { kind: 'keys', recognise: (v) => Array.isArray(v.PublicKeyList) };

/** CloudTrail Lake's result_sign.json. */
const sign: DocumentShape = { kind: 'sign', recognise: (v) => typeof v.hashSignature === 'string' && 'publicKeyFingerprint' in v };

/** Outputs that say what could be recorded at all, of CloudTrail's API. */
const trailConfig: DocumentShape = {
  kind: 'config',
  recognise: (v) =>
    Array.isArray(v.trailList) ||
    'EventSelectors' in v ||
    'AdvancedEventSelectors' in v ||
    'InsightSelectors' in v ||
    typeof v.IsLogging === 'boolean' ||
    (isObject(v.Trail) && 'TrailARN' in v.Trail) ||
    (Array.isArray(v.Trails) && v.Trails.some((trail) => isObject(trail) && 'TrailARN' in trail)),
};

/** The same of the bucket: whether what was delivered could be overwritten or expire. */
const bucketConfig: DocumentShape = {
  kind: 'config',
  recognise: (v) => isVersioning(v) || isLifecycle(v),
};

/** The SDKs put what they say of the answer beside it. */
const VERSIONING: ReadonlySet<string> = new Set(['Status', 'MFADelete', 'ResponseMetadata']);

function isVersioning(v: Record<string, unknown>): boolean {
  return (v.Status === 'Enabled' || v.Status === 'Suspended') && Object.keys(v).every((key) => VERSIONING.has(key));
}

function isLifecycle(v: Record<string, unknown>): boolean {
  const acts = [
    'Expiration',
    'Transitions',
    'NoncurrentVersionExpiration',
    'NoncurrentVersionTransitions',
    'AbortIncompleteMultipartUpload',
  ];
  return (
    Array.isArray(v.Rules) &&
    v.Rules.length > 0 &&
    v.Rules.every((rule) => isObject(rule) && 'Status' in rule && acts.some((act) => act in rule))
  );
}

export const documents: readonly DocumentShape[] = [digest, sidecar, acquisition, scoping, keys, sign, trailConfig, bucketConfig];
