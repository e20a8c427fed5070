// What kind of query a text is, and the statement of SQLite that answers it. Nothing but reading gets through.
import type { Statement } from 'better-sqlite3';
import { caseZone } from '../case/facts.ts';
import type { ReadConnection } from '../case/open.ts';
import type { Hints } from './hints.ts';
import { type Fault, invalid, isSign, isWord, NamedFault, type Token, tokensOf } from './tokens.ts';
import { type CaseTables, translate } from './translate.ts';

/** Words after which a table is named. */
const BEFORE_TABLE = ['from', 'join'];

/** A query made ready. */
interface Prepared {
  statement: Statement;
  /** The query of SQLite that it became; null when it runs as it was written. */
  translated: string | null;
  /** Whether a last column, which the query did not ask for, says of which record a row is. */
  carriesRecord: boolean;
  /** Per column that was asked for, the field of events that it holds; null where it is made of something else. */
  origins: (string | null)[];
}

/**
 * @param options.carryRecord have the number of its record with each row, where each row is one event's
 * Errors: SQL_INVALID, SQL_UNSUPPORTED, with their place in the query where it is known.
 */
export function statementFor(db: ReadConnection, query: string, hints: Hints, options: { carryRecord: boolean }): Prepared {
  const tokens = tokensOf(query);
  try {
    return prepared(db, query, tokens, hints, options.carryRecord);
  } catch (error) {
    throw error instanceof NamedFault ? error.placed(tokens) : error;
  }
}

function prepared(db: ReadConnection, query: string, written: readonly Token[], hints: Hints, carryRecord: boolean): Prepared {
  const tokens = [...written];
  while (isSign(tokens.at(-1), ';')) tokens.pop();
  const [first, second, third] = tokens;
  if (!first) throw invalid('The query is empty');
  let explained = '';
  if (isWord(first, 'explain')) {
    explained = isWord(second, 'query') && isWord(third, 'plan') ? 'EXPLAIN QUERY PLAN ' : 'EXPLAIN ';
    tokens.splice(0, explained === 'EXPLAIN ' ? 1 : 3);
  }
  const opening = tokens.find((token) => !isSign(token, '('));
  if (!isWord(opening, 'select', 'with', 'values'))
    throw invalid(
      `Only SELECT, WITH, VALUES and EXPLAIN run here${opening ? `, not ${opening.value.slice(0, 30)}` : ''}`,
      'The case is open for reading only.',
      opening,
    );
  const extra = tokens.find((token) => isSign(token, ';'));
  if (extra) throw invalid('One query runs at a time', 'Run what stands behind the semicolon by itself.', extra);
  const tables = caseTables(db);
  const asWritten = query.slice(tokens[0]?.from, tokens.at(-1)?.to);
  const names = namesOfTables(tokens);
  const isPlain = names.every((name) => name !== null && tables.columns(name) !== undefined);
  const asAthena = (): Prepared => {
    const { sql, carriesRecord, origins } = translate(query, tokens, tables, hints, carryRecord && explained === '');
    return { statement: readOnly(db, explained + sql), translated: sql, carriesRecord, origins };
  };
  if (!isPlain) return orInvalid(asAthena);
  try {
    const statement = readOnly(db, explained + asWritten);
    // The view `events` calls its columns as AWS and the filter do.
    return { statement, translated: null, carriesRecord: false, origins: statement.columns().map((column) => column.name) };
  } catch (error) {
    const { message } = error as Error;
    // What SQLite does not know may be Athena's: SELECT date_trunc(…), or a table after a comma.
    if (!/no such (function|table)|syntax error|no such column/.test(message)) throw asInvalid(error);
    try {
      return asAthena();
    } catch (second) {
      throw asInvalid(names.length === 0 || /no such table/.test(message) ? second : error);
    }
  }
}

function readOnly(db: ReadConnection, sql: string): Statement {
  const statement = db.prepare(sql);
  if (!statement.reader || !statement.readonly) throw invalid('Only queries run here', 'The case is open for reading only.');
  return statement;
}

function orInvalid<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw asInvalid(error);
  }
}

/** SQLite's own words for what is wrong with a query. */
export function asInvalid(error: unknown): unknown {
  const { code, message } = error as { code?: string; message: string };
  if (
    code === 'SQLITE_ERROR' ||
    error instanceof RangeError ||
    (code === undefined && error instanceof Error && error.constructor === Error)
  )
    return invalid(message.slice(0, 300), '', namedIn(message));
  return error;
}

/** What SQLite's message is about. */
function namedIn(message: string): Fault | undefined {
  const word = /^near "(.+)": syntax error$/s.exec(message)?.[1];
  if (word !== undefined) return { word };
  return /^(?:no such (?:column|function|table)|ambiguous column name): (.+)$/.exec(message)?.[1]?.split('.');
}

/** Names after FROM and JOIN, in lower case, without those that WITH gives; null for UNNEST, which SQLite does not know. */
function namesOfTables(tokens: readonly Token[]): (string | null)[] {
  const given = new Set<string>();
  const names: (string | null)[] = [];
  for (const [i, token] of tokens.entries()) {
    const next = tokens[i + 1];
    // `name AS (` and `name(a, b) AS (` of WITH.
    if (isWord(token, 'as') && isSign(next, '(')) {
      let at = i - 1;
      if (isSign(tokens[at], ')')) while (at > 0 && !isSign(tokens[at], '(')) at--;
      const name = isSign(tokens[at], '(') ? tokens[at - 1] : tokens[i - 1];
      if (name) given.add(name.value.toLowerCase());
    }
    if (isWord(token, 'unnest')) names.push(null);
    if (!isWord(token, ...BEFORE_TABLE) || isSign(tokens[i - 1], '.') || !next || (next.kind !== 'word' && next.kind !== 'quoted'))
      continue;
    // A function that gives rows, json_each(…), or extract(hour FROM f(x)).
    if (isSign(tokens[i + 2], '(') || isInExtract(tokens, i) || isWord(tokens[i - 1], 'distinct')) continue;
    names.push(
      isSign(tokens[i + 2], '.') ? (isMain(next) ? (tokens[i + 3]?.value.toLowerCase() ?? null) : null) : next.value.toLowerCase(),
    );
  }
  return names.filter((name) => name === null || !given.has(name));
}

function isInExtract(tokens: readonly Token[], at: number): boolean {
  return isSign(tokens[at - 2], '(') && isWord(tokens[at - 3], 'extract');
}

const isMain = (token: Token): boolean => token.value.toLowerCase() === 'main';

function caseTables(db: ReadConnection): CaseTables {
  const exists = db.prepare("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND lower(name) = ?").pluck();
  const columns = db.prepare('SELECT name FROM pragma_table_xinfo(?)').pluck();
  return {
    columns: (name) => {
      if (name === 'sqlite_schema' || name === 'sqlite_master') return ['type', 'name', 'tbl_name', 'rootpage', 'sql'];
      const stored = exists.get(name) as string | undefined;
      return stored === undefined ? undefined : (columns.all(stored) as string[]);
    },
    timezone: caseZone(db),
  };
}
