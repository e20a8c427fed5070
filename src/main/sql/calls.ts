// Calls of Athena's functions in SQLite's terms: one entry per function.

import { nearest } from '../../shared/filter/suggest.ts';
import type { Type } from './columns.ts';
import type { Expr } from './scope.ts';
import { invalid, unsupported } from './tokens.ts';

interface CallContext {
  /** Within try(…): an error becomes NULL. */
  safe: boolean;
  hint(text: string): void;
  /** Text of a literal, or null when the expression is none. */
  literal(index: number): string | null;
}

type Call = (args: Expr[], context: CallContext) => Expr;

const registered =
  (name: string, type: Type, mayFail = false): Call =>
  (args, { safe }) => ({
    sql: `${name}${mayFail && safe ? '_or_null' : ''}(${args.map((arg) => arg.sql).join(', ')})`,
    type,
  });
const native =
  (name: string, type: Type): Call =>
  (args) => ({ sql: `${name}(${args.map((arg) => arg.sql).join(', ')})`, type });
const same =
  (name: string): Call =>
  (args) => ({ sql: `${name}(${args.map((arg) => arg.sql).join(', ')})`, type: args[0]?.type ?? 'unknown' });
/** As a time: texts in ISO 8601 too, which CloudTrail Lake takes for times. */
export const asTime = (arg: Expr, safe: boolean): string =>
  arg.type === 'timestamp' ? arg.sql : `ct_ts${safe ? '_or_null' : ''}(${arg.sql})`;

const CLOCK =
  'now() and current_timestamp are the clock of this machine: events of the case lie in the past, so "the last 7 days" may hold none of them';
const clock =
  (format: string, type: Type): Call =>
  (_, { hint }) => {
    hint(CLOCK);
    return { sql: `strftime('${format}', 'now')`, type };
  };
const part =
  (name: string): Call =>
  ([arg], { safe }) => ({ sql: `ct_part('${name}', ${asTime(arg as Expr, safe)})`, type: 'bigint' });
const timed =
  (name: string, type: Type, at: number): Call =>
  (args, { safe }) => ({
    sql: `${name}${safe ? '_or_null' : ''}(${args.map((arg, i) => (i >= at && (arg.type === 'date' || arg.type === 'varchar') ? asTime(arg, safe) : arg.sql)).join(', ')})`,
    type,
  });

/** Names in lower case; number of arguments, fewest and most. */
const CALLS: Record<string, [number, number, Call]> = {
  json_extract: [2, 2, registered('ct_json', 'json')],
  json_extract_scalar: [2, 2, registered('ct_json_scalar', 'varchar')],
  json_parse: [1, 1, registered('ct_json_parse', 'json', true)],
  json_format: [1, 1, ([arg]) => ({ sql: (arg as Expr).sql, type: 'varchar' })],
  json_array_length: [1, 1, registered('ct_json_length', 'bigint')],
  json_array_contains: [2, 2, registered('ct_json_contains', 'boolean')],
  json_size: [2, 2, registered('ct_json_size', 'bigint')],
  cardinality: [1, 1, registered('ct_cardinality', 'bigint')],
  element_at: [
    2,
    2,
    ([value, key]) => ({ sql: `ct_element_at(${value?.sql}, ${key?.sql})`, type: value?.type === 'array' ? 'unknown' : 'varchar' }),
  ],
  contains: [2, 2, registered('ct_contains', 'boolean')],
  array_join: [2, 2, registered('ct_array_join', 'varchar')],
  array_distinct: [1, 1, registered('ct_array_distinct', 'array')],
  array_sort: [1, 1, registered('ct_array_sort', 'array')],
  map_keys: [1, 1, registered('ct_keys', 'array')],
  map_values: [1, 1, registered('ct_values', 'array')],
  from_iso8601_timestamp: [
    1,
    1,
    ([arg], { safe }) => ({
      sql: arg?.type === 'timestamp' ? arg.sql : `ct_ts_iso${safe ? '_or_null' : ''}(${arg?.sql})`,
      type: 'timestamp',
    }),
  ],
  from_iso8601_date: [1, 1, registered('ct_date', 'date', true)],
  to_iso8601: [1, 1, timed('ct_to_iso', 'varchar', 0)],
  date_trunc: [2, 2, timed('ct_trunc', 'timestamp', 1)],
  date_add: [3, 3, timed('ct_add', 'timestamp', 2)],
  date_diff: [3, 3, timed('ct_diff', 'bigint', 1)],
  date_format: [
    2,
    2,
    ([value, format], { safe }) => ({
      sql: `ct_format_mysql${safe ? '_or_null' : ''}(${asTime(value as Expr, safe)}, ${format?.sql})`,
      type: 'varchar',
    }),
  ],
  format_datetime: [
    2,
    2,
    ([value, format], { safe }) => ({
      sql: `ct_format_joda${safe ? '_or_null' : ''}(${asTime(value as Expr, safe)}, ${format?.sql})`,
      type: 'varchar',
    }),
  ],
  date_parse: [2, 2, registered('ct_parse_mysql', 'timestamp', true)],
  parse_datetime: [2, 2, registered('ct_parse_joda', 'timestamp', true)],
  to_unixtime: [1, 1, timed('ct_unix', 'double', 0)],
  from_unixtime: [1, 1, registered('ct_from_unix', 'timestamp')],
  date: [1, 1, registered('ct_date', 'date', true)],
  now: [0, 0, clock('%Y-%m-%d %H:%M:%f', 'timestamp')],
  current_date: [0, 0, clock('%Y-%m-%d', 'date')],
  regexp_like: [2, 2, registered('ct_regexp_like', 'boolean')],
  regexp_extract: [2, 3, registered('ct_regexp_extract', 'varchar')],
  regexp_extract_all: [2, 3, registered('ct_regexp_extract_all', 'array')],
  regexp_count: [2, 2, registered('ct_regexp_count', 'bigint')],
  regexp_replace: [
    2,
    3,
    (args) => ({ sql: `ct_regexp_replace(${args.map((arg) => arg.sql).join(', ')}${args.length === 2 ? ", ''" : ''})`, type: 'varchar' }),
  ],
  regexp_split: [2, 2, registered('ct_regexp_split', 'array')],
  lower: [1, 1, registered('ct_lower', 'varchar')],
  upper: [1, 1, registered('ct_upper', 'varchar')],
  split: [2, 2, registered('ct_split', 'array')],
  split_part: [3, 3, registered('ct_split_part', 'varchar')],
  reverse: [1, 1, registered('ct_reverse', 'varchar')],
  starts_with: [2, 2, registered('ct_starts_with', 'boolean')],
  strpos: [2, 2, native('instr', 'bigint')],
  length: [1, 1, native('length', 'bigint')],
  substr: [2, 3, native('substr', 'varchar')],
  substring: [2, 3, native('substr', 'varchar')],
  trim: [1, 1, native('trim', 'varchar')],
  ltrim: [1, 1, native('ltrim', 'varchar')],
  rtrim: [1, 1, native('rtrim', 'varchar')],
  replace: [
    2,
    3,
    (args) => ({ sql: `replace(${args.map((arg) => arg.sql).join(', ')}${args.length === 2 ? ", ''" : ''})`, type: 'varchar' }),
  ],
  concat: [2, 99, (args) => ({ sql: `(${args.map((arg) => arg.sql).join(' || ')})`, type: 'varchar' })],
  coalesce: [
    1,
    99,
    (args) => ({
      sql: args.length === 1 ? (args[0] as Expr).sql : `coalesce(${args.map((arg) => arg.sql).join(', ')})`,
      type: args[0]?.type ?? 'unknown',
    }),
  ],
  nullif: [2, 2, same('nullif')],
  greatest: [2, 99, same('max')],
  least: [2, 99, same('min')],
  abs: [1, 1, same('abs')],
  round: [1, 2, same('round')],
  floor: [1, 1, same('floor')],
  ceil: [1, 1, same('ceil')],
  ceiling: [1, 1, same('ceil')],
  mod: [2, 2, ([a, b]) => ({ sql: `(${a?.sql} % ${b?.sql})`, type: 'bigint' })],
  if: [
    2,
    3,
    ([test, yes, no]) => ({
      sql: `CASE WHEN ${test?.sql} THEN ${yes?.sql}${no ? ` ELSE ${no.sql}` : ''} END`,
      type: yes?.type ?? 'unknown',
    }),
  ],
  not: [1, 1, ([arg]) => ({ sql: `(NOT ${arg?.sql})`, type: 'boolean' })],
  ct_same: [1, 99, (args) => ({ sql: `(${args.map((arg) => arg.sql).join(', ')})`, type: args[0]?.type ?? 'unknown' })],
  ct_array: [0, 999, registered('ct_array', 'array')],
  ct_field: [2, 2, ([value, name]) => ({ sql: `ct_field(${value?.sql}, ${name?.sql})`, type: 'unknown' })],
  ct_subscript: [
    2,
    2,
    ([value, key], { safe }) => ({
      sql: `ct_subscript${safe ? '_or_null' : ''}(${value?.sql}, ${key?.sql})`,
      type: value?.type === 'varchar' ? 'varchar' : 'unknown',
    }),
  ],
  ntile: [1, 1, native('ntile', 'bigint')],
  ct_timestamp: [1, 1, registered('ct_ts', 'timestamp')],
  ct_date: [1, 1, registered('ct_date', 'date')],
  ct_cast: [2, 2, ([value], context) => cast(value as Expr, context.literal(1) ?? '', context.safe)],
  ct_try_cast: [2, 2, ([value], context) => cast(value as Expr, context.literal(1) ?? '', true)],
};

/** Aggregates that the parser takes for ordinary functions. */
const AGGREGATES: typeof CALLS = {
  approx_distinct: [1, 2, ([arg]) => ({ sql: `count(DISTINCT ${arg?.sql})`, type: 'bigint' })],
  count_if: [1, 1, ([arg]) => ({ sql: `count(CASE WHEN ${arg?.sql} THEN 1 END)`, type: 'bigint' })],
  max_by: [2, 2, registered('ct_max_by', 'unknown')],
  min_by: [2, 2, registered('ct_min_by', 'unknown')],
  arbitrary: [1, 1, same('min')],
  any_value: [1, 1, same('min')],
  bool_or: [1, 1, same('max')],
  bool_and: [1, 1, same('min')],
  every: [1, 1, same('min')],
  listagg: [2, 2, native('group_concat', 'varchar')],
};
Object.assign(CALLS, AGGREGATES);

/** Names of aggregates that the syntax tree has among the ordinary functions. */
export const AGGREGATE_CALLS: ReadonlySet<string> = new Set(Object.keys(AGGREGATES));

for (const name of [
  'year',
  'quarter',
  'month',
  'day',
  'day_of_month',
  'hour',
  'minute',
  'second',
  'millisecond',
  'day_of_week',
  'dow',
  'day_of_year',
  'doy',
])
  CALLS[name] = [1, 1, part(name)];
CALLS.current_timestamp = CALLS.now as [number, number, Call];

/** Names of the functions that a query may call. */
export const CALL_NAMES: readonly string[] = Object.keys(CALLS).filter((name) => !name.startsWith('ct_'));

export const PARTS_OF_TIME: ReadonlySet<string> = new Set([
  'year',
  'quarter',
  'month',
  'day',
  'hour',
  'minute',
  'second',
  'dow',
  'day_of_week',
  'doy',
  'day_of_year',
]);

/** The function that may be meant; undefined for the usual advice. */
function functionAdvice(name: string): string | undefined {
  const meant = nearest(name, CALL_NAMES);
  return meant === null ? undefined : `Is ${meant} meant? docs/sql.md lists what is translated.`;
}

/** Errors: SQL_UNSUPPORTED for a function that is not translated, SQL_INVALID for a wrong number of arguments. */
export function call(name: string, args: Expr[], context: CallContext): Expr {
  const entry = Object.hasOwn(CALLS, name) ? CALLS[name] : undefined;
  if (!entry) throw unsupported(`The function ${name.replace(/^ct_/, '')} is not translated`, functionAdvice(name), [name]);
  const [fewest, most, make] = entry;
  if (args.length < fewest || args.length > most)
    throw invalid(
      `${name} takes ${fewest === most ? fewest : `${fewest} to ${most}`} argument${most === 1 ? '' : 's'}, not ${args.length}`,
      '',
      [name],
    );
  if (args.some((arg) => arg.interval))
    throw unsupported(`An interval in ${name} is not translated`, 'Intervals are added to and taken from times.');
  return make(args, context);
}

function cast(value: Expr, type: string, safe: boolean): Expr {
  const suffix = safe ? '_or_null' : '';
  const base = type.replace(/\s*\(.*$/s, '');
  if (['varchar', 'char', 'string'].includes(base)) {
    if (value.type === 'boolean') return { sql: booleanText(value.sql), type: 'varchar' };
    return { sql: value.type === 'json' ? `ct_json_varchar(${value.sql})` : `CAST(${value.sql} AS TEXT)`, type: 'varchar' };
  }
  const plain = value.type === 'json' ? `ct_json_varchar(${value.sql})` : value.sql;
  if (['bigint', 'integer', 'int', 'smallint', 'tinyint'].includes(base)) return { sql: `ct_int${suffix}(${plain})`, type: 'bigint' };
  if (['double', 'real', 'float', 'decimal'].includes(base)) return { sql: `ct_double${suffix}(${plain})`, type: 'double' };
  if (base === 'boolean') return { sql: `ct_bool${suffix}(${plain})`, type: 'boolean' };
  if (base === 'timestamp') return { sql: value.type === 'timestamp' ? value.sql : `ct_ts${suffix}(${plain})`, type: 'timestamp' };
  if (base === 'date') return { sql: `ct_date${suffix}(${plain})`, type: 'date' };
  if (base === 'json') return { sql: value.type === 'varchar' ? `json_quote(${value.sql})` : value.sql, type: 'json' };
  if (base === 'array') return { sql: value.sql, type: 'array' };
  if (base === 'map' || base === 'row') return { sql: value.sql, type: 'json' };
  throw unsupported(`CAST to ${type} is not translated`);
}

/** As Athena shows it. */
export function booleanText(sql: string): string {
  return `CASE WHEN ${sql} THEN 'true' WHEN NOT (${sql}) THEN 'false' END`;
}
