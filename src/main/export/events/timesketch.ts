// Rows of events as Timesketch imports them: a JSON object a line with `message`, `datetime` and `timestamp_desc`, which it demands, `timestamp` in
// microseconds, which it would else compute, and the fields of the event. Source: Timesketch, "Create timeline from JSONL or CSV file", and
// read_and_validate_jsonl() in its timesketch/lib/utils.py.
import { jsonText } from '../../safe-text.ts';
import { plainLine } from '../plain-line.ts';
import { delivered, members } from './jsonl.ts';
import type { RowFormat } from './row-format.ts';

/** Which of a record's times it is. */
const TIMESTAMP_DESC = 'AWS CloudTrail eventTime';
/** By which Timesketch's analysers know CloudTrail, as plaso calls it; they read `event_name`. */
const DATA_TYPE = 'aws:cloudtrail:entry';
/** Characters of a text in the message; the field has all. */
const LONGEST = 200;

interface Call {
  /** Null where the record has none. */
  name: string | null;
  error: string;
  fields: string;
}

interface Part {
  /** Empty where the record says nothing. */
  words: string;
  fields: string;
}

/**
 * @param aboutCalls what an event without an eventName says of calls, in a line; null where it does not
 * An event without a time, or of a year that Timesketch does not know, has no place on its timeline: its row is empty.
 */
export const timesketchRows = (aboutCalls: (record: number) => string | null): RowFormat<Call, Part, Part> => ({
  call: (texts) => ({
    name: texts.eventName === null ? null : said(texts.eventName),
    error: texts.errorCode === null ? '' : `: ${said(texts.errorCode)}`,
    fields: `${members({ event_name: texts.eventName })},${members(texts)}`,
  }),
  identity: (texts) => ({ words: texts.actor === null ? '' : ` by ${said(texts.actor)}`, fields: members(texts) }),
  origin: (texts) => ({
    words: texts.sourceIPAddress === null ? '' : ` from ${said(texts.sourceIPAddress)}`,
    fields: members(texts),
  }),
  row({ record, evidence, offset, length, steps, timeMs, eventID, delivery }, call, identity, origin) {
    if (timeMs === null) return '';
    const time = new Date(timeMs).toISOString();
    // Python, which reads it, knows the years 1 to 9999 only.
    if (time.length > 24 || time.startsWith('0000')) return '';
    // Text, since a number would lose the last digits of a far year.
    const microseconds = timeMs === 0 ? '0' : `${timeMs}000`;
    // What is no call has nobody who made it.
    const about = call.name === null ? aboutCalls(record) : null;
    const what =
      about === null ? `${call.name ?? '(no eventName)'}${identity.words || ' by (no actor named)'}` : `${said(about)}${identity.words}`;
    return `{"message":"${what}${origin.words}${call.error}","datetime":"${time.slice(0, -1)}+00:00","timestamp":${
      microseconds
    },"timestamp_desc":"${TIMESTAMP_DESC}","data_type":"${DATA_TYPE}",${call.fields},${identity.fields},${origin.fields},"eventID":${jsonText(
      eventID,
    )},"id":"${evidence}@${offset}+${length}${steps}","evidence":"${evidence}","offset":${offset},"length":${length}${delivered(delivery)}}\n`;
  },
});

/** A text as it stands within a JSON string, in one line. */
function said(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '')}…` : text;
  return jsonText(plainLine(short)).slice(1, -1);
}
