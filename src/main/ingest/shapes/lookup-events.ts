// Output of `aws cloudtrail lookup-events`: each entry holds the record as a JSON string. A file may hold the list, or entries alone.
import { isObject } from '../json-scan.ts';
import { isService } from '../record-marks.ts';
import { EACH, type ValueShape } from './shape.ts';

export const lookupEvents: ValueShape = {
  name: 'lookup-events',
  recognise(value) {
    if (Array.isArray(value.Events) && value.Events.some(isEntry)) return { paths: [['Events', EACH]] };
    if (!isEntry(value)) return null;
    // Scripts make an object of the text.
    if (typeof value.CloudTrailEvent === 'string' || isObject(value.CloudTrailEvent))
      return { paths: [['CloudTrailEvent']], times: ['EventTime'] };
    return isAlone(value) ? { paths: [], reduced: 'reduced:lookup' } : null;
  },
};

/** What `--query` left of an entry: without the list around it only what names AWS is one. */
function isAlone(entry: Record<string, unknown>): boolean {
  const isUser = 'Username' in entry && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(entry.EventId as string);
  return 'EventTime' in entry && 'EventName' in entry && (isUser || isService(entry.EventSource));
}

/** An entry of the output, with the record or without it. */
export function isEntry(value: unknown): value is Record<string, unknown> {
  return isObject(value) && typeof value.EventId === 'string' && ('CloudTrailEvent' in value || 'EventName' in value);
}
