// One JSON value as records: a record itself, or one of the shapes that hold records, however often wrapped.

import type { ShapeName } from '../../shared/shapes.ts';
import { isFieldOfRecord } from '../decode/columns.ts';
import { type Reduced, reducedEntry, reducedLookup } from '../decode/reduced.ts';
import { epochMs, parseTableTime } from '../decode/table-time.ts';
import { readCellTables } from './cell-tables.ts';
import { duplicateKey } from './duplicate-keys.ts';
import type { EventCollector } from './event-collector.ts';
import { elementPlaces, memberPlaces, type Range } from './json-places.ts';
import { isObject, skipSpace, tryParse } from './json-scan.ts';
import type { Layer } from './layer.ts';
import { type Wrapping, within } from './record-fields.ts';
import { looksLikeRecord, mayBeLost } from './record-marks.ts';
import { VALUE_SHAPES } from './shapes/index.ts';
import { isLakeRow } from './shapes/lake-rows.ts';
import { isEntry } from './shapes/lookup-events.ts';
import { EACH, type Path, type Reading } from './shapes/shape.ts';
import { holdsRecord, originalIn } from './shapes/wrapped.ts';

/** Wrappers within one another that are opened. */
const DEEPEST = 6;

/** Characters of bytes that became no event which a problem shows. */
const SHOWN = 200;

/** The wrapper's time; innermost last asked. */
type Time = (() => number) | null;

/** The shape of an object around records, and where they are in it; null when it is none. */
export function shapeOf(value: Record<string, unknown>): { name: ShapeName; reading: Reading } | null {
  for (const { name, recognise } of VALUE_SHAPES) {
    const reading = recognise(value);
    if (reading) return { name, reading };
  }
  return null;
}

/**
 * Adds the records in a value that was parsed.
 * @returns false when it is nothing known: then nothing was added
 */
export function readValue(
  layer: Layer,
  value: unknown,
  from: number,
  to: number,
  into: EventCollector,
  time: Time = null,
  depth = 0,
): boolean {
  if (looksLikeRecord(value)) {
    const original = originalIn(value);
    if (original === undefined) addRecord(layer, value, from, to, into, time);
    else followAll({ layer, value, from, to }, [[original]], 0, { times: [], time, into, depth });
    return true;
  }
  if (depth > DEEPEST) return false;
  const node = { layer, value, from, to };
  if (typeof value === 'string') {
    if (!holdsRecord(value)) return false;
    readText(node, value, { times: [], time, into, depth });
    return true;
  }
  const shape = isObject(value) ? shapeOf(value) : null;
  if (shape) {
    const { paths, times = [], reduced, tables } = shape.reading;
    if (tables) return readCellTables(node, tables, into);
    const context = { times, time, into, depth };
    if (reduced !== undefined) addEntry(node, reduced, into);
    else if (paths.length === 0) without(node, context);
    else followAll(node, paths, 0, context);
    return true;
  }
  if (isLakeRow(value)) {
    const path = recordInRow(value);
    if (path === null) addEntry(node, 'reduced:lake', into);
    else followAll(node, [path], 0, { times: [], time, into, depth });
    return true;
  }
  if (!isEntry(value)) return false;
  addEntry(node, 'reduced:lookup', into);
  return true;
}

/** A column of a Lake row that holds the whole record (`eventJson`). One of another event is not the row's record but was sent in the call. */
function recordInRow(row: unknown[]): Path | null {
  const { eventID } = reducedLookup(row as never).record;
  for (const [i, column] of row.entries()) {
    for (const [name, text] of Object.entries(column as object)) {
      const record = typeof text === 'string' && !isFieldOfRecord(name) ? tryParse(text) : undefined;
      if (looksLikeRecord(record) && (eventID === undefined || record.eventID === eventID)) return [i, name];
    }
  }
  return null;
}

/** Adds an object or list that says something of an event, without its record. */
function addEntry({ layer, value, from, to }: Node, step: string, into: EventCollector): void {
  const reduced = reducedEntry(value as object, step);
  const place = layer.place(from, to);
  if (!layer.text.validAt(from, to)) into.problem('TEXT_NOT_UTF8', '', place.offset, place.length, into.events, false);
  addReduced(reduced, { ...place, steps: place.steps === '' ? step : `${place.steps}/${step}` }, into);
}

/**
 * Adds a record that stands at a range of a layer.
 * @param keysAreUnique whether it is known that none of its objects has two members of one name
 */
export function addRecord(
  layer: Layer,
  record: Record<string, unknown>,
  from: number,
  to: number,
  into: EventCollector,
  time: Time = null,
  keysAreUnique = false,
): void {
  const { offset, length, steps } = layer.place(from, to);
  const twice = keysAreUnique ? null : duplicateKey(layer.text, from, to);
  if (twice !== null) into.problem('KEY_DUPLICATE', twice, offset, length, into.events, false);
  if (!layer.text.validAt(from, to)) into.problem('TEXT_NOT_UTF8', '', offset, length, into.events, false);
  into.add(record, offset, length, steps === '' && time === null ? undefined : { steps, time });
}

/** Adds what a reduced copy says. */
export function addReduced(
  { record, zoneless, borrowed, rounded, cut = [] }: Reduced,
  place: { offset: number; length: number; steps: string },
  into: EventCollector,
): void {
  const { offset, length, steps } = place;
  if (borrowed) into.problem('EVENT_TIME_FROM_WRAPPER', '', offset, length, into.events, false);
  if (zoneless) into.problem('EVENT_TIME_ZONELESS', '', offset, length, into.events, false);
  if (rounded !== undefined) into.problem('EVENT_TIME_SERIAL', within(rounded), offset, length, into.events, false);
  for (const [field, text] of cut) into.problem('FIELD_UNEXPECTED_TYPE', `${field}: ${text}`, offset, length, into.events, false);
  into.add(record, offset, length, { steps, time: null } satisfies Wrapping);
}

/** What is wrong with a value where a record should be; undefined for bytes that are no JSON. */
export function codeOf(value: unknown): string {
  return value === undefined ? 'RECORD_NOT_JSON' : isObject(value) ? 'RECORD_NOT_CLOUDTRAIL' : 'RECORD_NOT_OBJECT';
}

/** Says of bytes that should have held a record that they do not. */
export function notARecord(layer: Layer, value: unknown, from: number, to: number, into: EventCollector): void {
  const { offset, length } = layer.place(from, to);
  const shown = layer.text.slice(from, Math.min(to, from + SHOWN));
  if (isOthers(layer, value, from, to)) into.other(codeOf(value), shown, offset, length);
  else into.problem(codeOf(value), shown, offset, length, null, true);
}

/** Whether a value that is no record is of another source, and none that was lost: an object that has nothing of one. */
export function isOthers({ text }: Layer, value: unknown, from: number, to: number): boolean {
  return isObject(value) && !mayBeLost(text.bytes.subarray(from, to));
}

/** A parsed value and where it stands. */
interface Node {
  layer: Layer;
  value: unknown;
  from: number;
  to: number;
}

interface Context {
  times: readonly string[];
  time: Time;
  into: EventCollector;
  depth: number;
}

/** Goes down a path to where records should be. */
export function follow(node: Node, path: Path, context: Context): void {
  followAll(node, [path], 0, context);
}

/**
 * Goes down paths together: what they have in common is walked once.
 * @param at index of the step that is next in each of them
 */
function followAll(node: Node, paths: readonly Path[], at: number, context: Context): void {
  const { layer, value, from } = node;
  const bySteps = new Map<Path[number], Path[]>();
  for (const path of paths) {
    const step = path[at];
    if (step === undefined) leaf(node, context);
    else if (!bySteps.get(step)?.push(path)) bySteps.set(step, [path]);
  }
  if (bySteps.size === 0) return;
  const inner = isObject(value) ? { ...context, time: timeOf(value, context.times) ?? context.time } : context;
  if (Array.isArray(value)) {
    const places = elementPlaces(layer.text, from);
    const each = bySteps.get(EACH);
    if (places.length !== value.length) without(node, context);
    else
      for (const [i, place] of places.entries()) {
        const further = bySteps.get(i) ?? each;
        if (further) followAll({ layer, value: value[i], ...place }, further, at + 1, inner);
      }
    return;
  }
  const places = isObject(value) ? memberPlaces(layer.text, from, bySteps) : new Map<string, Range>();
  for (const [name, further] of bySteps) {
    const place = typeof name === 'string' ? places.get(name) : undefined;
    if (place && isObject(value)) followAll({ layer, value: value[name as string], ...place }, further, at + 1, inner);
    else without(node, context);
  }
}

/** The place where a record should stand: as an object, or as text of one. */
function leaf(node: Node, context: Context): void {
  const { layer, value, from, to } = node;
  const { into, time, depth } = context;
  if (typeof value === 'string') readText(node, value, context);
  else if (value === null || value === undefined) without(node, context);
  else if (!readValue(layer, value, from, to, into, time, depth + 1)) notARecord(layer, value, from, to, into);
}

/** A string that should hold the JSON text of a record or of a wrapper, perhaps compressed. */
function readText({ layer, from, to }: Node, text: string, { into, time, depth }: Context): void {
  // Gzip data begins with the bytes 1f 8b 08, whatever is in it. No JSON of a record begins with sixteen letters.
  const steps = /^H4sI/.test(text) ? 'json-string/base64/gzip' : /^[A-Za-z0-9+/]{16}/.test(text) ? 'json-string/base64' : 'json-string';
  const inner = depth > DEEPEST ? null : layer.decode(from, to, steps);
  const value = inner ? tryParse(inner.text.slice(0, inner.text.bytes.length)) : undefined;
  if (inner === null || value === undefined) {
    notARecord(layer, undefined, from, to, into);
    return;
  }
  const first = into.events;
  const range = trimmed(inner.text.bytes);
  if (Array.isArray(value) && !isLakeRow(value)) {
    follow({ layer: inner, value, ...range }, [EACH], { times: [], time, into, depth: depth + 1 });
  } else if (!readValue(inner, value, range.from, range.to, into, time, depth + 1)) notARecord(layer, value, from, to, into);
  notUtf8(layer, from, to, first, into);
}

/** Says of the events from `first` on that the text they were decoded from is not UTF-8: decoding hides it. */
export function notUtf8(layer: Layer, from: number, to: number, first: number, into: EventCollector): void {
  if (layer.text.validAt(from, to)) return;
  const { offset, length } = layer.place(from, to);
  for (let event = first; event < into.events; event++) into.problem('TEXT_NOT_UTF8', '', offset, length, event, false);
}

/** Where the text in some bytes begins and ends. */
export function trimmed(bytes: Buffer): Range {
  const from = skipSpace(bytes, 0);
  let to = bytes.length;
  while (to > from && SPACES.includes(bytes[to - 1] as number)) to--;
  return { from, to };
}

const SPACES: readonly number[] = [32, 10, 13, 9];

/** A wrapper that holds nothing: said, but no record is lost. */
function without({ layer, from, to }: Node, { into }: Context): void {
  const { offset, length } = layer.place(from, to);
  into.problem('WRAPPER_WITHOUT_RECORD', layer.text.slice(from, Math.min(to, from + SHOWN)), offset, length, null, false);
}

function timeOf(wrapper: Record<string, unknown>, names: readonly string[]): Time {
  const name = names.find((candidate) => typeof wrapper[candidate] === 'string' || typeof wrapper[candidate] === 'number');
  if (name === undefined) return null;
  const value = wrapper[name] as string | number;
  return () => {
    if (typeof value === 'number' || /^\d+(\.\d+)?$/.test(value)) return epochMs(Number(value));
    const { ms, zoned } = parseTableTime(value);
    return zoned ? ms : Number.NaN;
  };
}
