// What a JSON object that is no record is, by its keys. One line per shape; none is known by its file name.
import type { ItemKind } from '../../shared/domain.ts';
import { isObject } from './json-scan.ts';

interface Shape {
  kind: ItemKind;
  matches(value: Record<string, unknown>): boolean;
}

const SHAPES: readonly Shape[] = [
  // A digest file, AWS: "CloudTrail digest file structure".
  { kind: 'digest', matches: (v) => typeof v.digestS3Object === 'string' && typeof v.digestEndTime === 'string' },
  // `aws s3api head-object`: the metadata that carries a digest's signature.
  { kind: 'sidecar', matches: (v) => isObject(v.Metadata) && ('ETag' in v || 'ContentLength' in v || 'LastModified' in v) },
  // `aws cloudtrail list-public-keys`
  { kind: 'keys', matches: (v) => Array.isArray(v.PublicKeyList) },
  // CloudTrail Lake's result_sign.json
  { kind: 'sign', matches: (v) => typeof v.hashSignature === 'string' && 'publicKeyFingerprint' in v },
  // Outputs that say what could be recorded at all.
  { kind: 'config', matches: (v) => Array.isArray(v.trailList) || 'EventSelectors' in v || 'AdvancedEventSelectors' in v },
  { kind: 'config', matches: (v) => typeof v.IsLogging === 'boolean' },
];

/** The kind of a JSON document that holds no records. */
export function documentKind(value: unknown): ItemKind {
  if (isObject(value)) for (const shape of SHAPES) if (shape.matches(value)) return shape.kind;
  return 'unknownJson';
}
