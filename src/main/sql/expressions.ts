// Expressions of the syntax tree as SQLite's SQL. A node that is not known is refused: nothing is passed on unread.
import { asTime, booleanText, call, PARTS_OF_TIME } from './calls.ts';
import { readsRecords, type Type } from './columns.ts';
import { type Names, type Tree as Node, partsOf, textOf } from './parse.ts';
import type { Expr, Scope } from './scope.ts';
import { addUnits } from './times.ts';
import { invalid, unsupported } from './tokens.ts';

export interface Context {
  names: Names;
  /** Translates a query within the query; its columns' types. */
  subquery(tree: Node, scope: Scope): { sql: string; types: Type[] };
  hint(text: string): void;
  /** Says what comparing eventTime with such a text means. */
  comparesTime(text: string, operator: string): void;
  safe: boolean;
}

const COMPARES = new Set(['=', '<>', '!=', '<', '>', '<=', '>=']);
const FLIPPED: Record<string, string> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };
const NUMBERS: readonly Type[] = ['bigint', 'double'];
const TIMES: readonly Type[] = ['timestamp', 'date'];

function sqlLiteral(text: string): string {
  // U+0000 would end the text, and the query.
  return text.includes('\u0000')
    ? `'${text.replaceAll("'", "''").replaceAll('\u0000', "' || char(0) || '")}'`
    : `'${text.replaceAll("'", "''")}'`;
}

/** The name of a column in the tree, or null. */
function columnName(node: Node): string | null {
  const { column } = node;
  if (typeof column === 'string') return column;
  return column?.expr?.value ?? null;
}

/** The name of a function that a node calls, in lower case. */
export function functionName(node: Node): string {
  const name = node.name;
  if (typeof name === 'string') return name.toLowerCase();
  return ((name?.name ?? []) as Node[])
    .map((one) => one.value)
    .join('.')
    .toLowerCase();
}

export function expression(node: Node, scope: Scope, context: Context, aliasesFirst = false): Expr {
  const inner = (one: Node): Expr => expression(one, scope, context, aliasesFirst);
  if (node.ast) {
    const { sql, types } = context.subquery(node.ast, scope);
    return { sql: `(${sql})`, type: types[0] ?? 'unknown' };
  }
  switch (node.type) {
    case 'single_quote_string':
      return { sql: sqlLiteral(textOf(node.value, context.names)), type: 'varchar' };
    case 'number':
      return { sql: `${node.value}`, type: /^-?\d+$/.test(`${node.value}`) ? 'bigint' : 'double' };
    case 'bigint':
      return { sql: `${node.value}`, type: /^-?\d+$/.test(`${node.value}`) ? 'bigint' : 'double' };
    case 'null':
      return { sql: 'NULL', type: 'unknown' };
    case 'bool':
    case 'boolean':
      return { sql: node.value ? 'TRUE' : 'FALSE', type: 'boolean' };
    case 'column_ref': {
      const name = columnName(node);
      if (name === null || name === '*') throw unsupported('A * stands where a column should');
      const table = typeof node.table === 'object' && node.table !== null ? node.table.value : node.table;
      const parts = [...(table ? partsOf(table, context.names) : []), ...partsOf(name, context.names)];
      if (parts.length === 1 && ['current_time', 'localtime', 'localtimestamp'].includes(name.toLowerCase()))
        throw unsupported(`${name} is not translated`);
      return scope.resolve(parts, aliasesFirst);
    }
    case 'expr_list': {
      const items = (node.value as Node[]).map(inner);
      return { sql: `(${items.map((item) => item.sql).join(', ')})`, type: items.length === 1 ? (items[0] as Expr).type : 'unknown' };
    }
    case 'unary_expr': {
      const operator = String(node.operator).toUpperCase();
      const value = inner(node.expr);
      if (operator === 'NOT') return { sql: `(NOT ${value.sql})`, type: 'boolean' };
      if (operator === 'NOT EXISTS' || operator === 'EXISTS') return { sql: `(${operator} ${value.sql})`, type: 'boolean' };
      if (operator === '-' || operator === '+') return { sql: `(${operator} ${value.sql})`, type: value.type };
      throw unsupported(`The operator ${operator} is not translated`);
    }
    case 'binary_expr':
      return binary(node, scope, context, inner);
    case 'case':
      return caseOf(node, inner);
    case 'extract': {
      const field = String(node.args.field).toLowerCase();
      if (!PARTS_OF_TIME.has(field)) throw unsupported(`EXTRACT of ${field} is not translated`);
      return { sql: `ct_part('${field}', ${asTime(inner(node.args.source), context.safe)})`, type: 'bigint' };
    }
    case 'function':
      return functionCall(node, scope, context, aliasesFirst);
    case 'aggr_func':
      return aggregate(node, scope, context, inner);
    case 'window_func':
      return windowCall(node, scope, context, inner);
    default:
      throw unsupported(`A part of the query (${String(node.type ?? 'of no kind').replaceAll('_', ' ')}) is not translated`);
  }
}

function caseOf(node: Node, inner: (one: Node) => Expr): Expr {
  const subject = node.expr ? ` ${inner(node.expr).sql}` : '';
  let type: Type = 'unknown';
  const parts = (node.args as Node[]).map((arm) => {
    const result = inner(arm.result);
    if (type === 'unknown') type = result.type;
    return arm.type === 'else' ? `ELSE ${result.sql}` : `WHEN ${inner(arm.cond).sql} THEN ${result.sql}`;
  });
  return { sql: `CASE${subject} ${parts.join(' ')} END`, type };
}

function binary(node: Node, scope: Scope, context: Context, inner: (one: Node) => Expr): Expr {
  const operator = String(node.operator).toUpperCase();
  if (operator === 'AND' || operator === 'OR') {
    const [first, second] = [inner(node.left).sql, inner(node.right).sql];
    // SQLite asks in the order of the query: what the tables answer comes first.
    const isLater = readsRecords(first) && !readsRecords(second);
    return { sql: isLater ? `(${second} ${operator} ${first})` : `(${first} ${operator} ${second})`, type: 'boolean' };
  }
  if (operator === 'LIKE' || operator === 'NOT LIKE') return like(node, operator, context, inner);
  const left = inner(node.left);
  if (operator === 'IS' || operator === 'IS NOT') {
    if (node.right?.type !== 'null' && node.right?.type !== 'bool')
      throw unsupported(`${operator} is translated before NULL, TRUE and FALSE only`);
    return { sql: `(${left.sql} ${operator} ${inner(node.right).sql})`, type: 'boolean' };
  }
  if (operator === 'IN' || operator === 'NOT IN') return isIn(node, left, operator, scope, context, inner);
  if (operator === 'BETWEEN' || operator === 'NOT BETWEEN') {
    const [low, high] = (node.right.value as Node[]).map(inner) as [Expr, Expr];
    const [value, from] = matched(left, low, '>=', context);
    const [, to] = matched(left, high, '<=', context);
    return { sql: `(${value} ${operator} ${from} AND ${to})`, type: 'boolean' };
  }
  const right = inner(node.right);
  if (COMPARES.has(operator)) {
    const [a, b] = matched(left, right, operator, context);
    return { sql: `(${a} ${operator} ${b})`, type: 'boolean' };
  }
  if (operator === '||') {
    if (left.type === 'array' || right.type === 'array') throw unsupported('|| of lists is not translated');
    return { sql: `(${left.sql} || ${right.sql})`, type: 'varchar' };
  }
  if (['+', '-', '*', '/', '%'].includes(operator)) return arithmetic(left, right, operator, context);
  throw unsupported(`The operator ${operator} is not translated`);
}

/** Both sides of a comparison, made alike as Athena or CloudTrail Lake would. Errors: SQL_INVALID where Athena would refuse too. */
function matched(left: Expr, right: Expr, operator: string, context: Context): [string, string] {
  for (const [column, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const text = /^'((?:[^']|'')*)'$/.exec(other.sql)?.[1];
    if (column.column === 'eventtime' && text !== undefined)
      context.comparesTime(text.replaceAll("''", "'"), column === left ? operator : (FLIPPED[operator] ?? operator));
    if (other.type === 'boolean' && column.type === 'varchar')
      return column === left ? [left.sql, booleanText(right.sql)] : [booleanText(left.sql), right.sql];
    if (column.type === 'varchar' && NUMBERS.includes(other.type))
      throw invalid(
        `A text is compared with a number (${other.sql.slice(0, 30)})`,
        'Put the number in quotes, or the text in CAST(… AS bigint).',
      );
    if (TIMES.includes(column.type) && (other.type === 'varchar' || other.type !== column.type) && other.type !== 'unknown') {
      if (other.column === 'eventtime')
        context.hint(
          'eventTime is a text in Athena, which would refuse to compare it with a time; it is read as a time here, as CloudTrail Lake does',
        );
      return [asTime(left, context.safe), asTime(right, context.safe)];
    }
  }
  return [left.sql, right.sql];
}

function arithmetic(left: Expr, right: Expr, operator: string, context: Context): Expr {
  const interval = right.interval ?? (operator === '+' ? left.interval : undefined);
  if (interval) {
    const time = right.interval ? left : right;
    const count = operator === '-' ? -interval.count : interval.count;
    return { sql: `ct_add('${interval.unit}', ${count}, ${asTime(time, context.safe)})`, type: 'timestamp' };
  }
  if (left.interval || right.interval) throw unsupported('An interval is only added to a time or taken from one');
  if (TIMES.includes(left.type) || TIMES.includes(right.type))
    throw unsupported('The difference of two times is not translated', "date_diff('second', a, b) gives it.");
  const type: Type = left.type === 'double' || right.type === 'double' ? 'double' : left.type === 'unknown' ? right.type : left.type;
  return { sql: `(${left.sql} ${operator} ${right.sql})`, type };
}

function isIn(node: Node, left: Expr, operator: string, scope: Scope, context: Context, inner: (one: Node) => Expr): Expr {
  const items = node.right?.type === 'expr_list' ? (node.right.value as Node[]) : [node.right as Node];
  const [only] = items;
  const query = items.length === 1 ? (only?.ast ?? null) : null;
  if (query) return { sql: `(${left.sql} ${operator} (${context.subquery(query, scope).sql}))`, type: 'boolean' };
  const values = items.map((item) => matched(left, inner(item), '=', context)[1]);
  return { sql: `(${left.sql} ${operator} (${values.join(', ')}))`, type: 'boolean' };
}

/** LIKE is case-sensitive in Athena, not in SQLite: a pattern that stands in the query becomes one of GLOB, which is. */
function like(node: Node, operator: string, context: Context, inner: (one: Node) => Expr): Expr {
  const left = inner(node.left);
  const escapeNode = node.right?.escape?.value ?? node.escape?.value;
  const escapeMark = escapeNode ? textOf(escapeNode.value, context.names) : '';
  if (escapeNode && [...escapeMark].length !== 1) throw invalid('ESCAPE takes one character');
  const not = operator === 'NOT LIKE' ? 'NOT ' : '';
  const value = left.type === 'varchar' ? left.sql : `CAST(${left.sql} AS TEXT)`;
  if (node.right.type === 'single_quote_string') {
    const glob = globOf(textOf(node.right.value, context.names), escapeMark);
    return { sql: `(${not}${value} GLOB ${sqlLiteral(glob)})`, type: 'boolean' };
  }
  const pattern = inner({ ...node.right, escape: undefined });
  return { sql: `(${not}ct_like(${value}, ${pattern.sql}, ${sqlLiteral(escapeMark)}))`, type: 'boolean' };
}

function globOf(pattern: string, escapeMark: string): string {
  let glob = '';
  const chars = [...pattern];
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i] as string;
    if (escapeMark !== '' && char === escapeMark) {
      i++;
      if (i >= chars.length) throw invalid('The pattern after LIKE ends with its escape character');
      glob += literalGlob(chars[i] as string);
    } else glob += char === '%' ? '*' : char === '_' ? '?' : literalGlob(char);
  }
  return glob;
}

const literalGlob = (char: string): string => ('*?['.includes(char) ? `[${char}]` : char);

function functionCall(node: Node, scope: Scope, context: Context, aliasesFirst: boolean): Expr {
  const name = functionName(node);
  const nodes = (node.args?.value ?? []) as Node[];
  if (name === 'try') {
    if (nodes.length !== 1) throw invalid('try takes one argument');
    return expression(nodes[0] as Node, scope, { ...context, safe: true }, aliasesFirst);
  }
  if (name === 'exists') return { sql: `(EXISTS ${expression(nodes[0] as Node, scope, context).sql})`, type: 'boolean' };
  if (name === 'ct_interval') return interval(nodes, context);
  if (['all', 'any', 'some'].includes(name)) throw unsupported(`${name.toUpperCase()} (subquery) is not translated`, 'Use max, min or IN.');
  const args = nodes.map((one) => expression(one, scope, context, aliasesFirst));
  const made = call(name, args, {
    safe: context.safe,
    hint: context.hint,
    literal: (index) => (nodes[index]?.type === 'single_quote_string' ? textOf(nodes[index].value, context.names) : null),
  });
  return node.over ? { ...made, sql: `${made.sql} ${over(node.over, scope, context)}` } : made;
}

function interval(nodes: Node[], context: Context): Expr {
  const [amount = '', unit = ''] = nodes.map((one) => textOf(one.value, context.names));
  const known = unit.replace(/s$/, '');
  if (!/^[+-]?\d{1,9}$/.test(amount))
    throw unsupported(`The interval '${amount}' ${unit} is not translated`, 'One is a whole number of one unit.');
  try {
    addUnits(0, known, 1);
  } catch {
    throw unsupported(`Intervals of ${unit} are not translated`);
  }
  return { sql: 'NULL', type: 'interval', interval: { count: Number(amount), unit: known } };
}

/** Aggregates of the syntax tree: SQLite's name, and the type; null for that of the argument. */
export const AGGREGATES: Record<string, [string, Type | null]> = {
  COUNT: ['count', 'bigint'],
  SUM: ['sum', null],
  AVG: ['avg', 'double'],
  MIN: ['min', null],
  MAX: ['max', null],
  ARRAY_AGG: ['json_group_array', 'array'],
};

function aggregate(node: Node, scope: Scope, context: Context, inner: (one: Node) => Expr): Expr {
  const name = String(node.name).toUpperCase();
  const known = AGGREGATES[name];
  if (!known) throw unsupported(`The function ${name.toLowerCase()} is not translated`);
  const { args } = node;
  const value = args.expr.type === 'star' ? { sql: '*', type: 'bigint' as Type } : inner(args.expr);
  if (name === 'AVG' || name === 'SUM')
    if (value.type === 'varchar') throw invalid(`${name.toLowerCase()} takes numbers, not texts`, 'CAST(… AS double) makes one of a text.');
  const order = args.orderby ? ` ${orderBy(args.orderby, scope, context, false)}` : '';
  const distinct = args.distinct ? 'DISTINCT ' : '';
  const filter = node.filter?.where ? ` FILTER (WHERE ${inner(node.filter.where).sql})` : '';
  const frame = node.over ? ` ${over(node.over, scope, context)}` : '';
  return { sql: `${known[0]}(${distinct}${value.sql}${order})${filter}${frame}`, type: known[1] ?? value.type };
}

export const WINDOW_CALLS: ReadonlySet<string> = new Set([
  'row_number',
  'rank',
  'dense_rank',
  'percent_rank',
  'cume_dist',
  'lag',
  'lead',
  'first_value',
  'last_value',
  'nth_value',
]);

function windowCall(node: Node, scope: Scope, context: Context, inner: (one: Node) => Expr): Expr {
  const name = String(node.name).toLowerCase();
  if (!WINDOW_CALLS.has(name) || node.consider_nulls) throw unsupported(`The function ${name} is not translated so`);
  const args = ((node.args?.value ?? []) as Node[]).map(inner);
  return { sql: `${name}(${args.map((arg) => arg.sql).join(', ')}) ${over(node.over, scope, context)}`, type: args[0]?.type ?? 'bigint' };
}

function over(node: Node, scope: Scope, context: Context): string {
  const window = node.as_window_specification?.window_specification;
  if (!window || window.name) throw unsupported('A window by name is not translated', 'Write it after OVER.');
  const parts: string[] = [];
  if (window.partitionby)
    parts.push(`PARTITION BY ${(window.partitionby as Node[]).map((one) => expression(one.expr, scope, context).sql).join(', ')}`);
  if (window.orderby) parts.push(orderBy(window.orderby, scope, context, false));
  if (window.window_frame_clause) parts.push(frame(window.window_frame_clause));
  return `OVER (${parts.join(' ')})`;
}

function frame(node: Node): string {
  const word = (one: Node): string => {
    const text = String(one.value).toUpperCase();
    if (!/^((UNBOUNDED|\d+) (PRECEDING|FOLLOWING)|CURRENT ROW)$/.test(text))
      throw unsupported(`The frame of a window ("${text}") is not translated`);
    return text;
  };
  if (node.type !== 'binary_expr' || node.operator !== 'BETWEEN')
    throw unsupported('The frame of a window is translated as ROWS BETWEEN … AND … only');
  const kind = String(node.left.value).toUpperCase();
  if (kind !== 'ROWS' && kind !== 'RANGE') throw unsupported(`A frame of ${kind} is not translated`);
  const [from, to] = node.right.value as [Node, Node];
  return `${kind} BETWEEN ${word(from)} AND ${word(to)}`;
}

/** NULLs come last in both directions, as in Athena. */
export function orderBy(items: Node[], scope: Scope, context: Context, aliases: boolean): string {
  const parts = items.map((item) => {
    const { sql } = expression(item.expr, scope, context, aliases);
    const direction = item.type ? ` ${String(item.type).toUpperCase() === 'DESC' ? 'DESC' : 'ASC'}` : '';
    return `${sql}${direction} ${item.nulls && /FIRST/i.test(item.nulls) ? 'NULLS FIRST' : 'NULLS LAST'}`;
  });
  return `ORDER BY ${parts.join(', ')}`;
}
