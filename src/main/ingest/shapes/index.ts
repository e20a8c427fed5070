// The registry of shapes. What stands first is asked first. Adding a shape is adding its file here, its words to shared/shapes.ts and a fixture.
import { cellRows } from './cell-rows.ts';
import { documents } from './documents.ts';
import { eventHistoryCsv } from './event-history-csv.ts';
import { eventBridge } from './eventbridge.ts';
import { lakeRows } from './lake-rows.ts';
import { logExport } from './log-export.ts';
import { logSubscription } from './log-subscription.ts';
import { logText } from './log-text.ts';
import { lookupEvents } from './lookup-events.ts';
import { lookupText } from './lookup-text.ts';
import { prefixedLines } from './prefixed-lines.ts';
import { queryCsv } from './query-csv.ts';
import { queryRows } from './query-rows.ts';
import { queued } from './queued.ts';
import { recordCsv } from './record-csv.ts';
import { records } from './records.ts';
import type { DocumentShape, LineShape, TableShape, ValueShape } from './shape.ts';
import { wrapped } from './wrapped.ts';

/** Objects around records. `wrapped` searches, so it is asked last. */
export const VALUE_SHAPES: readonly ValueShape[] = [
  records,
  lookupEvents,
  eventBridge,
  logSubscription,
  lakeRows,
  cellRows,
  queued,
  queryRows,
  wrapped,
];

export const LINE_SHAPES: readonly LineShape[] = [logExport, lookupText, logText, prefixedLines];

export const TABLE_SHAPES: readonly TableShape[] = [eventHistoryCsv, queryCsv, recordCsv];

export const DOCUMENT_SHAPES: readonly DocumentShape[] = documents;
