// What may stand at the cursor of a query: columns, fields of structs, tables, functions, keywords. Pure, tested.
import type { SqlColumn, SqlFunction, SqlSchema, SqlTable } from '../../../shared/sql.ts';
import { KEYWORDS } from './words.ts';

export interface Suggestion {
  label: string;
  kind: 'column' | 'field' | 'table' | 'function' | 'keyword';
  /** Beside the name: type, or arguments. */
  detail: string;
  note: string;
  /** The text that is put in, and how far before its end the cursor then stands. */
  text: string;
  back: number;
}

interface Suggestions {
  /** Where the name begins that is being written. */
  from: number;
  items: Suggestion[];
}

/** Texts, quoted names and comments as blanks of the same length; `open`: the last one has no end. */
function withoutTexts(query: string): { code: string; open: boolean } {
  let open = false;
  const code = query.replace(/'(?:[^']|'')*('|$)|"(?:[^"]|"")*("|$)|--[^\n]*(\n|$)|\/\*[\s\S]*?(\*\/|$)/g, (found, ...ends: string[]) => {
    open = ends.slice(0, 4).every((end) => end === undefined || end === '');
    return ' '.repeat(found.length);
  });
  return { code, open };
}

interface Source {
  /** In lower case, as the query calls it. */
  name: string;
  columns: SqlColumn[];
}

/** Tables after FROM and JOIN by the names that the query gives them, and lists that are taken apart. */
function sourcesOf(code: string, { tables }: SqlSchema): Source[] {
  const trail = tables[0]?.columns ?? [];
  const given = new Set([...code.matchAll(/\b(\w+)\s+as\s*\(\s*select\b/gi)].map((found) => found[1]?.toLowerCase()));
  const sources: Source[] = [];
  for (const [, name = '', alias] of code.matchAll(/\b(?:from|join)\s+([\w.-]+)(?:\s+as)?(?:\s+(\w+))?/gi)) {
    if (name.toLowerCase() === 'unnest' || given.has(name.toLowerCase())) continue;
    // A table that the case does not have is read as cloudtrail_logs.
    const columns = tables.find((table) => table.name.toLowerCase() === name.toLowerCase())?.columns ?? trail;
    const isAlias = alias !== undefined && !KEYWORDS.includes(alias.toUpperCase());
    sources.push({ name: (isAlias ? alias : (name.split('.').at(-1) ?? name)).toLowerCase(), columns });
  }
  for (const [, list = '', , element = ''] of code.matchAll(/\bunnest\s*\(\s*([\w.]+)\s*\)\s*(?:as\s+)?(\w+)?\s*\(\s*(\w+)\s*\)/gi)) {
    const fields = trail.find((column) => column.name.toLowerCase() === list.split('.').at(-1)?.toLowerCase())?.fields ?? [];
    sources.push({ name: element.toLowerCase(), columns: fields });
  }
  return sources;
}

function named<T extends { name: string }>(list: readonly T[], name: string): T | undefined {
  return list.find((one) => one.name.toLowerCase() === name.toLowerCase());
}

/** Fields behind a path of names, the first of which is a table's, an alias, or a column. */
function fieldsBehind(path: readonly string[], sources: readonly Source[], all: readonly SqlColumn[]): SqlColumn[] {
  const [first = '', ...rest] = path;
  const source = named(sources, first);
  let columns = source ? source.columns : (named(all, first)?.fields ?? []);
  for (const name of rest) columns = named(columns, name)?.fields ?? [];
  return columns;
}

const ofColumn = (column: SqlColumn, kind: 'column' | 'field'): Suggestion => ({
  label: column.name,
  kind,
  detail: column.fields.length > 0 && column.type === 'array' ? 'list of structs' : column.type,
  note: column.note,
  // Words of SQL are no names without quotes.
  text: KEYWORDS.includes(column.name.toUpperCase()) ? `"${column.name}"` : column.name,
  back: 0,
});

const ofTable = ({ name, note }: SqlTable): Suggestion => ({ label: name, kind: 'table', detail: 'table', note, text: name, back: 0 });

/** Characters of a name with its dots that are looked at. */
const LONGEST_PATH = 400;

/** What may stand at the cursor; null within a text or a comment. */
export function suggestionsAt(query: string, cursor: number, schema: SqlSchema): Suggestions | null {
  if (withoutTexts(query.slice(0, cursor)).open) return null;
  const before = withoutTexts(query.slice(0, cursor)).code;
  const path = /(?:[\w$]+\.)*[\w$]*$/.exec(before.slice(-LONGEST_PATH))?.[0].split('.') ?? [''];
  const from = cursor - (path.at(-1)?.length ?? 0);
  const sources = sourcesOf(withoutTexts(query).code, schema);
  const inTables = sources.flatMap((source) => source.columns);
  const all = inTables.length > 0 ? inTables : (schema.tables[0]?.columns ?? []);
  if (path.length > 1) return { from, items: fieldsBehind(path.slice(0, -1), sources, all).map((field) => ofColumn(field, 'field')) };
  const tables = schema.tables.map(ofTable);
  if (/\b(?:from|join)\s+\w*$/i.test(before)) return { from, items: tables };
  const columns = [...new Map(all.map((column) => [column.name, ofColumn(column, 'column')])).values()];
  const names = sources.map(({ name }): Suggestion => ({ label: name, kind: 'table', detail: '', note: '', text: name, back: 0 }));
  return { from, items: [...columns, ...unlike(names, tables), ...tables, ...functionsOf(schema), ...keywords()] };
}

/** Those whose name is none of the others'. */
function unlike(list: readonly Suggestion[], others: readonly Suggestion[]): Suggestion[] {
  return list.filter((one) => !others.some((other) => other.label === one.label));
}

function functionsOf({ functions }: SqlSchema): Suggestion[] {
  return functions.map((one) => ({
    label: one.name,
    kind: 'function',
    detail: one.call.slice(one.name.length),
    note: one.note,
    ...callText(one),
  }));
}

/** A call to be filled in: the text, and how far before its end the cursor then stands. */
export function callText({ name, call }: SqlFunction): { text: string; back: number } {
  const args = call.slice(name.length);
  return { text: args === '' ? name : `${name}()`, back: args === '' || args === '()' ? 0 : 1 };
}

function keywords(): Suggestion[] {
  return KEYWORDS.map((word) => ({ label: word, kind: 'keyword', detail: '', note: '', text: word, back: 0 }));
}
