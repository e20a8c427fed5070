// How the fields of one parsed record are read. Nothing is dropped: what is odd or missing becomes a problem beside the event.
import { jsonText } from '../decode/nesting.ts';
import { parseRecordTime } from '../decode/table-time.ts';
import { isObject } from './json-scan.ts';

/** Where a record stands: bytes into the window that is being read, and the number of its event. */
export interface At {
  offset: number;
  length: number;
  i: number;
}

/** Takes problems. */
interface ProblemSink {
  problem(code: string, detail: string, at: number | null, length: number | null, event: number | null, isRecord: boolean): void;
}

/** What a record is wrapped in. */
export interface Wrapping {
  /** Decoding steps as in a public id; '' for a record that stands as it is. */
  steps: string;
  /** The wrapper's own time, ms UTC or NaN: for a record without eventTime; null when there is none. */
  time: (() => number) | null;
}

export const UNWRAPPED: Wrapping = { steps: '', time: null };

/** A string as it stands; any other value as its JSON text, with a problem; null when absent. */
export function textOf(value: unknown, field: string, at: At, problems: ProblemSink): string | null {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return null;
  return unexpected(field, value, at, problems);
}

/** Tells that a field has a value of another type; returns that as its JSON text. */
export function unexpected(field: string, value: unknown, at: At, problems: ProblemSink): string {
  const json = jsonText(value);
  problems.problem('FIELD_UNEXPECTED_TYPE', `${field}: ${json}`, at.offset, at.length, at.i, false);
  return json.slice(0, LONGEST_JSON);
}

/** A string as it stands, any other value as its JSON text, null when absent. */
export function valueText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? null : jsonText(value).slice(0, LONGEST_JSON);
}

/** `true`, `false`, or null when it is neither or absent. */
export function readOnlyOf(record: Record<string, unknown>, at: At, problems: ProblemSink): string | null {
  const value = record.readOnly;
  if (value === true || value === 'true') return 'true';
  if (value === false || value === 'false') return 'false';
  if (value !== undefined && value !== null) unexpected('readOnly', value, at, problems);
  return null;
}

/** ms UTC, or NaN with a problem. */
export function timeOf(record: Record<string, unknown>, at: At, { time }: Wrapping, problems: ProblemSink): number {
  const value = record.eventTime;
  const isThere = value !== undefined && value !== null;
  const ms = isThere ? Number.NaN : borrowedTime(record, at, time, problems);
  if (!Number.isNaN(ms)) {
    problems.problem('EVENT_TIME_FROM_WRAPPER', '', at.offset, at.length, at.i, false);
    return ms;
  }
  // An aggregated event describes a window of five minutes, and stands where it begins.
  if (value === undefined && isObject(record.timeWindow))
    return timeOf({ eventTime: record.timeWindow.windowStart ?? null }, at, UNWRAPPED, problems);
  if (!isThere) {
    problems.problem('EVENT_TIME_MISSING', '', at.offset, at.length, at.i, false);
    return Number.NaN;
  }
  const stated = parseRecordTime(value);
  if (Number.isNaN(stated.ms)) {
    const shown = typeof value === 'string' ? value : jsonText(value);
    const code = stated.ambiguous ? 'EVENT_TIME_AMBIGUOUS' : 'EVENT_TIME_UNREADABLE';
    problems.problem(code, shown, at.offset, at.length, at.i, false);
  } else if (typeof value !== 'string') unexpected('eventTime', value, at, problems);
  else if (!stated.zoned) problems.problem('EVENT_TIME_ZONELESS', '', at.offset, at.length, at.i, false);
  if (stated.rounded !== undefined) problems.problem('EVENT_TIME_SERIAL', within(stated.rounded), at.offset, at.length, at.i, false);
  return stated.ms;
}

/** How exact a time is that a spreadsheet rounded, in words. */
export function within(ms: number): string {
  return ms === 0 ? '' : `true to within ${ms / 1000} s`;
}

/**
 * The time that another tool gave a record, for one without its own: beside its fields (Logstash's `@timestamp`; CloudTrail has no field of
 * such a name), or in what is around it.
 */
function borrowedTime(record: Record<string, unknown>, at: At, around: Wrapping['time'], problems: ProblemSink): number {
  const { ms, zoned } = parseRecordTime(record['@timestamp']);
  if (Number.isNaN(ms)) return around === null ? Number.NaN : around();
  if (!zoned) problems.problem('EVENT_TIME_ZONELESS', '', at.offset, at.length, at.i, false);
  return ms;
}

/** Insights and aggregated events describe other calls and have no name of their own: nothing is wrong with them. */
export function nameMissing(record: Record<string, unknown>, at: At, problems: ProblemSink): void {
  if (!isObject(record.insightDetails) && !isObject(record.timeWindow))
    problems.problem('EVENT_NAME_MISSING', '', at.offset, at.length, at.i, false);
}

/** Characters kept of a value that stands where a text was expected. */
const LONGEST_JSON = 1000;
