// By what an object is known to be a CloudTrail record.
import { isObject } from './json-scan.ts';

const FIELDS = ['eventVersion', 'userIdentity', 'eventTime', 'eventSource', 'eventName', 'awsRegion', 'eventID', 'eventType'] as const;

/** What other systems' events do not have: theirs have names, ids, times, types and versions, too. */
const TELLING = [
  'awsRegion',
  'sourceIPAddress',
  'recipientAccountId',
  'requestParameters',
  'responseElements',
  'sharedEventID',
  'insightDetails',
  'managementEvent',
] as const;

/** True when an object has the look of a CloudTrail record: some of its fields, and no other system's marks. */
export function looksLikeRecord(value: unknown): value is Record<string, unknown> {
  if (!isObject(value)) return false;
  let marks = 0;
  for (const field of FIELDS) if (field in value) marks++;
  return marks >= 3 && isTelling(value) && !isAnothers(value, value.eventSource) && !isTakenApart(value);
}

/**
 * Whether an event is another system's that has CloudTrail's names: a notification of S3, or of storage that speaks S3's language (its source is
 * `aws:s3`, `minio:s3`, `acs:oss`; CloudTrail's is the DNS name of a service), or one of Alibaba Cloud's ActionTrail.
 * @param source its source, under whatever spelling of the name it stands
 */
export function isAnothers(event: object, source: unknown): boolean {
  return !isService(source) && ((typeof source === 'string' && /^[\w-]+:/.test(source)) || 'acsRegion' in event);
}

/** Whether an event's source is a service of AWS. */
export function isService(source: unknown): boolean {
  return typeof source === 'string' && /\.amazonaws\.com(\.cn)?$/.test(source);
}

function isTelling(value: Record<string, unknown>): boolean {
  const { userIdentity, eventSource, eventType } = value;
  // Some tools make text of the structures within a record.
  if (isObject(userIdentity) || (typeof userIdentity === 'string' && userIdentity.startsWith('{'))) return true;
  // CloudTrail's have two digits behind the point; others' are 1.0 or 2.1.
  if (typeof value.eventVersion === 'string' && /^1\.\d\d$/.test(value.eventVersion)) return true;
  if (isService(eventSource) || (typeof eventType === 'string' && eventType.startsWith('Aws'))) return true;
  return TELLING.some((field) => field in value);
}

/** Whether another tool made members of the object of those of its structures: then it is no record, but a row that says the same. */
function isTakenApart(value: object): boolean {
  return !('userIdentity' in value) && ('userIdentity.type' in value || 'userIdentity.arn' in value || 'userIdentity.accountId' in value);
}
