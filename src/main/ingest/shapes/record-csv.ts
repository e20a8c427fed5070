// A table of another tool in which one column holds whole records: Splunk's `_raw`, `@message` of CloudWatch Logs Insights, `CloudTrailEvent`.
import { recordColumns } from '../../decode/reduced.ts';
import { isObject, tryParse } from '../json-scan.ts';
import { looksLikeRecord } from '../record-marks.ts';
import type { TableShape } from './shape.ts';
import { wrapped } from './wrapped.ts';

export const recordCsv: TableShape = {
  name: 'record-csv',
  recognise: (header, sample) =>
    sample().some((cells) => recordColumns(header, cells).some((column) => holdsRecord(cells[column] as string))),
};

function holdsRecord(cell: string): boolean {
  const value = tryParse(cell);
  return looksLikeRecord(value) || (isObject(value) && wrapped.recognise(value) !== null);
}
