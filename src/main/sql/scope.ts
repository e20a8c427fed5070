// What names mean at a place of a query: the sources of rows that stand after FROM, and those of the queries around.
import { nearest } from '../../shared/filter/suggest.ts';
import { type Fields, quoted, spelled, TRAIL_COLUMNS, type Type } from './columns.ts';
import { invalid, unsupported } from './tokens.ts';

/** SQL of an expression and what it gives. */
export interface Expr {
  sql: string;
  type: Type;
  fields?: Fields;
  /** Amount and unit of an interval, which is no value in SQLite. */
  interval?: { count: number; unit: string };
  /** Which column of cloudtrail_logs it is, for hints. */
  column?: string;
  /** Field of the record that it is, as AWS writes it: `userIdentity.arn`. */
  origin?: string;
}

/** A column that a source gives. */
export interface Column {
  name: string;
  type: Type;
  fields?: Fields;
  /** As in `Expr`. */
  origin?: string;
}

export interface Source {
  /** Its name in the SQL that is made: every source has its own. */
  sql: string;
  /** As the query calls it, in lower case. */
  name: string;
  /** Columns of anything but cloudtrail_logs; SQL of each. */
  columns: (Column & { sql: string })[];
  /** Of cloudtrail_logs: the columns and fields that the query uses, joined by U+0000. */
  used: Set<string> | null;
}

export class Scope {
  readonly sources: Source[] = [];
  /** Names that the select list gives, for ORDER BY. */
  aliases = new Map<string, Expr>();
  readonly parent: Scope | null;

  constructor(parent: Scope | null) {
    this.parent = parent;
  }

  /** What a name with its dots means. Errors: SQL_INVALID for a name that nothing has. */
  resolve(parts: readonly string[], aliasesFirst = false): Expr {
    const [first = '', ...rest] = parts;
    const name = first.toLowerCase();
    for (let scope: Scope | null = this; scope; scope = scope.parent) {
      const alias = scope.aliases.get(name);
      if (aliasesFirst && alias && rest.length === 0) return alias;
      const found = scope.columnNamed(name) ?? null;
      if (found) return follow(found, rest, parts);
      const source = rest.length > 0 ? scope.sources.find((one) => one.name === name) : undefined;
      // default.cloudtrail_logs.eventname: the database in front is no name here.
      if (source) {
        const column = columnOf(source, (rest[0] as string).toLowerCase());
        if (!column) throw invalid(`${first} has no column ${rest[0]}`, columnsAdvice(source, rest[0] as string), parts);
        return follow(column, rest.slice(1), parts);
      }
      if (alias && rest.length === 0) return alias;
    }
    const [source] = this.sources;
    throw invalid(
      `There is no column ${parts.join('.')}`,
      source ? columnsAdvice(source, parts.at(-1) as string) : 'A text stands in single quotes.',
      parts,
    );
  }

  private columnNamed(name: string): Found | null {
    const found = this.sources.flatMap((source) => columnOf(source, name) ?? []);
    if (found.length > 1) throw invalid(`${name} is a column of several tables here`, 'Put the name of one in front of it.', [name]);
    return found[0] ?? null;
  }
}

/** A column, before what stands behind its dots. */
interface Found {
  source: Source;
  column: Column & { sql: string };
}

function columnOf(source: Source, name: string): Found | null {
  if (source.used) {
    const known = Object.hasOwn(TRAIL_COLUMNS, name) ? TRAIL_COLUMNS[name] : undefined;
    if (!known) return null;
    return { source, column: { name, type: known.type, ...(known.fields ? { fields: known.fields } : {}), sql: '' } };
  }
  const column = source.columns.find((one) => one.name.toLowerCase() === name);
  return column ? { source, column } : null;
}

/** Goes into the fields of a column. */
function follow({ source, column }: Found, rest: readonly string[], parts: readonly string[]): Expr {
  const path = [column.name.toLowerCase(), ...rest.map((part) => part.toLowerCase())];
  let { type, fields } = column as { type: Type; fields: Fields | null | undefined };
  for (const part of path.slice(1)) {
    if (type !== 'row' && type !== 'unknown' && type !== 'json')
      throw invalid(
        `${parts.join('.')}: ${column.name} is a ${type === 'array' ? 'list' : 'text'}, it has no field ${part}`,
        type === 'array' ? 'UNNEST takes a list apart.' : "json_extract_scalar(column, '$.name') reads JSON in a text.",
        parts,
      );
    if (fields && fields !== 'any') {
      const inner: Fields | null | undefined = Object.hasOwn(fields, part) ? fields[part] : undefined;
      if (inner === undefined)
        throw invalid(`${parts.join('.')}: there is no field ${part}`, namesAdvice(Object.keys(fields).map(spelled), part), parts);
      fields = inner;
      type = inner === null ? 'varchar' : 'row';
    } else type = 'unknown';
  }
  if (source.used) {
    if (path.some((part) => part.includes('\u0000'))) throw unsupported('A name with U+0000 in it');
    source.used.add(path.join('\u0000'));
    const sql = `${source.sql}.${quoted(path.join('.'))}`;
    const origin = [TRAIL_COLUMNS[path[0] as string]?.name, ...path.slice(1).map(spelled)].join('.');
    return { sql, type, origin, ...(fields ? { fields } : {}), ...(path.length === 1 ? { column: path[0] as string } : {}) };
  }
  const sql = path.slice(1).reduce((inner, part) => `ct_field(${inner}, '${part.replaceAll("'", "''")}')`, column.sql);
  const origin = path.length === 1 ? column.origin : undefined;
  return { sql, type, ...(fields ? { fields } : {}), ...(origin ? { origin } : {}) };
}

function columnsAdvice(source: Source, wanted: string): string {
  const names = (source.used ? Object.values(TRAIL_COLUMNS) : source.columns).map((column) => column.name);
  return namesAdvice(names, wanted);
}

/** The name that may be meant, and all there are. */
function namesAdvice(names: readonly string[], wanted: string): string {
  const meant = nearest(wanted, names);
  return `${meant === null ? '' : `Is ${meant} meant? `}There are ${names.slice(0, 60).join(', ')}.`;
}
