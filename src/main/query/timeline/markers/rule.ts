// What a rule of markers is: which calls are of a kind, in words that say what a call does, and what its record adds where columns tell too little.
import type { MarkerKind } from '../../../../shared/timeline.ts';

/** A record as JSON.parse gives it; undefined where it cannot be read. */
export type RecordValue = unknown;

/** What a record says beyond its columns. */
export interface Look {
  /** In place of the rule's words. */
  words?: string;
  /** It is not of the kind after all, as a share that was taken back. */
  isOther?: boolean;
}

/** Of one call. */
export interface MarkedCall {
  eventSource: string;
  eventName: string;
  /** Continue `This call …`: what it does when it succeeds. */
  words: string;
  /** Reads what a record adds. Asked of single markers only. */
  look?: (record: RecordValue) => Look;
}

export interface MarkerRule {
  kind: MarkerKind;
  calls: readonly MarkedCall[];
}

/** Calls of a service, each line `ApiName words`. */
export function callsOf(eventSource: string, lines: string, looks: Readonly<Record<string, MarkedCall['look']>> = {}): MarkedCall[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [, eventName, words] = /^\s*(\S+) (.+)$/.exec(line) as unknown as [string, string, string];
      const look = looks[eventName];
      return { eventSource: `${eventSource}.amazonaws.com`, eventName, words: words.trim(), ...(look && { look }) };
    });
}

/** What stands at a path in a record; undefined where nothing does. */
export function at(record: RecordValue, ...path: readonly string[]): unknown {
  let value = record;
  for (const step of path)
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? (value as Record<string, unknown>)[step] : undefined;
  return value;
}

/** As `at`, where it is a text; ''. */
export function textAt(record: RecordValue, ...path: readonly string[]): string {
  const value = at(record, ...path);
  return typeof value === 'string' ? value : '';
}

/** A list, or a single value in place of one; CloudTrail writes both. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

const LONGEST_NAME = 80;
/** Others are counted. */
const NAMED = 3;

/** A name from a record within a sentence: one line, not long. Whoever calls may have written it. */
export function named(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u{fffd}');
  return line.length <= LONGEST_NAME ? line : `${line.slice(0, LONGEST_NAME - 1)}…`;
}

/** `a, b, c and 4 more` */
export function listed(texts: readonly string[]): string {
  const all = [...new Set(texts)];
  const rest = all.length - NAMED;
  return `${all.slice(0, NAMED).map(named).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
