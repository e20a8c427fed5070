// Functions of Athena's (Trino's) that SQLite lacks or has otherwise, registered under names that begin with ct_. Source: Trino, "Functions and operators".
// Each exists twice: under `…_or_null` for try(), where it gives NULL instead of an error.
import type { ReadConnection } from '../case/open.ts';
import { isRawNumber, member, parseJson, sqlText } from './record-value.ts';
import {
  addUnits,
  formatted,
  isoText,
  jodaParts,
  msOf,
  mysqlParts,
  partOf,
  readAs,
  timestampText,
  truncated,
  UNITS,
  unitsBetween,
} from './times.ts';

type Value = string | number | bigint | Buffer | null;
// biome-ignore lint/suspicious/noExplicitAny: SQL gives what it gives; each function makes of it what it needs
type Fn = (...args: any[]) => Value;

const text = (value: Value): string => (typeof value === 'string' ? value : String(value));

/** The time of a text, or an error that says which text it is. */
function time(value: Value): number {
  const ms = typeof value === 'string' ? msOf(value) : null;
  if (ms === null) throw new Error(`"${String(value).slice(0, 60)}" is no time; try(…) gives NULL instead`);
  return ms;
}

function unit(name: Value): string {
  const known = text(name).toLowerCase();
  if (!UNITS.includes(known)) throw new Error(`"${name}" is no unit of time; known are ${UNITS.join(', ')}`);
  return known;
}

/** The last few results of something costly, by its text. */
function remembered<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      value = make(key);
      if (known.size >= 64) known.clear();
      known.set(key, value);
    }
    return value;
  };
}

/** Java's flags at the beginning are JavaScript's behind the pattern. */
function javaRegex(pattern: string, flags: string): RegExp {
  const leading = /^\(\?([ims]+)\)/.exec(pattern);
  try {
    return new RegExp(leading ? pattern.slice(leading[0].length) : pattern, flags + (leading?.[1] ?? ''));
  } catch (error) {
    throw new Error(`The regular expression cannot be used: ${(error as Error).message}`);
  }
}
const regex = remembered((pattern) => javaRegex(pattern, ''));
const globalRegex = remembered((pattern) => javaRegex(pattern, 'g'));

/** A LIKE pattern, its escape character in front of it. */
const like = remembered((key) => {
  const escapeMark = key[0] === '\u0000' ? '' : (key[0] as string);
  let source = '';
  for (let i = 1; i < key.length; i++) {
    let char = key[i] as string;
    if (char === escapeMark && escapeMark !== '') {
      char = key[++i] ?? '';
      source += char.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    } else source += char === '%' ? '[^]*' : char === '_' ? '[^]' : char.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  }
  return new RegExp(`^${source}$`, 'u');
});

function jsonOrUndefined(value: Value): unknown {
  if (typeof value !== 'string') return value ?? undefined;
  try {
    return parseJson(value);
  } catch {
    return undefined;
  }
}

/** Steps of a JSON path: `$.a["b"][0]`. */
const jsonPath = remembered((path) => {
  const steps: (string | number)[] = [];
  const pattern = /\.([^.[\]]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\['((?:[^'\\]|\\.)*)'\]/y;
  let at = path.startsWith('$') ? 1 : -1;
  while (at >= 0 && at < path.length) {
    pattern.lastIndex = at;
    const found = pattern.exec(path);
    if (!found) at = -1;
    else {
      steps.push(found[2] === undefined ? (found[1] ?? found[3] ?? found[4] ?? '') : Number(found[2]));
      at = pattern.lastIndex;
    }
  }
  if (at < 0) throw new Error(`"${path}" is no JSON path that is known here; one is like $.a.b[0]`);
  return steps;
});

/** What stands at a path. Names count exactly, as in Athena. */
function atPath(json: Value, path: Value): unknown {
  let value = jsonOrUndefined(json);
  for (const step of jsonPath(text(path))) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.hasOwn(value, step) ? (value as Record<string | number, unknown>)[step] : undefined;
  }
  return value;
}

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null || isRawNumber(value);

function scalarText(value: unknown): string | null {
  return isScalar(value) ? sqlText(value) : null;
}

function list(value: Value): unknown[] | null {
  const parsed = jsonOrUndefined(value);
  return Array.isArray(parsed) ? parsed : null;
}

function elementAt(value: Value, key: Value, strict: boolean): Value {
  if (key === null) return null;
  const parsed = jsonOrUndefined(value);
  if (Array.isArray(parsed)) {
    const index = Number(key);
    if (strict && (index < 1 || index > parsed.length))
      throw new Error(`the list has ${parsed.length} elements, not ${key}; element_at gives NULL there`);
    return sqlText(parsed.at(index > 0 ? index - 1 : index));
  }
  return sqlText(member(parsed, text(key)));
}

function whole(value: Value): Value {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Math.round(value);
  const trimmed = text(value).trim();
  if (!/^[+-]?\d+$/.test(trimmed)) throw new Error(`"${trimmed.slice(0, 60)}" is no whole number; try_cast gives NULL there`);
  const big = BigInt(trimmed);
  if (BigInt.asIntN(64, big) !== big) throw new Error(`${trimmed.slice(0, 60)} is larger than a bigint`);
  return big;
}

function double(value: Value): Value {
  if (typeof value === 'number') return value;
  const trimmed = text(value).trim();
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(trimmed))
    throw new Error(`"${trimmed.slice(0, 60)}" is no number; try_cast gives NULL there`);
  return Number(trimmed);
}

function bool(value: Value): Value {
  const word = text(value).toLowerCase();
  if (['true', 't', '1'].includes(word)) return 1;
  if (['false', 'f', '0'].includes(word)) return 0;
  throw new Error(`"${word.slice(0, 60)}" is neither true nor false; try_cast gives NULL there`);
}

const group = (found: RegExpMatchArray | null, n: Value): Value => found?.[Number(n ?? 0)] ?? null;

/** NULL in, NULL out: none of them sees a NULL but those in `WITH_NULL`. */
const FUNCTIONS: Record<string, Fn> = {
  ct_iso: (ms) => isoText(Number(ms)),
  ct_ts: (value) => timestampText(time(value)),
  ct_ts_iso: (value) => timestampText(time(value)),
  ct_date: (value) => timestampText(time(value)).slice(0, 10),
  ct_to_iso: (value) => new Date(time(value)).toISOString(),
  ct_unix: (value) => time(value) / 1000,
  ct_from_unix: (seconds) => timestampText(Math.round(Number(seconds) * 1000)),
  ct_trunc: (name, value) => timestampText(truncated(unit(name), time(value))),
  ct_add: (name, count, value) => timestampText(addUnits(time(value), unit(name), Number(count))),
  ct_diff: (name, from, to) => unitsBetween(unit(name), time(from), time(to)),
  ct_part: (name, value) => partOf(text(name).toLowerCase(), time(value)),
  ct_format_mysql: (value, format) => formatted(time(value), mysqlParts(text(format))),
  ct_format_joda: (value, format) => formatted(time(value), jodaParts(text(format))),
  ct_parse_mysql: (value, format) => parsedTime(value, format, readAs(text(value), mysqlParts(text(format)))),
  ct_parse_joda: (value, format) => parsedTime(value, format, readAs(text(value), jodaParts(text(format)))),
  ct_like: (value, pattern, escapeMark) => Number(like(`${escapeMark === '' ? '\u0000' : escapeMark}${pattern}`).test(text(value))),
  ct_regexp_like: (value, pattern) => Number(regex(text(pattern)).test(text(value))),
  ct_regexp_extract: (value, pattern, n) => group(regex(text(pattern)).exec(text(value)), n),
  ct_regexp_extract_all: (value, pattern, n) =>
    JSON.stringify([...text(value).matchAll(globalRegex(text(pattern)))].map((found) => group(found, n))),
  ct_regexp_count: (value, pattern) => [...text(value).matchAll(globalRegex(text(pattern)))].length,
  ct_regexp_replace: (value, pattern, replacement) => text(value).replace(globalRegex(text(pattern)), text(replacement)),
  ct_regexp_split: (value, pattern) => JSON.stringify(text(value).split(regex(text(pattern)))),
  ct_lower: (value) => text(value).toLowerCase(),
  ct_upper: (value) => text(value).toUpperCase(),
  ct_split: (value, separator) => JSON.stringify(text(value).split(text(separator))),
  ct_split_part: (value, separator, n) => text(value).split(text(separator))[Number(n) - 1] ?? null,
  ct_reverse: (value) => [...text(value)].reverse().join(''),
  ct_starts_with: (value, start) => Number(text(value).startsWith(text(start))),
  ct_json: (json, path) => jsonText(atPath(json, path)),
  ct_json_scalar: (json, path) => scalarText(atPath(json, path)),
  ct_json_parse: (value) => JSON.stringify(parsedJson(value)),
  ct_json_varchar: (json) => scalarText(jsonOrUndefined(json)),
  ct_json_length: (json) => list(json)?.length ?? null,
  ct_json_contains: (json, value) => Number((list(json) ?? []).some((one) => sqlText(one) === text(value))),
  ct_json_size: (json, path) => size(atPath(json, path)) ?? 0,
  ct_cardinality: (value) => size(jsonOrUndefined(value)),
  ct_element_at: (value, key) => elementAt(value, key, false),
  ct_subscript: (value, key) => elementAt(value, key, true),
  ct_field: (value, name) => sqlText(member(jsonOrUndefined(value), text(name))),
  ct_contains: (value, wanted) => Number((list(value) ?? []).some((one) => sqlText(one) === text(wanted))),
  ct_array_join: (value, separator) =>
    (list(value) ?? [])
      .map(sqlText)
      .filter((one) => one !== null)
      .join(text(separator)),
  ct_array_distinct: (value) => changed(value, (all) => [...new Map(all.map((one) => [JSON.stringify(one), one])).values()]),
  ct_array_sort: (value) => changed(value, (all) => [...all].sort((a, b) => (String(a) < String(b) ? -1 : 1))),
  ct_list: (value) => (typeof jsonOrUndefined(value) === 'object' ? value : '[]'),
  ct_keys: (value) => JSON.stringify(Object.keys(Object(jsonOrUndefined(value)))),
  ct_values: (value) => JSON.stringify(Object.values(Object(jsonOrUndefined(value)))),
  ct_int: whole,
  ct_double: double,
  ct_bool: bool,
};

function parsedTime(value: Value, format: Value, ms: number | null): string {
  if (ms === null) throw new Error(`"${text(value).slice(0, 60)}" has not the form ${text(format)}; try(…) gives NULL instead`);
  return timestampText(ms);
}

function jsonText(value: unknown): string | null {
  return value === undefined ? null : (JSON.stringify(value) ?? null);
}

function parsedJson(value: Value): unknown {
  const parsed = jsonOrUndefined(value);
  if (parsed === undefined) throw new Error('json_parse: the text is no JSON; try(…) gives NULL instead');
  return parsed;
}

function size(value: unknown): number | null {
  if (typeof value !== 'object' || value === null) return null;
  return Array.isArray(value) ? value.length : Object.keys(value).length;
}

function changed(value: Value, change: (all: unknown[]) => unknown[]): string | null {
  const all = list(value);
  return all === null ? null : JSON.stringify(change(all));
}

/** A list of what it is given, NULLs too. */
const array: Fn = (...values: Value[]) => JSON.stringify(values.map((value) => (typeof value === 'bigint' ? Number(value) : value)));

type Best = { by: Value; value: Value } | null;

/** Compares as SQLite would: numbers as numbers, texts as texts. */
function isBetter(a: Value, b: Value, sign: 1 | -1): boolean {
  const [x, y] = sign === 1 ? [a, b] : [b, a];
  return (x as string) > (y as string);
}

/** Registers them on a connection. */
export function registerFunctions(db: ReadConnection): void {
  for (const [name, fn] of Object.entries(FUNCTIONS)) {
    const strict: Fn = (...args) => (args.includes(null) ? null : fn(...args));
    db.function(name, { deterministic: true, varargs: true, safeIntegers: name === 'ct_int' }, strict);
    db.function(`${name}_or_null`, { deterministic: true, varargs: true, safeIntegers: name === 'ct_int' }, (...args) => {
      try {
        return strict(...(args as Value[]));
      } catch {
        return null;
      }
    });
  }
  db.function('ct_array', { deterministic: true, varargs: true }, array);
  for (const [name, sign] of [
    ['ct_max_by', 1],
    ['ct_min_by', -1],
  ] as const) {
    db.aggregate(name, {
      start: null as Best,
      step: (best: Best, value: Value, by: Value) =>
        by === null || (best !== null && !isBetter(by, best.by, sign)) ? best : { by, value },
      result: (best: Best) => best?.value ?? null,
    } as never);
  }
}
