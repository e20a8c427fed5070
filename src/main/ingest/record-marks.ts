// By what an object is known to be a CloudTrail record.
import { isObject } from './json-scan.ts';

const FIELDS = ['eventVersion', 'userIdentity', 'eventTime', 'eventSource', 'eventName', 'awsRegion', 'eventID', 'eventType'] as const;

/** True when an object has the look of a CloudTrail record: some of its fields, and no other notification's marks. */
export function looksLikeRecord(value: unknown): value is Record<string, unknown> {
  if (!isObject(value)) return false;
  if (typeof value.eventSource === 'string' && value.eventSource.startsWith('aws:')) return false;
  let marks = 0;
  for (const field of FIELDS) if (field in value) marks++;
  return marks >= 3;
}
