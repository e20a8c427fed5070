// Rows of a query's result as objects of JSON, one a line or in a list, with the columns for members: Athena (names in lower case), Sentinel, tools
// that write names with underscores, or take structures apart (`userIdentity.type`). Some keep the record as it came beside them.
import { isEventRow, isFieldOfRecord } from '../../decode/columns.ts';
import { ROW, reducedEntry } from '../../decode/reduced.ts';
import { isObject, tryParse } from '../json-scan.ts';
import { isAnothers, looksLikeRecord } from '../record-marks.ts';
import { EACH, type Reading, type ValueShape } from './shape.ts';

export const queryRows: ValueShape = {
  name: 'query-rows',
  recognise: (value) => rowIn(value) ?? listIn(value),
};

function rowIn(value: Record<string, unknown>): Reading | null {
  if (looksLikeRecord(value) || !isEventRow(value)) return null;
  const { record } = reducedEntry(value, ROW);
  if (isAnothers(value, record.eventSource)) return null;
  const original = Object.keys(value).find((name) => !isFieldOfRecord(name) && isRecordOf(value[name], record.eventID));
  return original === undefined ? { paths: [], reduced: ROW } : { paths: [[original]] };
}

/** Rows that are asked whether a list is one of them. */
const ASKED = 5;

function listIn(value: Record<string, unknown>): Reading | null {
  for (const [name, list] of Object.entries(value)) {
    if (Array.isArray(list) && list.slice(0, ASKED).some((row) => isObject(row) && rowIn(row) !== null)) return { paths: [[name, EACH]] };
  }
  return null;
}

/** Whether a member is the record of the row's event. One of another event was sent in the call. */
function isRecordOf(member: unknown, eventID: unknown): boolean {
  const record = typeof member === 'string' ? (/^\s*\{/.test(member) ? tryParse(member) : undefined) : member;
  return looksLikeRecord(record) && (eventID === undefined || record.eventID === eventID);
}
