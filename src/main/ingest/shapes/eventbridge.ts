// An event as EventBridge delivers it: the record is its `detail`.
import { isObject } from '../json-scan.ts';
import { looksLikeRecord } from '../record-marks.ts';
import type { ValueShape } from './shape.ts';

export const eventBridge: ValueShape = {
  name: 'eventbridge',
  recognise: (value) =>
    typeof value['detail-type'] === 'string' && isObject(value.detail) && looksLikeRecord(value.detail)
      ? { paths: [['detail']], times: ['time'] }
      : null,
};
