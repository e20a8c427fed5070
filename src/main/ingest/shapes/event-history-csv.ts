// The console's Event history as a CSV download: sixteen columns today, fewer before.
import { tableOf } from '../../decode/columns.ts';
import type { TableShape } from './shape.ts';

export const eventHistoryCsv: TableShape = {
  name: 'event-history-csv',
  recognise: (header) => tableOf(header) === 'event-history-csv',
};
