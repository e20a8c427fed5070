// Rows of events as JSON, one object a line. Its reference is `trailcase events --format jsonl`.
import { type Delivery, deliveryMembers } from '../../query/event-deliveries.ts';
import { jsonText } from '../../safe-text.ts';
import type { RowFormat } from './row-format.ts';

export const jsonlRows: RowFormat<{ before: string; error: string }, string, string> = {
  call: ({ errorCode, ...texts }) => ({ before: members(texts), error: members({ errorCode }) }),
  identity: members,
  origin: members,
  row: ({ evidence, offset, length, steps, time, eventID, isUuid, delivery }, call, identity, origin) =>
    `{"id":"${evidence}@${offset}+${length}${steps}","time":${time === null ? 'null' : `"${time}"`},${call.before},${identity},${origin},${call.error},"eventID":${
      isUuid ? `"${eventID}"` : jsonText(eventID)
    },"evidence":"${evidence}","offset":${offset},"length":${length}${delivered(delivery)}}\n`,
};

/** The members of a row that tell how it was delivered, with the comma before them; none for most. */
export function delivered(delivery: Delivery | null): string {
  return delivery === null ? '' : `,${members(deliveryMembers(delivery))}`;
}

/** Members of an object, without its braces. */
export function members(texts: object): string {
  return jsonText(texts).slice(1, -1);
}
