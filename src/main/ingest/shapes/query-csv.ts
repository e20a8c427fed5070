// What CloudTrail Lake and Athena give for a query: columns follow the SELECT, structures are printed as `{type=…}`.
import { tableOf } from '../../decode/columns.ts';
import type { TableShape } from './shape.ts';

export const queryCsv: TableShape = {
  name: 'query-csv',
  recognise: (header) => tableOf(header) === 'query-csv',
};
