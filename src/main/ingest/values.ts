// One JSON value as records: a record itself, or one of the shapes that hold records, however often wrapped.

import type { ShapeName } from '../../shared/shapes.ts';
import { reducedLookup } from '../decode/reduced.ts';
import { parseTableTime } from '../decode/table-time.ts';
import { duplicateKey } from './duplicate-keys.ts';
import type { EventCollector, Wrapping } from './extract.ts';
import { elementPlaces, memberPlace } from './json-places.ts';
import { isObject, tryParse } from './json-scan.ts';
import type { Layer } from './layer.ts';
import { looksLikeRecord } from './record-marks.ts';
import { VALUE_SHAPES } from './shapes/index.ts';
import { isEntry } from './shapes/lookup-events.ts';
import { EACH, type Path, type Reading } from './shapes/shape.ts';

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
    addRecord(layer, value, from, to, into, time);
    return true;
  }
  if (!isObject(value) || depth > DEEPEST) return false;
  const shape = shapeOf(value);
  if (shape) {
    const { paths, times = [] } = shape.reading;
    for (const path of paths) follow({ layer, value, from, to }, path, { times, time, into, depth });
    return true;
  }
  if (!isEntry(value)) return false;
  const { record, zoneless } = reducedLookup(value);
  const place = layer.place(from, to);
  addReduced(record, zoneless, { ...place, steps: place.steps === '' ? 'reduced:lookup' : `${place.steps}/reduced:lookup` }, into);
  return true;
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
  record: Record<string, unknown>,
  zoneless: boolean,
  place: { offset: number; length: number; steps: string },
  into: EventCollector,
): void {
  const { offset, length, steps } = place;
  if (zoneless) into.problem('EVENT_TIME_ZONELESS', '', offset, length, into.events, false);
  into.add(record, offset, length, { steps, time: null } satisfies Wrapping);
}

/** Says of bytes that should have held a record that they do not. */
export function notARecord(layer: Layer, value: unknown, from: number, to: number, into: EventCollector): void {
  const { offset, length } = layer.place(from, to);
  const code = value === undefined ? 'RECORD_NOT_JSON' : isObject(value) ? 'RECORD_NOT_CLOUDTRAIL' : 'RECORD_NOT_OBJECT';
  into.problem(code, layer.text.slice(from, Math.min(to, from + SHOWN)), offset, length, null, true);
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
  const [step, ...rest] = path;
  const { layer, value, from, to } = node;
  if (step === undefined) {
    leaf(node, context);
    return;
  }
  const inner = isObject(value) ? { ...context, time: timeOf(value, context.times) ?? context.time } : context;
  if (step === EACH || typeof step === 'number') {
    const places = Array.isArray(value) ? elementPlaces(layer.text, from) : [];
    if (!Array.isArray(value) || places.length !== value.length) {
      without(node, context);
      return;
    }
    places.forEach((place, i) => {
      if (step === EACH || step === i) follow({ layer, value: value[i], ...place }, rest, inner);
    });
    return;
  }
  const place = isObject(value) && Object.hasOwn(value, step) ? memberPlace(layer.text, from, step) : null;
  if (place && isObject(value)) follow({ layer, value: value[step], ...place }, rest, inner);
  else without({ layer, value, from, to }, context);
}

/** The place where a record should stand: as an object, or as text of one. */
function leaf(node: Node, context: Context): void {
  const { layer, value, from, to } = node;
  const { into, time, depth } = context;
  if (typeof value === 'string') {
    if (!readText(layer, value, from, to, context)) notARecord(layer, undefined, from, to, into);
  } else if (value === null || value === undefined) without(node, context);
  else if (!readValue(layer, value, from, to, into, time, depth + 1)) notARecord(layer, value, from, to, into);
}

/** A string that holds the JSON text of a record or of a wrapper, perhaps compressed. */
function readText(layer: Layer, text: string, from: number, to: number, { into, time, depth }: Context): boolean {
  if (depth > DEEPEST) return false;
  // Compressed payloads begin with the bytes 1f 8b 08, other payloads in base64 with an opening brace.
  const steps = /^H4sI/.test(text) ? 'json-string/base64/gzip' : /^ey[A-Za-z0-9]/.test(text) ? 'json-string/base64' : 'json-string';
  const inner = layer.decode(from, to, steps);
  if (inner === null) return false;
  const { bytes } = inner.text;
  const value = tryParse(bytes.toString('utf8'));
  if (Array.isArray(value)) {
    follow({ layer: inner, value, ...trimmed(bytes) }, [EACH], { times: [], time, into, depth: depth + 1 });
    return true;
  }
  const { from: start, to: end } = trimmed(bytes);
  return readValue(inner, value, start, end, into, time, depth + 1);
}

function trimmed(bytes: Buffer): { from: number; to: number } {
  const text = bytes.toString('latin1');
  const from = text.length - text.trimStart().length;
  return { from, to: from + text.trim().length };
}

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
    if (typeof value === 'string' && !/^\d+(\.\d+)?$/.test(value)) {
      const { ms, zoned } = parseTableTime(value);
      return zoned ? ms : Number.NaN;
    }
    const number = Number(value);
    return Math.floor(number > 1e11 ? number : number * 1000);
  };
}
