// Rows of events as CSV. Its reference is `trailcase events --format csv`, which writes event by event what shared columns say.
import { DELIVERY_COLUMNS, EVENT_COLUMNS } from '../../case/event-columns.ts';
import { deliveryCells } from '../../query/event-deliveries.ts';
import { csvField, csvLine } from '../../safe-text.ts';
import type { RowFormat } from './row-format.ts';

export const CSV_HEAD = csvLine([...EVENT_COLUMNS, ...DELIVERY_COLUMNS]);

export const csvRows: RowFormat<{ before: string; error: string }, string, string> = {
  call: ({ eventName, eventSource, awsRegion, accountId, errorCode }) => ({
    before: fields(eventName, eventSource, awsRegion, accountId),
    error: csvField(errorCode),
  }),
  identity: ({ actor, accessKeyId }) => fields(actor, accessKeyId),
  origin: ({ sourceIPAddress, userAgent }) => fields(sourceIPAddress, userAgent),
  row: ({ evidence, offset, length, steps, time, eventID, isUuid, delivery }, call, identity, origin) =>
    `${evidence}@${offset}+${length}${steps},${time ?? ''},${call.before},${identity},${origin},${call.error},${isUuid ? eventID : csvField(eventID)},${evidence},${offset},${length},${delivery === null ? ',' : fields(...deliveryCells(delivery))}\n`,
};

function fields(...texts: (string | null)[]): string {
  return texts.map(csvField).join(',');
}
