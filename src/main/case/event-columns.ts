// Columns of an event as it is listed for other tools: the keys of the command line's contract, in their order.
import type { EventRow } from '../../shared/domain.ts';

export const EVENT_COLUMNS: readonly (keyof EventRow)[] = [
  'id',
  'time',
  'eventName',
  'eventSource',
  'awsRegion',
  'accountId',
  'actor',
  'accessKeyId',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'eventID',
  'evidence',
  'offset',
  'length',
];

/** Behind them in rows that stand alone, where nothing else says how an event was delivered: see query/event-deliveries.ts. */
export const DELIVERY_COLUMNS = ['reduced', 'conflicts'] as const;
