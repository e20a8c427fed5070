// Output of `aws cloudtrail lookup-events`: each entry holds the record as a JSON string. A file may hold the list, or entries alone.
import { isObject } from '../json-scan.ts';
import { EACH, type ValueShape } from './shape.ts';

export const lookupEvents: ValueShape = {
  name: 'lookup-events',
  recognise(value) {
    if (Array.isArray(value.Events) && value.Events.some(isEntry)) return { paths: [['Events', EACH]] };
    return isEntry(value) && typeof value.CloudTrailEvent === 'string' ? { paths: [['CloudTrailEvent']], times: ['EventTime'] } : null;
  },
};

/** An entry of the output, with the record or without it. */
export function isEntry(value: unknown): value is Record<string, unknown> {
  return isObject(value) && typeof value.EventId === 'string' && ('CloudTrailEvent' in value || 'EventName' in value);
}
