// A trail's log file: {"Records":[…]}. S3 notifications and queue messages use the same name; they say so in their elements.
import { isObject } from '../json-scan.ts';
import { isAnothers, looksLikeRecord } from '../record-marks.ts';
import { EACH, type ValueShape } from './shape.ts';

export const records: ValueShape = {
  name: 'records',
  recognise: ({ Records }) => (Array.isArray(Records) && mayBeRecords(Records) ? { paths: [['Records', EACH]] } : null),
};

/** An empty list is a log without events; broken elements do not make it another file; one odd element does not hide the others. */
function mayBeRecords(list: readonly unknown[]): boolean {
  const [first] = list;
  if (!isObject(first)) return true;
  if (isAnothers(first, first.eventSource)) return false;
  return ['eventID', 'eventTime', 'userIdentity', 'eventName'].some((field) => field in first) || list.some(looksLikeRecord);
}
