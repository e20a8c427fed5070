// By what an object is known to be a CloudTrail record.
import { isCount } from '../decode/columns.ts';
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

/** Names of which a record has most, and what is of another source hardly two. */
const NAMES = ['eventVersion', 'userIdentity', 'eventSource', 'eventName', 'awsRegion'].map((name) => Buffer.from(name));

/** Whether what is no record may be one that was damaged, by its bytes: then it is one that was lost. Else it is of another source. */
export function mayBeLost(bytes: Buffer): boolean {
  return NAMES.filter((name) => bytes.includes(name)).length >= 2;
}

/** True when an object has the look of a CloudTrail record: some of its fields, and no other system's marks. */
export function looksLikeRecord(value: unknown): value is Record<string, unknown> {
  if (!isObject(value)) return false;
  let marks = 0;
  let said = 0;
  for (const field of FIELDS) {
    if (!(field in value)) continue;
    marks++;
    if (typeof value[field] !== 'object') said++;
  }
  if (marks < 3 || said === 0 || isPattern(value)) return false;
  return isTelling(value) && !isAnothers(value, value.eventSource) && !isTakenApart(value) && !isSum(value);
}

/** Whether an object says which events are meant: the pattern of a rule, with lists where a record has one text, and of no certain event. */
function isPattern({ eventName, eventSource, eventTime, eventID }: Record<string, unknown>): boolean {
  const isOne = typeof eventTime === 'string' || typeof eventID === 'string';
  return !isOne && (Array.isArray(eventName) || Array.isArray(eventSource));
}

/** Whether an object counts events: a row of a query that sums them up, of nobody and without the id of one. */
function isSum(value: object): boolean {
  return !('eventID' in value) && !('userIdentity' in value) && Object.keys(value).some(isCount);
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
