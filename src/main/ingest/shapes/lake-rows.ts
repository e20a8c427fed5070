// Output of `aws cloudtrail get-query-results`: each row is a list of objects, each with one column and its value as text.
import { tableOf } from '../../decode/columns.ts';
import { lakeColumns } from '../../decode/reduced.ts';
import { isObject } from '../json-scan.ts';
import { EACH, type ValueShape } from './shape.ts';

export const lakeRows: ValueShape = {
  name: 'lake-rows',
  recognise: ({ QueryResultRows: rows }) =>
    Array.isArray(rows) && rows.some((row) => isLakeRow(row)) ? { paths: [['QueryResultRows', EACH]] } : null,
};

/** A row whose columns say something of one event. */
export function isLakeRow(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length > 0 && value.every(isColumn) && tableOf(lakeColumns(value).header) === 'query-csv';
}

function isColumn(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 1;
}
