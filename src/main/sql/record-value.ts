// ct(record, 'path'): a field of a raw record as SQL sees it. The record parsed last stays at hand, since a row's columns are asked one after the other.

import { STEPS } from '../case/event-rows.ts';
import { EvidenceReader } from '../case/evidence.ts';
import type { ReadConnection } from '../case/open.ts';
import { storable } from '../case/term-hash.ts';
import { applySteps, fidelityOf } from '../decode/steps.ts';

interface RawJson {
  rawJSON: string;
}
const json = JSON as unknown as {
  rawJSON?(text: string): RawJson;
  isRawJSON?(value: unknown): value is RawJson;
  parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown;
};

/** A number that a JavaScript number might not hold as it is written. */
const LONG_NUMBER = /\d{16}|\d\.\d|\d[eE][-+\d]/;

/** JSON with its numbers as they are written. Throws what JSON.parse throws. */
export function parseJson(text: string): unknown {
  if (!LONG_NUMBER.test(text) || !json.rawJSON) return JSON.parse(text);
  return json.parse(text, (_, value, { source }) =>
    typeof value === 'number' && source !== undefined && String(value) !== source ? json.rawJSON?.(source) : value,
  );
}

/** A value as text in SQL: texts as they are, objects and lists as JSON, null as NULL. */
export function sqlText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return storable(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
}

/** A number kept as it is written. */
export function isRawNumber(value: unknown): boolean {
  return json.isRawJSON?.(value) ?? false;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawNumber(value);
}

/** A member in any letter case: Athena knows one case only. The exact name counts first. */
export function member(value: unknown, name: string): unknown {
  if (!isObject(value)) return undefined;
  if (Object.hasOwn(value, name)) return value[name];
  const wanted = name.toLowerCase();
  const found = Object.keys(value).find((key) => key.toLowerCase() === wanted);
  return found === undefined ? undefined : value[found];
}

interface Place {
  evidence: number;
  offset: number;
  length: number;
  steps: string;
}

export class RecordValues {
  private readonly evidence: EvidenceReader;
  private readonly place;
  private lastId = -1;
  private lastValue: unknown;
  /** Content of the item read last, when it is decoded at once: rows stand together in few items. */
  private lastItem = -1;
  private lastContent: Buffer | null = null;

  constructor(db: ReadConnection) {
    this.evidence = new EvidenceReader(db);
    this.place = db.prepare(`SELECT r.evidence, r.offset, r.length, ${STEPS} AS steps FROM records r WHERE r.id = ?`);
  }

  /** The record as a value; undefined when there is none. */
  value(record: number): unknown {
    if (record === this.lastId) return this.lastValue;
    const place = this.place.get(record) as Place | undefined;
    this.lastValue = place ? this.read(place) : undefined;
    this.lastId = record;
    return this.lastValue;
  }

  private read(place: Place): unknown {
    if (fidelityOf(place.steps) !== 2) return this.evidence.value(place.evidence, place);
    try {
      return parseJson(this.bytes(place).toString('utf8'));
    } catch {
      return undefined;
    }
  }

  private bytes(place: Place): Buffer {
    if (place.evidence !== this.lastItem) {
      this.lastContent = this.evidence.isLarge(place.evidence) ? null : this.evidence.content(place.evidence);
      this.lastItem = place.evidence;
    }
    const { lastContent } = this;
    if (lastContent === null) return this.evidence.record(place.evidence, place);
    return applySteps(lastContent.subarray(place.offset, place.offset + place.length), place.steps);
  }

  /** A field, by names joined by dots; '' for the whole record. */
  field(record: number, path: string): string | null {
    let value = this.value(record);
    if (path !== '') for (const name of path.split('.')) value = member(value, name);
    return sqlText(value);
  }
}
