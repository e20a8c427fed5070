// Addresses that are no paths: `s3://bucket/prefix`, and CloudTrail's own history of events.
import { TrailcaseError } from '../../../shared/errors.ts';

/** The address of CloudTrail's event history. */
export const LOOKUP_EVENTS = 'cloudtrail:lookup-events';

export interface S3Address {
  bucket: string;
  /** What keys begin with; may be empty. */
  prefix: string;
}

const ACCESS_POINT = /^s3:\/\/(arn:aws[\w-]*:s3:[a-z0-9-]*:\d{12}:accesspoint[/:][\w.-]+)(?:\/(.*))?$/is;

/** Whether a text is an address of AWS rather than a path. */
export function isAddress(text: string): boolean {
  return /^s3:\/\//i.test(text) || text === LOOKUP_EVENTS;
}

/** Errors: USAGE. */
export function parseAddress(text: string): S3Address {
  // An access point is named by its ARN, which has colons and a slash of its own.
  const [, point, below = ''] = ACCESS_POINT.exec(text) ?? [];
  if (point !== undefined) return { bucket: point, prefix: below };
  const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]*)(?:\/(.*))?$/is.exec(text) ?? [];
  if (/^[a-z0-9][a-z0-9.\-_]{1,254}$/i.test(bucket)) return { bucket, prefix };
  throw new TrailcaseError('USAGE', `${text} is no address of a bucket`, 'Write s3://bucket/prefix.');
}

/** The address of a bucket as a source: keys follow it. */
export function bucketAddress(bucket: string): string {
  return `s3://${bucket}`;
}
