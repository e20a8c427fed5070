// A record taken apart for people: what matters first, then everything else, each with the name that it has in the record.
import type { StoredRow } from '../case/event-rows.ts';
import { aboutCalls } from '../decode/about-calls.ts';
import { failedSignIn, type SignInFailure } from '../decode/sign-in.ts';
import { FIELDS, OUTCOMES } from './wording/index.ts';

export interface ReadableField {
  /** What it means, in words. */
  label: string;
  value: string;
  /** Path in the record, e.g. `userIdentity.arn`. */
  path: string;
  /** True when the value is concluded from that field rather than copied from it. */
  derived: boolean;
  /** The path taken apart: names of members and positions. */
  names: readonly string[];
  /** The value is a text in the record; else a number or a word. */
  isText: boolean;
}

interface OtherValue {
  path: string;
  value: string;
  names: readonly string[];
  isText: boolean;
}

interface ReadableRecord {
  fields: ReadableField[];
  /** All other values in the order of the record. */
  rest: OtherValue[];
  /** Values left out of `rest`. */
  restCut: number;
}

/** Listed at most; the raw record follows in full in any case. */
const REST_LIMIT = 250;
export const VALUE_LIMIT = 2000;
/** Nesting is the attacker's: a stack of calls must not grow with it. */
const DEPTH_LIMIT = 24;

/** A number as it is written: JSON numbers may have more digits than a program's numbers hold. */
class Written {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Json = null | boolean | string | Written | Json[] | { [key: string]: Json };

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Written);
}

/** The record as values with numbers as written; null when it cannot be taken apart. */
function parse(text: string): { [key: string]: Json } | null {
  const revive = (_key: string, value: unknown, context: { source: string }) =>
    typeof value === 'number' ? new Written(context.source) : value;
  try {
    // The reviver's third argument is in the runtime and not yet in the compiler's library.
    const value = JSON.parse(text, revive as (key: string, value: unknown) => unknown) as Json;
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Paths shown first, in order of meaning. */
const LEADING: readonly (readonly [label: string, path: string])[] = [
  [FIELDS.eventName, 'eventName'],
  [FIELDS.eventSource, 'eventSource'],
  [FIELDS.readOnly, 'readOnly'],
  [FIELDS.errorCode, 'errorCode'],
  [FIELDS.errorMessage, 'errorMessage'],
  [FIELDS.insightState, 'insightDetails.state'],
  [FIELDS.insightApi, 'insightDetails.eventName'],
  [FIELDS.eventSource, 'insightDetails.eventSource'],
  [FIELDS.insightError, 'insightDetails.errorCode'],
  [FIELDS.insightKind, 'insightDetails.insightType'],
  [FIELDS.baseline, 'insightDetails.insightContext.statistics.baseline.average'],
  [FIELDS.insightRate, 'insightDetails.insightContext.statistics.insight.average'],
  [FIELDS.baselineMinutes, 'insightDetails.insightContext.statistics.baselineDuration'],
  [FIELDS.insightMinutes, 'insightDetails.insightContext.statistics.insightDuration'],
  [FIELDS.windowStart, 'timeWindow.windowStart'],
  [FIELDS.windowEnd, 'timeWindow.windowEnd'],
  [FIELDS.countedBy, 'summary.primaryDimension.dimension'],
  [FIELDS.identityType, 'userIdentity.type'],
  [FIELDS.arn, 'userIdentity.arn'],
  [FIELDS.identityAccount, 'userIdentity.accountId'],
  [FIELDS.accessKey, 'userIdentity.accessKeyId'],
  [FIELDS.mfa, 'userIdentity.sessionContext.attributes.mfaAuthenticated'],
  [FIELDS.sessionStart, 'userIdentity.sessionContext.attributes.creationDate'],
  [FIELDS.invokedBy, 'userIdentity.invokedBy'],
  [FIELDS.sourceIp, 'sourceIPAddress'],
  [FIELDS.userAgent, 'userAgent'],
  [FIELDS.region, 'awsRegion'],
  [FIELDS.account, 'recipientAccountId'],
  [FIELDS.eventId, 'eventID'],
  [FIELDS.requestId, 'requestID'],
];

function at(record: { [key: string]: Json }, path: string): Json | undefined {
  let value: Json | undefined = record;
  for (const name of path.split('.')) value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return value;
}

/** Whether a value is a text: numbers, true, false and null are words of their own. */
function isText(value: Json | undefined): boolean {
  return typeof value === 'string';
}

/** A leaf as text; undefined for what has parts. */
function leaf(value: Json | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return value;
  return value instanceof Written ? value.text : undefined;
}

/** Where a record says that a sign-in failed, as a path. */
export function failurePath({ path }: SignInFailure): string {
  return path.reduce(pathOf, '');
}

/**
 * Takes a raw record apart.
 * @param text the record as decoded
 * @param row its listed values, for what is concluded (time, actor) and in case the record cannot be taken apart
 * @param isReduced the text is what a reduced copy says of the record: what is absent there may be in the record
 * @param cut what is done with long values; for whoever has to see them whole, nothing
 */
export function readRecord(text: string, row: StoredRow, isReduced = false, cut: (value: string) => string = cutValue): ReadableRecord {
  const record = parse(text);
  if (!record) return { fields: fromRow(row, cut), rest: [], restCut: 0 };
  const fields: ReadableField[] = [];
  const shown = new Set<string>(['eventTime']);
  for (const [label, path] of LEADING) {
    if (path === 'userIdentity.type' && row.actor !== null)
      fields.push({ label: FIELDS.actor, value: row.actor, path: 'userIdentity', derived: true, names: ['userIdentity'], isText: true });
    const found = at(record, path);
    const value = leaf(found);
    const names = path.split('.');
    if (path === 'errorCode' && value === undefined && aboutCalls(record) !== null) {
      fields.push({
        label: FIELDS.errorCode,
        value: OUTCOMES.noCall,
        path: 'eventType',
        derived: true,
        names: ['eventType'],
        isText: false,
      });
    } else if (path === 'errorCode' && value === undefined) {
      // A failed console sign-in has no errorCode either: what is absent is said to be absent, not to have succeeded.
      const value = isReduced ? FIELDS.notTold : FIELDS.noErrorCode;
      fields.push({ label: FIELDS.errorCode, value, path, derived: true, names, isText: false });
      const failure = failedSignIn(record);
      const where = failure && failurePath(failure);
      // A message has its own row.
      if (failure && where !== null && !LEADING.some(([, own]) => own === where)) {
        fields.push({ label: OUTCOMES.failure, value: cut(failure.says), path: where, derived: false, names: failure.path, isText: true });
        shown.add(where);
      }
    }
    if (value === undefined) continue;
    shown.add(path);
    fields.push({ label, value: cut(value), path, derived: false, names, isText: isText(found) });
  }
  return { fields, ...restOf(record, shown, cut) };
}

function cutValue(value: string): string {
  return value.length <= VALUE_LIMIT ? value : `${value.slice(0, VALUE_LIMIT)} ${FIELDS.cut(value.length - VALUE_LIMIT)}`;
}

function restOf(
  record: { [key: string]: Json },
  shown: ReadonlySet<string>,
  cut: (value: string) => string,
): Pick<ReadableRecord, 'rest' | 'restCut'> {
  const rest: OtherValue[] = [];
  let restCut = 0;
  const add = (path: string, value: string, names: readonly string[], isText: boolean): void => {
    if (shown.has(path)) return;
    if (rest.length < REST_LIMIT) rest.push({ path: cut(path), value: cut(value), names, isText });
    else restCut++;
  };
  const walk = (value: Json, path: string, names: readonly string[]): void => {
    const text = leaf(value) ?? (names.length >= DEPTH_LIMIT ? FIELDS.nested : emptyText(value));
    if (text !== undefined) add(path, text, names, isText(value));
    else for (const [name, own, part] of partsOf(value, path)) walk(part, name, [...names, own]);
  };
  walk(record, '', []);
  return { rest, restCut };
}

/** `[]` and `{}`: a value, though without leaves. */
function emptyText(value: Json): string | undefined {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : undefined;
  return isObject(value) && Object.keys(value).length === 0 ? '{}' : undefined;
}

function partsOf(value: Json, path: string): (readonly [path: string, name: string, value: Json])[] {
  if (Array.isArray(value)) return value.map((one, i) => [`${path}[${i}]`, String(i), one] as const);
  return isObject(value) ? Object.entries(value).map(([name, one]) => [pathOf(path, name), name, one] as const) : [];
}

/** A name with dots or the like is quoted, so that it cannot pass for the path of another field. */
function pathOf(path: string, name: string): string {
  if (!/^[\w-]+$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}

function fromRow(row: StoredRow, cut: (value: string) => string): ReadableField[] {
  const listed: (readonly [string, string | null, string])[] = [
    [FIELDS.eventName, row.eventName, 'eventName'],
    [FIELDS.eventSource, row.eventSource, 'eventSource'],
    [FIELDS.errorCode, row.errorCode, 'errorCode'],
    [FIELDS.actor, row.actor, 'userIdentity'],
    [FIELDS.accessKey, row.accessKeyId, 'userIdentity.accessKeyId'],
    [FIELDS.sourceIp, row.sourceIPAddress, 'sourceIPAddress'],
    [FIELDS.userAgent, row.userAgent, 'userAgent'],
    [FIELDS.region, row.awsRegion, 'awsRegion'],
    [FIELDS.account, row.accountId, 'recipientAccountId'],
  ];
  return listed.flatMap(([label, value, path]) =>
    value === null ? [] : [{ label, value: cut(value), path, derived: true, names: path.split('.'), isText: true }],
  );
}
