// Rows of events as Timesketch imports them: a JSON object a line with `message`, `datetime` and `timestamp_desc`, which it demands, `timestamp` in
// microseconds, which it would else compute, and the fields of the event. Source: Timesketch, "Create timeline from JSONL or CSV file", and
// read_and_validate_jsonl() in its timesketch/lib/utils.py.
import { jsonText } from '../../safe-text.ts';
import { plainLine } from '../plain-line.ts';
import { members } from './jsonl.ts';
import type { RowFormat } from './row-format.ts';

/** Which of a record's times it is. */
const TIMESTAMP_DESC = 'AWS CloudTrail eventTime';
/** By which Timesketch's analysers know CloudTrail, as plaso calls it; they read `event_name`. */
const DATA_TYPE = 'aws:cloudtrail:entry';
/** Characters of a text in the message; the field has all. */
const LONGEST = 200;

interface Call {
  name: string;
  error: string;
  fields: string;
}

interface Part {
  words: string;
  fields: string;
}

/** An event without a time, or of a year that Timesketch does not know, has no place on its timeline: its row is empty. */
export const timesketchRows: RowFormat<Call, Part, Part> = {
  call: (texts) => ({
    name: said(texts.eventName ?? '(no eventName)'),
    error: texts.errorCode === null ? '' : `: ${said(texts.errorCode)}`,
    fields: `${members({ event_name: texts.eventName })},${members(texts)}`,
  }),
  identity: (texts) => ({ words: ` by ${said(texts.actor ?? '(no actor named)')}`, fields: members(texts) }),
  origin: (texts) => ({
    words: texts.sourceIPAddress === null ? '' : ` from ${said(texts.sourceIPAddress)}`,
    fields: members(texts),
  }),
  row({ evidence, offset, length, steps, timeMs, eventID }, call, identity, origin) {
    if (timeMs === null) return '';
    const time = new Date(timeMs).toISOString();
    // Python, which reads it, knows the years 1 to 9999 only.
    if (time.length > 24 || time.startsWith('0000')) return '';
    // Text, since a number would lose the last digits of a far year.
    const microseconds = timeMs === 0 ? '0' : `${timeMs}000`;
    return `{"message":"${call.name}${identity.words}${origin.words}${call.error}","datetime":"${time.slice(0, -1)}+00:00","timestamp":${
      microseconds
    },"timestamp_desc":"${TIMESTAMP_DESC}","data_type":"${DATA_TYPE}",${call.fields},${identity.fields},${origin.fields},"eventID":${jsonText(
      eventID,
    )},"id":"${evidence}@${offset}+${length}${steps}","evidence":"${evidence}","offset":${offset},"length":${length}}\n`;
  },
};

/** A text as it stands within a JSON string, in one line. */
function said(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '')}…` : text;
  return jsonText(plainLine(short)).slice(1, -1);
}
