// A query in Athena's dialect as one of SQLite's over the case: sources, select lists, and what is around them.

import { AGGREGATE_CALLS, booleanText } from './calls.ts';
import { ALL_COLUMNS, type Fields, quoted, RESOURCE_FIELDS, trailSource } from './columns.ts';
import { type Context, expression, functionName, orderBy } from './expressions.ts';
import { type Hints, timeHint } from './hints.ts';
import { type Names, type Tree as Node, parseQuery, partsOf } from './parse.ts';
import { type Column, type Expr, Scope, type Source } from './scope.ts';
import { invalid, type Token, unsupported } from './tokens.ts';

/** What the translator has to know of the case. */
export interface CaseTables {
  /** Columns of a table or view, by its name in lower case; undefined when there is none. */
  columns(name: string): readonly string[] | undefined;
  timezone: string;
}

interface Select {
  sql: string;
  columns: Column[];
}

type Withs = ReadonlyMap<string, { sql: string; columns: Column[] }>;

interface Translated {
  /** The query for SQLite. */
  sql: string;
  /** Whether its last column is the record of each row's event. */
  carriesRecord: boolean;
  /** Per column of the query, the field of the record that it is; null where it is made of something else. */
  origins: (string | null)[];
}

/**
 * @param carryRecord add the record of each row's event as a last column, where rows are events: one cloudtrail_logs, nothing put together
 * Errors: SQL_INVALID, SQL_UNSUPPORTED.
 */
export function translate(query: string, tokens: readonly Token[], tables: CaseTables, hints: Hints, carryRecord: boolean): Translated {
  const { tree, names } = parseQuery(query, tokens);
  return new Translator(names, tables, hints, carryRecord).whole(tree);
}

class Translator {
  private readonly names: Names;
  private readonly tables: CaseTables;
  private readonly hints: Hints;
  private made = 0;
  /** Sources of cloudtrail_logs, whose columns are known once all is translated. */
  private readonly trails: Source[] = [];
  /** Marks the place of such a source; no query can hold it. */
  private readonly mark = (source: Source): string => `\u0000${source.sql}\u0000`;

  private readonly carryRecord: boolean;
  private carriesRecord = false;

  constructor(names: Names, tables: CaseTables, hints: Hints, carryRecord: boolean) {
    this.names = names;
    this.tables = tables;
    this.hints = hints;
    this.carryRecord = carryRecord;
  }

  whole(tree: Node): Translated {
    const { sql: marked, columns } = this.query(tree, null, new Map(), true);
    let sql = marked;
    for (const source of this.trails) sql = sql.replaceAll(this.mark(source), () => trailSource(source.used as Set<string>));
    return { sql, carriesRecord: this.carriesRecord, origins: columns.map(({ origin }) => origin ?? null) };
  }

  /** A query with its WITH, set operations, ORDER BY and LIMIT. */
  private query(tree: Node, parent: Scope | null, outer: Withs, top: boolean): Select {
    if (tree.type !== 'select')
      throw invalid(`Only queries run here, no ${String(tree.type).toUpperCase()}`, 'The case is open for reading only.');
    const withs = new Map(outer);
    const heads = ((tree.with ?? []) as Node[]).map((one) => this.with(one, parent, withs));
    const context = this.context(withs);
    const parts: string[] = [];
    let columns: Column[] = [];
    let scope = new Scope(parent);
    let last: Node = tree;
    const isSet = tree._next !== undefined && tree._next !== null;
    const isRows = top && !isSet;
    for (let node: Node | undefined = tree; node; node = node._next as Node | undefined) {
      last = node;
      scope = new Scope(parent);
      const select = this.select(node, scope, withs, top, isRows);
      if (parts.length === 0) columns = select.columns;
      else if (select.columns.length !== columns.length)
        throw invalid('The queries on both sides of a set operation have different numbers of columns');
      parts.push(this.inBrackets(node, select.sql, scope, context, isSet));
      if (!node._next) break;
      parts.push(this.setOperator(node, parts.length > 1));
    }
    if (isSet) {
      // ORDER BY of a set operation knows the columns of its result only.
      scope = new Scope(null);
      scope.aliases = new Map(columns.map((column) => [column.name.toLowerCase(), { sql: quoted(column.name), type: column.type }]));
    }
    const own = last.parentheses_symbol ? {} : last;
    const order = (tree._orderby ?? own.orderby ?? null) as Node[] | null;
    if (order) parts.push(orderBy(order, scope, context, true));
    parts.push(...(tree.parentheses_symbol ? this.limit({ limit: tree._limit }) : this.limit(own)));
    const head = heads.length > 0 ? `WITH ${heads.join(', ')} ` : '';
    return { sql: head + parts.filter((part) => part !== '').join(' '), columns };
  }

  private setOperator(node: Node, isLater: boolean): string {
    const operator = String(node.set_op ?? '')
      .toUpperCase()
      .replace(' DISTINCT', '');
    if (!['UNION', 'UNION ALL', 'INTERSECT', 'EXCEPT'].includes(operator)) throw unsupported(`${operator} is not translated`);
    // SQLite takes them from left to right, SQL takes INTERSECT first.
    if (operator === 'INTERSECT' && isLater)
      throw unsupported('INTERSECT after another set operation is not translated', 'Put it first, or into WITH.');
    return operator;
  }

  /** One query of a set operation, or a query in brackets, with an ORDER BY and LIMIT of its own. */
  private inBrackets(node: Node, sql: string, scope: Scope, context: Context, isSet: boolean): string {
    const limits = this.limit(node);
    if (!node.orderby && limits.length === 0) return sql;
    if (node.parentheses_symbol) {
      const order = node.orderby ? orderBy(node.orderby as Node[], scope, context, true) : '';
      return `SELECT * FROM (${[sql, order, ...limits].filter((part) => part !== '').join(' ')})`;
    }
    if (isSet && node._next)
      throw invalid('ORDER BY and LIMIT stand after the last query of a set operation', 'Put the query they are for into brackets.');
    return sql;
  }

  private with(node: Node, parent: Scope | null, withs: Map<string, { sql: string; columns: Column[] }>): string {
    const [name = ''] = partsOf(node.name.value ?? node.name, this.names);
    const { sql, columns } = this.query(node.stmt.ast ?? node.stmt, parent, withs, false);
    const renamed = this.renamed(
      columns,
      ((node.columns ?? []) as Node[]).map((one) => partsOf(one.column?.expr?.value ?? one.value, this.names).join('.')),
      name,
    );
    const own = quoted(`w${++this.made}`);
    withs.set(name.toLowerCase(), { sql: own, columns: renamed });
    return `${own}(${renamed.map((column) => quoted(column.name)).join(', ')}) AS (${sql})`;
  }

  private renamed(columns: Column[], names: string[], of: string): Column[] {
    if (names.length === 0) return columns;
    if (names.length !== columns.length) throw invalid(`${of} has ${columns.length} columns and ${names.length} names for them`);
    return columns.map((column, i) => ({ ...column, name: names[i] as string }));
  }

  private limit(node: Node): string[] {
    const number = (one: Node | undefined): string | null => {
      if (!one || (one.type === 'origin' && one.value === 'all')) return null;
      if (one.type !== 'number' || !/^\d+$/.test(`${one.value}`)) throw invalid('LIMIT and OFFSET take a whole number');
      return `${one.value}`;
    };
    const { limit } = node;
    const values = (limit?.value ?? []) as Node[];
    const offsetOnly = limit?.seperator === 'offset' && values.length === 1;
    const rows = offsetOnly ? number(node._limit?.value?.[0]) : number(values[0]);
    const skipped = offsetOnly ? number(values[0]) : number(values[1]);
    if (rows === null && skipped === null) return [];
    return [`LIMIT ${rows ?? '-1'}`, skipped === null ? '' : `OFFSET ${skipped}`];
  }

  private context(withs: Withs): Context {
    return {
      names: this.names,
      subquery: (tree, scope) => {
        const { sql, columns } = this.query(tree, scope, withs, false);
        return { sql, types: columns.map((column) => column.type) };
      },
      hint: (text) => this.hints.add(text),
      comparesTime: (text, operator) => timeHint(this.hints, text, operator, this.tables.timezone),
      safe: false,
    };
  }

  private select(node: Node, scope: Scope, withs: Withs, top: boolean, isRows: boolean): Select {
    if (node.into?.expr) throw invalid('SELECT INTO would write', 'The case is open for reading only.');
    if (node.options || node.window || node.qualify) throw unsupported('An option of this SELECT is not translated');
    const distinct = node.distinct?.type;
    if (distinct && distinct !== 'DISTINCT') throw unsupported(`SELECT ${distinct} is not translated`);
    const context = this.context(withs);
    const from = node.from ? this.from(node.from as Node[], scope, withs, context) : '';
    const items = (node.columns as Node[]).flatMap((item) => this.item(item, scope, context));
    const columns: Column[] = [];
    const list = items.map(({ expr, name }, i) => {
      if (expr.interval) throw unsupported('An interval is no column');
      const own = name ?? `_col${i}`;
      columns.push({
        name: own,
        type: top && expr.type === 'boolean' ? 'varchar' : expr.type,
        ...(expr.fields ? { fields: expr.fields } : {}),
        ...(expr.origin ? { origin: expr.origin } : {}),
      });
      return `${top && expr.type === 'boolean' ? booleanText(expr.sql) : expr.sql} AS ${quoted(own)}`;
    });
    const record = isRows ? this.recordOf(node, scope) : null;
    if (record !== null) list.push(`${record} AS "trailcase_record"`);
    for (const { expr, name } of items)
      if (name !== null && !scope.aliases.has(name.toLowerCase()))
        scope.aliases.set(name.toLowerCase(), { sql: quoted(name), type: expr.type });
    const parts = [`SELECT ${distinct ? 'DISTINCT ' : ''}${list.join(', ')}`, from];
    if (node.where) parts.push(`WHERE ${expression(node.where, scope, context).sql}`);
    if (node.groupby?.columns)
      parts.push(`GROUP BY ${(node.groupby.columns as Node[]).map((one) => expression(one, scope, context).sql).join(', ')}`);
    if (node.having) parts.push(`HAVING ${expression(node.having, scope, context).sql}`);
    return { sql: parts.filter((part) => part !== '').join(' '), columns };
  }

  /** SQL of the record that a row of the outermost query is, where it is one event's; null elsewhere. */
  private recordOf(node: Node, scope: Scope): string | null {
    const [trail, second] = scope.sources.filter((source) => source.used);
    const isTogether =
      node.distinct?.type || node.groupby?.columns || node.having || isAggregated([node.columns, node.orderby, node._orderby]);
    if (!this.carryRecord || !trail || second || isTogether) return null;
    this.carriesRecord = true;
    return new Only(trail).resolve(['trailcase_record']).sql;
  }

  private item(item: Node, scope: Scope, context: Context): { expr: Expr; name: string | null }[] {
    const { expr } = item;
    if (expr?.type === 'column_ref' && expr.column === '*') return this.star(expr, scope);
    const made = expression(expr, scope, context);
    const alias = item.as ? partsOf(item.as, this.names).join('.') : null;
    const column = expr?.type === 'column_ref' ? partsOf(expr.column?.expr?.value ?? '', this.names).at(-1) : undefined;
    return [{ expr: made, name: alias ?? column ?? null }];
  }

  private star(expr: Node, scope: Scope): { expr: Expr; name: string }[] {
    const table = expr.table ? partsOf(expr.table.value ?? expr.table, this.names) : null;
    const name = table?.at(-1)?.toLowerCase();
    const sources = name === undefined ? scope.sources : scope.sources.filter((source) => source.name === name);
    if (sources.length > 0) {
      return sources.flatMap((source) =>
        (source.used ? ALL_COLUMNS : source.columns.map((column) => column.name)).map((column) => ({
          expr: source.used ? new Only(source).resolve([column]) : (source.columns.find((one) => one.name === column) as Expr),
          name: column,
        })),
      );
    }
    if (!table) throw invalid('SELECT * needs a FROM');
    // userIdentity.*: the fields of a struct.
    const { fields } = scope.resolve(table);
    if (!fields || fields === 'any') throw unsupported(`${table.join('.')}.* is not translated`);
    return Object.keys(fields).map((field) => ({ expr: scope.resolve([...table, field]), name: field }));
  }

  private from(items: Node[], scope: Scope, withs: Withs, context: Context): string {
    const parts: string[] = [];
    for (const [i, item] of items.entries()) {
      if (item.tablesample) throw unsupported('TABLESAMPLE is not translated');
      const before = scope.sources.length;
      const source = this.source(item, scope, withs, context);
      const join = item.join ? String(item.join).toUpperCase().replace(' OUTER', '') : ',';
      if (![',', 'INNER JOIN', 'LEFT JOIN', 'RIGHT JOIN', 'FULL JOIN', 'CROSS JOIN', 'JOIN'].includes(join))
        throw unsupported(`${join} is not translated`);
      const on = item.on
        ? ` ON ${expression(item.on, scope, context).sql}`
        : item.using
          ? ` ON ${this.using(item.using as Node[], scope, before)}`
          : '';
      parts.push(i === 0 ? source : `${join === ',' ? 'JOIN' : join} ${source}${on}`);
    }
    return `FROM ${parts.join(' ')}`;
  }

  private using(names: Node[], scope: Scope, right: number): string {
    return names
      .map((one) => {
        const [name = ''] = partsOf(one.value, this.names);
        const sides = [scope.sources.slice(0, right), scope.sources.slice(right)].map(
          (sources) => new Only(...sources).resolve([name]).sql,
        );
        return `${sides[0]} = ${sides[1]}`;
      })
      .join(' AND ');
  }

  private source(item: Node, scope: Scope, withs: Withs, context: Context): string {
    const { alias, names } = aliasOf(item.as, this.names);
    const sql = quoted(`s${++this.made}`);
    if (item.type === 'expr') return this.unnest(item.expr, sql, alias, names, scope, context);
    if (item.expr) {
      const inner = item.expr.ast ?? item.expr;
      const { sql: text, columns } =
        inner.type === 'values' ? this.values(inner, scope, context) : this.query(inner, scope.parent, withs, false);
      this.add(scope, sql, alias ?? '', this.renamed(columns, names, alias ?? 'The subquery'), columns);
      return `(${text}) AS ${sql}`;
    }
    const path = [...(item.db ? partsOf(item.db, this.names) : []), ...partsOf(item.table, this.names)];
    const name = path.at(-1) as string;
    const named = path.length === 1 ? withs.get(name.toLowerCase()) : undefined;
    if (named) {
      this.add(scope, sql, alias ?? name, this.renamed(named.columns, names, name), named.columns);
      return `${named.sql} AS ${sql}`;
    }
    const known = path.length === 1 ? this.tables.columns(name.toLowerCase()) : undefined;
    if (known) {
      const columns = known.map((column): Column => ({ name: column, type: 'unknown' }));
      this.add(scope, sql, alias ?? name, columns, columns);
      return `main.${quoted(name)} AS ${sql}`;
    }
    if (names.length > 0) throw unsupported(`Names for the columns of ${name} are not translated`);
    if (name.toLowerCase() !== 'cloudtrail_logs')
      this.hints.add(`${path.join('.')} is no table of the case: it is read as cloudtrail_logs`);
    const source: Source = { sql, name: (alias ?? name).toLowerCase(), columns: [], used: new Set() };
    scope.sources.push(source);
    this.trails.push(source);
    return `${this.mark(source)} AS ${sql}`;
  }

  /** @param inner names within the source, in the same order */
  private add(scope: Scope, sql: string, name: string, columns: readonly Column[], inner: readonly Column[]): void {
    scope.sources.push({
      sql,
      name: name.toLowerCase(),
      columns: columns.map((column, i) => ({ ...column, sql: `${sql}.${quoted((inner[i] as Column).name)}` })),
      used: null,
    });
  }

  private values(node: Node, scope: Scope, context: Context): Select {
    const rows = (node.values as Node[]).map((row) => (row.value as Node[]).map((one) => expression(one, scope, context)));
    const columns = (rows[0] ?? []).map((cell, i): Column => ({ name: `column${i + 1}`, type: cell.type }));
    return { sql: `VALUES ${rows.map((row) => `(${row.map((cell) => cell.sql).join(', ')})`).join(', ')}`, columns };
  }

  /** UNNEST of a list, in SQLite json_each. `UNNEST(resources) AS t(r)` gives structs, `AS t(arn, accountid, type)` their fields. */
  private unnest(node: Node, sql: string, alias: string | null, names: string[], scope: Scope, context: Context): string {
    const name = String(node.name?.name?.[0]?.value ?? '').toLowerCase();
    const args = (node.args?.value ?? []) as Node[];
    if (name !== 'unnest' || args.length !== 1) throw unsupported(`${name || 'This'} in FROM is not translated`, 'UNNEST takes one list.');
    const list = expression(args[0] as Node, scope, context);
    const value = `${sql}.value`;
    const isResources = list.column === 'resources';
    const fields: Fields = { arn: null, accountid: null, type: null };
    let columns: (Column & { sql: string })[];
    if (names.length === 1)
      columns = [{ name: names[0] as string, type: isResources ? 'row' : 'unknown', ...(isResources ? { fields } : {}), sql: value }];
    else if (isResources && names.length === RESOURCE_FIELDS.length)
      columns = names.map((column, i) => ({ name: column, type: 'varchar', sql: `ct_field(${value}, '${RESOURCE_FIELDS[i]}')` }));
    else if (names.length === 2 && !isResources)
      columns = [
        { name: names[0] as string, type: 'varchar', sql: `${sql}.key` },
        { name: names[1] as string, type: 'unknown', sql: value },
      ];
    else if (names.length === 0 && isResources)
      columns = RESOURCE_FIELDS.map((field) => ({ name: field, type: 'varchar', sql: `ct_field(${value}, '${field}')` }));
    else throw unsupported(`UNNEST with ${names.length} names is not translated`, 'Write UNNEST(resources) AS t(resource).');
    scope.sources.push({ sql, name: (alias ?? '').toLowerCase(), columns, used: null });
    return `json_each(ct_list(coalesce(${list.sql}, '[]'))) AS ${sql}`;
  }
}

/** Whether an aggregate stands in a part of the tree, other than over a window or in a query of its own. */
function isAggregated(part: unknown): boolean {
  if (Array.isArray(part)) return part.some(isAggregated);
  if (typeof part !== 'object' || part === null || 'ast' in part) return false;
  const node = part as Node;
  if (!node.over && (node.type === 'aggr_func' || (node.type === 'function' && AGGREGATE_CALLS.has(functionName(node))))) return true;
  return Object.values(node).some(isAggregated);
}

/** A scope of some sources only. */
class Only extends Scope {
  constructor(...sources: Source[]) {
    super(null);
    this.sources.push(...sources);
  }
}

/** `t(a, b)` taken apart. */
function aliasOf(as: unknown, names: Names): { alias: string | null; names: string[] } {
  if (typeof as !== 'string' || as === '') return { alias: null, names: [] };
  const found = /^([^(]+?)\s*\((.*)\)$/s.exec(as);
  const name = (text: string): string => partsOf(text.trim().replace(/^"(.*)"$/, '$1'), names).join('.');
  if (!found) return { alias: name(as), names: [] };
  return { alias: name(found[1] as string), names: (found[2] as string).split(',').map(name) };
}
