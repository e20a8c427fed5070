// The slow and obvious reading of a folder of logs: whole files through JSON.parse, grouped by eventID. It shares no code with
// the program, and is what the program's counts are compared with.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { sha256 } from './folder.ts';

type Json = Record<string, any>;

export interface Reading {
  /** `problem`: bytes where a record should be. */
  kind: 'log' | 'digest' | 'notCloudTrail';
  records: Json[];
  badRecords: number;
}

const FIELDS = ['eventVersion', 'userIdentity', 'eventTime', 'eventSource', 'eventName', 'awsRegion', 'eventID', 'eventType'];

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const isRecord = (value: unknown): value is Json =>
  isObject(value) && FIELDS.filter((field) => field in value).length >= 3 && !String(value.eventSource).startsWith('aws:');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Records anywhere in a value, also where they are text in a string: what a person would find by searching it. */
function within(value: unknown): Json[] {
  if (isRecord(value)) return [value];
  if (typeof value === 'string') return /^\s*[{[]/.test(value) ? within(parsed(value)) : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(within) : [];
}

/** What one file holds. */
export function readLog(bytes: Buffer): Reading {
  const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  const nothing: Reading = { kind: 'notCloudTrail', records: [], badRecords: 0 };
  const value = parsed(text);
  if (isObject(value) && Array.isArray(value.Records))
    return value.Records.every(isRecord) ? { ...nothing, kind: 'log', records: value.Records } : wrapped(value);
  if (isObject(value) && 'digestS3Object' in value) return { ...nothing, kind: 'digest' };
  if (isRecord(value)) return { ...nothing, kind: 'log', records: [value] };
  if (value !== undefined) return wrapped(value);
  if (/^\s*\{"Records":/.test(text)) return { kind: 'log', records: [], badRecords: 1 };
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const values = lines.map(parsed);
  return isRecord(values[0])
    ? { kind: 'log', records: values.filter(isRecord), badRecords: values.filter((v) => !isRecord(v)).length }
    : wrapped(values.filter((v) => v !== undefined));
}

function wrapped(value: unknown): Reading {
  const records = within(value);
  return { kind: records.length > 0 ? 'log' : 'notCloudTrail', records, badRecords: 0 };
}

/** `{a:1,b:2}` and `{b:2,a:1}` alike. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, canonical(value[key])]),
  );
}

export interface Expected {
  files: { total: number; log: number; digest: number; notCloudTrail: number; alreadyPresent: number };
  bytes: number;
  records: number;
  events: number;
  sightings: number;
  conflicts: number;
  recordProblems: number;
  eventIds: string[];
}

/** What an import of the whole folder must count. */
export function expectedOf(folder: string): Expected {
  const files = { total: 0, log: 0, digest: 0, notCloudTrail: 0, alreadyPresent: 0 };
  const seen = new Set<string>();
  /** Copies of every event, each with the hash of its file; those of one file in their order. */
  const byId = new Map<string, { hash: string; json: string }[]>();
  let bytes = 0;
  let without = 0;
  let recordProblems = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    files.total++;
    const content = readFileSync(join(entry.parentPath, entry.name));
    const hash = sha256(content);
    if (seen.has(hash)) {
      files.alreadyPresent++;
      continue;
    }
    seen.add(hash);
    bytes += content.length;
    const { kind, records, badRecords } = readLog(content);
    files[kind]++;
    recordProblems += badRecords;
    for (const record of records) {
      const id = record.eventID ?? record.eventId;
      if (typeof id !== 'string' || id === '') without++;
      else byId.set(id, [...(byId.get(id) ?? []), { hash, json: JSON.stringify(canonical(record)) }]);
    }
  }
  let sightings = 0;
  let conflicts = 0;
  for (const copies of byId.values()) {
    // The primary is the copy in the file with the lowest hash; sorting is stable within a file.
    const [primary, ...others] = copies.sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0));
    for (const { json } of others)
      if (json === primary?.json) sightings++;
      else conflicts++;
  }
  const events = byId.size + without;
  return {
    files,
    bytes,
    records: events + sightings + conflicts + recordProblems,
    events,
    sightings,
    conflicts,
    recordProblems,
    eventIds: [...byId.keys()].sort(),
  };
}
